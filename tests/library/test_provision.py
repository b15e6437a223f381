"""Provision with textbooks, the forecast of the coming year, the steps of an order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from library.forecast import Fitness, Group, forecast, next_groups, titles_to_order
from library.provision import Amounts, Holding, provision_of, shares
from library.textbook_order import OrderState, WrongStep, differences, may_step
from library.textbooks import Edition, ForWhom, PlanLine, Pupil

ALGEBRA = PlanLine(1, 8, "Алгебра", "kk", editions=(Edition(10), Edition(11)))
WORLD = PlanLine(2, 8, "География", "kk", parts=2, editions=(Edition(20, 1), Edition(21, 2)))
A, B = 1, 2


def pupils(*counts: int) -> list[Pupil]:
    return [
        Pupil(100 * class_id + n, class_id, 8, "kk")
        for class_id, count in enumerate(counts, 1) for n in range(count)
    ]  # fmt: skip


def test_what_is_issued_free_and_short_is_told_for_each_class() -> None:
    held = Holding({100: [10], 101: [11], 200: [10, 10]})
    found = provision_of([ALGEBRA], pupils(4, 2), held, {10: 2, 99: 5})
    first, second = found.cells
    assert first.amounts == Amounts(needed=4, issued=2, free=1)
    assert (first.amounts.short, first.amounts.percent, first.without) == (1, 75, (102, 103))
    assert second.amounts == Amounts(needed=2, issued=1, free=1)
    assert found.beside == {10: {B: 1}}, "a second copy serves nobody"
    assert found.spare == {99: 5} and found.whole.percent == 83


def test_a_book_of_two_parts_is_there_only_with_both() -> None:
    found = provision_of([WORLD], pupils(3), Holding({100: [20, 21], 101: [20]}), {20: 9, 21: 1})
    (cell,) = found.cells
    assert cell.amounts == Amounts(needed=6, issued=3, free=2)
    assert cell.without == (101, 102) and found.spare == {20: 8}


def test_one_book_of_both_parts_serves_whoever_has_none() -> None:
    whole = replace(WORLD, editions=(Edition(22), Edition(20, 1)))
    found = provision_of([whole], pupils(3), Holding({100: [20]}), {22: 5})
    assert found.cells[0].amounts == Amounts(needed=6, issued=1, free=4)
    assert found.spare == {22: 3}


def test_a_set_kept_by_a_teacher_serves_its_class_alone() -> None:
    found = provision_of([ALGEBRA], pupils(2, 2), Holding(sets={A: {10: 3}}), {})
    assert [cell.amounts.issued for cell in found.cells] == [2, 0]
    assert found.cells[0].without == () and found.beside == {10: {A: 1}}


def test_workbooks_by_quantity_are_not_counted() -> None:
    assert provision_of([replace(ALGEBRA, by_quantity=True)], pupils(2), Holding(), {}).cells == ()


@given(st.integers(0, 60), st.lists(st.integers(0, 30), max_size=8))
def test_copies_are_shared_whole_and_none_is_lost(stock: int, wants: list[int]) -> None:
    got = shares(stock, wants)
    assert sum(got) == min(stock, sum(wants))
    assert all(0 <= one <= want for one, want in zip(got, wants, strict=True))


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from([10, 11, 20, 21]), st.integers(0, 9)),
    st.dictionaries(st.sampled_from([100, 101, 200]), st.lists(st.sampled_from([10, 20, 21]))),
)
def test_every_free_copy_is_either_for_somebody_or_spare(
    sizes: list[int], free: dict[int, int], held: dict[int, list[int]]
) -> None:
    found = provision_of([ALGEBRA, WORLD], pupils(*sizes), Holding(held), free)
    assert found.whole.free + sum(found.spare.values()) == sum(free.values())
    assert all(cell.amounts.short >= 0 for cell in found.cells)


def test_classes_move_up_and_the_first_grade_comes_anew() -> None:
    now = [replace(pupil, grade=7) for pupil in pupils(3)] + pupils(5)
    found = next_groups(now, {(10, "kk", "ЖМБ"): 7})
    assert [(group.key[0], group.pupils) for group in found] == [(7, 3), (8, 3), (9, 5), (10, 7)]
    again = [Pupil(1, 1, 9, "kk"), Pupil(2, 2, 10, "kk", "ЖМБ")]
    keys = [group.key for group in next_groups(again, {})]
    assert keys == [(9, "kk", None), (10, "kk", "ЖМБ"), (11, "kk", "ЖМБ")], "10 is formed anew"


def test_the_forecast_takes_fit_copies_from_what_the_coming_classes_need() -> None:
    now = [replace(pupil, grade=7, sex="f") for pupil in pupils(4)]
    girls = replace(ALGEBRA, line_id=3, subject="Еңбек", variant="girls",
                    for_whom=ForWhom.SUBGROUP, editions=())  # fmt: skip
    choice = replace(girls, line_id=4, variant=None, for_whom=ForWhom.CHOICE)
    groups = [group for group in next_groups(now, {}) if group.key[0] == 8]
    lines = forecast([ALGEBRA, WORLD, girls, choice], groups, now, [], {10: 1, 20: 4})
    assert [line.needed for line in lines] == [4, 8, 4, 0]
    assert [line.short for line in lines] == [(3,), (0, 4), (4,), (0,)]
    assert [line.unknown for line in lines] == [False, False, False, True]
    assert titles_to_order(lines[0], {10: 2019, 11: 2024}) == [(11, 0, 3)], "the newest edition"
    assert titles_to_order(lines[1], {}) == [(21, 2, 4)]
    assert titles_to_order(lines[2], {}) == [(None, 0, 4)]


def test_a_list_that_is_not_made_yet_is_as_large_as_this_year() -> None:
    now = pupils(4)
    choice = replace(ALGEBRA, for_whom=ForWhom.CHOICE)
    chosen = [replace(now[0], chosen=frozenset({1})), *now[1:]]
    group = Group((8, "kk", None), 9, moves_up=False)
    assert forecast([replace(choice, line_id=7)], [group], chosen, [choice], {})[0].pupils == 3


def test_worn_copies_and_old_editions_do_no_longer() -> None:
    fitness = Fitness(least_condition=3, since=2020)
    assert fitness.fits(3, 2020) and fitness.fits(None, None)
    assert not fitness.fits(2, 2024) and not fitness.fits(5, 2019)


def test_an_order_is_agreed_approved_and_handed_over_each_on_its_day() -> None:
    may, june = date(2027, 5, 20), date(2027, 6, 1)
    step = OrderState.AGREED
    assert may_step(OrderState.DRAFT, step, may, None, 1, june) is None
    assert may_step(OrderState.DRAFT, step, may, None, 0, june) == WrongStep("empty")
    assert may_step(OrderState.DRAFT, step, june, None, 1, may) == WrongStep("in-future")
    wrong = may_step(OrderState.DRAFT, OrderState.APPROVED, may, None, 1, june)
    assert wrong == WrongStep("not-next")
    wrong = may_step(OrderState.AGREED, OrderState.APPROVED, may, june, 1, june)
    assert wrong == WrongStep("too-early")


def test_what_came_is_laid_beside_what_was_ordered() -> None:
    found = differences([(1, 10), (None, 4), (2, 5), (1, 2)], {1: 12, 2: 3, 7: 1})
    assert [(each.title_id, each.code) for each in found] == [
        (1, "same"), (2, "short"), (None, "none"), (7, "not-ordered"),
    ]  # fmt: skip
