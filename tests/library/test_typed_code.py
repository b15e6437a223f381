"""Keys and typed text back to what the scanner meant (keyboard table: xkb-data)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.keyboard import KEYS
from library.scanned_code import make_number
from library.typed_code import TypedCode, in_layout, is_proved, text_of_keys, typed_code

SETTINGS = settings(deadline=None, max_examples=60)
ISBN = "9786010709676"
numbers = st.builds(make_number, st.sampled_from("5678"), st.integers(0, 99_999_999))


def test_an_isbn_typed_under_the_kazakh_layout_is_read() -> None:
    assert typed_code('ұ.ү,қ"қ.құ,.,') == TypedCode(ISBN, "kk")


def test_the_examples_of_a_lettered_number_come_out_of_the_layouts_as_they_went_in() -> None:
    assert in_layout("R0000457", "ru") == "К0000457"
    assert in_layout("R0000457", "kk") == "Кққққңғ."


@SETTINGS
@given(numbers)
def test_our_numbers_are_read_under_every_layout(number: str) -> None:
    assert typed_code(number) == TypedCode(number, "us")
    assert typed_code(in_layout(number, "ru")) == TypedCode(number, "us")
    assert typed_code(in_layout(number, "kk")) == TypedCode(number, "kk")


@SETTINGS
@given(numbers)
def test_capslock_under_the_kazakh_layout_does_no_harm(number: str) -> None:
    assert typed_code(in_layout(number, "kk").upper()).text == number


def test_blanks_around_a_pasted_code_are_dropped() -> None:
    assert typed_code(f"  {ISBN}\n") == TypedCode(ISBN, "us")


@pytest.mark.parametrize("text", ["", "Абай жолы", "6000000000", "R0000457", "qwerty"])
def test_what_nothing_proves_comes_back_as_it_was(text: str) -> None:
    assert typed_code(text) == TypedCode(text, None)


@SETTINGS
@given(st.text(max_size=40))
def test_only_what_a_check_digit_vouches_for_is_believed(text: str) -> None:
    typed = typed_code(text)
    assert is_proved(typed.text) if typed.layout else typed.text == text.strip()


@pytest.mark.parametrize("column", [1, 3, 5])
def test_no_two_keys_of_a_layout_type_the_same(column: int) -> None:
    plain_and_shifted = [row[column + shift] for row in KEYS for shift in (0, 1)]
    assert len(set(plain_and_shifted)) == len(plain_and_shifted)


@SETTINGS
@given(numbers, st.sampled_from(["ru", "kk"]))
def test_a_layout_is_undone_by_its_inverse(number: str, layout: str) -> None:
    assert typed_code(in_layout(number, layout)).text == number


@SETTINGS
@given(numbers)
def test_physical_keys_say_the_number_whatever_the_layout(number: str) -> None:
    assert text_of_keys((f"Digit{digit}", False) for digit in number) == number
    assert text_of_keys((f"Numpad{digit}", False) for digit in number) == number


def test_shift_makes_capitals_and_unknown_keys_are_left_out() -> None:
    keys = [("ShiftLeft", True), ("KeyR", True), ("KeyR", False), ("Digit8", True),
            ("Minus", False), ("F5", False), ("Enter", False), ("Space", False)]
    assert text_of_keys(keys) == "Rr*- "
