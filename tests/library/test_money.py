"""Sums as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.money import NoSum, tiyn_of
from library.tenge import written_sum


@pytest.mark.parametrize(
    ("text", "tiyn"),
    [
        ("1250", 125_000), ("1 250,50", 125_050), ("1250.5", 125_050), ("1\u00a0250,05 ₸", 125_005),
        ("2 500 тг.", 250_000), ("2500 теңге", 250_000), ("1.250,50", 125_050), ("0", 0),
        ("1'250.00", 125_000), (" 007 ", 700),
    ],
)  # fmt: skip
def test_what_people_type(text: str, tiyn: int) -> None:
    assert tiyn_of(text) == tiyn


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "shape"), ("бес", "shape"), ("1,2,3", "shape"), ("-5", "negative"),
        ("−5", "negative"), ("1,250", "too-fine"), ("1.2345", "too-fine"), ("9" * 16, "too-large"),
        ("9" * 15, "too-large"), ("1e5", "shape"), ("١٢", "shape"), ("1²", "shape"),
        ("\0", "shape"), (",5", "shape"), ("NaN", "shape"),
    ],
)  # fmt: skip
def test_what_is_no_sum(text: str, code: str) -> None:
    assert tiyn_of(text) == NoSum(code)


def test_a_form_may_want_less() -> None:
    assert tiyn_of("10 000", most=999_999) == NoSum("too-large")


@given(st.integers(0, 100_000_000_000_000))
def test_a_written_sum_is_read_as_it_was(tiyn: int) -> None:
    assert tiyn_of(written_sum(tiyn)) == tiyn


@given(st.text(max_size=40))
def test_any_text_is_a_sum_or_none(text: str) -> None:
    assert isinstance(tiyn_of(text), int | NoSum)
