"""How long a copy is kept on the hold shelf for the reader who asked for it."""

from __future__ import annotations

from datetime import date, timedelta

from library.school_year import SchoolCalendar

OPEN_DAYS = 5
"""Open days a copy is kept: days on which nobody can fetch it do not count."""
_FARTHEST = 120


def kept_until(ready_on: date, calendar: SchoolCalendar, open_days: int = OPEN_DAYS) -> date:
    """The last day on which the reader may fetch it: the n-th open day after the one it
    became ready on. A calendar without open days gives a day four months later."""
    day, left = ready_on, open_days
    for _ in range(_FARTHEST):
        day += timedelta(days=1)
        left -= calendar.is_open_day(day)
        if left <= 0:
            return day
    return day
