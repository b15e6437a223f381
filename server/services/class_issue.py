"""Giving a class its textbooks: who of the class lacks what of the plan.

Read once for the whole class: roster, plan, what is held. The scans stand in
class_issue_scans.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from library.catalogue import ItemKind
from library.class_issue import Standing, cell_of, next_lacking
from library.textbooks import OwnSet, PlanLine, Pupil, lines_of, own_set
from server.server import Server
from server.services.classes import ClassFacts, facts_of
from server.services.textbooks import NamedPupil, plan_of, pupils_of_class
from server.tables import (
    Card,
    Copy,
    IssueAbsence,
    Loan,
    Reader,
    SchoolClass,
    TextbookQuantity,
    Title,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A line of the plan that somebody of the class needs: so many need it, so many have it
    whole; `custody` copies of it are with a custodian for this class."""

    line: PlanLine
    needed: int
    held: int
    custody: int


@dataclass(frozen=True, slots=True)
class HeldBook:
    """A textbook on loan to one of the class. `condition` when lent, 5 … 1 or None; an
    unlabelled copy has no `code`."""

    loan_id: int
    copy_id: int
    title_id: int
    title: str
    code: str | None
    condition: int | None


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A pupil with the set. `cells` stand for the columns in their order; `given` the numbers
    of what was given by quantity, by line."""

    pupil: NamedPupil
    card: str | None
    own: OwnSet
    cells: tuple[Standing, ...]
    books: tuple[HeldBook, ...]
    given: dict[int, int]
    absent: bool

    @property
    def reader_id(self) -> int:
        """The number of the reader."""
        return self.pupil.reader_id

    @property
    def name(self) -> str:
        """`Серік Әлия`."""
        return f"{self.pupil.surname} {self.pupil.given_name}"


@dataclass(frozen=True, slots=True)
class IssueTable:
    """The class and its sets; `plan` all lines of the grade. Empty `columns`: the plan says
    nothing of this class."""

    about: ClassFacts
    plan: tuple[PlanLine, ...]
    columns: tuple[Column, ...]
    rows: tuple[RosterRow, ...]

    @property
    def needed(self) -> int:
        """Books that the whole class needs."""
        return sum(row.own.needed for row in self.rows)

    @property
    def held(self) -> int:
        """Those of them that its pupils have."""
        return sum(row.own.held for row in self.rows)

    def row_of(self, reader_id: int | None) -> RosterRow | None:
        """The pupil of the class, or None."""
        return next((row for row in self.rows if row.reader_id == reader_id), None)

    def column_of(self, line_id: int) -> Column | None:
        """The line, where somebody of the class needs it."""
        return next((each for each in self.columns if each.line.line_id == line_id), None)

    def next_of(self, line_id: int, part: int, after: int | None) -> int | None:
        """Who is next in row mode: the first pupil behind `after` who lacks this part of the
        line and is there today; None at the end of the roster."""
        order = [row.reader_id for row in self.rows]
        lacking = {
            row.reader_id for row in self.rows
            if not row.absent and self.lacks(row, line_id, part)
        }  # fmt: skip
        return next_lacking(order, lacking, after)

    def held_of(self, column: Column, part: int) -> int:
        """How many of those who need the line have this part of it (WHOLE: all of it)."""
        lacking = sum(self.lacks(row, column.line.line_id, part) for row in self.rows)
        return column.needed - lacking

    def lacks(self, row: RosterRow, line_id: int, part: int) -> bool:
        """Whether this part of the line (WHOLE: any) is missing in the pupil's set."""
        for each in row.own.lines:
            if each.line.line_id == line_id:
                return part in each.missing if part else bool(each.missing)
        return False


def issue_table(server: Server, class_id: int) -> IssueTable | None:
    """The class as it stands now; None when there is no such class."""
    with server.library.snapshot():
        return table_now(class_id, server.today())


def table_now(class_id: int, today: Any) -> IssueTable | None:
    """As issue_table, inside any block."""
    row = SchoolClass.get_or_none(SchoolClass.id == class_id)
    if row is None:
        return None
    about = facts_of(row)
    plan = plan_of(about.year, about.grade)
    pupils = pupils_of_class(class_id)
    readers = [pupil.reader_id for pupil in pupils]
    books, cards = _books_of(readers), _cards_of(readers)
    given, absent = _given_to(readers), _absent(readers, today)
    shown = [line for line in plan if any(_needs(pupil.about, line) for pupil in pupils)]
    rows = tuple(
        _row(pupil, plan, shown, books[pupil.reader_id], cards.get(pupil.reader_id),
             given[pupil.reader_id], pupil.reader_id in absent)
        for pupil in pupils
    )  # fmt: skip
    custody = _in_custody(class_id)
    columns = tuple(_column(place, line, rows, custody) for place, line in enumerate(shown))
    return IssueTable(about, plan, columns, rows)


def _row(
    pupil: NamedPupil, plan: Sequence[PlanLine], shown: Sequence[PlanLine],
    books: list[HeldBook], card: str | None, given: dict[int, int], absent: bool,
) -> RosterRow:  # fmt: skip
    own = own_set(pupil.about, plan, [book.title_id for book in books])
    mine = {each.line.line_id: each for each in own.lines}
    cells = tuple(
        cell_of(line, mine.get(line.line_id), _needs(pupil.about, line),
                given.get(line.line_id, 0))
        for line in shown
    )  # fmt: skip
    return RosterRow(pupil, card, own, cells, tuple(books), given, absent)


def _needs(pupil: Pupil, line: PlanLine) -> bool:
    return bool(lines_of(pupil, (line,)))


def _column(
    place: int, line: PlanLine, rows: Sequence[RosterRow], custody: Counter[int]
) -> Column:
    cells = [row.cells[place] for row in rows]
    needed = [each for each in cells if each is not Standing.NOT_NEEDED]
    titles = {edition.title_id for edition in line.editions}
    return Column(
        line, len(needed), sum(each is Standing.HAS for each in needed),
        sum(custody[title_id] for title_id in titles),
    )  # fmt: skip


def _books_of(readers: Sequence[int]) -> dict[int, list[HeldBook]]:
    held: dict[int, list[HeldBook]] = {reader: [] for reader in readers}
    rows: Any = (
        Loan.select(
            Loan.reader, Loan.id, Copy.id, Title.id, Title.name, Copy.code, Loan.condition_out
        )
        .join(Copy, on=Loan.copy == Copy.id)
        .join(Title, on=Copy.title == Title.id)
        .where(
            Loan.reader.in_(list(readers)), Loan.closed_at.is_null(), Loan.for_class.is_null(),
            Title.item_kind == ItemKind.TEXTBOOK.value,
        )
        .order_by(Loan.id)
        .tuples()
    )  # fmt: skip
    for reader_id, *book in rows:
        held[reader_id].append(HeldBook(*book))
    return held


def _cards_of(readers: Sequence[int]) -> dict[int, str]:
    rows: Any = (
        Card.select(Card.reader, Card.number)
        .where(Card.reader.in_(list(readers)), Card.state == "active")
        .order_by(Card.id)
        .tuples()
    )
    return {int(reader_id): str(number) for reader_id, number in rows}


def _given_to(readers: Sequence[int]) -> dict[int, dict[int, int]]:
    given: dict[int, dict[int, int]] = defaultdict(dict)
    rows: Any = TextbookQuantity.select().where(TextbookQuantity.reader.in_(list(readers)))
    for row in rows:
        given[row.reader_id][row.line_id] = row.quantity
    return given


def _absent(readers: Sequence[int], today: Any) -> set[int]:
    rows: Any = IssueAbsence.select(IssueAbsence.reader).where(
        IssueAbsence.reader.in_(list(readers)), IssueAbsence.day == today
    )
    return {reader_id for (reader_id,) in rows.tuples()}


def _in_custody(class_id: int) -> Counter[int]:
    """Titles of the copies that a teacher keeps for the class."""
    rows: Any = (
        Loan.select(Copy.title).join(Copy, on=Loan.copy == Copy.id)
        .where(Loan.for_class == class_id, Loan.closed_at.is_null()).tuples()
    )
    return Counter(title_id for (title_id,) in rows)


@dataclass(frozen=True, slots=True)
class Custodian:
    """A teacher or tutor who keeps copies for a class."""

    reader_id: int
    name: str
    books: tuple[HeldBook, ...]


def custodians(server: Server, class_id: int) -> list[Custodian]:
    """Who keeps books for the class now, with the books."""
    with server.library.snapshot():
        rows: Any = (
            Loan.select(
                Loan.reader, Reader.surname, Reader.given_name,
                Loan.id, Copy.id, Title.id, Title.name, Copy.code, Loan.condition_out,
            )
            .join(Reader, on=Loan.reader == Reader.id)
            .join(Copy, on=Loan.copy == Copy.id)
            .join(Title, on=Copy.title == Title.id)
            .where(Loan.for_class == class_id, Loan.closed_at.is_null())
            .order_by(Reader.sort_key, Reader.id, Title.sort_key, Loan.id)
            .tuples()
        )  # fmt: skip
        found: dict[tuple[int, str], list[HeldBook]] = defaultdict(list)
        for reader_id, surname, given_name, *book in rows:
            found[reader_id, f"{surname} {given_name}"].append(HeldBook(*book))
    return [Custodian(reader, name, tuple(books)) for (reader, name), books in found.items()]
