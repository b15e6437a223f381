"""The books an inspector asks for, as values: lines of the inventory book, the summary book
with its totals, acts (domain F1, F2, F9, F11).

Sums are whole tiyn, counts are copies. A page, a sheet of XLSX and a printed form are all
drawn from the same values, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

CellKey = tuple[str, str]
"""A cell group with its cell: `("content", "fiction")`."""


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of an inventory book. `entry_no` of the summary book with the year and the
    document it came by; `correction`: the line corrects another of the same number;
    `revalued` acts that gave the copy another price, in order; `gone` the act it left by."""

    line_id: int
    series: str
    number: int
    written_no: str
    entered_on: date
    entry_no: int | None
    document_no: str | None
    author_title: str
    year: int | None
    price_tiyn: int
    bbk: str | None
    note: str = ""
    correction: bool = False
    revalued: tuple[ActMark, ...] = ()
    gone: ActMark | None = None


@dataclass(frozen=True, slots=True)
class ActMark:
    """An act as another paper names it; `price_tiyn` the price it set, if any."""

    number: int
    made_on: date
    price_tiyn: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """So many copies for so much."""

    copies: int = 0
    sum_tiyn: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.copies + other.copies, self.sum_tiyn + other.sum_tiyn)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.copies - other.copies, self.sum_tiyn - other.sum_tiyn)


@dataclass(frozen=True, slots=True)
class SummaryAmounts:
    """What stands in the columns of the summary book: all copies and their sum, what is on
    the balance and what is not, how they divide."""

    total: Amount = Amount()
    on_balance: int = 0
    off_balance: int = 0
    cells: Mapping[CellKey, Amount] = field(default_factory=dict)

    def cell(self, group: str, name: str) -> Amount:
        """One cell, empty when nothing stands in it."""
        return self.cells.get((group, name), Amount())

    def __add__(self, other: SummaryAmounts) -> SummaryAmounts:
        cells = dict(self.cells)
        for key, amount in other.cells.items():
            cells[key] = cells.get(key, Amount()) + amount
        return SummaryAmounts(
            self.total + other.total, self.on_balance + other.on_balance,
            self.off_balance + other.off_balance, cells,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One entry of part 1. `kind` opening, arrival, correction or revaluation; `corrects`
    the number and year of the entry that this one takes back; `of_opening`: it is an
    opening balance or takes one back."""

    entry_id: int
    number: int
    year: int
    kind: str
    entered_on: date
    source: str | None
    supplier: str
    document_no: str | None
    document_on: date | None
    amounts: SummaryAmounts
    note: str = ""
    corrects: tuple[int, int] | None = None
    of_opening: bool = False
    batch_id: int | None = None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row of the printed year. `kind` before, line, quarter, came or after."""

    kind: str
    amounts: SummaryAmounts
    line: SummaryLine | None = None
    quarter: int = 0


@dataclass(frozen=True, slots=True)
class SummaryYear:
    """A year of part 1: what there was before its first day, its entries in their order."""

    year: int
    before: SummaryAmounts
    lines: tuple[SummaryLine, ...]

    def quarter(self, number: int) -> SummaryAmounts:
        """What came in a quarter, 1 to 4; an opening balance is no arrival."""
        return added(
            line.amounts for line in self.lines
            if quarter_of(line.entered_on) == number and not line.of_opening
        )  # fmt: skip

    @property
    def opened(self) -> SummaryAmounts:
        """Opening balances entered in this year, with what took them back."""
        return added(line.amounts for line in self.lines if line.of_opening)

    @property
    def came(self) -> SummaryAmounts:
        """What came in the whole year."""
        return added(line.amounts for line in self.lines if not line.of_opening)

    def rows(self) -> Iterator[SummaryRow]:
        """The year line by line as the book has it: what was before, opening balances,
        each quarter with its sum, the year, everything."""
        yield SummaryRow("before", self.before)
        yield from (SummaryRow("line", x.amounts, x) for x in self.lines if x.of_opening)
        for quarter in range(1, 5):
            members = [x for x in self.lines
                       if not x.of_opening and quarter_of(x.entered_on) == quarter]  # fmt: skip
            yield from (SummaryRow("line", x.amounts, x) for x in members)
            if members:
                yield SummaryRow("quarter", self.quarter(quarter), quarter=quarter)
        yield SummaryRow("came", self.came)
        yield SummaryRow("after", self.after)

    @property
    def after(self) -> SummaryAmounts:
        """What was before, was opened with and came: part 3 as far as arrivals go."""
        return self.before + self.opened + self.came


@dataclass(frozen=True, slots=True)
class TemporaryLine:
    """A title of the list of temporary documents (F11): on no balance."""

    line_id: int
    entered_on: date
    entry_no: int | None
    author_title: str
    year: int | None
    pages: int | None
    copies: int
    price_tiyn: int
    note: str = ""

    @property
    def sum_tiyn(self) -> int:
        """What all its copies cost."""
        return self.copies * self.price_tiyn


@dataclass(frozen=True, slots=True)
class ActLine:
    """One line of an act. `before` and `after` are counts (difference) or prices in tiyn
    (revaluation); of other acts `after` is the number of copies."""

    position: int
    inventory_no: str | None
    author_title: str
    year: int | None
    before: int
    after: int
    price_tiyn: int | None
    note: str = ""
    copy_id: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A numbered act with its lines. `people` and `detail` as they were on its day:
    `people` has `chair`, `members`, `giver`, `director`; `detail` `school`, `reason`."""

    act_id: int
    kind: str
    number: int
    year: int
    made_on: date
    copies: int
    sum_tiyn: int
    people: Mapping[str, object]
    detail: Mapping[str, object]
    lines: tuple[ActLine, ...] = ()
    batch_id: int | None = None
    document_no: str | None = None
    document_on: date | None = None
    supplier: str = ""


def added(amounts: Iterable[SummaryAmounts]) -> SummaryAmounts:
    """All of them together."""
    return sum(amounts, SummaryAmounts())


def quarter_of(day: date) -> int:
    """The quarter of the calendar year, 1 to 4 (the year of account, domain §2.3)."""
    return (day.month - 1) // 3 + 1
