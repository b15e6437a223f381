"""What the page of a file shows: columns with samples, the first lines as they would be
taken, counts, and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from library.import_columns import NEVER_KEPT, ImportKind, field_of
from library.import_lines import UNCOMPUTED
from library.import_readers import ReaderRow
from library.import_titles import TitleRow
from library.import_values import text_of
from server.server import Server
from server.services.importing.applying import look_ahead
from server.services.importing.files import FileView, Look, opened
from server.services.importing.outcome import LineOutcome

FIRST_LINES = 20
_SAMPLES = 2


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One column of the file: its heading, what it is taken for, its first values."""

    heading: str
    field: str | None
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line: number, state, cells in the order of the preview's fields; a refused line
    shows what stands in the file."""

    number: int
    state: str
    cells: tuple[str, ...]
    reason: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """All the page shows. `header` is the number of the line of headings; `fields` head the
    lines; `never_kept`: a column of national numbers was found and is left out."""

    look: Look
    header: int
    columns: Sequence[ColumnShown]
    fields: tuple[str, ...]
    lines: Sequence[LineShown]
    counts: dict[str, int]
    more: dict[str, int]
    never_kept: bool

    @property
    def refused(self) -> int:
        """How many lines are refused."""
        return self.counts["refused"]

    @property
    def anything(self) -> bool:
        """Whether there is anything to take."""
        return self.counts["new"] + self.counts["changed"] + self.more.get("absent", 0) > 0


_READER_FIELDS = ("full-name", "born-on", "class", "category", "card", "dormitory", "room")
_TITLE_FIELDS = (
    "name", "author", "year", "isbn", "kind", "count", "inventory", "price", "shelf",
)  # fmt: skip
_STATES = ("new", "changed", "same", "refused")


def preview_of(server: Server, view: FileView) -> Preview:
    """The preview of a file. Raises FileRefused, FileGone."""
    look = opened(server, view)
    outcome = look_ahead(server, view.kind, look, view.roster)
    counts, raw = outcome.counts(), dict(look.lines)
    first = outcome.lines[:FIRST_LINES]
    fields = _fields(view.kind, first)
    return Preview(
        look,
        look.table.sheet.numbers[look.header],
        _columns(look),
        fields,
        [_line(line, fields, raw) for line in first],
        {state: counts.get(state, 0) for state in _STATES},
        {name: n for name, n in counts.items() if name not in _STATES},
        any(field_of(view.kind, heading) == NEVER_KEPT for heading in look.headings),
    )


def _fields(kind: ImportKind, lines: Sequence[LineOutcome]) -> tuple[str, ...]:
    """The fields worth a column: those in which the first lines say anything."""
    fields = _READER_FIELDS if kind is ImportKind.READERS else _TITLE_FIELDS
    rows = [line.taken for line in lines if line.taken is not None]
    return tuple(
        field for place, field in enumerate(fields)
        if place == 0 or any(_cell(row, field) for row in rows)
    )  # fmt: skip


def _columns(look: Look) -> list[ColumnShown]:
    lines = look.table.sheet.lines[look.header + 1 : look.header + 1 + 50]

    def samples(place: int, heading: str) -> tuple[str, ...]:
        if field_of(ImportKind.READERS, heading) == NEVER_KEPT:
            return ("•••",)
        found = [_shown(line[place]) for line in lines if place < len(line)]
        return tuple(text[:40] for text in found if text)[:_SAMPLES]

    shown = [
        ColumnShown(heading, field, samples(place, heading))
        for place, (heading, field) in enumerate(zip(look.headings, look.mapping, strict=True))
    ]
    # Empty columns at the end are the spreadsheet's, not the person's.
    while shown and not (shown[-1].heading or shown[-1].samples or shown[-1].field):
        shown.pop()
    return shown


def _line(line: LineOutcome, fields: tuple[str, ...], raw_lines: dict[int, Any]) -> LineShown:
    if line.refused is None:
        cells = tuple(_cell(line.taken, field) for field in fields)
        return LineShown(line.number, line.state, cells)
    raw = raw_lines[line.number]
    refused = line.refused
    text = {**raw, "full-name": raw.get("full-name") or _pieces(raw)}
    cells = tuple(_shown(text.get(field))[:60] for field in fields)
    return LineShown(line.number, line.state, cells, refused.reason, refused.field)


def _pieces(raw: Any) -> str:
    parts = (raw.get(name) for name in ("surname", "given-name", "patronymic"))
    return " ".join(filter(None, map(text_of, parts)))


def _shown(cell: Any) -> str:
    return "=?" if cell == UNCOMPUTED else text_of(cell)


def _cell(row: ReaderRow | TitleRow, field: str) -> str:
    if isinstance(row, ReaderRow):
        return _reader_cell(row, field)
    return _title_cell(row, field)


def _reader_cell(row: ReaderRow, field: str) -> str:
    if field == "full-name":
        return " ".join(filter(None, (row.surname, row.given_name, row.patronymic)))
    if field == "born-on":
        return "" if row.born_on is None else f"{row.born_on:%d.%m.%Y}"
    if field == "class":
        return "" if row.grade is None else f"{row.grade}{row.letter}"
    return str(getattr(row, field.replace("-", "_")) or "")


def _title_cell(row: TitleRow, field: str) -> str:
    if field == "kind":
        return row.kind_of_new.value
    if field == "inventory":
        return ", ".join(row.inventory[:3]) + (" …" if row.inventory[3:] else "")
    if field == "price":
        return "" if row.price_tiyn is None else f"{row.price_tiyn / 100:.2f}".replace(".", ",")
    value = getattr(row, field.replace("-", "_"))
    return "" if value is None else str(value)
