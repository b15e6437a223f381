"""What the page of one line needs: suggested editions, titles found, the pupils of its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import fn

from i18n.sorting import sort_key
from library.catalogue import CopyState, ItemKind
from library.classes import Track, class_label
from library.textbook_plan import is_for_others, part_in_name
from library.textbooks import WHOLE, ForWhom, PlanLine
from server.server import Server
from server.services.classes import shown_year
from server.services.finding import TITLES, find
from server.services.textbooks import plan_of, pupils_of_class, pupils_of_year
from server.tables import Copy, SchoolClass, TextbookPlanEdition, TextbookPlanLine, Title

SUGGESTED = 12


@dataclass(frozen=True, slots=True)
class TextbookFound:
    """A textbook that could be allowed; `usable` copies of it, `part` as its name says."""

    title_id: int
    name: str
    author: str
    publisher: str | None
    year: int | None
    isbn: str | None
    grade: int | None
    usable: int
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class Listed:
    """A pupil of a grade and whether he stands on the line's list."""

    reader_id: int
    name: str
    listed: bool


@dataclass(frozen=True, slots=True)
class ClassOfLine:
    """A class whose pupils may stand on the list of a line."""

    class_id: int
    label: str
    pupils: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class PlanOfTitle:
    """The lines of a year that a title satisfies; none: it is a textbook in no plan."""

    year: str
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class ClassSexes:
    """A class and how many of its pupils are boys, girls, not known."""

    class_id: int
    label: str
    boys: int
    girls: int
    unknown: int


def suggestions(server: Server, line: PlanLine) -> list[TextbookFound]:
    """Textbooks of this subject, grade and language that are not allowed yet."""
    with server.library.snapshot():
        rows: Any = (
            Title.select()
            .where(Title.item_kind == ItemKind.TEXTBOOK.value, Title.grade == line.grade)
            .order_by(Title.year.desc(), Title.id)
        )
        return _found([row for row in rows if _fits(line, row)][:SUGGESTED], line)


def suggested_for_plan(server: Server, year: str) -> list[tuple[PlanLine, list[TextbookFound]]]:
    """Every line of a year for which the catalogue has fitting textbooks that are not allowed
    yet, with them."""
    with server.library.snapshot():
        rows = list(
            Title.select()
            .where(Title.item_kind == ItemKind.TEXTBOOK.value, Title.grade.is_null(False))
            .order_by(Title.year.desc(), Title.id)
        )
        found = []
        for line in plan_of(year):
            fitting = [row for row in rows if not line.by_quantity and _fits(line, row)]
            if fitting:
                found.append((line, _found(fitting[:SUGGESTED], line)))
    return found


def _fits(line: PlanLine, row: Any) -> bool:
    """Whether a textbook could satisfy the line and is not allowed yet. Subjects are compared
    here: no engine folds Kazakh letters alike."""
    other_track = {each.value for each in Track} - {line.track or ""}
    return (
        row.grade == line.grade
        and (row.subject or "").casefold() == line.subject.casefold()
        and row.language in (line.language, "en", None)
        and not (line.track and any(f"({track})" in row.name for track in other_track))
        and all(edition.title_id != row.id for edition in line.editions)
        and not is_for_others(row.name, line.variant)
    )


def textbooks_by_words(server: Server, line: PlanLine, words: str) -> list[TextbookFound]:
    """Textbooks that answer to words or an ISBN and are not allowed yet."""
    taken = {edition.title_id for edition in line.editions}
    hits = find(server, words, {TITLES}, SUGGESTED * 2).hits
    numbers = [hit.row_id for hit in hits if hit.row_id not in taken]
    with server.library.snapshot():
        rows = {row.id: row for row in Title.select().where(Title.id.in_(numbers or [0]))}
        wanted = [rows[n] for n in numbers if rows[n].item_kind == ItemKind.TEXTBOOK.value]
        return _found(wanted[:SUGGESTED], line)


def lists_of(server: Server, line_id: int) -> list[ClassOfLine]:
    """The classes of a line with all pupils it could be for; nobody for a line of whole
    classes, and of boys and girls."""
    with server.library.snapshot():
        row = TextbookPlanLine.get_or_none(TextbookPlanLine.id == line_id)
        if row is None or row.variant or row.for_whom == ForWhom.CLASS.value:
            return []
        labels = _labels(row.year)
        found: dict[int, list[Listed]] = {}
        for pupil in pupils_of_year(row.year):
            about = pupil.about
            right_class = (about.grade, about.language) == (row.grade, row.language)
            if right_class and row.track in (None, about.track):
                name = f"{pupil.surname} {pupil.given_name}"
                listed = Listed(pupil.reader_id, name, line_id in about.chosen)
                found.setdefault(about.class_id, []).append(listed)
    return [ClassOfLine(number, labels[number], tuple(each)) for number, each in found.items()]


def class_sexes(server: Server, year: str) -> list[ClassSexes]:
    """The classes of a year in their order."""
    with server.library.snapshot():
        labels = _labels(year)
        counts = {number: {"m": 0, "f": 0, None: 0} for number in labels}
        for pupil in pupils_of_year(year):
            counts[pupil.about.class_id][pupil.about.sex] += 1
    return [
        ClassSexes(number, label, counts[number]["m"], counts[number]["f"], counts[number][None])
        for number, label in labels.items()
    ]


def sexes_of(server: Server, class_id: int) -> list[tuple[int, str, str | None]]:
    """Number, name and sex of the pupils of a class in their order."""
    with server.library.reading():
        return [
            (each.reader_id, f"{each.surname} {each.given_name}", each.about.sex)
            for each in pupils_of_class(class_id)
        ]


def plan_of_title(server: Server, title_id: int) -> PlanOfTitle | None:
    """Where a title stands in the plan of the year that is shown; None for what is no
    textbook, and while there is no plan."""
    year = shown_year(server)
    with server.library.snapshot():
        title = Title.get_or_none(Title.id == title_id)
        planned = TextbookPlanLine.select().where(TextbookPlanLine.year == year)
        if title is None or title.item_kind != ItemKind.TEXTBOOK.value or not planned.exists():
            return None
        rows: Any = (
            TextbookPlanEdition.select(TextbookPlanLine.grade)
            .join(TextbookPlanLine)
            .where(TextbookPlanEdition.title == title_id, TextbookPlanLine.year == year)
            .distinct()
            .tuples()
        )
        lines = [
            line for (grade,) in sorted(rows) for line in plan_of(year, grade)
            if any(edition.title_id == title_id for edition in line.editions)
        ]  # fmt: skip
    return PlanOfTitle(year, tuple(lines))


def _labels(year: str) -> dict[int, str]:
    """The labels of the classes of a year, in their order."""
    rows: Any = SchoolClass.select().where(SchoolClass.year == year)
    ordered = sorted(rows, key=lambda row: (row.grade, sort_key(row.letter)))
    return {row.id: class_label(row.grade, row.letter) for row in ordered}


def _found(rows: list[Any], line: PlanLine) -> list[TextbookFound]:
    counts: Any = (
        Copy.select(Copy.title, fn.COUNT(Copy.id))
        .where(
            Copy.title.in_([row.id for row in rows] or [0]),
            Copy.state != CopyState.WRITTEN_OFF.value,
        )
        .group_by(Copy.title)
        .tuples()
    )
    usable = dict(counts)
    return [
        TextbookFound(
            row.id, row.name, row.author, row.publisher, row.year, row.isbn, row.grade,
            usable.get(row.id, 0), part_in_name(row.name, line.parts),
        )
        for row in rows
    ]  # fmt: skip
