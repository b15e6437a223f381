"""The plan of a school year for its pages: lines with their editions and the need counted
from the pupils' lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from library.catalogue import CopyState, ItemKind
from library.textbook_plan import missing_parts, who_needs
from library.textbooks import WHOLE, PlanLine
from server.server import Server
from server.services.classes import years_of_classes
from server.services.textbooks import plan_of, pupils_of_year
from server.tables import Copy, SchoolClass, TextbookPlanEdition, TextbookPlanLine, Title

_GONE = (CopyState.WRITTEN_OFF.value, CopyState.LOST.value, CopyState.MISSING.value)


@dataclass(frozen=True, slots=True)
class EditionShown:
    """A title that satisfies a line, with its copies of today: `usable` are neither written
    off nor lost, `free` of them stand in the library. `part` 0: the whole line."""

    title_id: int
    part: int
    name: str
    author: str
    publisher: str | None
    year: int | None
    isbn: str | None
    usable: int
    free: int


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line with its editions. `needed`: pupils who need it now; `missing` its parts without
    an edition."""

    about: PlanLine
    year: str
    needed: int
    editions: tuple[EditionShown, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """The parts that no edition gives; all of them: the line has none at all."""
        return missing_parts(self.about)

    @property
    def sets(self) -> int:
        """Pupils that the usable copies are enough for: every part is counted, the scarcest
        decides."""
        return min(
            sum(each.usable for each in self.editions if each.part in (WHOLE, part))
            for part in range(1, self.about.parts + 1)
        )

    @property
    def books(self) -> int:
        """Books needed: pupils by parts."""
        return self.needed * self.about.parts


@dataclass(frozen=True, slots=True)
class TextbookWithoutPlan:
    """A textbook that no line of the year allows."""

    title_id: int
    name: str
    author: str
    subject: str | None
    grade: int | None
    language: str | None
    usable: int


def plan_years(server: Server) -> list[str]:
    """Years with classes or with a plan, and the coming one; the newest first."""
    coming = server.calendar.next_year(server.today()).name
    with server.library.reading():
        rows: Any = TextbookPlanLine.select(TextbookPlanLine.year).distinct().tuples()
        planned = {year for (year,) in rows}
    return sorted({*planned, *years_of_classes(server), coming}, reverse=True)


def planned_lines(server: Server, year: str) -> list[PlannedLine]:
    """The whole plan of a year in its order."""
    with server.library.snapshot():
        lines = plan_of(year)
        return _planned(lines, year)


def planned_line(server: Server, line_id: int) -> PlannedLine | None:
    """One line, or None."""
    with server.library.snapshot():
        row = TextbookPlanLine.get_or_none(TextbookPlanLine.id == line_id)
        if row is None:
            return None
        lines = [line for line in plan_of(row.year, row.grade) if line.line_id == line_id]
        return _planned(lines, row.year)[0]


def textbooks_in_no_plan(server: Server, year: str) -> list[TextbookWithoutPlan]:
    """The textbooks with usable copies that no line of the year allows, by grade and name."""
    allowed: Any = (
        TextbookPlanEdition.select(TextbookPlanEdition.title)
        .join(TextbookPlanLine)
        .where(TextbookPlanLine.year == year)
    )
    with server.library.snapshot():
        rows = list(
            Title.select()
            .where(Title.item_kind == ItemKind.TEXTBOOK.value, Title.id.not_in(allowed))
            .order_by(Title.grade, Title.sort_key, Title.id)
        )
        counts = _copies([row.id for row in rows])
    return [
        TextbookWithoutPlan(
            row.id, row.name, row.author, row.subject, row.grade, row.language,
            counts[row.id][0],
        )
        for row in rows if counts[row.id][0]
    ]  # fmt: skip


def grades_of(server: Server, year: str) -> list[int]:
    """The grades that have classes in a year."""
    with server.library.reading():
        rows: Any = (
            SchoolClass.select(SchoolClass.grade).where(SchoolClass.year == year).distinct()
        )
        return sorted(grade for (grade,) in rows.tuples())


def _planned(lines: Sequence[PlanLine], year: str) -> list[PlannedLine]:
    needed = who_needs(lines, [pupil.about for pupil in pupils_of_year(year)])
    titles = {edition.title_id for line in lines for edition in line.editions}
    rows = _titles(titles)
    counts = _copies(titles)
    return [
        PlannedLine(
            line, year, len(needed.get(line.line_id, ())),
            tuple(_edition(rows[each.title_id], each.part, counts) for each in line.editions),
        )
        for line in lines
    ]  # fmt: skip


def _titles(titles: Iterable[int]) -> dict[int, Any]:
    wanted = list(titles)
    return {row.id: row for row in Title.select().where(Title.id.in_(wanted))} if wanted else {}


def _copies(titles: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Usable and free copies by title."""
    wanted = list(titles)
    counts: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    if not wanted:
        return counts
    rows: Any = (
        Copy.select(Copy.title, Copy.state, fn.COUNT(Copy.id))
        .where(Copy.title.in_(wanted), Copy.state.not_in(_GONE))
        .group_by(Copy.title, Copy.state)
        .tuples()
    )
    for title_id, state, count in rows:
        usable, free = counts[title_id]
        on_shelf = count if state == CopyState.ON_SHELF.value else 0
        counts[title_id] = usable + count, free + on_shelf
    return counts


def _edition(row: Any, part: int, counts: dict[int, tuple[int, int]]) -> EditionShown:
    usable, free = counts[row.id]
    return EditionShown(
        row.id, part, row.name, row.author, row.publisher, row.year, row.isbn, usable, free
    )
