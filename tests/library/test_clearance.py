"""When a clearance slip may be given, what it is worth, its code."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.clearance import (
    SERIALS,
    CaseStanding,
    Owed,
    OwedBook,
    OwedCase,
    Purpose,
    SlipState,
    check_code,
    read_check_code,
    spaced,
    still_counts,
    worth,
)

DUE = date(2027, 5, 20)
BOOK = OwedBook("Алгебра", "6000000017", DUE)
PROMISED = OwedCase("Физика", "lost", CaseStanding.PROMISED, DUE)
FORGIVEN = OwedCase("Химия", "lost", CaseStanding.NOT_REQUIRED, DUE, "№ 12, өрт")


@pytest.mark.parametrize(
    ("owed", "clear"),
    [
        (Owed(), True),
        (Owed(books=(BOOK,)), False),
        (Owed(unseen=("Алгебра",)), False),
        (Owed(cases=(OwedCase("Физика", "damaged"),)), False),
        (Owed(cases=(PROMISED, FORGIVEN)), True),
        (Owed(books=(BOOK,), cases=(PROMISED,)), False),
    ],
)
def test_only_who_owes_nothing_gets_a_slip(owed: Owed, clear: bool) -> None:
    assert owed.clear is clear
    assert (owed.count == 0) is clear


def test_promised_and_not_required_stand_on_the_slip() -> None:
    assert Owed(cases=(PROMISED, FORGIVEN)).lines == (PROMISED, FORGIVEN)


def test_a_slip_holds_until_it_is_voided_or_something_is_owed_again() -> None:
    assert worth(False, Owed()) is SlipState.VALID
    assert worth(False, Owed(books=(BOOK,))) is SlipState.OWES_AGAIN
    assert worth(True, Owed()) is SlipState.VOIDED


def test_a_slip_of_last_school_year_spares_nobody_a_new_one_except_who_left() -> None:
    may, august, september = date(2027, 5, 24), date(2027, 8, 31), date(2027, 9, 1)
    assert still_counts(Purpose.YEAR_END, may, august)
    assert not still_counts(Purpose.YEAR_END, may, september)
    assert still_counts(Purpose.OTHER, september, date(2028, 5, 24))
    assert still_counts(Purpose.GRADUATES, may, september)


@given(st.integers(0, SERIALS - 1), st.integers(0, 10), st.integers(1, 9))
def test_a_code_is_read_as_printed_and_one_wrong_digit_is_noticed(
    serial: int, place: int, by: int
) -> None:
    code = check_code(serial)
    assert read_check_code(f" {spaced(code)}\n") == code
    wrong = str((int(code[place]) + by) % 10)
    assert read_check_code(code[:place] + wrong + code[place + 1 :]) is None


def test_what_is_no_code_is_none() -> None:
    for text in ("", "4", "abc", "٩" * 11, "4" * 12, "6000000017"):
        assert read_check_code(text) is None
    with pytest.raises(ValueError, match="nine"):
        check_code(SERIALS)
