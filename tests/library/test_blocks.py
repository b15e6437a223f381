"""Lateness and the card: what blocks whom, from which day on, and what it never blocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from library.blocks import late_loans, session_blocks, standing_blocks
from library.catalogue import CopyState, ItemKind
from library.checkout import Granted, OwnLoan, Refusal
from library.readers import Category, ReaderState
from library.refusals import About, Next
from tests.library.facts import (
    ME,
    MONDAY,
    OTHER,
    POLICY,
    checkout,
    codes,
    copy,
    loan,
    on_loan,
    reader,
)


def late(days: int, kind: ItemKind = ItemKind.FICTION):
    return loan(copy_id=99, title_id=199, kind=kind, due_on=MONDAY - timedelta(days=days))


def test_seven_days_late_is_still_within_grace_and_eight_are_not() -> None:
    assert late_loans((late(7),), POLICY, MONDAY) == 0
    assert late_loans((late(8),), POLICY, MONDAY) == 1
    assert isinstance(checkout(loans=(late(7),)), Granted)
    assert codes(checkout(loans=(late(8),))) == ["late-loans"]


@pytest.mark.parametrize("category", Category)
def test_lateness_never_blocks_a_textbook(category: Category) -> None:
    verdict = checkout(
        copy(kind=ItemKind.TEXTBOOK, grade=8), reader(category), loans=(late(100),)
    )
    assert "late-loans" not in codes(verdict)


def test_lateness_never_blocks_works_of_the_programme() -> None:
    assert isinstance(checkout(copy(in_programme=True), loans=(late(100),)), Granted)


def test_lateness_never_blocks_reading_here() -> None:
    verdict = checkout(copy(kind=ItemKind.REFERENCE), loans=(late(100),))
    assert codes(verdict) == ["reading-room-only"]


def test_a_late_textbook_blocks_nothing() -> None:
    assert isinstance(checkout(loans=(late(100, ItemKind.TEXTBOOK),)), Granted)


def test_the_late_book_itself_is_first_offered_for_renewal() -> None:
    verdict = checkout(on_loan(ME, due_on=MONDAY - timedelta(days=30)))
    assert isinstance(verdict, OwnLoan)
    assert verdict.renew_to == date(2024, 10, 22)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": ReaderState.SUSPENDED},
        {"state": ReaderState.SUSPENDED, "suspended_until": date(2030, 1, 1)},
        {"valid_until": date(2024, 1, 1)},
    ],
)
def test_a_suspended_or_expired_card_still_gets_textbooks(fields: dict) -> None:
    """The school owes its pupils textbooks; re-registration never blocks them."""
    granted = checkout(copy(kind=ItemKind.TEXTBOOK, grade=8), reader(**fields))
    assert isinstance(granted, Granted)


def test_who_left_the_school_gets_nothing_not_even_a_textbook() -> None:
    left = reader(state=ReaderState.LEFT)
    assert codes(checkout(copy(kind=ItemKind.TEXTBOOK, grade=8), left)) == ["reader-left"]
    assert codes(checkout(a_reader=left)) == ["reader-left"]


def test_the_last_day_of_a_suspension_still_counts_and_the_next_one_is_free() -> None:
    person = reader(state=ReaderState.SUSPENDED, suspended_until=MONDAY)
    assert [each.code for each in standing_blocks(person, MONDAY)] == ["suspended-until"]
    assert standing_blocks(person, MONDAY + timedelta(days=1)) == ()


def test_the_last_day_of_membership_is_still_valid() -> None:
    person = reader(valid_until=MONDAY)
    assert standing_blocks(person, MONDAY) == ()
    assert [each.code for each in standing_blocks(person, MONDAY + timedelta(days=1))] == [
        "membership-expired"
    ]


def test_a_card_scan_tells_all_reasons_about_the_person_and_only_those() -> None:
    person = reader(state=ReaderState.SUSPENDED, valid_until=date(2024, 1, 1))
    blocks = session_blocks(person, (late(8), late(9)), POLICY, MONDAY)
    assert [each.code for each in blocks] == ["suspended", "membership-expired", "late-loans"]
    assert all(each.about is About.PERSON for each in blocks)
    assert blocks[-1].values == {"n": 2}
    assert blocks[-1].next_step is Next.RETURN_LATE


def test_lateness_stands_after_what_the_book_says() -> None:
    verdict = checkout(on_loan(OTHER), loans=(late(8),))
    assert isinstance(verdict, Refusal)
    assert codes(verdict) == ["on-loan-to-other", "late-loans"]


def test_a_book_to_hand_in_is_handed_in_whoever_brings_it() -> None:
    verdict = checkout(copy(CopyState.LOST), loans=(late(8),))
    assert isinstance(verdict, Refusal)
    assert verdict.hand_in
