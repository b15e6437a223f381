"""An opening balance adds up in every group of columns, or says where it does not."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from library.opening_balance import OpeningBalance, faults_of
from library.summary_cells import GROUPS

TODAY = date(2026, 10, 14)


def divided(copies: int, cuts: list[int]) -> list[int]:
    """So many copies in len(cuts) + 1 cells."""
    points = [0, *sorted(cut % (copies + 1) for cut in cuts), copies]
    return [after - before for before, after in pairwise(points)]


@given(st.integers(1, 10**6), st.integers(0, 10**9), st.lists(st.integers(0), min_size=6))
def test_what_is_divided_without_a_rest_adds_up(copies: int, tiyn: int, cuts: list[int]) -> None:
    counts = {
        (group, cell): count
        for group, members in GROUPS.items()
        for cell, count in zip(members, divided(copies, cuts[: len(members) - 1]), strict=True)
    }
    balance = OpeningBalance(TODAY, copies, tiyn, 0, counts, {"book": tiyn})
    assert faults_of(balance, TODAY) == ()
    amounts = balance.amounts()
    for group, members in GROUPS.items():
        assert sum(amounts.cell(group, cell).copies for cell in members) == copies


def test_every_group_that_falls_short_is_named_with_both_numbers() -> None:
    balance = OpeningBalance(
        date(2026, 10, 15), 10, 500, 11, {("kind", "book"): 9, ("content", "fiction"): 10},
        {"book": 400},
    )  # fmt: skip
    found = {fault.code: (fault.found, fault.wanted) for fault in faults_of(balance, TODAY)}
    assert found == {
        "date": (0, 0), "off-balance": (11, 10), "kind": (9, 10), "language": (0, 10),
        "kind-sum": (400, 500),
    }  # fmt: skip


def test_no_copies_are_no_balance() -> None:
    assert faults_of(OpeningBalance(TODAY, 0, 0), TODAY)[0].code == "nothing"
