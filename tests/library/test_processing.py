"""What is left to do to a new book, and when it is ready."""

from __future__ import annotations

import pytest

from library.processing import (
    BY_HAND,
    CopyAtWork,
    Step,
    is_ready,
    left,
    taken_back,
    used_steps,
    wanted,
    written_steps,
)

ALL = frozenset(BY_HAND)


def test_a_copy_is_ready_when_all_is_done_and_its_label_was_scanned_back() -> None:
    assert not is_ready(CopyAtWork(ALL), ALL)
    assert left(CopyAtWork(ALL), ALL) == (Step.VERIFIED,)
    assert is_ready(CopyAtWork(ALL | {Step.VERIFIED}), ALL)


def test_what_is_left_stands_in_the_order_of_the_table() -> None:
    assert left(CopyAtWork(frozenset({Step.NUMBERED, Step.POCKET})), ALL) == (
        Step.STAMPED, Step.MARKED, Step.SLIP, Step.LABEL, Step.VERIFIED,
    )  # fmt: skip


def test_a_school_without_slips_never_waits_for_one() -> None:
    used = ALL - {Step.SLIP}
    assert Step.SLIP not in wanted(used)
    assert is_ready(CopyAtWork(used | {Step.VERIFIED}), used)


def test_a_scan_back_is_wanted_even_where_nothing_is_ticked() -> None:
    assert wanted(frozenset()) == (Step.VERIFIED,)
    assert is_ready(CopyAtWork(frozenset({Step.VERIFIED})), frozenset())


def test_a_copy_without_a_number_has_no_label_to_stick_and_scan() -> None:
    assert Step.LABEL not in wanted(ALL, has_code=False)
    assert is_ready(CopyAtWork(ALL - {Step.LABEL}, has_code=False), ALL)


def test_what_is_taken_back_is_never_ready_at_once() -> None:
    for has_code in (True, False):
        done = frozenset(wanted(ALL, has_code))
        undone = taken_back(CopyAtWork(done, has_code), ALL)
        assert left(CopyAtWork(done - undone, has_code), ALL) == tuple(undone)


@pytest.mark.parametrize("used", [ALL, frozenset({Step.STAMPED, Step.LABEL}), frozenset()])
def test_the_schools_steps_are_kept_as_a_setting(used: frozenset[Step]) -> None:
    assert used_steps(written_steps(used)) == used


def test_an_unknown_word_of_the_setting_is_no_step() -> None:
    assert used_steps("") == ALL
    assert used_steps("slip verified nonsense") == {Step.SLIP}
