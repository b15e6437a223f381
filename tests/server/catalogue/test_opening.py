"""When the library is open, in a visitor's words."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from library.school_year import ClosedPeriod, OpeningHours, SchoolCalendar, SchoolYear
from server.catalogue.opening import Opening, Weekdays, closed_soon, opening_now, week

YEAR = SchoolYear("2026-2027", date(2026, 9, 1), date(2027, 5, 25))
AUTUMN = ClosedPeriod("vacation", "Күзгі", date(2026, 10, 26), date(2026, 11, 1))
HOURS = tuple(
    OpeningHours(day, *stretch)
    for day in range(1, 6)
    for stretch in ((time(8, 30), time(13)), (time(14), time(17)))
)
SCHOOL = SchoolCalendar((YEAR,), (AUTUMN,), HOURS)
DEMO = SchoolCalendar((YEAR,), (), tuple(OpeningHours(d, time.min, time.max) for d in range(1, 8)))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 10, 14, 10), Opening("open-until", clock="13:00")),
        (datetime(2026, 10, 14, 8), Opening("opens-today", clock="08:30")),
        (datetime(2026, 10, 14, 13, 20), Opening("opens-today", clock="14:00")),
        (datetime(2026, 10, 14, 18), Opening("opens-on", date(2026, 10, 15), "08:30")),
        (datetime(2026, 10, 23, 18), Opening("opens-on", date(2026, 11, 2), "08:30")),
        (datetime(2026, 10, 28, 10), Opening("opens-on", date(2026, 11, 2), "08:30")),
    ],
)
def test_a_school_with_a_break_at_noon(moment: datetime, expected: Opening) -> None:
    assert opening_now(SCHOOL, moment) == expected


def test_without_hours_nothing_is_claimed_but_closed_days() -> None:
    calendar = SchoolCalendar((YEAR,), (AUTUMN,))
    assert opening_now(calendar, datetime(2026, 10, 14, 3)) == Opening("unknown")
    assert opening_now(calendar, datetime(2026, 10, 28, 10)) == Opening("closed")


def test_the_demonstration_never_closes() -> None:
    assert opening_now(DEMO, datetime(2026, 10, 18, 23, 59)) == Opening("open-all-day")
    assert week(DEMO) == (Weekdays(1, 7, ("00:00–24:00",), whole_day=True),)


def test_like_days_stand_together() -> None:
    assert week(SCHOOL) == (
        Weekdays(1, 5, ("08:30–13:00", "14:00–17:00")),
        Weekdays(6, 7, ()),
    )
    assert week(SchoolCalendar((YEAR,))) == ()


def test_only_closed_days_of_the_next_weeks_are_told() -> None:
    assert closed_soon(SCHOOL, date(2026, 10, 1)) == (AUTUMN,)
    assert closed_soon(SCHOOL, date(2026, 11, 1)) == (AUTUMN,)
    assert closed_soon(SCHOOL, date(2026, 11, 2)) == ()
    assert closed_soon(SCHOOL, date(2026, 9, 1)) == ()


def test_a_calendar_without_an_open_day_is_closed() -> None:
    never = ClosedPeriod("other", "", date(2026, 1, 1), date(2040, 1, 1))
    calendar = SchoolCalendar((YEAR,), (never,), HOURS)
    assert opening_now(calendar, datetime(2026, 10, 14, 10)) == Opening("closed")
