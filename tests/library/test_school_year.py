"""Open days, years known and derived, opening hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from library.school_year import (
    ClosedPeriod,
    NoOpenDay,
    OpeningHours,
    SchoolCalendar,
    SchoolYear,
    derive_closed,
    derive_year,
)
from tests.library.facts import CALENDAR

KNOWN = SchoolYear("2025-2026", date(2025, 9, 2), date(2026, 5, 25))
AUTUMN = ClosedPeriod("vacation", "Күзгі", date(2025, 10, 27), date(2025, 11, 2))


def one_year(*closed: ClosedPeriod) -> SchoolCalendar:
    return SchoolCalendar((KNOWN,), closed)


def test_weekends_are_closed_without_hours_and_saturdays_open_when_hours_say_so() -> None:
    saturday = date(2025, 9, 6)
    assert not one_year().is_open_day(saturday)
    six_days = tuple(OpeningHours(day, time(9), time(17)) for day in range(1, 7))
    assert SchoolCalendar((KNOWN,), (), six_days).is_open_day(saturday)


def test_the_next_and_the_last_open_day_pass_over_a_vacation_and_its_weekends() -> None:
    calendar = one_year(AUTUMN)
    assert calendar.next_open_day(date(2025, 10, 25)) == date(2025, 11, 3)
    assert calendar.last_open_day(date(2025, 11, 2)) == date(2025, 10, 24)


def test_a_calendar_without_any_open_day_says_so() -> None:
    forever = ClosedPeriod("other", "жөндеу", date(2025, 1, 1), date(2040, 1, 1))
    with pytest.raises(NoOpenDay):
        one_year(forever).next_open_day(date(2025, 9, 2))


def test_the_year_2025_ended_on_friday_the_23rd_of_may() -> None:
    assert date(2025, 5, 25).isoweekday() == 7
    assert CALENDAR.year_end(date(2025, 4, 1)) == date(2025, 5, 23)


def test_between_years_there_is_no_year() -> None:
    for day in (date(2025, 5, 26), date(2025, 7, 1), date(2025, 9, 1)):
        assert CALENDAR.year_of(day) is None
        assert CALENDAR.year_end(day) is None


def test_a_year_nobody_announced_is_derived_and_unconfirmed() -> None:
    year = CALENDAR.year_of(date(2026, 10, 1))
    assert year == SchoolYear("2026-2027", date(2026, 9, 2), date(2027, 5, 25), confirmed=False)
    much_later = CALENDAR.year_of(date(2031, 2, 1))
    assert much_later is not None
    assert (much_later.name, much_later.confirmed) == ("2030-2031", False)
    assert CALENDAR.year_of(date(2030, 7, 1)) is None


def test_a_year_missing_in_the_middle_is_derived_too() -> None:
    gap = SchoolCalendar((derive_year(KNOWN, 2023), KNOWN))
    year = gap.year_of(date(2024, 11, 1))
    assert year is not None
    assert (year.name, year.confirmed) == ("2024-2025", False)


def test_a_year_before_all_known_ones_is_derived_backwards() -> None:
    year = one_year().year_of(date(2024, 11, 1))
    assert year is not None
    assert year.name == "2024-2025"


def test_an_announced_year_wins_over_the_derived_one_it_replaces() -> None:
    later = SchoolYear("2026-2027", date(2026, 9, 10), date(2027, 5, 20))
    calendar = SchoolCalendar((KNOWN, later))
    assert calendar.year_of(date(2026, 9, 5)) is None
    assert calendar.year_of(date(2027, 5, 22)) is None
    assert calendar.year_of(date(2026, 9, 10)) is later


def test_a_library_that_entered_no_year_lends_by_the_usual_one() -> None:
    year = SchoolCalendar().year_of(date(2026, 11, 2))
    assert year == SchoolYear("2026-2027", date(2026, 9, 1), date(2027, 5, 25), confirmed=False)


def test_vacations_and_holidays_repeat_in_a_derived_year_and_repairs_do_not() -> None:
    holiday = ClosedPeriod("holiday", "Наурыз", date(2026, 3, 23), date(2026, 3, 23))
    repair = ClosedPeriod("other", "жөндеу", date(2026, 2, 3), date(2026, 2, 3))
    calendar = one_year(AUTUMN, holiday, repair)
    assert not calendar.is_open_day(date(2026, 10, 28))
    assert not calendar.is_open_day(date(2027, 3, 23))
    assert not calendar.is_open_day(date(2032, 10, 29))
    assert calendar.is_open_day(date(2027, 2, 3))
    assert calendar.is_open_day(date(2026, 11, 3))


def test_what_is_announced_for_a_derived_year_closes_as_well() -> None:
    ait = ClosedPeriod("other", "Құрбан айт", date(2027, 5, 17), date(2027, 5, 17))
    assert not one_year(ait).is_open_day(date(2027, 5, 17))


def test_the_next_vacation_is_found_in_known_and_in_derived_years() -> None:
    calendar = one_year(AUTUMN)
    assert calendar.vacation_between(date(2025, 10, 20), date(2025, 11, 4)) == AUTUMN
    assert calendar.vacation_between(date(2025, 10, 27), date(2025, 11, 4)) is None
    derived = calendar.vacation_between(date(2026, 10, 20), date(2026, 11, 4))
    assert derived == derive_closed([AUTUMN], 1)[0]


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2025, 5, 24), date(2025, 9, 2)),
        (date(2025, 7, 1), date(2025, 9, 2)),
        (date(2026, 7, 1), date(2026, 9, 2)),
        (date(2026, 9, 1), date(2026, 9, 2)),
        (date(2026, 10, 1), date(2027, 9, 2)),
        (date(2024, 8, 31), date(2024, 9, 1)),
    ],
)
def test_the_coming_year_is_the_announced_or_else_the_derived_one(
    day: date, begins: date
) -> None:
    assert CALENDAR.next_year(day).first_on == begins


def test_the_29th_of_february_has_a_twin_in_every_year() -> None:
    leap = SchoolYear("leap", date(2024, 2, 29), date(2024, 12, 1))
    assert derive_year(leap, 2025).first_on == date(2025, 2, 28)
    closed = ClosedPeriod("holiday", "x", date(2026, 2, 28), date(2026, 2, 28))
    assert not one_year(closed).is_open_day(date(2028, 2, 29))


def test_every_day_of_ten_years_has_a_year_or_lies_between_two() -> None:
    day = date(2024, 9, 1)
    while day < date(2034, 9, 1):
        year = CALENDAR.year_of(day)
        coming = CALENDAR.next_year(day)
        assert coming.first_on > day
        assert year is None or year.first_on <= day <= year.last_on < coming.first_on
        day += timedelta(days=1)


MORNING = (OpeningHours(1, time(8, 30), time(12)), OpeningHours(1, time(13), time(17)))


@pytest.mark.parametrize(
    ("clock", "is_open"),
    [
        (time(8, 29, 59), False), (time(8, 30), True), (time(11, 59, 59), True),
        (time(12), False), (time(13), True), (time(17), False),
    ],
)  # fmt: skip
def test_opening_hours_begin_with_their_minute_and_end_before_it(
    clock: time, is_open: bool
) -> None:
    calendar = SchoolCalendar((KNOWN,), (), MORNING)
    assert calendar.is_open_at(datetime.combine(date(2025, 9, 8), clock)) is is_open


def test_a_closed_day_is_closed_at_every_hour_and_midnight_can_be_reached() -> None:
    calendar = SchoolCalendar((KNOWN,), (AUTUMN,), (OpeningHours(1, time(0), time.max),))
    assert not calendar.is_open_at(datetime(2025, 10, 27, 10))
    assert calendar.is_open_at(datetime(2025, 9, 8, 23, 59, 59, 999_999))
    assert not calendar.is_open_at(datetime(2025, 9, 9, 10))


def test_without_hours_a_working_day_is_open_all_day() -> None:
    assert one_year().is_open_at(datetime(2025, 9, 8, 3))
