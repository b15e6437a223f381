"""An order of textbooks: draft, agreed with the deputy director and the heads of method
groups, approved by the director, handed to the methodist; each step with its day (row 7.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OrderState(StrEnum):
    """Where an order stands."""

    DRAFT = "draft"
    AGREED = "agreed"
    APPROVED = "approved"
    HANDED = "handed"


STEPS = (OrderState.AGREED, OrderState.APPROVED, OrderState.HANDED)


@dataclass(frozen=True, slots=True)
class WrongStep:
    """Not done. `code`: empty (no line), not-next, too-early (before the step before),
    in-future, done (handed over: it stays)."""

    code: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A title of an order beside what came of it. `title_id` None: not in the catalogue."""

    title_id: int | None
    ordered: int
    came: int

    @property
    def code(self) -> str:
        """Text key `order.difference-<code>`: same, short, more, not-ordered, none."""
        if self.came == self.ordered:
            return "same"
        if not self.ordered:
            return "not-ordered"
        if not self.came:
            return "none"
        return "short" if self.came < self.ordered else "more"


def next_step(state: OrderState) -> OrderState | None:
    """The step that comes now; None: the order is with the methodist."""
    order = (OrderState.DRAFT, *STEPS)
    place = order.index(state) + 1
    return order[place] if place < len(order) else None


def may_step(
    state: OrderState, wanted: OrderState, day: date, last: date | None, lines: int, today: date
) -> WrongStep | None:
    """Whether the step may be taken on this day; `last` the day of the step before."""
    if not lines:
        return WrongStep("empty")
    if next_step(state) is not wanted:
        return WrongStep("not-next")
    if last is not None and day < last:
        return WrongStep("too-early")
    return WrongStep("in-future") if day > today else None


def may_reopen(state: OrderState) -> WrongStep | None:
    """Whether it may become a draft again, to be agreed anew."""
    if state is OrderState.DRAFT:
        return WrongStep("not-next")
    return WrongStep("done") if state is OrderState.HANDED else None


def differences(
    ordered: Iterable[tuple[int | None, int]], came: Mapping[int, int]
) -> list[Difference]:
    """Each title once, in the order of the order, then what nobody ordered."""
    wanted: dict[int, int] = {}
    nameless: list[Difference] = []
    for title_id, copies in ordered:
        if title_id is None:
            nameless.append(Difference(None, copies, 0))
        else:
            wanted[title_id] = wanted.get(title_id, 0) + copies
    found = [Difference(title, copies, came.get(title, 0)) for title, copies in wanted.items()]
    beside = [Difference(title, 0, n) for title, n in came.items() if title not in wanted and n]
    return [*found, *nameless, *beside]
