"""What becomes of each line of a file, and what of the file as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from library.import_lines import RowRefused

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"

Tell = Callable[[int, int], None]
"""Told how far the work is; may raise to end it."""


def tell_nobody(done: int, total: int) -> None:
    """For work nobody waits for."""


@dataclass(slots=True)
class LineOutcome:
    """One line: its number in the file, and `new`, `changed`, `same` or `refused` with the
    reason. `taken` is the reader or title as it would be written."""

    number: int
    state: str
    taken: Any = None
    refused: RowRefused | None = None


@dataclass(slots=True)
class Outcome:
    """All lines with counts. `more` counts beside lines: copies, classes, "left?" …;
    `seq` is the journal's last operation when it was worked out."""

    lines: list[LineOutcome] = field(default_factory=list)
    more: Counter[str] = field(default_factory=Counter)
    seq: int = 0

    def count(self, state: str) -> int:
        """How many lines came out so."""
        return sum(line.state == state for line in self.lines)

    @property
    def refused(self) -> list[LineOutcome]:
        """The refused lines in their order."""
        return [line for line in self.lines if line.state == REFUSED]

    def counts(self) -> dict[str, int]:
        """Counts of lines by state, and all others."""
        by_state = Counter(line.state for line in self.lines)
        return {
            **{state: by_state[state] for state in (NEW, CHANGED, SAME, REFUSED)},
            **{name: n for name, n in self.more.items() if n},
        }

    def kept(self) -> dict[str, Any]:
        """What is kept of it: counts and refused lines, no names."""
        refused = [
            [line.number, line.refused.reason, line.refused.field]
            for line in self.lines
            if line.refused is not None
        ]
        return {"counts": self.counts(), "refused": refused}


def refuse(line: LineOutcome, reason: str, field: str = "") -> None:
    """Turn a line into a refused one."""
    line.state, line.refused, line.taken = REFUSED, RowRefused(reason, field), None


Counts = Mapping[str, int]
