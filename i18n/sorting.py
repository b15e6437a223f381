"""Order of Kazakh, Russian and Latin words as bytes, the same in every database.

The 42-letter Kazakh alphabet contains the Russian one, so one order serves both; Latin
letters follow Cyrillic ones, as in the ICU order for `kk`. Digits stand before letters and
a run of them counts as a number: class 7А comes before 10Ә. Quotation marks are passed
over and other signs separate words, as in a card catalogue: «Абай жолы» stands under А.
"""

from __future__ import annotations

import unicodedata

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
"""The Kazakh alphabet in its order."""

_END, _SPACE, _NUMBER = 0x01, 0x02, 0x10
_CYRILLIC, _OTHER_CYRILLIC, _LATIN, _ELSE = 0x20, 0x50, 0x60, 0xF0
_KAZAKH = {letter: bytes((_CYRILLIC + place,)) for place, letter in enumerate(ALPHABET)}
_LATIN_WEIGHTS = {chr(ord("a") + place): bytes((_LATIN + place,)) for place in range(26)}
_QUOTES = frozenset("«»“”„‟‘’‚‛\"'`‹›")


def sort_key(text: str) -> bytes:
    """A key whose bytes order as the words do; equal only for equal NFC texts.

    Capital letters matter only between otherwise equal words, the small one first.
    """
    normal = unicodedata.normalize("NFC", text)
    key = bytearray()
    digits = ""
    for letter in unicodedata.normalize("NFC", normal.casefold()):
        if letter.isascii() and letter.isdigit():
            digits += letter
            continue
        key += _number(digits)
        digits = ""
        weight = _weight(letter)
        # Signs at the beginning and repeated signs carry no order.
        if weight != b"\x02" or (key and key[-1:] != b"\x02"):
            key += weight
    key += _number(digits)
    words = bytes(key).removesuffix(b"\x02")
    return words + bytes((_END,)) + normal.swapcase().encode()


def _number(digits: str) -> bytes:
    """A run of digits: its length before its digits, so that 7 < 10."""
    if not digits:
        return b""
    value = digits.lstrip("0")
    return bytes((_NUMBER, min(len(value), 0xE0) + 2)) + value.encode()


def _weight(letter: str) -> bytes:
    if known := _KAZAKH.get(letter) or _LATIN_WEIGHTS.get(letter):
        return known
    if letter in _QUOTES:
        return b""
    category = unicodedata.category(letter)
    if category.startswith("M"):
        return b""
    if not category.startswith(("L", "N")):
        return bytes((_SPACE,))
    if "Ѐ" <= letter <= "ӿ":
        return bytes((_OTHER_CYRILLIC,)) + letter.encode()
    plain = unicodedata.normalize("NFKD", letter)[0]
    return _LATIN_WEIGHTS.get(plain) or bytes((_ELSE,)) + letter.encode()
