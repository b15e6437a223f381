"""A collection as staff see it: per pupil and subject, with the swaps told and settled.

Whether a book is back is told by its loan alone, so a return at a kiosk counts too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from i18n.sorting import sort_key
from library.classes import class_label
from library.collection import Chain, Expected, Handed, Standing, settle, standings
from server.server import Server
from server.services.collecting import Person
from server.services.collection_photos import photos_of_lines
from server.tables import (
    Collection,
    CollectionLine,
    CollectionScan,
    Copy,
    Loan,
    LoanCase,
    Operation,
    Reader,
    SchoolClass,
    Title,
)


@dataclass(frozen=True, slots=True)
class CollectionFacts:
    """One collection. `class_label` of today; `opened_as` when it was opened, if the class
    was renamed since."""

    collection_id: int
    class_id: int
    class_label: str
    opened_as: str
    year: str
    state: str
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    posted: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One expected copy. `back`; `unseen`: through a kiosk, nobody looked at it yet; `lost`:
    a case is open; `kept_until` while the class keeps it; `by` who handed it in when that
    was another pupil; `ending` what was chosen at the close; `photo` the
    scan that has one."""

    line_id: int
    loan_id: int
    reader_id: int
    copy_id: int
    code: str | None
    title_id: int
    title: str
    subject: str
    price_tiyn: int | None
    back: bool
    unseen: bool
    lost: bool
    kept_until: date | None
    condition_out: int | None
    condition_back: int | None
    by: int | None
    ending: str | None
    photo: int | None = None


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil of the list. `debts` are the cells this pupil answers for, settled: some may
    have been lent to another (`settled_from` of the view tells whom)."""

    person: Person
    cells: tuple[Cell, ...]
    standing: Standing
    debts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ToldChain:
    """A swap chain with names in order; `debtor` None: all its books are back."""

    title: str
    people: tuple[Person, ...]
    debtor: Person | None


@dataclass(frozen=True, slots=True)
class CollectionView:
    """The whole page. `beyond` are cells of this list whose debtor is in another class, with
    that pupil."""

    about: CollectionFacts
    subjects: tuple[str, ...]
    pupils: tuple[PupilRow, ...]
    standing: Standing
    chains: tuple[ToldChain, ...]
    beyond: tuple[tuple[Cell, Person], ...]


def collection_view(server: Server, collection_id: int) -> CollectionView | None:
    """The collection with everything on its page; None when there is none."""
    today = server.today()
    with server.library.snapshot():
        row: Any = Collection.get_or_none(Collection.id == collection_id)
        if row is None:
            return None
        cells = _cells(CollectionLine.collection == collection_id)
        edges = _edges(row.year)
        givers = {each.by for each in edges}
        away = _cells(
            CollectionLine.id.in_([each.line_id for each in edges])
            | (CollectionLine.reader.in_(list(givers)) & Loan.closed_at.is_null()),
            Collection.year == row.year, CollectionLine.collection != collection_id,
        ) if edges else []  # fmt: skip
        every = [*cells, *away]
        settled = settle([_expected(cell, today) for cell in every], edges)
        people = _people({cell.reader_id for cell in every} | givers)
        return _view(_facts(row), cells, every, settled, people, today)


def _view(
    about: CollectionFacts, cells: Sequence[Cell], every: Sequence[Cell], settled: Any,
    people: dict[int, Person], today: date,
) -> CollectionView:  # fmt: skip
    by_line = {cell.line_id: cell for cell in every}
    own = {cell.reader_id for cell in cells}
    owed: dict[int, list[Cell]] = defaultdict(list)
    beyond = []
    for debt in settled.debts:
        cell = by_line[debt.line_id]
        owed[debt.debtor].append(cell)
        if debt.borrower in own and debt.debtor not in own:
            beyond.append((cell, people[debt.debtor]))
    sums = standings(_expected(cell, today) for cell in cells)
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        rows[cell.reader_id].append(cell)
    pupils = tuple(
        PupilRow(people[reader], tuple(found), sums[reader], tuple(owed.get(reader, ())))
        for reader, found in rows.items()
    )
    order = sorted(pupils, key=lambda each: _by_name(each.person))
    return CollectionView(
        about, tuple(sorted({cell.subject for cell in cells}, key=sort_key)), tuple(order),
        _sum(sums.values()),
        tuple(_told(c, by_line, people) for c in settled.chains if own & set(c.readers)),
        tuple(beyond),
    )  # fmt: skip


def _by_name(person: Person) -> tuple[bytes, bytes]:
    return sort_key(person.surname), sort_key(person.given_name)


def _sum(each: Iterable[Standing]) -> Standing:
    rows = list(each)
    return Standing(
        sum(r.issued for r in rows), sum(r.credited for r in rows),
        sum(r.owed for r in rows), sum(r.kept for r in rows),
    )  # fmt: skip


def _told(chain: Chain, cells: dict[int, Cell], people: dict[int, Person]) -> ToldChain:
    title = next((c.title for c in cells.values() if c.title_id == chain.alike), "")
    debtor = None if chain.debtor is None else people[chain.debtor]
    return ToldChain(title, tuple(people[reader] for reader in chain.readers), debtor)


def _expected(cell: Cell, today: date) -> Expected:
    kept = cell.kept_until is not None and cell.kept_until >= today and not cell.back
    return Expected(cell.line_id, cell.reader_id, cell.copy_id, cell.title_id, cell.back, kept)


def _cells(*where: Any) -> list[Cell]:
    """Lines with their loans; voided loans were never issued."""
    rows: Any = (
        CollectionLine.select(
            CollectionLine.id, Loan.id, CollectionLine.reader, Copy.id, Copy.code, Title.id,
            Title.name, CollectionLine.subject, Copy.price_tiyn, Loan.closed_as, Loan.seen_at,
            LoanCase.closed_at, LoanCase.closed_as, CollectionLine.kept_until,
            CollectionLine.condition_out, Loan.condition_back, CollectionLine.ending,
        )
        .join(Loan, on=CollectionLine.loan == Loan.id)
        .join(Copy, on=CollectionLine.copy == Copy.id)
        .join(Title, on=CollectionLine.title == Title.id)
        .join(Collection, on=CollectionLine.collection == Collection.id)
        .join(
            LoanCase, JOIN.LEFT_OUTER,
            on=(LoanCase.loan == Loan.id) & (LoanCase.kind == "lost"),
        )
        .where(*where)
        .where(Loan.closed_as.is_null() | (Loan.closed_as != "voided"))
        .where(CollectionLine.reader.is_null(False))
        .order_by(CollectionLine.id)
    )  # fmt: skip
    found = {row[0]: row for row in rows.tuples()}
    handed, photos = _handed(list(found)), photos_of_lines(found)
    return [_cell(row, handed.get(line), photos.get(line)) for line, row in found.items()]


def _cell(row: tuple[Any, ...], by: int | None, photo: int | None) -> Cell:
    lost = row[9] == "lost"
    settled = lost and row[11] is not None
    (line, loan, reader, copy, code, title_id, title, subject, price) = row[:9]
    return Cell(
        line, loan, reader, copy, code, title_id, title, subject, price,
        row[9] == "returned" or settled, row[9] == "returned" and row[10] is None,
        lost and not settled, row[13], row[14], row[15], None if by == reader else by, row[16],
        photo,
    )  # fmt: skip


def _handed(line_ids: Sequence[int]) -> dict[int, int]:
    """Who handed in the books of these lines, where it was told."""
    rows: Any = (
        CollectionScan.select(CollectionScan.line, CollectionScan.handed_by)
        .where(
            CollectionScan.line.in_(list(line_ids)), CollectionScan.handed_by.is_null(False),
            *_stands(),
        )
        .order_by(CollectionScan.id)
        .tuples()
    )  # fmt: skip
    return dict(rows)


def _stands() -> tuple[Any, ...]:
    """A scan whose return was not taken back, here or on any other page."""
    undone: Any = Operation.select().where(Operation.undoes == CollectionScan.operation_id)
    return CollectionScan.operation_id.is_null(False), ~fn.EXISTS(undone)


def _edges(year: str) -> list[Handed]:
    """Books that somebody else handed in, in the whole school: swaps cross classes."""
    rows: Any = (
        CollectionScan.select(CollectionScan.line, CollectionScan.handed_by)
        .join(CollectionLine, on=CollectionScan.line == CollectionLine.id)
        .join(Collection, on=CollectionLine.collection == Collection.id)
        .where(
            Collection.year == year, CollectionScan.handed_by != CollectionLine.reader,
            *_stands(),
        )
        .order_by(CollectionScan.id)
        .tuples()
    )
    return [Handed(line, by) for line, by in rows]


def _people(reader_ids: set[int]) -> dict[int, Person]:
    rows: Any = Reader.select(Reader.id, Reader.surname, Reader.given_name, Reader.state).where(
        Reader.id.in_(list(reader_ids))
    )
    return {row[0]: Person(row[0], row[1], row[2], row[3] == "left") for row in rows.tuples()}


def _facts(row: Any) -> CollectionFacts:
    now = SchoolClass.get_by_id(row.school_class_id)
    return CollectionFacts(
        row.id, row.school_class_id, class_label(now.grade, now.letter), row.class_label,
        row.year, row.state, row.opened_at, row.due_at, row.closed_at, row.posted_at is not None,
    )  # fmt: skip
