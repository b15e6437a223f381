"""When the library is open, as a visitor wants to read it. Pure: the calendar is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from library.school_year import ClosedPeriod, NoOpenDay, SchoolCalendar

SOON_DAYS = 45


@dataclass(frozen=True, slots=True)
class Opening:
    """`state`, the end of text key `public.is-<state>`: open-all-day, open-until (`clock`),
    opens-today (`clock`), opens-on (`day`, `clock`), closed, or unknown, which is not said."""

    state: str
    day: date | None = None
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days in a row with the same hours: first and last, 1 Monday; `stretches` of opening
    as texts; empty: closed; `whole_day`: never closes."""

    first: int
    last: int
    stretches: tuple[str, ...]
    whole_day: bool = False


def opening_now(calendar: SchoolCalendar, now: datetime) -> Opening:
    """How it stands at this local time."""
    today = now.date()
    if not calendar.hours:
        return Opening("unknown" if calendar.is_open_day(today) else "closed")
    if calendar.is_open_at(now):
        until = [end for start, end in _hours(calendar, today) if start <= now.time() <= end]
        if not until or max(until) == time.max:
            return Opening("open-all-day")
        return Opening("open-until", clock=clock_text(max(until)))
    later = [start for start, _ in _hours(calendar, today) if start > now.time()]
    if calendar.is_open_day(today) and later:
        return Opening("opens-today", clock=clock_text(min(later)))
    try:
        day = calendar.next_open_day(today + timedelta(days=1))
    except NoOpenDay:
        return Opening("closed")
    starts = [start for start, _ in _hours(calendar, day)]
    return Opening("opens-on", day, clock_text(min(starts, default=time.min)))


def week(calendar: SchoolCalendar) -> tuple[Weekdays, ...]:
    """The week from Monday, like days together; empty when no hours were entered."""
    found: list[Weekdays] = []
    for number in range(1, 8) if calendar.hours else ():
        stretches = [(h.opens, h.closes) for h in calendar.hours if h.weekday == number]
        words = tuple(f"{clock_text(start)}–{clock_text(end)}" for start, end in sorted(stretches))
        whole = stretches == [(time.min, time.max)]
        if found and found[-1].stretches == words:
            found[-1] = Weekdays(found[-1].first, number, words, whole)
        else:
            found.append(Weekdays(number, number, words, whole))
    return tuple(found)


def closed_soon(calendar: SchoolCalendar, today: date) -> tuple[ClosedPeriod, ...]:
    """Closed days of the next weeks, soonest first."""
    until = today + timedelta(days=SOON_DAYS)
    near = [each for each in calendar.closed if each.last_on >= today and each.first_on <= until]
    return tuple(sorted(near, key=lambda each: each.first_on))


def clock_text(clock: time) -> str:
    """`08:30`; the last instant of a day is 24:00."""
    return "24:00" if clock == time.max else clock.strftime("%H:%M")


def _hours(calendar: SchoolCalendar, day: date) -> list[tuple[time, time]]:
    return sorted(
        (hours.opens, hours.closes)
        for hours in calendar.hours
        if hours.weekday == day.isoweekday()
    )
