"""What a scanned text is: our own ten-digit numbers, an ISBN, a foreign number, or noise.

Own numbers: kind digit, eight-digit serial, check digit by ISO/IEC 7064 MOD 11,10. Their
length and first digits meet no EAN, no 14-digit library number and no decimal RFID number.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

COMMAND_DIGIT, COPY_DIGIT, READER_DIGIT, PLACE_DIGIT = "5", "6", "7", "8"
SERIALS = 100_000_000
_OWN_LENGTH = 10
_LONGEST = 64
_ISBN_LENGTHS = (13, 15, 18)
"""EAN-13 alone, or with the two or five digits of an add-on beside it."""


class Command(Enum):
    """Printed command codes; the value is the serial of the number."""

    FINISH = 1
    UNDO = 2
    LANGUAGE = 3
    RETURN = 4


@dataclass(frozen=True, slots=True)
class CardNumber:
    """A reader card of ours."""

    number: str


@dataclass(frozen=True, slots=True)
class CopyNumber:
    """A copy label of ours."""

    number: str


@dataclass(frozen=True, slots=True)
class CommandNumber:
    """A printed command."""

    command: Command


@dataclass(frozen=True, slots=True)
class PlaceNumber:
    """A shelf or a corner."""

    number: str


@dataclass(frozen=True, slots=True)
class Isbn:
    """A 978/979 EAN: it names a title, never a copy."""

    text: str


@dataclass(frozen=True, slots=True)
class ForeignNumber:
    """Somebody else's number; it may be linked to a copy or a reader."""

    text: str


@dataclass(frozen=True, slots=True)
class WrongCheckDigit:
    """Looks like one of ours but was misread or mistyped."""

    text: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Noise from the line, empty, or far too long."""

    text: str


ScannedCode = (
    CardNumber | CopyNumber | CommandNumber | PlaceNumber
    | Isbn | ForeignNumber | WrongCheckDigit | Unreadable
)


def check_digit(nine: str) -> str:
    """Check digit of nine digits by ISO/IEC 7064 MOD 11,10: it notices every single wrong
    digit and about 98 of 100 swaps of neighbours. Raises ValueError."""
    if len(nine) != _OWN_LENGTH - 1 or not _digits(nine):
        raise ValueError("nine digits are needed")
    product = 10
    for digit in nine:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def make_number(kind_digit: str, serial: int) -> str:
    """The ten-digit number of a kind and a serial 0…99,999,999. Raises ValueError."""
    if not 0 <= serial < SERIALS:
        raise ValueError("a serial has eight digits")
    nine = f"{kind_digit}{serial:08d}"
    return nine + check_digit(nine)


def is_own_number(text: str) -> bool:
    """Whether this is a number of ours with a right check digit."""
    return _looks_own(text) and check_digit(text[:-1]) == text[-1]


def read_code(text: str) -> ScannedCode:
    """What this text is; never raises."""
    text = _without_marks(text.strip())
    if not text or len(text) > _LONGEST or not text.isprintable():
        return Unreadable(text)
    if _looks_own(text):
        return _own(text)
    if len(text) in _ISBN_LENGTHS and _digits(text) and text.startswith(("978", "979")):
        return Isbn(text[:13])
    return _foreign(text)


def is_luhn(text: str) -> bool:
    """Whether the last digit of a 14-digit library number is right (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(text)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _looks_own(text: str) -> bool:
    return len(text) == _OWN_LENGTH and _digits(text) and text[0] in "5678"


def _own(text: str) -> ScannedCode:
    if not is_own_number(text):
        return WrongCheckDigit(text)
    kind, serial = text[0], int(text[1:-1])
    if kind == COPY_DIGIT:
        return CopyNumber(text)
    if kind == READER_DIGIT:
        return CardNumber(text)
    if kind == PLACE_DIGIT:
        return PlaceNumber(text)
    try:
        return CommandNumber(Command(serial))
    except ValueError:
        return Unreadable(text)


def _without_marks(text: str) -> str:
    """Code 39 stars, Codabar start and stop letters are the symbol's, not the number's."""
    if len(text) > 2 and text[0] == text[-1] == "*":
        text = text[1:-1].strip()
    if len(text) == 16 and _digits(text[1:-1]) and {text[0], text[-1]} <= set("ABCDabcd"):
        text = text[1:-1]
    return text


def _foreign(text: str) -> ScannedCode:
    if len(text) == 14 and _digits(text) and text[0] in "23" and not is_luhn(text):
        return WrongCheckDigit(text)
    if not any(character.isalnum() for character in text):
        return Unreadable(text)
    return ForeignNumber(text)
