"""The order in which books stand on the shelf (domain §4.2), as bytes.

By the BBK index: its number digit by digit (22.1 < 22.151 < 22.3), then what follows it,
the plain index before `(…)` and both before `я`; then by the author mark: letter by the
Kazakh alphabet, number; then title and volume. Books without an index stand last.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from library.bbk import folded_index

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
MOST_SIGNS, MOST_TITLE, MOST_VOLUME = 60, 1200, 200
_END = 0x01
_OPEN, _CLOSE, _DOT, _DIGIT = 0x10, 0x02, 0x1F, 0x20
_SIGNS = {"-": 0x30, ":": 0x31, "=": 0x32}
_OTHER_SIGN, _CYRILLIC, _LATIN, _FORM, _ELSE = 0x3F, 0x40, 0x70, 0xEE, 0xEF
_PLACES = {letter: place for place, letter in enumerate(ALPHABET)}
_LETTER_FIRST, _NO_INDEX = b"\xf0", b"\xff"
_NUMBER = re.compile(r"[\d.]*", re.ASCII)


def shelf_key(
    bbk: str | None, author_mark: str | None, title: str, volume: str | None,
    order: Callable[[str], bytes],
) -> bytes:  # fmt: skip
    """A key whose bytes order as the books stand, the same in every database. `order` makes
    the key of a text in Kazakh order (`i18n.sorting.sort_key`). Very long texts are cut, for
    an index takes no row of any length."""
    return b"".join(
        (index_key((bbk or "")[:MOST_SIGNS]), mark_key((author_mark or "")[:MOST_SIGNS]),
         order(title)[:MOST_TITLE], b"\x00", order(volume or "")[:MOST_VOLUME])
    )  # fmt: skip


def index_key(bbk: str) -> bytes:
    """The part of the BBK index. `(5Каз)` and `(5Қаз)` are one."""
    index = folded_index(bbk)
    if not index:
        return _NO_INDEX
    # A letter of a series before the number (`Д84`, `В22`) makes a shelf of its own, after
    # the numbers.
    number = _NUMBER.match(index)
    first = number[0] if number else ""
    rest = index[len(first) :]
    lead = b"" if first else _LETTER_FIRST
    return lead + _weights(first) + bytes((_END,)) + _weights(rest) + bytes((_END,))


def mark_key(mark: str) -> bytes:
    """The part of the author mark: `Ә 82` before `Б 12`, `Т 9` before `Т 12`."""
    letters, number, rest = _parts(mark)
    count = int(number or 0)
    return b"".join(
        (_weights(letters), bytes((_END,)), count.to_bytes(4, "big"), _weights(rest),
         bytes((_END,)))
    )  # fmt: skip


def _parts(mark: str) -> tuple[str, str, str]:
    small = mark.casefold().strip()
    letters = "".join(_taken(small, str.isalpha))
    rest = small[len(letters) :].lstrip(" -–—.")
    number = "".join(_taken(rest, lambda sign: sign.isascii() and sign.isdigit()))[:9]
    return letters, number, rest[len(number) :].strip()


def _taken(text: str, fits: Callable[[str], bool]) -> list[str]:
    found = []
    for sign in text:
        if not fits(sign):
            break
        found.append(sign)
    return found


def _weights(text: str) -> bytes:
    """Signs of an index in their order: end, bracket, digits, signs, letters, `я` of form."""
    key = bytearray()
    for place, sign in enumerate(text):
        digit_follows = text[place + 1 : place + 2].isdigit()
        key += bytes((_FORM,)) if sign == "я" and digit_follows else _weight(sign)
    return bytes(key)


def _weight(sign: str) -> bytes:
    if sign in "().":
        return bytes(({"(": _OPEN, ")": _CLOSE, ".": _DOT}[sign],))
    if sign.isascii() and sign.isdigit():
        return bytes((_DIGIT + int(sign),))
    if sign in _SIGNS:
        return bytes((_SIGNS[sign],))
    if sign in _PLACES:
        return bytes((_CYRILLIC + _PLACES[sign],))
    if "a" <= sign <= "z":
        return bytes((_LATIN + ord(sign) - ord("a"),))
    kind = _ELSE if sign.isalpha() else _OTHER_SIGN
    return bytes((kind,)) + sign.encode("utf-8", "surrogatepass")
