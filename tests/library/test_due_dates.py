"""When a loan ends: forward past closed days, back before year's end and vacations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from library.catalogue import ItemKind
from library.checkout import Granted
from library.policy import PolicyLine, due_on, season_end, summer_due
from library.readers import Category
from library.renewal import NotRenewed, decide_renewal
from tests.library.facts import CALENDAR, POLICY, checkout, codes, copy, on_loan, reader

FICTION = PolicyLine(limit=5, days=15, renewals=2)
TEXTBOOK = PolicyLine(until="year-end")
END_BEFORE = replace(POLICY, vacations="end-before")
LONG = replace(POLICY, call_in_days=0)


def due(today: date, line: PolicyLine = FICTION, policy=LONG) -> date:
    return due_on(line, policy, today, CALENDAR)


@pytest.mark.parametrize(
    ("today", "ends", "why"),
    [
        (date(2024, 9, 9), date(2024, 9, 24), "an open day stays"),
        (date(2024, 9, 6), date(2024, 9, 23), "21 September is a Saturday"),
        (date(2024, 10, 10), date(2024, 11, 4), "25 October is a holiday, then a vacation"),
        (date(2024, 12, 1), date(2024, 12, 17), "16 December is a holiday"),
        (date(2024, 12, 17), date(2025, 1, 9), "the winter vacation"),
        (date(2025, 3, 10), date(2025, 4, 1), "the spring vacation"),
    ],
)
def test_an_ordinary_due_date_moves_forward_to_the_next_open_day(
    today: date, ends: date, why: str
) -> None:
    assert due(today) == ends, why


@pytest.mark.parametrize("today", [date(2024, 9, 2), date(2025, 1, 15), date(2025, 5, 22)])
def test_a_year_end_date_moves_back_to_the_last_open_day(today: date) -> None:
    assert due(today, TEXTBOOK) == date(2025, 5, 23)


def test_no_ordinary_loan_outlives_the_year() -> None:
    assert due(date(2025, 5, 15)) == date(2025, 5, 23)


def test_loans_counted_in_days_are_called_in_a_week_before_the_textbooks() -> None:
    assert due(date(2025, 5, 12), policy=POLICY) == date(2025, 5, 16)
    assert due(date(2025, 5, 12), TEXTBOOK, POLICY) == date(2025, 5, 23)


def test_in_the_last_days_only_a_librarian_lends_and_then_over_the_summer() -> None:
    """A loan that ends on the day it begins would help nobody."""
    for today in (date(2025, 5, 16), date(2025, 5, 19), date(2025, 5, 25)):
        assert season_end(FICTION, POLICY, today, CALENDAR) is None
        assert codes(checkout(today=today)) == ["between-years"]
        granted = checkout(today=today, override="summer reading")
        assert isinstance(granted, Granted)
        assert granted.due_on == date(2025, 9, 5)


def test_textbooks_are_lent_until_the_day_before_the_years_last_one() -> None:
    textbook = copy(kind=ItemKind.TEXTBOOK, grade=8)
    assert isinstance(checkout(textbook, today=date(2025, 5, 22)), Granted)
    assert codes(checkout(textbook, today=date(2025, 5, 23))) == ["between-years"]


@pytest.mark.parametrize(
    ("today", "ends", "why"),
    [
        (date(2024, 10, 21), date(2024, 10, 24), "25 October is a holiday before the vacation"),
        (date(2024, 12, 20), date(2024, 12, 27), "the last Friday before the winter vacation"),
        (date(2024, 12, 26), date(2024, 12, 27), "one day is left"),
        (date(2024, 12, 27), date(2025, 1, 13), "on the last day itself it is read over"),
        (date(2024, 9, 9), date(2024, 9, 24), "no vacation in reach"),
    ],
)
def test_a_school_may_end_loans_before_each_vacation(today: date, ends: date, why: str) -> None:
    assert due(today, policy=replace(END_BEFORE, call_in_days=0)) == ends, why


def test_a_due_date_that_only_touches_the_vacation_ends_before_it_too() -> None:
    """15 days from 13 October fall on the 28th, its first day."""
    assert due(date(2024, 10, 13), policy=END_BEFORE) == date(2024, 10, 24)


def test_summer_loans_are_due_on_the_fifth_of_september_or_the_next_open_day() -> None:
    assert summer_due(POLICY, date(2025, 6, 10), CALENDAR) == date(2025, 9, 5)
    assert date(2026, 9, 5).isoweekday() == 6
    assert summer_due(POLICY, date(2026, 6, 10), CALENDAR) == date(2026, 9, 7)


def test_a_summer_date_already_past_gives_the_first_day_of_the_coming_year() -> None:
    early = replace(POLICY, summer_due=(8, 20))
    assert summer_due(early, date(2025, 8, 25), CALENDAR) == date(2025, 9, 2)


def test_textbooks_handed_out_in_late_august_last_the_whole_coming_year() -> None:
    assert due(date(2025, 8, 25), TEXTBOOK) == date(2026, 5, 25)
    assert due(date(2025, 6, 25), TEXTBOOK) == date(2025, 9, 5)


def test_in_a_derived_year_dates_keep_off_the_derived_vacations() -> None:
    assert due(date(2026, 10, 12)) == date(2026, 11, 3)
    assert due(date(2026, 10, 12), TEXTBOOK) == date(2027, 5, 25)


def test_a_loan_of_the_same_day_ends_today() -> None:
    assert due(date(2024, 10, 7), PolicyLine(until="same-day")) == date(2024, 10, 7)


def test_a_renewal_at_the_years_end_gives_no_day_that_is_not_there() -> None:
    last = on_loan(due_on=date(2025, 5, 16))
    verdict = decide_renewal(last, reader(), (), POLICY, CALENDAR, date(2025, 5, 15))
    assert isinstance(verdict, NotRenewed)
    assert codes(verdict) == ["renewal-not-longer"]
    late = decide_renewal(last, reader(), (), POLICY, CALENDAR, date(2025, 5, 20))
    assert codes(late) == ["between-years"]


@pytest.mark.parametrize("category", [Category.TEACHER, Category.TUTOR])
def test_methodical_books_are_due_with_the_year(category: Category) -> None:
    granted = checkout(copy(kind=ItemKind.METHODICAL), reader(category))
    assert isinstance(granted, Granted)
    assert granted.due_on == date(2025, 5, 23)
