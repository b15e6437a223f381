"""Returns: provisional at a kiosk, true when seen; found again; slips of the hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from library.catalogue import CopyState
from library.checkin import (
    Accepted,
    FoundAgain,
    HandIn,
    LentJustNow,
    NotOnLoan,
    decide_checkin,
)
from library.operations import Destination
from library.refusals import Next
from tests.library.facts import (
    CALENDAR,
    ME,
    MONDAY,
    OTHER,
    POLICY,
    THIRD,
    checkin_facts,
    codes,
    copy,
    on_loan,
    ready,
    waiting,
)


def take_back(a_copy, seen: bool = False, confirmed: bool = False, **facts: object):
    facts_of_it = checkin_facts(a_copy, **facts)
    return decide_checkin(facts_of_it, POLICY, CALENDAR, MONDAY, seen, confirmed)


def test_a_return_at_a_kiosk_is_provisional_and_goes_to_the_trolley() -> None:
    assert take_back(on_loan(OTHER)) == Accepted(
        CopyState.TO_CHECK, Destination.TROLLEY, provisional=True, late_days=0,
        readies_request=None,
    )  # fmt: skip


def test_a_return_somebody_saw_goes_straight_to_the_shelf() -> None:
    verdict = take_back(on_loan(OTHER), seen=True)
    assert isinstance(verdict, Accepted)
    assert (verdict.new_state, verdict.provisional) == (CopyState.ON_SHELF, False)


def test_days_of_lateness_are_counted_and_a_return_in_time_has_none() -> None:
    late = take_back(on_loan(ME, due_on=MONDAY - timedelta(days=3)))
    early = take_back(on_loan(ME, due_on=MONDAY + timedelta(days=3)))
    assert isinstance(late, Accepted)
    assert isinstance(early, Accepted)
    assert (late.late_days, early.late_days) == (3, 0)


@pytest.mark.parametrize("seen", [False, True])
def test_a_title_somebody_waits_for_goes_to_the_hold_shelf_for_the_first(seen: bool) -> None:
    queue = (ready(THIRD, copy_id=77), waiting(OTHER), waiting(THIRD))
    verdict = take_back(on_loan(ME), seen=seen, requests=queue)
    assert verdict == Accepted(
        CopyState.ON_HOLD_SHELF, Destination.HOLD_SHELF, not seen, 0,
        readies_request=waiting(OTHER).request_id,
    )  # fmt: skip


@pytest.mark.parametrize("mark", [{"on_display": True}, {"reading_room_only": True}])
def test_a_copy_that_cannot_go_out_is_kept_for_nobody(mark: dict) -> None:
    verdict = take_back(on_loan(ME, **mark), requests=(waiting(OTHER),))
    assert isinstance(verdict, Accepted)
    assert (verdict.destination, verdict.readies_request) == (Destination.TROLLEY, None)


@pytest.mark.parametrize("state", [CopyState.LOST, CopyState.MISSING])
def test_a_lost_copy_is_found_again_and_goes_to_the_librarian(state: CopyState) -> None:
    verdict = take_back(copy(state))
    assert isinstance(verdict, FoundAgain)
    assert verdict.new_state is CopyState.TO_CHECK
    assert codes(verdict) == ["found-again"]
    assert verdict.reasons[0].next_step is Next.GIVE_TO_LIBRARIAN


@pytest.mark.parametrize(
    "state",
    [CopyState.IN_PROCESSING, CopyState.TO_CHECK, CopyState.IN_REPAIR, CopyState.AT_PARTNER,
     CopyState.WRITTEN_OFF],
)  # fmt: skip
def test_a_copy_that_should_not_be_here_is_handed_in(state: CopyState) -> None:
    verdict = take_back(copy(state))
    assert isinstance(verdict, HandIn)
    assert codes(verdict) == [state.value]


@pytest.mark.parametrize(
    "a_copy",
    [
        copy(),
        copy(reading_room_only=True),
        copy(on_display=True),
        copy(CopyState.ON_HOLD_SHELF),
    ],
)
def test_a_copy_on_a_shelf_is_not_returned_its_card_comes_first(a_copy) -> None:
    assert take_back(a_copy, requests=(ready(ME),)) == NotOnLoan()


@pytest.mark.parametrize(("age", "just_lent"), [(0, True), (29.9, True), (30, False)])
def test_what_was_lent_here_in_the_last_30_seconds_is_asked_about(
    age: float, just_lent: bool
) -> None:
    verdict = take_back(on_loan(ME), lent_here_seconds=age)
    assert isinstance(verdict, LentJustNow) is just_lent


def test_a_second_scan_returns_it() -> None:
    assert isinstance(take_back(on_loan(ME), confirmed=True, lent_here_seconds=5.0), Accepted)


def test_in_the_own_session_a_return_is_not_asked_twice() -> None:
    assert isinstance(take_back(on_loan(ME), lent_here_seconds=5.0, reader_id=ME), Accepted)
    other = take_back(on_loan(ME), lent_here_seconds=5.0, reader_id=OTHER)
    assert isinstance(other, LentJustNow)


def test_a_copy_lent_elsewhere_or_by_a_clock_gone_back_is_simply_returned() -> None:
    assert isinstance(take_back(on_loan(ME), lent_here_seconds=None), Accepted)
    assert isinstance(take_back(on_loan(ME), lent_here_seconds=-3.0), Accepted)


def test_a_return_is_taken_on_closed_days_and_between_years() -> None:
    facts = checkin_facts(on_loan(ME))
    for day in (date(2024, 10, 6), date(2024, 10, 30), date(2025, 7, 6)):
        verdict = decide_checkin(facts, POLICY, CALENDAR, day, False, False)
        assert isinstance(verdict, Accepted)
