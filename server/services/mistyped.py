"""Words within one mistake of what was typed: a letter too many, too few, wrong, swapped.

Instead of comparing all words of the library with the typed one, every word one mistake
away is made and the first entry from it on is read: some hundred steps into an index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from server.database import Work
from server.statements.searching import WORD_FROM

SHORTEST = 4
"""Shorter words are not corrected: nearly everything is near them."""
_LONGEST = 24
_TRIED = 4
"""Corrected questions that are tried at most."""
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def corrections(
    work: Work, typed: Sequence[str], kinds: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    """The question with its unknown words put right, the nearest first; nothing when a
    word cannot be put right."""
    choices: list[list[str]] = []
    for word in typed:
        if any(_begins(work, kind, word) is not None for kind in kinds):
            choices.append([word])
            continue
        near = _near(work, word, kinds)
        if not near:
            return
        choices.append(near)
    if all(choice == [word] for choice, word in zip(choices, typed, strict=True)):
        return  # each word is known, only not together
    longest = max(len(choice) for choice in choices)
    for place in range(min(longest, _TRIED)):
        yield tuple(choice[min(place, len(choice) - 1)] for choice in choices)


def one_mistake_away(word: str) -> Iterator[str]:
    """All words one edit away, of letters that fit the word's alphabet; some twice."""
    letters = _LATIN if word.isascii() else _CYRILLIC
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        yield from (head + letter + tail for letter in letters)


def _near(work: Work, word: str, kinds: Sequence[str]) -> list[str]:
    """Known beginnings one mistake away; whole words first."""
    if not SHORTEST <= len(word) <= _LONGEST or any(sign.isdigit() for sign in word):
        return []
    found: dict[str, bool] = {}
    for near in dict.fromkeys(one_mistake_away(word)):
        # A beginning cut shorter finds far too much: only a whole word may be shorter.
        for kind in kinds:
            known = _begins(work, kind, near)
            if known == near or (known is not None and len(near) >= len(word)):
                found[near] = found.get(near, False) or known == near
    return sorted(found, key=lambda near: not found[near])


def _begins(work: Work, kind: str, beginning: str) -> str | None:
    """The first known word that begins so; None when there is none."""
    row = work.one(WORD_FROM, kind=kind, first=beginning)
    return str(row[0]) if row is not None and row[0].startswith(beginning) else None
