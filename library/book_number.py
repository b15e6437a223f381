"""What a barcode on a book's cover says: an ISBN of either form, or the number of its trade.

Old and foreign books carry no ISBN but a UPC or another EAN; some barcodes have the price
behind them. A wrong check digit is a warning: print is full of it (domain §6).
"""

from __future__ import annotations

from dataclasses import dataclass

from library.isbn import bare_isbn, both_forms, is_right
from library.scanned_code import COPY_DIGIT, is_own_number
from library.typed_code import in_every_layout

_SUPPLEMENTS = (2, 5)
"""Digits that stand beside the bars: the issue of a journal, the price of a book."""
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class BookNumber:
    """The bare number; `right` whether its check digit fits; `isbn` whether it is one."""

    text: str
    right: bool
    isbn: bool

    @property
    def forms(self) -> tuple[str, ...]:
        """Under which numbers the same book may be kept."""
        if self.isbn:
            return both_forms(self.text)
        # A UPC is an EAN without its leading zero.
        other = "0" + self.text if len(self.text) == 12 else self.text.removeprefix("0")
        return (self.text, other) if len(other) in (12, 13) else (self.text,)


def book_number(typed: str) -> BookNumber | None:
    """The number in what was typed or scanned in any layout; None for words and for our own
    labels. In a foreign layout only a right check digit is believed."""
    text = "".join(typed.split())
    if not text or len(text) > _LONGEST:
        return None
    for layout, candidate in in_every_layout(text):
        found = _number(candidate)
        if found is not None and (layout == "us" or found.right):
            return found
    return None


def _number(text: str) -> BookNumber | None:
    bare = bare_isbn(text)
    if bare is not None and not _is_label(text):
        return BookNumber(bare, is_right(bare), True)
    if not (text.isascii() and text.isdigit()):
        return None
    for extra in _SUPPLEMENTS:
        if len(text) == 13 + extra and is_ean(text[:13]):
            return _number(text[:13])
    if len(text) in (8, 12, 13) and is_ean(text):
        return BookNumber(text, True, False)
    return None


def _is_label(text: str) -> bool:
    """Whether ten digits are the label of a copy; old numbers of books here begin with 5 and
    with 9965, and are typed with their hyphens."""
    return text.startswith(COPY_DIGIT) and is_own_number(text)


def is_ean(text: str) -> bool:
    """Whether the last digit checks the others: EAN-13, EAN-8, UPC-A."""
    digits = [int(sign) for sign in reversed(text)]
    return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
