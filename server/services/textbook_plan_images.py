"""What a change of a plan left behind, and taking it back.

Each deed of a plan keeps the lines it touched as they were, with their editions and lists; it
is taken back while all it touched is as it left it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from library.operations import Origin
from library.textbook_plan import LineValues
from library.textbooks import ForWhom
from server.database import Work
from server.server import Server
from server.services.deeds import Deed, write_deed
from server.services.journal import Recorded
from server.tables import (
    Operation,
    Reader,
    TextbookPlanEdition,
    TextbookPlanLine,
    TextbookPlanMember,
    TextbookQuantity,
    Title,
)

PLAN_KINDS = (
    "plan-table-saved", "plan-imported", "plan-copied", "plan-edition-allowed",
    "plan-editions-allowed", "plan-edition-forbidden", "plan-pupils-set",
)  # fmt: skip
"""Kinds of deeds that change a plan."""
COLUMNS = (
    "grade", "subject", "language", "track", "variant", "for_whom", "parts", "by_quantity",
    "position",
)  # fmt: skip

Line = dict[str, Any]
"""One line for the journal: `id`, `was` (columns), `editions` ([title, part]), `members`
(readers)."""


@dataclass(frozen=True, slots=True)
class PlanImage:
    """All lines of a year at one moment, by number."""

    year: str
    lines: Mapping[int, Line]


def plan_image(year: str) -> PlanImage:
    """The plan of a year now; inside any block."""
    rows: Any = TextbookPlanLine.select().where(TextbookPlanLine.year == year)
    found = list(rows.order_by(TextbookPlanLine.id))
    editions, members = _editions(year), _members(year)
    return PlanImage(year, {
        row.id: {
            "id": row.id, "was": {name: row.__data__[name] for name in COLUMNS},
            "editions": editions[row.id], "members": members[row.id],
        }
        for row in found
    })  # fmt: skip


def write_plan_deed(
    server: Server, work: Work, deed: Deed, before: PlanImage,
    removed: Mapping[int, list[list[Any]]] | None = None,
) -> None:  # fmt: skip
    """Record a change of the plan inside its writing() block. `before` the plan ahead of it,
    `removed` the lines that were taken out with their quantities (forget_line)."""
    now = plan_image(before.year)
    was = [line for number, line in before.lines.items() if now.lines.get(number) != line]
    new = [number for number in now.lines if number not in before.lines]
    touched = [*(line["id"] for line in was), *new]
    kept = {
        "year": before.year, "lines": was, "new": new, "removed": sorted(removed or ()),
        "given": [each for given in (removed or {}).values() for each in given],
        "changed": sum(_said(before, number) != _said(now, number) for number in touched),
        "seal": _seal(now, touched),
    }  # fmt: skip
    write_deed(server, work, deed, before={"plan": kept})


def forget_line(line_id: int) -> list[list[Any]]:
    """Delete a line with editions, lists and what was given of it by quantity: those
    quantities, as [line, reader, quantity, day]. Inside a writing() block."""
    rows: Any = TextbookQuantity.select().where(TextbookQuantity.line == line_id)
    given = [[line_id, row.reader_id, row.quantity, row.given_on.isoformat()] for row in rows]
    for table in (TextbookQuantity, TextbookPlanEdition, TextbookPlanMember):
        table.delete().where(table.line == line_id).execute()
    TextbookPlanLine.delete().where(TextbookPlanLine.id == line_id).execute()
    return given


def plan_stands(work: Work, recorded: Recorded) -> bool:
    """Whether all that the deed touched is as it left it, and no other line says meanwhile
    what a line said before. Rows that kept no image are never taken back."""
    kept = recorded.detail.get("before", {}).get("plan")
    if kept is None or not (kept["lines"] or kept["new"]):
        return False  # an old row, or nothing was changed
    if Operation.select().where(Operation.undoes == recorded.id).exists():
        return False
    now, touched = plan_image(kept["year"]), [*(each["id"] for each in kept["lines"]), *kept["new"]]
    # SQLite gives the number of a removed line to a new one: what was given of it came after.
    if _seal(now, touched) != kept["seal"] or _given([*kept["new"], *kept["removed"]]):
        return False
    here = set(now.lines)
    taken: Any = TextbookPlanLine.select().where(
        TextbookPlanLine.id.in_([n for n in touched if n not in here] or [0])
    )
    if taken.exists():
        return False  # another year's line has the number of one that was taken out
    others = {_says(line) for number, line in now.lines.items() if number not in touched}
    return not others & {_says(line) for line in kept["lines"]}


def undo_plan(work: Work, origin: Origin, recorded: Recorded) -> None:
    """New lines go, the others say again what they said, with editions and lists; what is no
    more (a title, a reader) is left out."""
    kept = recorded.detail["before"]["plan"]
    for number in kept["new"]:
        forget_line(number)
    lines = kept["lines"]
    titles = _there(Title, {title for line in lines for title, _ in line["editions"]})
    readers = _there(
        Reader,
        {each for line in lines for each in line["members"]} | {row[1] for row in kept["given"]},
    )
    for line in lines:
        _put(kept["year"], line, titles, readers)
    for line_id, reader_id, quantity, day in kept["given"]:
        if reader_id in readers:
            TextbookQuantity.create(
                line=line_id, reader=reader_id, quantity=quantity,
                given_on=date.fromisoformat(day),
            )  # fmt: skip


def _put(year: str, line: Line, titles: set[int], readers: set[int]) -> None:
    number, columns = line["id"], dict(line["was"])
    if not TextbookPlanLine.update(columns).where(TextbookPlanLine.id == number).execute():
        TextbookPlanLine.create(id=number, year=year, **columns)
    for table in (TextbookPlanEdition, TextbookPlanMember):
        table.delete().where(table.line == number).execute()
    for title_id, part in line["editions"]:
        if title_id in titles:
            TextbookPlanEdition.create(line=number, title=title_id, part=part)
    for reader_id in line["members"]:
        if reader_id in readers:
            TextbookPlanMember.create(line=number, reader=reader_id)


def _editions(year: str) -> dict[int, list[list[int]]]:
    found: dict[int, list[list[int]]] = defaultdict(list)
    rows: Any = (
        TextbookPlanEdition.select(
            TextbookPlanEdition.line, TextbookPlanEdition.title, TextbookPlanEdition.part
        )
        .join(TextbookPlanLine).where(TextbookPlanLine.year == year)
        .order_by(TextbookPlanEdition.id).tuples()
    )  # fmt: skip
    for line_id, title_id, part in rows:
        found[line_id].append([title_id, part])
    return found


def _members(year: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows: Any = (
        TextbookPlanMember.select(TextbookPlanMember.line, TextbookPlanMember.reader)
        .join(TextbookPlanLine).where(TextbookPlanLine.year == year)
        .order_by(TextbookPlanMember.line, TextbookPlanMember.reader).tuples()
    )  # fmt: skip
    for line_id, reader_id in rows:
        found[line_id].append(reader_id)
    return found


def _given(lines: Collection[int]) -> bool:
    """Whether anything was given by quantity on a line that would go."""
    rows: Any = TextbookQuantity.select().where(TextbookQuantity.line.in_(list(lines) or [0]))
    return bool(rows.exists())


def _there(table: Any, numbers: Collection[int]) -> set[int]:
    rows: Any = table.select(table.id).where(table.id.in_(sorted(numbers) or [0])).tuples()
    return {number for (number,) in rows}


def _says(line: Line) -> tuple[object, ...]:
    was = {name: line["was"][name] for name in COLUMNS if name != "position"}
    return LineValues(**{**was, "for_whom": ForWhom(was["for_whom"])}).same_as


def _said(image: PlanImage, number: int) -> Line | None:
    """A line but for its place in the table: that moves with lines above it."""
    line = image.lines.get(number)
    return line and {**line, "was": {**line["was"], "position": 0}}


def _seal(image: PlanImage, numbers: Collection[int]) -> str:
    lines = [_said(image, number) for number in sorted(numbers)]
    return hashlib.sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()
