"""Passwords people think of first are refused; long ones of their own are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.password_strength import Strength, is_enough, strength

ABOUT = ("aigul", "Айгүл Серікқызы", "Қызылорда №4 лицей-интернат")


@pytest.mark.parametrize(
    "password",
    [
        "", "1234567", "кітап", "12345678", "password", "Password1", "qwertyui", "aaaaaaaaaa",
        "kitap2026", "aigul123", "Айгүл2026", "87654321", "abcdefgh", "йцукенгш", "мектеп2025",
        "лицей-интернат", "qwerty12345", "11112222",
    ],
)  # fmt: skip
def test_what_everybody_tries_is_refused(password: str) -> None:
    assert not is_enough(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    ["kitap-soresi-7", "Жаңбырдан кейін", "tM9#vR2k", "қызыл үкі сөреде ұйықтайды", "8-ші Қоңыр!"],
)
def test_what_only_its_owner_thinks_of_is_good(password: str) -> None:
    assert is_enough(password, ABOUT)


def test_a_long_sentence_is_strong() -> None:
    assert strength("төрт жирен ат көлден су ішеді") == Strength.STRONG


@given(st.text(max_size=7))
def test_under_eight_signs_it_is_too_short(password: str) -> None:
    assert strength(password) == Strength.TOO_SHORT


@given(st.text(max_size=2000))
def test_any_text_has_a_strength(password: str) -> None:
    assert strength(password, ABOUT) in Strength
