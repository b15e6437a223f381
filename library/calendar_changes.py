"""What a change of the calendar means for open loans: which are due on closed days now, and
to which day each would move (loan rules, domain §3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from library.catalogue import ItemKind
from library.policy import Policy, PolicyLine
from library.readers import Category
from library.school_year import ClosedPeriod, SchoolCalendar, SchoolYear


@dataclass(frozen=True, slots=True)
class LoanGroup:
    """Open loans alike: `count` copies of one kind, lent to one category, due on one day."""

    due_on: date
    category: Category
    kind: ItemKind
    count: int = 1


@dataclass(frozen=True, slots=True)
class Move:
    """Loans that would get another due date."""

    group: LoanGroup
    to: date


def moves(
    groups: Iterable[LoanGroup],
    policy: Policy,
    old: SchoolCalendar,
    new: SchoolCalendar,
    today: date,
) -> tuple[Move, ...]:
    """Every group that the change moves, soonest first. Raises NoOpenDay."""
    found = []
    for group in groups:
        line = policy.line(group.category, group.kind)
        to = moved_due(group.due_on, line, policy, old, new, today)
        if to != group.due_on:
            found.append(Move(group, to))
    return tuple(sorted(found, key=lambda move: (move.group.due_on, move.to, move.group.kind)))


def moved_due(
    due: date,
    line: PolicyLine | None,
    policy: Policy,
    old: SchoolCalendar,
    new: SchoolCalendar,
    today: date,
) -> date:
    """The due date of an open loan after the change. What is due by today stays. A closed
    day moves forward to the next open one, but back before the year's end and, where the
    rules say so, before a vacation; loans until the year's end follow it."""
    if due <= today:
        return due
    if line is not None and line.until == "year-end" and due == old.year_end(due):
        end = new.last_open_day(_year_of(due, new).last_on)
        return end if end > today else new.next_open_day(due)
    if new.is_open_day(due):
        return due
    back = _back(due, line, policy, old, new)
    if back is not None and back > today:
        return back
    return new.next_open_day(due)


def _back(
    due: date,
    line: PolicyLine | None,
    policy: Policy,
    old: SchoolCalendar,
    new: SchoolCalendar,
) -> date | None:
    """The earlier day to which the rules move a closed one; None: it moves forward."""
    vacation = _vacation_of(due, new)
    if policy.vacations == "end-before" and vacation is not None:
        return new.last_open_day(vacation.first_on - timedelta(days=1))
    was, year = old.year_of(due), new.year_of(due)
    if year is None:
        return None
    forward, last = new.next_open_day(due), _last_due(year, line, policy, new)
    # What was called in before the year's end stays before it.
    called_in = was is not None and due <= _last_due(was, line, policy, old)
    if called_in and forward > last:
        return new.last_open_day(min(due, last))
    return new.last_open_day(due) if forward > year.last_on else None


def _last_due(
    year: SchoolYear, line: PolicyLine | None, policy: Policy, calendar: SchoolCalendar
) -> date:
    """The last day on which a loan of the year may end."""
    end = calendar.last_open_day(year.last_on)
    if line is None or line.days is None:
        return end
    return calendar.last_open_day(end - timedelta(days=policy.call_in_days))


def _vacation_of(day: date, calendar: SchoolCalendar) -> ClosedPeriod | None:
    return next(
        (
            period
            for period in calendar.closed
            if period.kind == "vacation" and period.first_on <= day <= period.last_on
        ),
        None,
    )


def _year_of(day: date, calendar: SchoolCalendar) -> SchoolYear:
    """The year that holds the day, else the last one begun by it: it ends earlier now."""
    year = calendar.year_of(day)
    if year is not None:
        return year
    begun = [each for each in calendar.years if each.first_on <= day]
    return max(begun, key=lambda each: each.first_on, default=calendar.next_year(day))
