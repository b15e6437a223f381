"""Numbers of books that were there before the program: taken as they stand in the books.

Old inventory books have letters, gaps and numbers given twice; they are listed, never
refused (domain §2.3 holds for new numbers only).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

_DIGITS = re.compile(r"[0-9]{1,9}")
LONGEST_NUMBER = 40


class Doubt(StrEnum):
    """Why an old number is listed."""

    DOUBLE = "double"
    LETTERS = "letters"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class DoubtfulNumber:
    """One number, or for a gap the numbers `first` to `last` that no book has. `count`:
    books with the number, or how many numbers are missing."""

    doubt: Doubt
    first: str
    last: str
    count: int


def plain_number(text: str) -> str:
    """The number as written, NFC and with single spaces; leading zeros stay."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def doubtful_numbers(numbers: Iterable[str]) -> list[DoubtfulNumber]:
    """What an inspector would ask about: doubles, then letters, then gaps, each in order."""
    counted = Counter(numbers)
    whole = sorted({int(number) for number in counted if _DIGITS.fullmatch(number)})
    doubles = [
        DoubtfulNumber(Doubt.DOUBLE, number, number, count)
        for number, count in counted.items() if count > 1
    ]  # fmt: skip
    letters = [
        DoubtfulNumber(Doubt.LETTERS, number, number, count)
        for number, count in counted.items() if not _DIGITS.fullmatch(number)
    ]  # fmt: skip
    doubles.sort(key=_order)
    letters.sort(key=_order)
    return [*doubles, *letters, *_gaps(whole)]


def _order(line: DoubtfulNumber) -> tuple[int, str]:
    found = re.match(r"[0-9]{1,9}", line.first)
    return (int(found[0]) if found else 0, line.first)


def _gaps(whole: list[int]) -> Iterator[DoubtfulNumber]:
    for before, after in pairwise(whole):
        if after - before > 1:
            first, last = str(before + 1), str(after - 1)
            yield DoubtfulNumber(Doubt.GAP, first, last, after - before - 1)
