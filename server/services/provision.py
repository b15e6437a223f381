"""Provision with textbooks as it stands now: all classes of a year, one line of one class."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import fn

from library.catalogue import CopyState
from library.provision import LEAST_CONDITION, Amounts, Cell, Holding, Provision, provision_of
from library.provision_split import (
    KinClass,
    KinSum,
    LineSum,
    borrowed_for,
    by_kin,
    by_line,
)
from library.textbooks import PlanLine
from server.database import Arg, Statement, Work
from server.server import Server
from server.services.classes import ClassFacts, facts_of
from server.services.journal_tail import newest_seq
from server.services.textbooks import NamedPupil, plan_of, pupils_of_year
from server.tables import (
    AccessionBatch,
    AccessionCopy,
    AccessionLine,
    Copy,
    Loan,
    SchoolClass,
    TextbookPlanEdition,
    TextbookPlanLine,
    Title,
)

IN_LIBRARY = (
    CopyState.ON_SHELF.value, CopyState.IN_PROCESSING.value, CopyState.TO_CHECK.value,
    CopyState.ON_HOLD_SHELF.value,
)  # fmt: skip
"""Copies that can be given out soon."""
GONE = (CopyState.WRITTEN_OFF.value, CopyState.LOST.value, CopyState.MISSING.value)


@dataclass(frozen=True, slots=True)
class SchoolProvision:
    """A year's provision. `pupils` by class; `borrowed` copies of other schools by title;
    `seq` of the journal: a higher one may mean another provision."""

    year: str
    seq: int
    classes: tuple[ClassFacts, ...]
    lines: Mapping[int, PlanLine]
    pupils: Mapping[int, int]
    provision: Provision
    borrowed: Mapping[int, int]

    @property
    def whole(self) -> Amounts:
        """All classes together."""
        return self.provision.whole

    @property
    def kins(self) -> tuple[KinSum, ...]:
        """Sub-totals by language of instruction and track of the classes."""
        classes = [
            KinClass(each.class_id, (each.language, each.track),
                     self.pupils.get(each.class_id, 0))
            for each in self.classes
        ]  # fmt: skip
        return by_kin(self.provision, self.lines, classes, self.borrowed)

    @property
    def line_sums(self) -> tuple[LineSum, ...]:
        """The lines that somebody needs."""
        return by_line(self.provision, self.lines, self.borrowed)

    @property
    def borrowed_in_all(self) -> int:
        """Copies of other schools that serve any line somebody needs."""
        needed = {cell.line_id for cell in self.provision.cells}
        return borrowed_for(needed, self.lines, self.borrowed)


@dataclass(frozen=True, slots=True)
class EditionStock:
    """An edition of a line: `free` copies in the library, `spare` of them for nobody,
    `borrowed` from other schools; `beside` by class label what is held there and serves
    nobody (label empty: held by who is in no class)."""

    title_id: int
    name: str
    free: int
    spare: int
    borrowed: int
    beside: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """A line in a class, with names for staff who may see them; `siblings` are the other
    lines of the subject that the class needs."""

    about: ClassFacts
    line: PlanLine
    siblings: tuple[PlanLine, ...]
    cell: Cell
    editions: tuple[EditionStock, ...]
    without: tuple[NamedPupil, ...]


def provision_seq(server: Server) -> int:
    """What tells whether the provision may have changed."""
    with server.library.reading() as work:
        return newest_seq(work)


def school_provision(server: Server, year: str) -> SchoolProvision:
    """The provision of all classes of a year."""
    with server.library.snapshot() as work:
        return _school(work, year, pupils_of_year(year))


def cell_view(server: Server, class_id: int, line_id: int) -> CellView | None:
    """One line in one class; None when the class needs none of it."""
    with server.library.snapshot() as work:
        row = SchoolClass.get_or_none(SchoolClass.id == class_id)
        if row is None:
            return None
        pupils = pupils_of_year(row.year)
        found = _school(work, row.year, pupils)
        cell = next((each for each in found.provision.cells
                     if (each.class_id, each.line_id) == (class_id, line_id)), None)  # fmt: skip
        if cell is None:
            return None
        line, without = found.lines[line_id], set(cell.without)
        siblings = (
            found.lines[each.line_id] for each in found.provision.cells
            if each.class_id == class_id and each.line_id != line_id
        )
        return CellView(
            facts_of(row), line, tuple(one for one in siblings if one.subject == line.subject),
            cell, _editions(found, line),
            tuple(pupil for pupil in pupils if pupil.reader_id in without),
        )  # fmt: skip


def borrowed_copies() -> dict[int, int]:
    """Copies of other schools that are here, by title; inside any block."""
    # Few batches, or none: looked for first, so that no engine begins with all copies.
    batches = [
        row.id for row in AccessionBatch.select(AccessionBatch.id).where(
            AccessionBatch.source == "interschool", AccessionBatch.state == "posted"
        )
    ]  # fmt: skip
    if not batches:
        return {}
    rows: Any = (
        Copy.select(Copy.title, fn.COUNT(Copy.id))
        .join(AccessionCopy, on=AccessionCopy.copy == Copy.id)
        .join(AccessionLine, on=AccessionCopy.line == AccessionLine.id)
        .where(AccessionLine.batch.in_(batches), Copy.state.not_in(GONE))
        .group_by(Copy.title)
        .tuples()
    )  # fmt: skip
    return dict(rows)


def _school(work: Work, year: str, pupils: list[NamedPupil]) -> SchoolProvision:
    lines = plan_of(year)
    classes = [facts_of(row) for row in SchoolClass.select().where(SchoolClass.year == year)]
    titles = {edition.title_id for line in lines for edition in line.editions}
    # Without a plan nobody needs anything: the loans of the whole school are not read.
    held = _held(work, year) if titles else Holding()
    found = provision_of(lines, [pupil.about for pupil in pupils], held, _free(titles))
    return SchoolProvision(
        year, newest_seq(work), tuple(sorted(classes, key=lambda each: each.order)),
        {line.line_id: line for line in lines},
        Counter(pupil.about.class_id for pupil in pupils), found, borrowed_copies(),
    )  # fmt: skip


_HELD = Statement(
    "copies of the plan on loan",
    # From the plan's titles to their copies: a library lends much that is in no plan.
    lambda: Copy.select(Loan.reader, Copy.title, Loan.for_class)
    .join(Loan, on=Loan.copy == Copy.id)
    .where(
        Copy.title.in_(
            TextbookPlanEdition.select(TextbookPlanEdition.title)
            .join(TextbookPlanLine, on=TextbookPlanEdition.line == TextbookPlanLine.id)
            .where(TextbookPlanLine.year == Arg("year"))
        ),
        Loan.closed_at.is_null(), Loan.reader.is_null(False),
    ),
)  # fmt: skip


def _held(work: Work, year: str) -> Holding:
    """What is on loan of the plan's titles, to whom or for which class."""
    by_reader: dict[int, list[int]] = defaultdict(list)
    sets: dict[int, Counter[int]] = defaultdict(Counter)
    for reader_id, title_id, class_id in work.all(_HELD, year=year):
        if class_id is None:
            by_reader[reader_id].append(title_id)
        else:
            sets[class_id][title_id] += 1
    return Holding(by_reader, sets)


def _free(titles: Iterable[int]) -> dict[int, int]:
    """Fit copies in the library by title."""
    rows: Any = (
        Copy.select(Copy.title, fn.COUNT(Copy.id))
        .where(
            Copy.title.in_(sorted(titles)), Copy.state.in_(IN_LIBRARY),
            Copy.condition.is_null() | (Copy.condition >= LEAST_CONDITION),
        )
        .group_by(Copy.title)
        .tuples()
    )  # fmt: skip
    return dict(rows)


def _editions(found: SchoolProvision, line: PlanLine) -> tuple[EditionStock, ...]:
    titles = [edition.title_id for edition in line.editions]
    rows: Any = Title.select(Title.id, Title.name).where(Title.id.in_(titles)).tuples()
    names, free, labels = dict(rows), _free(titles), {
        each.class_id: each.label for each in found.classes
    }  # fmt: skip
    return tuple(
        EditionStock(
            title_id, names[title_id], free.get(title_id, 0),
            found.provision.spare.get(title_id, 0), found.borrowed.get(title_id, 0),
            tuple((labels.get(class_id, ""), copies) for class_id, copies
                  in sorted(found.provision.beside.get(title_id, {}).items())),
        )
        for title_id in titles
    )  # fmt: skip
