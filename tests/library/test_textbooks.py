"""Which textbooks belong to a pupil's set, and what is said of those that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from library.textbooks import (
    Book,
    Edition,
    Fits,
    ForWhom,
    PlanLine,
    Pupil,
    Unfit,
    Variant,
    judge,
    lines_of,
    own_set,
)

ALGEBRA = PlanLine(1, 8, "Алгебра", "kk", editions=(Edition(10), Edition(11)))
HISTORY = PlanLine(2, 8, "Тарих", "kk", parts=2, editions=(
    Edition(20, 1), Edition(21, 2), Edition(22),
))  # fmt: skip
BOYS = PlanLine(3, 8, "Көркем еңбек", "kk", variant=Variant.BOYS, editions=(Edition(30),))
GIRLS = PlanLine(4, 8, "Көркем еңбек", "kk", variant=Variant.GIRLS, editions=(Edition(31),))
CHOSEN = PlanLine(5, 8, "Дебат", "kk", for_whom=ForWhom.CHOICE, editions=(Edition(40),))
NOTEBOOK = PlanLine(6, 8, "Дәптер", "kk", by_quantity=True, editions=(Edition(50),))
RUSSIAN = PlanLine(7, 8, "Алгебра", "ru", editions=(Edition(60),))
NINTH = PlanLine(8, 9, "Алгебра", "kk", editions=(Edition(70),))
PLAN = (ALGEBRA, HISTORY, BOYS, GIRLS, CHOSEN, NOTEBOOK, RUSSIAN, NINTH)
BOY = Pupil(1, 1, 8, "kk", sex="m")


def test_a_pupil_needs_the_lines_of_the_own_grade_language_and_variant() -> None:
    assert lines_of(BOY, PLAN) == (ALGEBRA, HISTORY, BOYS, NOTEBOOK)
    assert lines_of(replace(BOY, sex=None), PLAN) == (ALGEBRA, HISTORY, NOTEBOOK)
    assert CHOSEN in lines_of(replace(BOY, chosen=frozenset({5})), PLAN)


def test_a_set_is_counted_in_books_and_a_line_needs_all_its_parts() -> None:
    empty = own_set(BOY, PLAN, [])
    assert (empty.held, empty.needed, empty.still) == (0, 4, ("Алгебра", "Тарих", "Көркем еңбек"))
    half = own_set(BOY, PLAN, [11, 21, 99])
    assert (half.held, half.still, half.beside) == (2, ("Тарих", "Көркем еңбек"), (99,))
    assert own_set(BOY, PLAN, [10, 22, 30]).still == ()


@pytest.mark.parametrize(("title", "held", "expected"), [
    (10, [], Fits(ALGEBRA, 0)),
    (21, [20], Fits(HISTORY, 2)),
    (21, [22], Unfit("second-copy", HISTORY)),
    (11, [10], Unfit("second-copy", ALGEBRA)),
    (31, [], Unfit("other-variant", GIRLS)),
    (40, [], Unfit("not-chosen", CHOSEN)),
    (60, [], Unfit("other-language", RUSSIAN)),
    (70, [], Unfit("other-grade", NINTH)),
])  # fmt: skip
def test_a_book_fits_or_the_nearest_reason_is_told(title: int, held: list[int], expected) -> None:
    assert judge(BOY, PLAN, Book(title), held) == expected


def test_a_title_in_no_plan_is_told_by_subject_and_grade() -> None:
    assert judge(BOY, PLAN, Book(99, "алгебра", 8), []) == Unfit("wrong-edition", ALGEBRA)
    assert judge(BOY, PLAN, Book(99, "Алгебра", 7), []) == Unfit("other-grade")
    assert judge(BOY, PLAN, Book(99, "Шахмат", 8), []) == Unfit("not-in-plan")


def test_a_pupil_without_any_plan_is_not_judged() -> None:
    assert judge(replace(BOY, grade=5), PLAN, Book(10), []) is None
