"""The loan policy: for each reader category and kind of item how many, how long, how often.

Defaults stand in `config/policy.toml` (domain §3.2); everything is the school's to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from library.catalogue import ItemKind
from library.readers import Category
from library.school_year import SchoolCalendar

UNTIL = ("year-end", "same-day")
VACATIONS = ("end-before", "read-over")
_HAND_OUT_DAYS = 31


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """What one category may do with one kind of item.

    `limit` copies of this kind at once (None: no limit); `days` of a loan, or `until` a
    fixed day (`year-end`, `same-day`); `renewals` how often; `home` False: only in the
    reading room, home only through a librarian.
    """

    limit: int | None = None
    days: int | None = None
    until: str | None = None
    renewals: int = 0
    home: bool = True


@dataclass(frozen=True, slots=True)
class Policy:
    """All lines and the numbers beside them.

    `grace_days` after the due date lateness in `late_kinds` blocks `late_blocks`.
    `vacations`: `end-before` ends loans before each vacation, `read-over` lets them pass.
    `summer_due` month and day of loans given between school years, by a librarian only.
    `call_in_days` before the year's end loans counted in days are called in.
    """

    lines: Mapping[tuple[Category, ItemKind], PolicyLine] = field(default_factory=dict)
    grace_days: int = 7
    late_kinds: frozenset[ItemKind] = frozenset({ItemKind.FICTION})
    late_blocks: frozenset[ItemKind] = frozenset({ItemKind.FICTION})
    vacations: str = "read-over"
    summer_due: tuple[int, int] = (9, 5)
    call_in_days: int = 0
    just_lent_seconds: int = 30
    unseen_open_days: int = 2

    def line(self, category: Category, item_kind: ItemKind) -> PolicyLine | None:
        """What this category may do with this kind; None: nothing at all."""
        return self.lines.get((category, item_kind))


class PolicyFaults(ValueError):
    """Everything wrong with a policy at once; `faults` are English sentences."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def season_end(
    line: PolicyLine, policy: Policy, today: date, calendar: SchoolCalendar
) -> date | None:
    """The day on which loans of this line are called in at the latest; None when a loan of
    today could not last till tomorrow: between years, or on the last days of one."""
    end = calendar.year_end(today)
    if end is None or line.until == "same-day":
        return end
    if line.days is not None:
        end = calendar.last_open_day(end - timedelta(days=policy.call_in_days))
    return end if end > today else None


def due_on(line: PolicyLine, policy: Policy, today: date, calendar: SchoolCalendar) -> date:
    """When a loan of today ends: an open day, or today for same-day loans. Where the season
    leaves no time: the summer date."""
    if line.until == "same-day":
        return today
    end = season_end(line, policy, today, calendar)
    if end is None:
        return _due_between_years(line, policy, today, calendar)
    if line.days is None:
        return end
    due = calendar.next_open_day(today + timedelta(days=line.days))
    if policy.vacations == "end-before":
        due = _before_vacation(today, due, calendar)
    return min(due, end)


def _due_between_years(
    line: PolicyLine, policy: Policy, today: date, calendar: SchoolCalendar
) -> date:
    coming = calendar.next_year(today)
    # Textbooks are handed out in the weeks before the lessons begin, for the whole year.
    if line.until == "year-end" and (coming.first_on - today).days <= _HAND_OUT_DAYS:
        return calendar.last_open_day(coming.last_on)
    return summer_due(policy, today, calendar)


def summer_due(policy: Policy, today: date, calendar: SchoolCalendar) -> date:
    """The return day of a summer loan, on an open day of the coming year."""
    coming = calendar.next_year(today).first_on
    due = date(coming.year, *policy.summer_due)
    return calendar.next_open_day(due if due > today else coming)


def _before_vacation(today: date, due: date, calendar: SchoolCalendar) -> date:
    vacation = calendar.vacation_between(today, due)
    if vacation is None:
        return due
    last = calendar.last_open_day(vacation.first_on - timedelta(days=1))
    # On the very last day before it a loan of no time at all would help nobody.
    return last if last > today else due


def policy_from(raw: Mapping[str, Any]) -> Policy:
    """A policy from parsed TOML. Raises PolicyFaults with all faults at once."""
    faults: list[str] = []
    lines: dict[tuple[Category, ItemKind], PolicyLine] = {}
    for number, entry in enumerate(_entries(raw, faults), start=1):
        where = f"line {number}"
        line = _line(entry, where, faults)
        for category in _members(Category, entry.get("categories"), f"{where}: categories", faults):
            for kind in _members(ItemKind, entry.get("kinds"), f"{where}: kinds", faults):
                if (category, kind) in lines:
                    faults.append(f"{where}: {category} and {kind} stand twice")
                lines[category, kind] = line
    known = {"line", *_NUMBERS, "late_kinds", "late_blocks", "vacations", "summer_due"}
    faults += [f"unknown setting {key!r}" for key in raw if key not in known]
    values = _rest(raw, faults)
    if faults:
        raise PolicyFaults(faults)
    return Policy(lines=lines, **values)


_NUMBERS = ("grace_days", "call_in_days", "just_lent_seconds", "unseen_open_days")
_MOST = 9999
_LINE_KEYS = {"categories", "kinds", "limit", "days", "until", "renewals", "home"}


def _entries(raw: Mapping[str, Any], faults: list[str]) -> list[Mapping[str, Any]]:
    entries = raw.get("line", [])
    if not isinstance(entries, list) or not all(isinstance(e, Mapping) for e in entries):
        faults.append("line must be a list of tables: [[line]]")
        return []
    return entries


def _line(entry: Mapping[str, Any], where: str, faults: list[str]) -> PolicyLine:
    faults += [f"{where}: unknown setting {key!r}" for key in entry if key not in _LINE_KEYS]
    limit = _count(entry.get("limit"), f"{where}: limit", faults, least=1)
    days = _count(entry.get("days"), f"{where}: days", faults, least=1)
    renewals = _count(entry.get("renewals", 0), f"{where}: renewals", faults)
    until, home = entry.get("until"), entry.get("home", True)
    if until is not None and until not in UNTIL:
        faults.append(f"{where}: until must be one of {', '.join(UNTIL)}")
    if ("days" in entry) == (until is not None):
        faults.append(f"{where}: give either days or until")
    if not isinstance(home, bool):
        faults.append(f"{where}: home must be true or false")
    return PolicyLine(limit, days, until, renewals or 0, bool(home))


def _rest(raw: Mapping[str, Any], faults: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key in _NUMBERS:
        if key in raw:
            values[key] = _count(raw[key], key, faults)
    for key in ("late_kinds", "late_blocks"):
        if key in raw:
            values[key] = frozenset(_members(ItemKind, raw[key], key, faults, empty=True))
    if ItemKind.TEXTBOOK in values.get("late_blocks", ()):
        faults.append("late_blocks: lateness never blocks textbooks")
    if raw.get("vacations", VACATIONS[0]) not in VACATIONS:
        faults.append(f"vacations must be one of {', '.join(VACATIONS)}")
    elif "vacations" in raw:
        values["vacations"] = raw["vacations"]
    if "summer_due" in raw:
        values["summer_due"] = _month_day(raw["summer_due"], faults)
    return values


def _count(value: Any, where: str, faults: list[str], least: int = 0) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _MOST:
        faults.append(f"{where} must be a whole number, {least} to {_MOST}")
        return None
    return value


def _members(
    kind: Any, value: Any, where: str, faults: list[str], empty: bool = False
) -> list[Any]:
    if not isinstance(value, list) or not (value or empty):
        faults.append(f"{where} must be a list, e.g. [{next(iter(kind)).value!r}]")
        return []
    known = {member.value: member for member in kind}
    faults += [f"{where}: unknown {each!r}; known: {', '.join(known)}"
               for each in value if not isinstance(each, str) or each not in known]
    return [known[each] for each in value if isinstance(each, str) and each in known]


def _month_day(value: Any, faults: list[str]) -> tuple[int, int]:
    try:
        month, day = (int(part) for part in str(value).split("-"))
        date(2023, month, day)
    except ValueError:
        faults.append("summer_due must be a month and a day, e.g. 09-05")
        return (9, 5)
    return month, day
