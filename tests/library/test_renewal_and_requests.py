"""Renewing an own loan, waiting for a title, and what the desk finds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from library.catalogue import CopyState, ItemKind
from library.checking import Checked, Finding, decide_check
from library.readers import Category, ReaderState
from library.refusals import About, Next
from library.renewal import NotRenewed, Prolonged, decide_renewal
from library.requests import NotPlaced, Placed, decide_request
from tests.library.facts import (
    CALENDAR,
    ME,
    MONDAY,
    OTHER,
    POLICY,
    THIRD,
    codes,
    copy,
    on_loan,
    reader,
    ready,
    waiting,
)


def renew(a_copy, a_reader=None, requests=(), today: date = MONDAY):
    return decide_renewal(a_copy, a_reader or reader(), requests, POLICY, CALENDAR, today)


def test_an_own_loan_is_renewed_from_today_on() -> None:
    assert renew(on_loan()) == Prolonged(date(2024, 10, 22))


def test_a_late_loan_may_be_renewed_however_late() -> None:
    late = on_loan(due_on=MONDAY - timedelta(days=60))
    assert renew(late) == Prolonged(date(2024, 10, 22))


def test_fiction_is_renewed_twice_and_no_more() -> None:
    assert isinstance(renew(on_loan(renewals=1)), Prolonged)
    verdict = renew(on_loan(renewals=2))
    assert codes(verdict) == ["renewals-used"]
    assert isinstance(verdict, NotRenewed)
    assert verdict.reasons[0].values == {"n": 2}


@pytest.mark.parametrize(
    ("code", "next_step", "case"),
    [
        ("not-on-loan", Next.PUT_BACK, {"a_copy": copy()}),
        ("not-yours", Next.GIVE_TO_LIBRARIAN, {"a_copy": on_loan(OTHER)}),
        ("others-wait", Next.RETURN_IN_TIME,
         {"a_copy": on_loan(), "requests": (waiting(OTHER),)}),
        ("not-renewable", Next.ASK_LIBRARIAN, {"a_copy": on_loan(kind=ItemKind.TEXTBOOK)}),
        ("not-renewable", Next.ASK_LIBRARIAN, {"a_copy": on_loan(kind=ItemKind.REFERENCE)}),
        ("not-renewable", Next.ASK_LIBRARIAN, {"a_copy": on_loan(kind=ItemKind.METHODICAL)}),
        ("renewal-not-longer", Next.RETURN_IN_TIME,
         {"a_copy": on_loan(due_on=date(2024, 10, 22))}),
        ("between-years", Next.ASK_LIBRARIAN,
         {"a_copy": on_loan(), "today": date(2025, 7, 1)}),
        ("suspended", Next.ASK_LIBRARIAN,
         {"a_copy": on_loan(), "a_reader": reader(state=ReaderState.SUSPENDED)}),
        ("membership-expired", Next.ASK_LIBRARIAN,
         {"a_copy": on_loan(), "a_reader": reader(valid_until=date(2024, 9, 1))}),
        ("reader-left", Next.ASK_LIBRARIAN,
         {"a_copy": on_loan(), "a_reader": reader(state=ReaderState.LEFT)}),
    ],
)  # fmt: skip
def test_each_reason_against_a_renewal(code: str, next_step: Next, case: dict) -> None:
    verdict = renew(**case)
    assert isinstance(verdict, NotRenewed)
    assert codes(verdict) == [code]
    assert verdict.reasons[0].next_step is next_step


def test_a_copy_ready_for_another_reader_does_not_stop_a_renewal() -> None:
    """That reader is served already; nobody waits for mine."""
    assert isinstance(renew(on_loan(), requests=(ready(OTHER, copy_id=11),)), Prolonged)


def test_all_reasons_against_a_renewal_are_told_the_book_first() -> None:
    verdict = renew(
        on_loan(renewals=2), reader(state=ReaderState.SUSPENDED), requests=(waiting(OTHER),)
    )
    assert codes(verdict) == ["others-wait", "renewals-used", "suspended"]
    assert isinstance(verdict, NotRenewed)
    assert [each.about for each in verdict.reasons] == [About.BOOK, About.BOOK, About.PERSON]


def test_methodical_books_are_renewed_once_into_the_next_year() -> None:
    last_year = on_loan(kind=ItemKind.METHODICAL, due_on=date(2024, 5, 24))
    assert renew(last_year, reader(Category.TEACHER)) == Prolonged(date(2025, 5, 23))


def request(a_copy, a_reader=None, requests=()):
    return decide_request(a_copy, a_reader or reader(), requests, MONDAY, POLICY)


def test_a_reader_waits_behind_those_who_asked_before() -> None:
    assert request(on_loan(OTHER)) == Placed(1)
    queue = (ready(OTHER), waiting(OTHER), waiting(THIRD))
    assert request(on_loan(OTHER), requests=queue) == Placed(3)


@pytest.mark.parametrize(
    ("code", "case"),
    [
        ("already-requested", {"a_copy": on_loan(OTHER), "requests": (waiting(ME),)}),
        ("already-requested", {"a_copy": on_loan(OTHER), "requests": (ready(ME, 11),)}),
        ("already-yours", {"a_copy": on_loan(ME)}),
        ("reading-room-only", {"a_copy": copy(reading_room_only=True)}),
        ("reading-room-only", {"a_copy": copy(kind=ItemKind.REFERENCE)}),
        ("not-for-category", {"a_copy": copy(kind=ItemKind.METHODICAL)}),
        ("lost", {"a_copy": copy(CopyState.LOST)}),
        ("written-off", {"a_copy": copy(CopyState.WRITTEN_OFF)}),
        ("suspended", {"a_copy": copy(), "a_reader": reader(state=ReaderState.SUSPENDED)}),
        ("reader-left", {"a_copy": copy(), "a_reader": reader(state=ReaderState.LEFT)}),
    ],
)
def test_each_reason_against_waiting(code: str, case: dict) -> None:
    verdict = request(**case)
    assert isinstance(verdict, NotPlaced)
    assert codes(verdict) == [code]


def test_a_whole_copy_goes_to_its_shelf_or_to_who_waits() -> None:
    to_check = copy(CopyState.TO_CHECK)
    assert decide_check(to_check, (), Finding.FINE) == Checked(CopyState.ON_SHELF)
    assert decide_check(to_check, (waiting(OTHER),), Finding.FINE) == Checked(
        CopyState.ON_HOLD_SHELF, readies_request=waiting(OTHER).request_id
    )


def test_a_copy_kept_for_a_reader_stays_kept_when_it_is_whole() -> None:
    kept = copy(CopyState.ON_HOLD_SHELF)
    queue = (waiting(THIRD), ready(OTHER))
    assert decide_check(kept, queue, Finding.FINE) == Checked(CopyState.ON_HOLD_SHELF)


@pytest.mark.parametrize("finding", [Finding.DAMAGED, Finding.PAGES_MISSING])
def test_a_damaged_copy_goes_to_repair_opens_a_case_and_is_kept_for_nobody(
    finding: Finding,
) -> None:
    verdict = decide_check(copy(CopyState.ON_HOLD_SHELF), (ready(OTHER),), finding)
    assert verdict == Checked(
        CopyState.IN_REPAIR, unreadies_request=ready(OTHER).request_id, opens_case=True
    )


def test_a_copy_still_in_repair_opens_no_second_case() -> None:
    verdict = decide_check(copy(CopyState.IN_REPAIR), (), Finding.DAMAGED)
    assert verdict == Checked(CopyState.IN_REPAIR, opens_case=False)


def test_a_copy_fetched_from_the_shelf_for_a_request_is_put_on_the_hold_shelf() -> None:
    verdict = decide_check(copy(), (waiting(OTHER),), Finding.FINE)
    assert verdict == Checked(CopyState.ON_HOLD_SHELF, waiting(OTHER).request_id)


@pytest.mark.parametrize("mark", [{"on_display": True}, {"reading_room_only": True}])
def test_what_stays_here_is_put_on_its_shelf_whoever_waits(mark: dict) -> None:
    a_copy = copy(CopyState.TO_CHECK, **mark)
    assert decide_check(a_copy, (waiting(OTHER),), Finding.FINE) == Checked(CopyState.ON_SHELF)
