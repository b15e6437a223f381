"""The clearance slip: who owes the library nothing gets one, numbered, with a code to check.

Pure. A case that the director does not require, or that is promised by a day, does not
hinder; it stands on the slip (domain §3.2, year end).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from library.scanned_code import check_digit

SERIALS = 1_000_000_000
_KIND = "4"
"""Not 9: python-barcode takes 99 at the beginning for a change of character set."""
_SEPTEMBER = 9
_LENGTH = 11
"""No EAN, no number of ours, no 14-digit library number is as long."""


class Purpose(StrEnum):
    """What a slip is for."""

    YEAR_END = "year-end"
    LEAVES = "leaves"
    GRADUATES = "graduates"
    OTHER = "other"


class CaseStanding(StrEnum):
    """How a lost or damaged book stands."""

    OPEN = "open"
    PROMISED = "promised"
    NOT_REQUIRED = "not-required"


class SlipState(StrEnum):
    """What a slip is worth today."""

    VALID = "valid"
    OWES_AGAIN = "owes-again"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class OwedBook:
    """A copy lent to the reader, or another's copy that he answers for."""

    title: str
    code: str | None
    due_on: date
    for_other: bool = False


@dataclass(frozen=True, slots=True)
class OwedCase:
    """A lost or damaged copy. `on` is the day promised, or of the order; `note` the order's
    number and reason, or what was agreed."""

    title: str
    kind: str
    standing: CaseStanding = CaseStanding.OPEN
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """Everything between a reader and the slip. `unseen`: titles given back at a kiosk
    which nobody has looked at yet."""

    books: tuple[OwedBook, ...] = ()
    cases: tuple[OwedCase, ...] = ()
    unseen: tuple[str, ...] = ()

    @property
    def hindering(self) -> tuple[OwedCase, ...]:
        """Cases that must end first."""
        return tuple(case for case in self.cases if case.standing is CaseStanding.OPEN)

    @property
    def lines(self) -> tuple[OwedCase, ...]:
        """Cases that only stand on the slip."""
        return tuple(case for case in self.cases if case.standing is not CaseStanding.OPEN)

    @property
    def clear(self) -> bool:
        """Whether a slip may be given."""
        return not (self.books or self.unseen or self.hindering)

    @property
    def count(self) -> int:
        """How many things hinder."""
        return len(self.books) + len(self.unseen) + len(self.hindering)


def worth(voided: bool, owed: Owed) -> SlipState:
    """A slip holds as long as it is not voided and nothing is owed again."""
    if voided:
        return SlipState.VOIDED
    return SlipState.VALID if owed.clear else SlipState.OWES_AGAIN


def still_counts(purpose: Purpose, given_on: date, today: date) -> bool:
    """Whether a slip that holds spares its reader another: for who leaves, for ever; any
    other in the school year in which it was given, from September to August."""
    if purpose in (Purpose.LEAVES, Purpose.GRADUATES):
        return True
    return _autumn(given_on) == _autumn(today)


def _autumn(day: date) -> int:
    return day.year - (day.month < _SEPTEMBER)


def check_code(serial: int) -> str:
    """The code of a slip: eleven digits, typed the same in every keyboard layout, the last
    one a check digit (ISO/IEC 7064 MOD 11,10). Raises ValueError."""
    if not 0 <= serial < SERIALS:
        raise ValueError("a serial has nine digits")
    nine = f"{serial:09d}"
    return _KIND + nine + check_digit(nine)


def read_check_code(text: str) -> str | None:
    """The code somebody typed or scanned, without spaces; None when it can be none."""
    digits = "".join(text.split())
    if len(digits) != _LENGTH or not (digits.isascii() and digits.isdigit()):
        return None
    right = digits[0] == _KIND and check_digit(digits[1:-1]) == digits[-1]
    return digits if right else None


def spaced(code: str) -> str:
    """As it is printed: 4 123 456 789 0."""
    return " ".join((code[0], code[1:4], code[4:7], code[7:10], code[10:]))
