"""Where due dates go when the calendar changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.calendar_changes import LoanGroup, moved_due, moves
from library.catalogue import ItemKind
from library.policy import Policy, PolicyLine
from library.readers import Category
from library.school_year import ClosedPeriod, SchoolCalendar, SchoolYear

TODAY = date(2026, 10, 14)
YEAR = SchoolYear("2026-2027", date(2026, 9, 1), date(2027, 5, 25))
AUTUMN = ClosedPeriod("vacation", "Күзгі", date(2026, 10, 26), date(2026, 11, 1))
CALENDAR = SchoolCalendar((YEAR,), (AUTUMN,))
DAYS = PolicyLine(days=15)
WHOLE_YEAR = PolicyLine(until="year-end")
POLICY = Policy({
    (Category.STUDENT, ItemKind.FICTION): DAYS,
    (Category.STUDENT, ItemKind.TEXTBOOK): WHOLE_YEAR,
})  # fmt: skip


def closing(first: date, last: date | None = None, kind: str = "other") -> SchoolCalendar:
    return replace(CALENDAR, closed=(AUTUMN, ClosedPeriod(kind, "x", first, last or first)))


def due(day: date, new: SchoolCalendar, line: PolicyLine = DAYS, policy: Policy = POLICY) -> date:
    return moved_due(day, line, policy, CALENDAR, new, TODAY)


def test_a_closed_day_moves_to_the_next_open_one() -> None:
    assert due(date(2026, 10, 20), closing(date(2026, 10, 20))) == date(2026, 10, 21)
    # Friday to Monday
    assert due(date(2026, 10, 16), closing(date(2026, 10, 16))) == date(2026, 10, 19)


def test_an_open_day_stays() -> None:
    assert due(date(2026, 10, 21), closing(date(2026, 10, 20))) == date(2026, 10, 21)


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=9)])
def test_what_is_due_by_today_stays(day: date) -> None:
    assert due(day, closing(day)) == day


def test_before_a_vacation_it_moves_back_only_when_the_rules_say_so() -> None:
    new = closing(date(2026, 12, 28), date(2027, 1, 7), "vacation")
    assert due(date(2026, 12, 30), new) == date(2027, 1, 8)
    ends = replace(POLICY, vacations="end-before")
    assert due(date(2026, 12, 30), new, policy=ends) == date(2026, 12, 25)


def test_a_vacation_that_begins_tomorrow_moves_forward_after_all() -> None:
    new = closing(TODAY + timedelta(days=1), TODAY + timedelta(days=5), "vacation")
    ends = replace(POLICY, vacations="end-before")
    assert due(TODAY + timedelta(days=2), new, policy=ends) == TODAY + timedelta(days=6)


def test_before_the_end_of_the_year_it_moves_back() -> None:
    # 25 May 2027 is a Tuesday
    assert due(date(2027, 5, 25), closing(date(2027, 5, 25))) == date(2027, 5, 24)


def test_textbooks_follow_the_end_of_the_year() -> None:
    longer = replace(CALENDAR, years=(replace(YEAR, last_on=date(2027, 6, 4)),))
    shorter = replace(CALENDAR, years=(replace(YEAR, last_on=date(2027, 5, 15)),))
    assert due(date(2027, 5, 25), longer, WHOLE_YEAR) == date(2027, 6, 4)
    assert due(date(2027, 5, 25), shorter, WHOLE_YEAR) == date(2027, 5, 14)
    assert due(date(2027, 5, 25), shorter) == date(2027, 5, 25), "open all the same"


def test_no_loan_is_called_in_before_the_last_days() -> None:
    calls = replace(POLICY, call_in_days=7)
    assert due(date(2027, 5, 18), closing(date(2027, 5, 18)), policy=calls) == date(2027, 5, 17)


def test_groups_come_soonest_first_and_only_those_that_move() -> None:
    later = LoanGroup(date(2026, 10, 21), Category.STUDENT, ItemKind.FICTION, 3)
    sooner = LoanGroup(date(2026, 10, 20), Category.STUDENT, ItemKind.FICTION, 41)
    stays = LoanGroup(date(2026, 10, 23), Category.STUDENT, ItemKind.FICTION, 5)
    found = moves([later, stays, sooner], POLICY, CALENDAR,
                  closing(date(2026, 10, 20), date(2026, 10, 21)), TODAY)  # fmt: skip
    assert [(move.group, move.to) for move in found] == [
        (sooner, date(2026, 10, 22)), (later, date(2026, 10, 22)),
    ]  # fmt: skip


_DAY = st.dates(date(2026, 9, 1), date(2027, 9, 30))
_PERIOD = st.builds(
    lambda kind, first, length: ClosedPeriod(kind, "x", first, first + timedelta(days=length)),
    st.sampled_from(["vacation", "holiday", "other"]), _DAY, st.integers(0, 20),
)  # fmt: skip
_LINES = st.sampled_from([DAYS, WHOLE_YEAR, PolicyLine(until="same-day"), None])
_POLICIES = st.builds(
    lambda vacations, call_in: replace(POLICY, vacations=vacations, call_in_days=call_in),
    st.sampled_from(["end-before", "read-over"]), st.integers(0, 14),
)  # fmt: skip


@given(_DAY, _LINES, _POLICIES, st.lists(_PERIOD, max_size=6), _DAY)
def test_every_moved_day_is_open_and_ahead_and_moves_no_further(
    day: date, line: PolicyLine | None, policy: Policy, closed: list[ClosedPeriod], today: date
) -> None:
    new = replace(CALENDAR, closed=(AUTUMN, *closed))
    to = moved_due(day, line, policy, CALENDAR, new, today)
    if day <= today:
        assert to == day
        return
    assert new.is_open_day(to)
    assert to > today
    assert moved_due(to, line, policy, new, new, today) == to


@given(_DAY, _LINES, _POLICIES, _DAY)
def test_without_a_change_an_open_day_stays(
    day: date, line: PolicyLine | None, policy: Policy, today: date
) -> None:
    if CALENDAR.is_open_day(day):
        assert moved_due(day, line, policy, CALENDAR, CALENDAR, today) == day
