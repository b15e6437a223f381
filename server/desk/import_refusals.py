"""The list of refused lines: before a file is brought in from the plan, afterwards from
what was kept; printed and exported like any other list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from library.import_lines import UNCOMPUTED
from library.import_values import text_of
from server.desk.lists import Choice, Column, Filter, Listing, in_memory
from server.server import Server
from server.services.importing.applying import look_ahead
from server.services.importing.files import FileGone, FileView, opened

_WHO = ("full-name", "surname", "given-name", "name", "author", "class")
"""What a person knows a line by."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused line: its number, the field at fault, the word of the reason, what stands
    in the field, and what the line is known by."""

    number: int
    field: str
    reason: str
    content: str
    about: str


def refusals(server: Server, view: FileView, t: Any) -> Listing:
    """The list. Raises FileGone before the file was brought in."""
    rows = _rows(server, view)
    reasons = sorted({row.reason for row in rows})
    columns = (
        Column("number", "import.line-number", lambda row: row.number, kind="number"),
        Column("about", "import.line-about", lambda row: row.about),
        Column("field", "import.line-field",
               lambda row: t(f"import.{view.kind.value}-{row.field}") if row.field else ""),
        Column("content", "import.line-content", lambda row: row.content),
        Column("reason", "import.line-reason", lambda row: t(f"import.reason-{row.reason}")),
    )  # fmt: skip
    choices = [Choice(reason, t(f"import.reason-{reason}")) for reason in reasons]
    return Listing(
        "import.refused-title",
        columns,
        in_memory(lambda: rows, columns, lambda row, f: f.get("why") in (None, row.reason)),
        [Filter("why", "import.line-reason", choices)],
        "number",
        empty="import.refused-none",
    )


def _rows(server: Server, view: FileView) -> list[Refusal]:
    try:
        look = opened(server, view)
    except FileGone:
        if view.outcome is None:
            raise
        raw: dict[int, Any] = {}
    else:
        raw = dict(look.lines)
    if view.outcome is not None:
        found = [tuple(each) for each in view.outcome["refused"]]
    else:
        outcome = look_ahead(server, view.kind, look, view.roster)
        found = [
            (line.number, line.refused.reason, line.refused.field)
            for line in outcome.refused
            if line.refused is not None
        ]
    return [_refusal(number, reason, field, raw.get(number, {})) for number, reason, field in found]


def _refusal(number: int, reason: str, field: str, line: Any) -> Refusal:
    about = ", ".join(filter(None, (_text(line.get(name)) for name in _WHO)))
    return Refusal(number, field, reason, _text(line.get(field))[:200], about[:200])


def _text(cell: Any) -> str:
    return "=?" if cell == UNCOMPUTED else text_of(cell)
