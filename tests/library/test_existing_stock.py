"""Old inventory numbers: taken as written, doubtful ones listed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from library.existing_stock import Doubt, doubtful_numbers, plain_number


def test_doubles_letters_and_gaps_are_listed_in_their_order() -> None:
    found = doubtful_numbers(["12", "7", "12", "8", "15а", "К-3", "12"])
    assert [(line.doubt, line.first, line.last, line.count) for line in found] == [
        (Doubt.DOUBLE, "12", "12", 3),
        (Doubt.LETTERS, "К-3", "К-3", 1),
        (Doubt.LETTERS, "15а", "15а", 1),
        (Doubt.GAP, "9", "11", 3),
    ]


def test_numbers_of_a_whole_book_are_beyond_doubt() -> None:
    assert doubtful_numbers(str(n) for n in range(1, 500)) == []


def test_a_number_stays_as_written_but_for_its_spaces() -> None:
    assert plain_number("  0012   а ") == "0012 а"


@given(st.sets(st.integers(1, 300), min_size=1))
def test_gaps_hold_exactly_the_numbers_that_no_book_has(numbers: set[int]) -> None:
    gaps = [line for line in doubtful_numbers(map(str, numbers)) if line.doubt is Doubt.GAP]
    missing = {n for gap in gaps for n in range(int(gap.first), int(gap.last) + 1)}
    assert missing == set(range(min(numbers), max(numbers))) - numbers
    assert sum(gap.count for gap in gaps) == len(missing)
