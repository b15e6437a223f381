"""The lines of one grade and language saved at once, in the order of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from library.textbook_plan import LineValues, values_of
from library.textbook_plan_table import TableRow, seal_of
from library.textbooks import PlanLine
from server.server import Server
from server.services.deeds import Deed, done_before
from server.services.textbook_plan_changes import line_columns, write_line
from server.services.textbook_plan_images import forget_line, plan_image, write_plan_deed
from server.services.textbooks import plan_of
from server.tables import TextbookPlanEdition, TextbookPlanLine


@dataclass(frozen=True, slots=True)
class TableSaved:
    """How many lines were added, changed and taken out."""

    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class TableChanged:
    """Somebody else changed these lines since the page was drawn."""

    seal: str


def lines_of_table(year: str, grade: int, language: str) -> tuple[PlanLine, ...]:
    """The lines of a table in their order; inside any block."""
    return tuple(line for line in plan_of(year, grade) if line.language == language)


def table_of(server: Server, year: str, grade: int, language: str) -> tuple[PlanLine, ...]:
    """The lines of a table in their order."""
    with server.library.snapshot():
        return lines_of_table(year, grade, language)


def save_table(
    server: Server, deed: Deed, year: str, grade: int, language: str, rows: Sequence[TableRow],
    seal: str,
) -> TableSaved | TableChanged:
    """Write all rows in their order, or none. Rows of lines that are not of this table are
    passed over; `seal` is that of the lines the page was drawn with."""
    with server.library.writing() as work:
        now = lines_of_table(year, grade, language)
        if done_before(work, deed):
            return TableSaved(0, 0, 0)
        if seal_of(now) != seal:
            return TableChanged(seal_of(now))
        known = {line.line_id: values_of(line) for line in now}
        image = plan_image(year)
        out = {row.line_id for row in rows if row.remove and row.line_id} & known.keys()
        gone = {line_id: forget_line(line_id) for line_id in out}
        added = changed = 0
        for position, row in enumerate(rows, 1):
            if row.remove or (row.line_id is not None and row.line_id not in known):
                continue
            if row.line_id is None:
                added += 1
                _place(write_line(year, row.values), position)
            else:
                changed += row.values != known[row.line_id]
                _change(row.line_id, row.values, position)
        write_plan_deed(server, work, deed, image, gone)
    return TableSaved(added, changed, len(out))


def _place(line_id: int, position: int) -> None:
    TextbookPlanLine.update(position=position).where(TextbookPlanLine.id == line_id).execute()


def _change(line_id: int, values: LineValues, position: int) -> None:
    columns = {**line_columns(values), "position": position}
    TextbookPlanLine.update(columns).where(TextbookPlanLine.id == line_id).execute()
    TextbookPlanEdition.delete().where(
        TextbookPlanEdition.line == line_id, TextbookPlanEdition.part > values.parts
    ).execute()
