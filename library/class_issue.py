"""Giving out a class set: what a cell of roster × set says, who is next in a row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from library.textbooks import PlanLine, SetLine


class Standing(StrEnum):
    """A pupil and a line of the plan: has all of it, some parts, nothing, or needs none."""

    HAS = "has"
    SOME = "some"
    LACKS = "lacks"
    NOT_NEEDED = "not-needed"


def cell_of(line: PlanLine, own: SetLine | None, needed: bool, given: int) -> Standing:
    """The cell. `own` the line in the pupil's set (None for lines by quantity), `given` how
    many were given by quantity."""
    if not needed:
        return Standing.NOT_NEEDED
    if line.by_quantity or own is None:
        return Standing.HAS if given else Standing.LACKS
    if own.complete:
        return Standing.HAS
    return Standing.LACKS if len(own.missing) == line.parts else Standing.SOME


def next_lacking(
    order: Sequence[int], lacking: Collection[int], after: int | None
) -> int | None:
    """Who is next down the roster: the first behind `after` who lacks the book; None at the
    end. Whoever was skipped is not asked again before the row is begun anew."""
    begin = order.index(after) + 1 if after in order else 0
    return next((reader for reader in order[begin:] if reader in lacking), None)
