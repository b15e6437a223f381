"""The lines of one grade and language as a table that is saved at once. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from library.textbook_plan import LineValues, values_of
from library.textbooks import PlanLine


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as it was typed: `line_id` None for a new one, `remove` takes it out."""

    values: LineValues
    line_id: int | None = None
    remove: bool = False


def doubles(rows: Sequence[TableRow]) -> tuple[int, ...]:
    """The places of rows that say what a row above says already; removed ones apart."""
    seen: set[tuple[object, ...]] = set()
    found = []
    for place, row in enumerate(rows):
        if row.remove:
            continue
        if row.values.same_as in seen:
            found.append(place)
        seen.add(row.values.same_as)
    return tuple(found)


def seal_of(lines: Iterable[PlanLine]) -> str:
    """A short word for lines as they stand, to notice that somebody else changed them."""
    said = repr([(line.line_id, values_of(line)) for line in lines])
    return hashlib.sha256(said.encode()).hexdigest()[:16]
