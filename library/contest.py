"""The contest of clean textbooks between classes (plan row 7.6): three parts, one sum.

Each part is 0 … 1000, tenths of a point. Raids: the mean mark 5 … 1 seen in the classroom.
Condition: what came back, against how it was lent. On time: what came back by its date. The
sum is the mean of the parts, weighted; a part of which nothing is known yet is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

BEST_MARK, WORST_MARK = 5, 1
FULL = 1000
NAMED = 3
"""So many places are named; nobody is last."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part weighs: whole numbers 0 … 100, at least one above 0."""

    raids: int = 40
    condition: int = 40
    on_time: int = 20


@dataclass(frozen=True, slots=True)
class Parts:
    """What is known of a class: tenths of points 0 … 1000, None: nothing yet."""

    raids: int | None = None
    condition: int | None = None
    on_time: int | None = None


@dataclass(frozen=True, slots=True)
class Lent:
    """A textbook lent to a pupil. `back_on` the day it came back, None: not yet; `lost`
    it was settled as lost; conditions 5 … 1 when lent and when back, None: nobody looked."""

    due_on: date
    back_on: date | None = None
    lost: bool = False
    condition_out: int | None = None
    condition_back: int | None = None


@dataclass(frozen=True, slots=True)
class ClassScore:
    """One class of the contest, without a name of anybody. Points are tenths, 0 … 1000, None:
    nothing known. `place` 1 … 3, else None: nobody is last. `raids_held` raids, `returned`
    textbooks that came back."""

    class_id: int
    label: str
    place: int | None
    total: int | None
    parts: Parts
    raids_held: int
    returned: int


def raid_points(marks: Sequence[int]) -> int | None:
    """The mean mark: 5 gives 1000, 1 gives 0."""
    if not marks:
        return None
    return round(FULL * (sum(marks) / len(marks) - WORST_MARK) / (BEST_MARK - WORST_MARK))


def condition_points(lent: Sequence[Lent]) -> int | None:
    """The mean of how much of its condition each book kept; a lost one kept nothing. A
    book without a condition at issue counts as lent in the best."""
    kept = [
        0.0 if each.lost else _kept(each.condition_out, each.condition_back)
        for each in lent if each.lost or each.condition_back is not None
    ]  # fmt: skip
    return round(FULL * sum(kept) / len(kept)) if kept else None


def _kept(out: int | None, back: int | None) -> float:
    return min((back or 0) / (out or BEST_MARK), 1.0)


def on_time_points(lent: Sequence[Lent], today: date) -> int | None:
    """The share of books that came back by their date among all that came back or should
    have. What is not due yet counts only when it is back."""
    judged = [each for each in lent if each.back_on is not None or each.due_on < today]
    if not judged:
        return None
    good = sum(
        each.back_on is not None and each.back_on <= each.due_on and not each.lost
        for each in judged
    )
    return round(FULL * good / len(judged))


def total_of(parts: Parts, weights: Weights) -> int | None:
    """The weighted mean of the parts that are known; None: none that weighs anything."""
    pairs = [
        (points, weight) for points, weight in (
            (parts.raids, weights.raids), (parts.condition, weights.condition),
            (parts.on_time, weights.on_time),
        ) if points is not None and weight
    ]  # fmt: skip
    weight = sum(weight for _points, weight in pairs)
    return round(sum(points * each for points, each in pairs) / weight) if weight else None


def places_of(classes: Mapping[int, Parts], weights: Weights) -> dict[int, int]:
    """The classes on places 1 … 3 by their numbers; equals share a place. Only who was
    measured in every part in which any class was is compared at all."""
    measured = [
        name for name in ("raids", "condition", "on_time")
        if getattr(weights, name)
        and any(getattr(each, name) is not None for each in classes.values())
    ]
    totals = {
        class_id: total_of(parts, weights) for class_id, parts in classes.items()
        if measured and all(getattr(parts, name) is not None for name in measured)
    }  # fmt: skip
    ranked = sorted((total for total in totals.values() if total is not None), reverse=True)
    found = {
        class_id: 1 + ranked.index(total)
        for class_id, total in totals.items() if total is not None
    }  # fmt: skip
    return {class_id: place for class_id, place in found.items() if place <= NAMED}
