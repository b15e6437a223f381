"""Forms of the loan rules: one cell of the table, and the numbers beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from library.catalogue import ItemKind
from library.policy import UNTIL, VACATIONS, Policy, PolicyLine
from server.desk.forms import DeskForm, Line, Pick, Tick, Whole, Wrong

MOST = 9999
"""The largest number that library.policy accepts."""
_DAYS = "days"
_TIMES = [(each, f"rules.time-{each}") for each in (_DAYS, *UNTIL)]
_PLAIN = ("grace_days", "call_in_days", "just_lent_seconds", "unseen_open_days", "vacations")
_KINDS = frozenset(kind.value for kind in ItemKind)
_VACATIONS = [(each, f"rules.vacations-{each}") for each in VACATIONS]
_COMMON_YEAR = 2023
"""The 29th of February is no day to return books on."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as its form shows it."""

    lends: bool
    limit: int | None
    time: str
    days: int | None
    renewals: int
    home: bool

    @classmethod
    def of(cls, line: PolicyLine | None) -> Self:
        """The row of a line; None: nothing is lent."""
        if line is None:
            return cls(False, None, _DAYS, None, 0, True)
        return cls(True, line.limit, line.until or _DAYS, line.days, line.renewals, line.home)


class LineForm(DeskForm):
    """What a category may do with a kind. Its choices are text keys."""

    lends = Tick("rules.lends")
    limit = Whole("rules.limit", least=1, most=MOST)
    time = Pick("rules.time", _TIMES)
    days = Whole("rules.number-of-days", least=1, most=MOST)
    renewals = Whole("rules.number-of-renewals", least=0, most=MOST)
    home = Tick("rules.home")

    def in_words(self, t: Any) -> Self:
        """With its choices said in the user's language."""
        self.time.offer((each, t(key)) for each, key in _TIMES)
        return self

    def validate_days(self, field: Any) -> None:
        """Days are needed exactly when days are counted."""
        counted = self.lends.data and self.time.data == _DAYS
        if counted and field.data is None and not field.process_errors:
            raise Wrong("form.required")

    def line(self) -> PolicyLine | None:
        """The line of a form without mistakes."""
        if not self.lends.data:
            return None
        counted = self.time.data == _DAYS
        return PolicyLine(
            self.limit.data, self.days.data if counted else None,
            None if counted else self.time.data, self.renewals.data or 0, bool(self.home.data),
        )  # fmt: skip


@dataclass(frozen=True)
class NumbersRow:
    """The numbers as their form shows them; ticks of kinds are `late_<kind>` and
    `blocks_<kind>`."""

    policy: Policy

    @classmethod
    def of(cls, policy: Policy) -> Self:
        """The row of a policy."""
        return cls(policy)

    def __getattr__(self, name: str) -> Any:
        head, _, kind = name.partition("_")
        if head in ("late", "blocks") and kind in _KINDS:
            kinds = self.policy.late_kinds if head == "late" else self.policy.late_blocks
            return ItemKind(kind) in kinds
        if name == "summer_due":
            month, day = self.policy.summer_due
            return f"{day:02}.{month:02}"
        if name in _PLAIN:
            return getattr(self.policy, name)
        raise AttributeError(name)


class NumbersForm(DeskForm):
    """Lateness, ends of terms, the kiosk."""

    grace_days = Whole("rules.number-grace-days", most=MOST, required=True)
    late_fiction = Tick("item.fiction")
    late_textbook = Tick("item.textbook")
    late_methodical = Tick("item.methodical")
    late_reference = Tick("item.reference")
    late_periodical = Tick("item.periodical")
    blocks_fiction = Tick("item.fiction")
    blocks_methodical = Tick("item.methodical")
    blocks_reference = Tick("item.reference")
    blocks_periodical = Tick("item.periodical")
    vacations = Pick("rules.number-vacations", _VACATIONS)
    summer_due = Line("rules.number-summer-due", required=True, longest=10)
    call_in_days = Whole("rules.number-call-in-days", most=MOST, required=True)
    just_lent_seconds = Whole("rules.number-just-lent-seconds", most=MOST, required=True)
    unseen_open_days = Whole("rules.number-unseen-open-days", most=MOST, required=True)

    def in_words(self, t: Any) -> Self:
        """With its choices said in the user's language."""
        self.vacations.offer((each, t(key)) for each, key in _VACATIONS)
        return self

    def validate_summer_due(self, field: Any) -> None:
        """A day and a month that every year has."""
        if field.data and _day_month(field.data) is None:
            raise Wrong("rules.not-a-day-and-month")

    def policy(self, old: Policy) -> Policy:
        """The old policy with the numbers of a form without mistakes."""
        # A form without mistakes has all of them.
        values: dict[str, Any] = {name: self[name].data for name in _PLAIN}
        return replace(
            old, **values, late_kinds=self._ticked("late"), late_blocks=self._ticked("blocks"),
            summer_due=_day_month(self.summer_due.data or "") or old.summer_due,
        )  # fmt: skip

    def _ticked(self, head: str) -> frozenset[ItemKind]:
        return frozenset(
            kind for kind in ItemKind
            if f"{head}_{kind.value}" in self._fields and self[f"{head}_{kind.value}"].data
        )  # fmt: skip


def _day_month(text: str) -> tuple[int, int] | None:
    """`05.09` as month and day."""
    parts = text.strip(". ").split(".")
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) < 3 for p in parts):
        return None
    day, month = (int(part) for part in parts)
    try:
        date(_COMMON_YEAR, month, day)
    except ValueError:
        return None
    return month, day
