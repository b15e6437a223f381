"""The shipped calendar and what may be wrong with another one."""

from __future__ import annotations

import tomllib
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.calendar_file import CalendarFaults, calendar_from
from library.school_year import ClosedPeriod, OpeningHours, SchoolYear

SHIPPED = Path(__file__).parents[2] / "config" / "school_calendar.toml"

GARBAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def read(text: str):
    return calendar_from(tomllib.loads(text))


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(CalendarFaults) as caught:
        read(text)
    return caught.value.faults


def test_the_shipped_calendar_holds_the_years_of_the_ministry() -> None:
    calendar = read(SHIPPED.read_text(encoding="utf-8"))
    assert [(year.first_on, year.last_on) for year in calendar.years] == [
        (date(2024, 9, 1), date(2025, 5, 25)),
        (date(2025, 9, 2), date(2026, 5, 25)),
    ]
    assert all(year.confirmed for year in calendar.years)


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 10, 28), date(2025, 1, 8), date(2025, 3, 31), date(2025, 10, 27),
        date(2026, 1, 7), date(2026, 3, 19), date(2025, 5, 1), date(2025, 5, 7),
        date(2025, 5, 9), date(2024, 12, 16), date(2025, 7, 6), date(2024, 10, 25),
    ],
)  # fmt: skip
def test_the_shipped_calendar_closes_on_vacations_and_holidays(day: date) -> None:
    assert not read(SHIPPED.read_text(encoding="utf-8")).is_open_day(day)


@pytest.mark.parametrize("day", [date(2024, 11, 4), date(2025, 1, 9), date(2025, 4, 1)])
def test_the_shipped_calendar_opens_after_each_vacation(day: date) -> None:
    assert read(SHIPPED.read_text(encoding="utf-8")).is_open_day(day)


def test_a_yearly_holiday_is_written_out_for_every_year_the_school_years_touch() -> None:
    calendar = read(
        '[[year]]\nname="x"\nfirst_on=2024-09-01\nlast_on=2025-05-25\n'
        '[[yearly_holiday]]\nname="Наурыз"\nfirst="03-21"\nlast="03-23"\n'
    )
    assert calendar.closed == (
        ClosedPeriod("holiday", "Наурыз", date(2024, 3, 21), date(2024, 3, 23)),
        ClosedPeriod("holiday", "Наурыз", date(2025, 3, 21), date(2025, 3, 23)),
    )


def test_a_moving_holiday_closes_the_days_it_names_and_none_when_empty() -> None:
    calendar = read('[[moving_holiday]]\nname="Құрбан айт"\ndays=[2025-06-06, 2026-05-27]')
    assert [each.first_on for each in calendar.closed] == [date(2025, 6, 6), date(2026, 5, 27)]
    assert {each.kind for each in calendar.closed} == {"other"}
    assert read('[[moving_holiday]]\nname="Құрбан айт"\ndays=[]').closed == ()


def test_hours_are_written_once_for_several_weekdays_and_may_reach_midnight() -> None:
    calendar = read('[[hours]]\nweekdays=[1, 6]\nopens="09:00"\ncloses="24:00"')
    assert calendar.hours == (
        OpeningHours(1, time(9), time.max),
        OpeningHours(6, time(9), time.max),
    )


def test_an_unconfirmed_year_says_so() -> None:
    calendar = read('[[year]]\nname="y"\nfirst_on=2026-09-01\nlast_on=2027-05-25\nconfirmed=false')
    assert calendar.years == (SchoolYear("y", date(2026, 9, 1), date(2027, 5, 25), False),)


def test_all_faults_are_reported_at_once() -> None:
    faults = faults_of(
        'colour = 1\n'
        '[[year]]\nfirst_on=2024-09-01\nlast_on=2025-05-25\n'
        '[[year]]\nname="b"\nfirst_on="2024-09-01"\nlast_on=2025-05-25\n'
        '[[vacation]]\nname="c"\nfirst_on=2024-11-03\nlast_on=2024-10-28\nkind=1\n'
        '[[yearly_holiday]]\nname="d"\nfirst="13-01"\n'
        '[[yearly_holiday]]\nname="e"\nfirst="12-31"\nlast="01-02"\n'
        '[[moving_holiday]]\nname="f"\ndays=["2030-04-13"]\n'
        '[[hours]]\nweekdays=[0]\nopens="08:30"\ncloses="17:00"\n'
        '[[hours]]\nweekdays=[1]\nopens="17:00"\ncloses="08:30"\n'
        '[[hours]]\nweekdays=[1]\nopens="8"\ncloses="17:00"\n'
    )
    assert faults == (
        "unknown setting 'colour'",
        "year 1: name is needed",
        "year 2: first_on must be a date without quotes, e.g. 2025-05-25",
        "vacation 1: unknown setting 'kind'",
        "vacation 1: last_on must come after first_on, within a year",
        'yearly_holiday 1: first must be a month and a day in quotes, e.g. "03-21"',
        "yearly_holiday 2: last lies before first; write two holidays around the New Year",
        "moving_holiday 1: days must be a date without quotes, e.g. 2025-05-25",
        "hours 1: weekdays must be a list of 1 (Monday) to 7 (Sunday)",
        "hours 2: closes must come after opens",
        'hours 3: opens must be a time in quotes, e.g. "08:30"',
    )


def test_overlapping_years_and_hours_are_faults() -> None:
    assert faults_of(
        '[[year]]\nname="a"\nfirst_on=2024-09-01\nlast_on=2025-05-25\n'
        '[[year]]\nname="b"\nfirst_on=2025-05-25\nlast_on=2026-05-25\n'
        '[[hours]]\nweekdays=[1]\nopens="09:00"\ncloses="13:00"\n'
        '[[hours]]\nweekdays=[1]\nopens="12:59"\ncloses="17:00"\n'
    ) == ("years a and b overlap", "hours of weekday 1 overlap")


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(
    st.sampled_from(["year", "vacation", "yearly_holiday", "moving_holiday", "hours", "x"]),
    GARBAGE | st.lists(st.dictionaries(
        st.sampled_from(["name", "first_on", "last_on", "first", "last", "days", "weekdays",
                         "opens", "closes", "confirmed"]), GARBAGE)),
))  # fmt: skip
def test_garbage_gives_faults_or_a_calendar_and_nothing_else(raw: dict[str, object]) -> None:
    try:
        calendar_from(raw)
    except CalendarFaults as caught:
        assert caught.faults
