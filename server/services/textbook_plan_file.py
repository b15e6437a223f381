"""A plan brought in from a file (XLSX, CSV): all its lines or none; and its editions as a
file says them."""

from __future__ import annotations

from dataclasses import dataclass

from library.catalogue import ItemKind
from library.import_columns import ImportKind
from library.isbn import bare_isbn, both_forms
from library.textbook_plan import values_of
from library.textbook_plan_file import EditionSaid, PlanRow, PlanTable, RowFault, plan_table
from library.textbooks import PlanLine
from server.server import Server
from server.services.deeds import Deed, done_before
from server.services.importing.reading import read_file
from server.services.textbook_plan_changes import line_columns, put_edition, write_line
from server.services.textbook_plan_images import plan_image, write_plan_deed
from server.services.textbooks import plan_of
from server.tables import TextbookPlanLine, Title


@dataclass(frozen=True, slots=True)
class PlanBrought:
    """How many lines were new, changed, as they were; how many editions were allowed."""

    added: int
    changed: int
    same: int
    editions: int


@dataclass(frozen=True, slots=True)
class PlanRefused:
    """Nothing was brought in: `faults` by line, all of them; none: there was nothing."""

    table: PlanTable
    faults: tuple[RowFault, ...]


def bring_plan(server: Server, deed: Deed, year: str, data: bytes) -> PlanBrought | PlanRefused:
    """Every line of the file into the plan of a year: a line that stands there is changed,
    editions are added, nothing is taken out. Raises FileRefused for what is no table."""
    sheet = read_file(data, ImportKind.TITLES).sheet
    table = plan_table(sheet.lines, sheet.numbers)
    with server.library.writing() as work:
        if done_before(work, deed):
            return PlanBrought(0, 0, len(table.rows), 0)
        textbooks = _textbooks()
        faults = [*table.faults, *_unknown(table, textbooks)]
        if faults or not table.rows:
            return PlanRefused(table, tuple(sorted(faults, key=lambda each: each.number)))
        known = {values_of(line).same_as: line for line in plan_of(year)}
        brought, was = PlanBrought(0, 0, 0, 0), plan_image(year)
        for row in table.rows:
            brought = _bring(brought, year, row, known.get(row.values.same_as), textbooks)
        write_plan_deed(server, work, deed, was)
        return brought


def edition_words(part: int, title_id: int, isbn: str | None) -> str:
    """An edition as a file says it, so that it can be read in again."""
    name = EditionSaid(part, bare_isbn(isbn or "") or "", title_id).said
    return f"{part}: {name}" if part else name


@dataclass(frozen=True, slots=True)
class _Textbooks:
    by_isbn: dict[str, list[int]]
    numbers: frozenset[int]

    def of(self, said: EditionSaid) -> list[int]:
        """The titles an edition of the file names."""
        if said.isbn:
            forms = both_forms(said.isbn)
            return sorted({title for form in forms for title in self.by_isbn.get(form, ())})
        return [said.title_id] if said.title_id in self.numbers and said.title_id else []


def _textbooks() -> _Textbooks:
    by_isbn: dict[str, list[int]] = {}
    numbers = set()
    rows = Title.select(Title.id, Title.isbn).where(
        Title.item_kind == ItemKind.TEXTBOOK.value
    )
    for row in rows:
        numbers.add(row.id)
        bare = bare_isbn(row.isbn or "")
        if bare is not None:
            by_isbn.setdefault(bare, []).append(row.id)
    return _Textbooks(by_isbn, frozenset(numbers))


def _unknown(table: PlanTable, textbooks: _Textbooks) -> list[RowFault]:
    return [
        RowFault(row.number, "edition-unknown", said.said)
        for row in table.rows for said in row.editions if not textbooks.of(said)
    ]  # fmt: skip


def _bring(
    brought: PlanBrought, year: str, row: PlanRow, line: PlanLine | None, textbooks: _Textbooks
) -> PlanBrought:
    added = changed = same = 0
    if line is None:
        line_id, added = write_line(year, row.values), 1
        allowed: dict[int, int] = {}
    else:
        line_id, allowed = line.line_id, {each.title_id: each.part for each in line.editions}
        changed = int(values_of(line) != row.values)
        same = 1 - changed
        columns = line_columns(row.values)
        TextbookPlanLine.update(columns).where(TextbookPlanLine.id == line_id).execute()
    editions = 0
    for said in row.editions:
        for title_id in textbooks.of(said):
            if allowed.get(title_id) != said.part:
                put_edition(line_id, title_id, said.part)
                editions += 1
    return PlanBrought(
        brought.added + added, brought.changed + changed, brought.same + same,
        brought.editions + editions,
    )  # fmt: skip
