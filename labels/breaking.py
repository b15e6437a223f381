"""Where lines of a label may break; pure. Widths in thousandths of the size."""

from __future__ import annotations

from collections.abc import Sequence

from labels.typeface import width

_VOWELS = frozenset("аәеёиоөуұүыіэюяaeiouyАӘЕЁИОӨУҰҮЫІЭЮЯAEIOUY")
_SIGNS = frozenset("ъьйЪЬЙ")
HYPHEN, ELLIPSIS = "-", "…"


def lines_of_parts(parts: Sequence[str], room: int, weight: int) -> list[str] | None:
    """Parts set one after the other without a space, a new line where the next part has no
    room; None when one part alone is too wide."""
    lines: list[str] = []
    for part in parts:
        if width(part, weight) > room:
            return None
        if lines and width(lines[-1] + part, weight) <= room:
            lines[-1] += part
        else:
            lines.append(part)
    return lines


def lines_of_words(text: str, room: int, weight: int, hyphens: bool = False) -> list[str] | None:
    """Words set with spaces; None when a word is too wide. With `hyphens` a word too wide is
    cut between syllables, and where that does not help between letters."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, weight) <= room:
            lines[-1] = joined
        elif width(word, weight) <= room:
            lines.append(word)
        elif hyphens:
            pieces = _cut(word, room, weight)
            if pieces is None:
                return None
            lines += pieces
        else:
            return None
    return lines


def shortened(lines: Sequence[str], count: int, room: int, weight: int) -> list[str]:
    """The first `count` lines, the last of them ending in an ellipsis after a whole word
    where there is one."""
    if len(lines) <= count:
        return list(lines)
    kept = list(lines[:count])
    last = kept[-1].rstrip(HYPHEN)
    while last and width(last + ELLIPSIS, weight) > room:
        last = last.rsplit(" ", 1)[0] if " " in last else last[:-1]
    kept[-1] = last.rstrip(" ,.;:–-") + ELLIPSIS
    return kept


def syllables(word: str) -> list[str]:
    """A Kazakh or Russian word in pieces that may be parted: a consonant before a vowel
    begins the next syllable; no piece without a vowel, none of one letter at the ends."""
    pieces: list[str] = []
    begun = 0
    for place in range(2, len(word) - 1):
        opens = word[place] not in _VOWELS and word[place] not in _SIGNS
        if (
            opens and word[place].isalpha() and word[place + 1] in _VOWELS
            and _VOWELS & set(word[begun:place])
        ):  # fmt: skip
            pieces.append(word[begun:place])
            begun = place
    return [*pieces, word[begun:]]


def _cut(word: str, room: int, weight: int) -> list[str] | None:
    pieces = [""]
    for syllable in syllables(word):
        for part in _narrow(syllable, room, weight):
            if width(pieces[-1] + part + HYPHEN, weight) <= room or not pieces[-1]:
                pieces[-1] += part
            else:
                pieces.append(part)
    ended = [f"{piece}{HYPHEN}" for piece in pieces[:-1]] + pieces[-1:]
    return ended if all(width(piece, weight) <= room for piece in ended) else None


def _narrow(syllable: str, room: int, weight: int) -> list[str]:
    """The syllable, or its letters when it has no room with a hyphen."""
    return [syllable] if width(syllable + HYPHEN, weight) <= room else list(syllable)
