"""Two loan policies side by side: what differs, and for whom that makes a difference.

Pure comparison; `server/services/policies.py` brings the readers and their loans.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from library.blocks import late_block
from library.catalogue import ItemKind
from library.loans import LoanFacts
from library.policy import Policy, PolicyLine
from library.readers import Category

NUMBERS = (
    "grace_days", "late_kinds", "late_blocks", "vacations", "summer_due", "call_in_days",
    "just_lent_seconds", "unseen_open_days",
)  # fmt: skip
"""Names of what stands beside the lines, in the order of the pages."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """One cell of the table, before and after; None: nothing is lent."""

    category: Category
    kind: ItemKind
    before: PolicyLine | None
    after: PolicyLine | None

    @property
    def new_limit(self) -> bool:
        """Whether another number of copies may be borrowed than before."""
        return borrowable(self.before) != borrowable(self.after)


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One of NUMBERS, before and after."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """All that differs; false when nothing does."""

    lines: tuple[LineChange, ...]
    numbers: tuple[NumberChange, ...]

    def __bool__(self) -> bool:
        return bool(self.lines or self.numbers)


@dataclass(frozen=True, slots=True)
class Effects:
    """How many readers a change concerns. `above`: hold more than a new limit and keep
    it; `blocked` are late by the new rules only, `freed` by the old ones only."""

    new_limit: int = 0
    above: int = 0
    blocked: int = 0
    freed: int = 0


def compare(old: Policy, new: Policy) -> PolicyChange:
    """What differs between two policies, in the order of the pages."""
    lines = tuple(
        LineChange(category, kind, old.line(category, kind), new.line(category, kind))
        for category in Category
        for kind in ItemKind
        if old.line(category, kind) != new.line(category, kind)
    )
    numbers = tuple(
        NumberChange(name, getattr(old, name), getattr(new, name))
        for name in NUMBERS
        if getattr(old, name) != getattr(new, name)
    )
    return PolicyChange(lines, numbers)


def borrowable(line: PolicyLine | None) -> int | None:
    """How many copies at once: 0 without a line, None without a limit."""
    return 0 if line is None else line.limit


def effects(
    old: Policy,
    new: Policy,
    readers: Mapping[Category, int],
    loans: Iterable[tuple[Category, tuple[LoanFacts, ...]]],
    today: date,
) -> Effects:
    """Whom the change concerns. `readers`: how many there are of each category; `loans`:
    the category and all open loans of each reader who has some."""
    changed = {
        (each.category, each.kind): each for each in compare(old, new).lines if each.new_limit
    }
    concerned = {category for category, _kind in changed}
    above = blocked = freed = 0
    for category, held in loans:
        counts = Counter(ItemKind(loan.item_kind) for loan in held)
        above += any(
            _exceeds(changed[category, kind].after, count)
            for kind, count in counts.items()
            if (category, kind) in changed
        )
        was, is_now = bool(late_block(held, old, today)), bool(late_block(held, new, today))
        blocked += is_now and not was
        freed += was and not is_now
    return Effects(sum(readers.get(each, 0) for each in concerned), above, blocked, freed)


def _exceeds(line: PolicyLine | None, count: int) -> bool:
    most = borrowable(line)
    return most is not None and count > most


def with_line(
    policy: Policy, categories: Iterable[Category], kind: ItemKind, line: PolicyLine | None
) -> Policy:
    """The policy with one line for some categories; None: nothing is lent to them."""
    lines = dict(policy.lines)
    for category in categories:
        if line is None:
            lines.pop((category, kind), None)
        else:
            lines[category, kind] = line
    return replace(policy, lines=lines)


def raw_of(policy: Policy) -> dict[str, Any]:
    """The policy as `policy_from` reads it: plain values, equal lines together, in one
    order, so that equal policies give equal values."""
    grouped: dict[PolicyLine, list[tuple[Category, ItemKind]]] = {}
    for category in Category:
        for kind in ItemKind:
            line = policy.line(category, kind)
            if line is not None:
                grouped.setdefault(line, []).append((category, kind))
    entries = [entry for line, cells in grouped.items() for entry in _entries(line, cells)]
    month, day = policy.summer_due
    return {
        "line": entries,
        "grace_days": policy.grace_days,
        "late_kinds": sorted(kind.value for kind in policy.late_kinds),
        "late_blocks": sorted(kind.value for kind in policy.late_blocks),
        "vacations": policy.vacations,
        "summer_due": f"{month:02}-{day:02}",
        "call_in_days": policy.call_in_days,
        "just_lent_seconds": policy.just_lent_seconds,
        "unseen_open_days": policy.unseen_open_days,
    }


def _entries(line: PolicyLine, cells: list[tuple[Category, ItemKind]]) -> Iterable[dict[str, Any]]:
    """One table for each kind: a table stands for every category with every kind of it."""
    said = {each.name: getattr(line, each.name) for each in fields(line)}
    values = {name: value for name, value in said.items() if value is not None}
    for kind in dict.fromkeys(kind for _category, kind in cells):
        categories = [category.value for category, other in cells if other is kind]
        yield {"categories": categories, "kinds": [kind.value], **values}
