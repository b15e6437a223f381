"""What a librarian may overrule with a named reason, and what nobody can."""

from __future__ import annotations

from datetime import date

import pytest

from library.catalogue import CopyState, ItemKind
from library.checkout import OVERRIDABLE, Granted
from library.readers import Category, ReaderState
from library.textbooks import Book, ForWhom, Variant
from tests.library.facts import (
    ME,
    MONDAY,
    OTHER,
    TITLE,
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


@pytest.mark.parametrize("code", sorted(OVERRIDABLE))
def test_a_librarian_may_overrule_every_rule_that_is_not_a_fact(code: str) -> None:
    case = {
        "to-check": {"a_copy": copy(CopyState.TO_CHECK)},
        "others-wait": {"requests": (waiting(OTHER),)},
        "own-copy-ready": {"requests": (ready(ME, copy_id=11),)},
        "on-display": {"a_copy": copy(on_display=True)},
        "reading-room-only": {"a_copy": copy(reading_room_only=True)},
        "not-for-category": {"a_copy": copy(kind=ItemKind.METHODICAL)},
        "wrong-grade": {"a_copy": copy(kind=ItemKind.TEXTBOOK, grade=9)},
        "title-already-lent": {"a_copy": TEXTBOOK, "loans": (loan(copy_id=11),)},
        "limit-reached": {"loans": loans(5)},
        "between-years": {"today": SUMMER},
        "late-loans": {"loans": LATE},
        "suspended": {"a_reader": SUSPENDED},
        "suspended-until": {
            "a_reader": reader(state=ReaderState.SUSPENDED, suspended_until=MONDAY)
        },
        "membership-expired": {"a_reader": EXPIRED},
        "second-copy": {"a_copy": TEXTBOOK, "plan": planned(subject="Дебат"),
                        "loans": (loan(copy_id=11, kind=ItemKind.TEXTBOOK),)},
        "wrong-edition": {"a_copy": TEXTBOOK, "plan": planned(Book(TITLE, "алгебра", 8))},
        "other-language": {"a_copy": TEXTBOOK, "plan": planned(language="ru")},
        "other-track": {"a_copy": TEXTBOOK, "plan": planned(track="ҚГБ")},
        "other-variant": {"a_copy": TEXTBOOK, "plan": planned(variant=Variant.GIRLS)},
        "not-chosen": {"a_copy": TEXTBOOK, "plan": planned(for_whom=ForWhom.CHOICE)},
        "not-in-plan": {"a_copy": TEXTBOOK, "plan": planned()},
    }[code]
    assert codes(checkout(**case)) == [code]
    assert isinstance(checkout(**case, override="olympiad"), Granted)


@pytest.mark.parametrize(
    "case",
    [
        {"a_copy": on_loan(OTHER)},
        {"a_copy": copy(CopyState.ON_HOLD_SHELF), "requests": (ready(OTHER),)},
        {"a_copy": copy(CopyState.IN_PROCESSING)},
        {"a_copy": copy(CopyState.IN_REPAIR)},
        {"a_copy": copy(CopyState.LOST)},
        {"a_copy": copy(CopyState.MISSING)},
        {"a_copy": copy(CopyState.AT_PARTNER)},
        {"a_copy": copy(CopyState.WRITTEN_OFF)},
        {"a_reader": LEFT},
    ],
)
def test_nobody_overrules_a_fact(case: dict) -> None:
    plain = codes(checkout(**case))
    assert codes(checkout(**case, override="because")) == plain


def test_an_empty_override_is_no_override() -> None:
    assert codes(checkout(loans=loans(5), override="")) == ["limit-reached"]


@pytest.mark.parametrize(
    ("a_copy", "category", "due_on"),
    [
        (copy(kind=ItemKind.REFERENCE), Category.STUDENT, date(2024, 10, 8)),
        (copy(reading_room_only=True), Category.STUDENT, date(2024, 10, 8)),
        (copy(reading_room_only=True), Category.TEACHER, date(2024, 10, 10)),
        (copy(reading_room_only=True), Category.PARENT, date(2024, 10, 8)),
    ],
)
def test_what_stays_here_goes_out_for_a_night_by_a_librarians_word(
    a_copy, category: Category, due_on: date
) -> None:
    granted = checkout(a_copy, reader(category), override="overnight")
    assert isinstance(granted, Granted)
    assert granted.due_on == due_on


def test_over_night_from_friday_is_till_monday() -> None:
    granted = checkout(copy(kind=ItemKind.REFERENCE), today=date(2024, 10, 11), override="x")
    assert isinstance(granted, Granted)
    assert granted.due_on == date(2024, 10, 14)
