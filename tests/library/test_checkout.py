"""Lending: what is granted, every reason against it, and in which order they stand."""

from __future__ import annotations

from datetime import date

import pytest

from library.catalogue import CopyState, ItemKind
from library.checkout import Granted, OwnLoan, Refusal
from library.policy import Policy, PolicyLine
from library.readers import Category, ReaderState
from library.refusals import About, Next
from tests.library.facts import (
    ME,
    MONDAY,
    OTHER,
    THIRD,
    checkout,
    codes,
    copy,
    loan,
    loans,
    on_loan,
    planned,
    reader,
    ready,
    waiting,
)

TEXTBOOK = copy(kind=ItemKind.TEXTBOOK, grade=8)
SUMMER = date(2025, 7, 1)
SUSPENDED = reader(state=ReaderState.SUSPENDED)
EXPIRED = reader(valid_until=date(2024, 9, 30))
LEFT = reader(state=ReaderState.LEFT)
LATE = (loan(copy_id=99, title_id=199, due_on=date(2024, 9, 29)),)
"""More than seven days late on MONDAY."""


def test_a_pupil_borrows_fiction_for_fifteen_days() -> None:
    assert checkout(loans=loans(2)) == Granted(date(2024, 10, 22), None, lent=3, limit=5)


def test_a_teacher_borrows_ten_for_thirty_days() -> None:
    granted = checkout(a_reader=reader(Category.TEACHER), loans=loans(9))
    assert granted == Granted(date(2024, 11, 6), None, lent=10, limit=10)


@pytest.mark.parametrize("category", [Category.STAFF, Category.PARENT])
def test_staff_and_parents_borrow_five_for_fifteen_days(category: Category) -> None:
    granted = checkout(a_reader=reader(category), loans=loans(4))
    assert granted == Granted(date(2024, 10, 22), None, lent=5, limit=5)


def test_a_textbook_of_the_own_grade_is_lent_to_the_end_of_the_year_without_a_limit() -> None:
    many = loans(14, ItemKind.TEXTBOOK)
    assert checkout(TEXTBOOK, loans=many) == Granted(date(2025, 5, 23), None, 15, None)


def test_a_teacher_takes_methodical_books_and_textbooks_of_any_grade() -> None:
    teacher = reader(Category.TUTOR)
    assert isinstance(checkout(copy(kind=ItemKind.METHODICAL), teacher), Granted)
    assert isinstance(checkout(TEXTBOOK, teacher), Granted)


def test_reference_goes_to_a_teacher_for_three_days() -> None:
    granted = checkout(copy(kind=ItemKind.REFERENCE), reader(Category.TEACHER))
    assert isinstance(granted, Granted)
    assert granted.due_on == date(2024, 10, 10)


@pytest.mark.parametrize(
    ("code", "next_step", "case"),
    [
        ("in-processing", Next.GIVE_TO_LIBRARIAN, {"a_copy": copy(CopyState.IN_PROCESSING)}),
        ("to-check", Next.GIVE_TO_LIBRARIAN, {"a_copy": copy(CopyState.TO_CHECK)}),
        ("in-repair", Next.GIVE_TO_LIBRARIAN, {"a_copy": copy(CopyState.IN_REPAIR)}),
        ("found-again", Next.GIVE_TO_LIBRARIAN, {"a_copy": copy(CopyState.LOST)}),
        ("found-again", Next.GIVE_TO_LIBRARIAN, {"a_copy": copy(CopyState.MISSING)}),
        ("at-partner", Next.GIVE_TO_LIBRARIAN, {"a_copy": copy(CopyState.AT_PARTNER)}),
        ("written-off", Next.GIVE_TO_LIBRARIAN, {"a_copy": copy(CopyState.WRITTEN_OFF)}),
        ("on-loan-to-other", Next.GIVE_TO_LIBRARIAN, {"a_copy": on_loan(OTHER)}),
        ("held-for-other", Next.PUT_ON_HOLD_SHELF,
         {"a_copy": copy(CopyState.ON_HOLD_SHELF), "requests": (ready(OTHER),)}),
        ("others-wait", Next.PUT_ON_HOLD_SHELF, {"requests": (waiting(OTHER),)}),
        ("own-copy-ready", Next.TAKE_FROM_HOLD_SHELF, {"requests": (ready(ME, copy_id=11),)}),
        ("on-display", Next.PLACE_REQUEST, {"a_copy": copy(on_display=True)}),
        ("reading-room-only", Next.READ_HERE, {"a_copy": copy(reading_room_only=True)}),
        ("reading-room-only", Next.READ_HERE, {"a_copy": copy(kind=ItemKind.REFERENCE)}),
        ("reading-room-only", Next.READ_HERE, {"a_copy": copy(kind=ItemKind.PERIODICAL)}),
        ("not-for-category", Next.ASK_LIBRARIAN, {"a_copy": copy(kind=ItemKind.METHODICAL)}),
        ("not-for-category", Next.ASK_LIBRARIAN,
         {"a_copy": TEXTBOOK, "a_reader": reader(Category.PARENT)}),
        ("wrong-grade", Next.TAKE_OWN_GRADE,
         {"a_copy": copy(kind=ItemKind.TEXTBOOK, grade=9)}),
        ("wrong-grade", Next.TAKE_OWN_GRADE, {"a_copy": TEXTBOOK, "a_reader": reader(grade=None)}),
        ("title-already-lent", Next.PUT_BACK,
         {"a_copy": TEXTBOOK, "loans": (loan(copy_id=11, kind=ItemKind.TEXTBOOK),)}),
        ("limit-reached", Next.RETURN_ONE, {"loans": loans(5)}),
        ("between-years", Next.ASK_LIBRARIAN, {"today": SUMMER}),
        ("late-loans", Next.RETURN_LATE, {"loans": LATE}),
        ("suspended", Next.ASK_LIBRARIAN, {"a_reader": SUSPENDED}),
        ("suspended-until", Next.ASK_LIBRARIAN,
         {"a_reader": reader(state=ReaderState.SUSPENDED, suspended_until=MONDAY)}),
        ("membership-expired", Next.ASK_LIBRARIAN, {"a_reader": EXPIRED}),
        ("reader-left", Next.ASK_LIBRARIAN, {"a_reader": LEFT}),
    ],
)  # fmt: skip
def test_each_reason_stands_alone_with_its_next_step(
    code: str, next_step: Next, case: dict
) -> None:
    verdict = checkout(**case)
    assert isinstance(verdict, Refusal)
    assert codes(verdict) == [code]
    assert verdict.reasons[0].next_step is next_step


def test_all_reasons_are_told_the_book_before_the_person() -> None:
    worst = copy(on_display=True, reading_room_only=True)
    late_and_full = (*LATE, *loans(5))
    person = reader(
        state=ReaderState.SUSPENDED, suspended_until=date(2024, 12, 1),
        valid_until=date(2024, 9, 30),
    )  # fmt: skip
    verdict = checkout(worst, person, loans=late_and_full, requests=(waiting(),))
    assert codes(verdict) == [
        "others-wait", "on-display", "reading-room-only", "limit-reached",
        "suspended-until", "membership-expired", "late-loans",
    ]  # fmt: skip
    assert isinstance(verdict, Refusal)
    about = [each.about for each in verdict.reasons]
    assert about == sorted(about, key=[About.BOOK, About.PERSON].index)


def test_reasons_carry_numbers_and_dates_and_no_names() -> None:
    values = {
        each.code: each.values
        for verdict in (
            checkout(loans=(*LATE, *loans(5))),
            checkout(copy(kind=ItemKind.TEXTBOOK, grade=9)),
            checkout(a_reader=EXPIRED),
        )
        for each in verdict.reasons  # type: ignore[union-attr]
    }
    assert values == {
        "limit-reached": {"n": 5},
        "late-loans": {"n": 1},
        "wrong-grade": {"grade": 9},
        "membership-expired": {"date": date(2024, 9, 30)},
    }


def test_a_textbook_of_the_own_plan_is_lent_whatever_its_grade_says() -> None:
    wrong_by_grade = copy(kind=ItemKind.TEXTBOOK, grade=9)
    assert isinstance(checkout(wrong_by_grade, plan=planned(subject="Дебат")), Granted)
    assert codes(checkout(TEXTBOOK, plan=planned(grade=9))) == ["wrong-grade"]


def test_the_limit_counts_copies_of_one_kind() -> None:
    assert isinstance(checkout(loans=loans(20, ItemKind.TEXTBOOK)), Granted)
    assert codes(checkout(loans=loans(5))) == ["limit-reached"]


def test_an_own_loan_is_offered_for_return_or_renewal() -> None:
    verdict = checkout(on_loan(ME))
    assert isinstance(verdict, OwnLoan)
    assert verdict.renew_to == date(2024, 10, 22)
    waited_for = checkout(on_loan(ME), requests=(waiting(OTHER),))
    assert isinstance(waited_for, OwnLoan)
    assert waited_for.renew_to is None
    assert codes(waited_for) == ["others-wait"]


def test_a_copy_on_the_hold_shelf_goes_only_to_its_reader() -> None:
    kept = copy(CopyState.ON_HOLD_SHELF)
    granted = checkout(kept, requests=(ready(ME),))
    assert isinstance(granted, Granted)
    assert granted.fulfils_request == ready(ME).request_id
    assert codes(checkout(kept, requests=(ready(OTHER),))) == ["held-for-other"]
    assert codes(checkout(kept)) == ["held-for-other"]
    kept_elsewhere = checkout(kept, requests=(ready(OTHER), ready(ME, copy_id=11)))
    assert codes(kept_elsewhere) == ["held-for-other"]


def test_who_waits_longest_takes_the_copy_on_the_shelf() -> None:
    first = checkout(requests=(waiting(ME), waiting(OTHER)))
    assert isinstance(first, Granted)
    assert first.fulfils_request == waiting(ME).request_id
    assert codes(checkout(requests=(waiting(OTHER), waiting(ME)))) == ["others-wait"]


def test_one_who_waits_does_not_keep_a_whole_shelf_of_copies_from_others() -> None:
    queue = (waiting(OTHER), waiting(THIRD))
    assert codes(checkout(requests=queue, on_shelf=2)) == ["others-wait"]
    assert isinstance(checkout(requests=queue, on_shelf=3), Granted)
    mine = checkout(requests=(waiting(OTHER), waiting(ME)), on_shelf=2)
    assert isinstance(mine, Granted)
    assert mine.fulfils_request == waiting(ME).request_id


def test_a_request_ready_with_another_copy_stays_when_a_librarian_lends_this_one() -> None:
    granted = checkout(requests=(ready(ME, copy_id=11),), override="кітап жыртылған")
    assert isinstance(granted, Granted)
    assert granted.fulfils_request is None


@pytest.mark.parametrize(
    "case",
    [
        {"a_copy": on_loan(OTHER)},
        {"a_copy": copy(CopyState.ON_HOLD_SHELF), "requests": (ready(OTHER),)},
        {"requests": (waiting(OTHER),)},
        {"a_copy": copy(on_display=True)},
        {"a_copy": on_loan(OTHER), "loans": loans(5)},
    ],
)
def test_the_reader_may_wait_when_only_others_stand_before(case: dict) -> None:
    verdict = checkout(**case)
    assert isinstance(verdict, Refusal)
    assert verdict.may_request


@pytest.mark.parametrize(
    "case",
    [
        {"loans": loans(5)},
        {"a_copy": on_loan(OTHER), "a_reader": SUSPENDED},
        {"a_copy": on_loan(OTHER), "loans": LATE},
        {"a_copy": on_loan(OTHER), "requests": (waiting(ME),)},
        {"a_copy": on_loan(OTHER, kind=ItemKind.TEXTBOOK, grade=8)},
        {"a_copy": copy(reading_room_only=True)},
        {"a_copy": copy(CopyState.IN_REPAIR)},
    ],
)
def test_waiting_is_not_offered_where_it_helps_nobody(case: dict) -> None:
    verdict = checkout(**case)
    assert isinstance(verdict, Refusal)
    assert not verdict.may_request


def test_a_line_for_the_same_day_at_home_ends_the_same_day() -> None:
    policy = Policy({(Category.STUDENT, ItemKind.FICTION): PolicyLine(until="same-day")})
    granted = checkout(policy=policy)
    assert isinstance(granted, Granted)
    assert granted.due_on == MONDAY
