"""The contest of clean textbooks: points, the sum, three places."""

from __future__ import annotations

from datetime import date

from library.contest import (
    Lent,
    Parts,
    Weights,
    condition_points,
    on_time_points,
    places_of,
    raid_points,
    total_of,
)

DUE, TODAY = date(2027, 5, 25), date(2027, 5, 26)
EVEN = Weights(1, 1, 1)


def test_five_everywhere_is_full_points_and_one_everywhere_none() -> None:
    assert (raid_points([5, 5]), raid_points([1]), raid_points([5, 3]), raid_points([])) == (
        1000, 0, 750, None,
    )  # fmt: skip


def test_a_book_is_compared_with_how_it_was_lent_so_old_books_are_no_handicap() -> None:
    assert condition_points([Lent(DUE, DUE, condition_out=3, condition_back=3)]) == 1000
    assert condition_points([Lent(DUE, DUE, condition_out=4, condition_back=2)]) == 500
    assert condition_points([Lent(DUE, DUE, condition_out=2, condition_back=4)]) == 1000


def test_a_lost_book_kept_nothing_and_one_nobody_looked_at_does_not_count() -> None:
    found = [Lent(DUE, None, lost=True), Lent(DUE, DUE), Lent(DUE, DUE, False, 5, 5)]
    assert condition_points(found) == 500


def test_what_is_not_due_yet_speaks_against_nobody() -> None:
    early, late, owed = Lent(DUE, DUE), Lent(DUE, TODAY), Lent(DUE)
    assert on_time_points([owed], DUE) is None
    assert on_time_points([early, owed], DUE) == 1000
    assert on_time_points([early, late, owed], TODAY) == 333


def test_the_sum_leaves_out_what_is_not_known_and_what_weighs_nothing() -> None:
    assert total_of(Parts(900, None, 600), EVEN) == 750
    assert total_of(Parts(900, 100, 600), Weights(1, 0, 0)) == 900
    assert total_of(Parts(), EVEN) is None


def test_three_places_are_named_equals_share_one_and_nobody_is_last() -> None:
    classes = {n: Parts(points, points, points) for n, points in
               enumerate((900, 900, 800, 700, 100), start=1)}  # fmt: skip
    assert places_of(classes, EVEN) == {1: 1, 2: 1, 3: 3}


def test_a_class_that_was_not_measured_in_all_parts_takes_no_place_yet() -> None:
    classes = {1: Parts(1000, None, 1000), 2: Parts(500, 500, 500)}
    assert places_of(classes, EVEN) == {2: 1}
