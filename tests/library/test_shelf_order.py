"""The order of the shelves, as bytes, against a plain comparison of what stands on spines."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.sorting import sort_key
from library.shelf_order import ALPHABET, MOST_SIGNS, index_key, mark_key, shelf_key

LETTERS = "агдерыъэю"
"""Kazakh letters count as their Russian pairs inside an index, and `О З б` as digits there."""


def key(bbk: str | None, mark: str | None = None, title: str = "", volume: str = "") -> bytes:
    return shelf_key(bbk, mark, title, volume, sort_key)


SHELF = [
    "2", "20", "20.1", "22", "22.1", "22.14я72", "22.15", "22.151", "22.3", "22.3я2", "22.3я72",
    "22.31", "3", "30", "32.97я72", "63.3", "63.3(0)", "63.3(0)6", "63.3(0)6я72", "63.3(0)я72",
    "63.3(5Қаз)", "63.3(5Қаз)я72", "63.3я72", "63.5", "74", "74.26", "74.262.21", "81.2-4",
    "81.2Англ", "81.2Англ-4", "81.2Қаз", "81.2Рус", "84", "84(0)", "84(2Рос=Рус)6", "84(4)",
    "84(5Қаз)", "84(5Қаз)5", "84(5Қаз)6", "84(5Қаз)6-4", "84(7)", "85", "9", "92",
    "В22", "Д", "Д84",
]  # fmt: skip


def test_indexes_stand_as_on_the_shelf() -> None:
    mixed = SHELF[:]
    random.Random(1).shuffle(mixed)
    assert sorted(mixed, key=key) == SHELF


def test_the_kazakh_sign_is_the_russian_one() -> None:
    assert index_key("84(5Қаз)6") == index_key("84(5Каз)6") == index_key(" 84(5Kаз) 6")


def test_marks_stand_by_the_kazakh_alphabet_then_by_number() -> None:
    marks = ["А 13", "Ә 82", "Ә 93", "Б 12", "Г 11", "Ғ 11", "К 14", "Қ 17", "О-77", "Ө-74", "Т 9",
             "Т 53", "Т 530", "Ұ 49", "Ү 43", "Ч-56", "І 43", "R 87"]  # fmt: skip
    mixed = marks[:]
    random.Random(2).shuffle(mixed)
    assert sorted(mixed, key=mark_key) == marks


def test_then_title_and_volume_and_books_without_an_index_last() -> None:
    books = [
        ("84(5Қаз)6", None, "Ән", ""), ("84(5Қаз)6", "Ә 93", "Абай жолы", "т.1"),
        ("84(5Қаз)6", "Ә 93", "Абай жолы", "т.2"), ("84(5Қаз)6", "Ә 93", "Абай жолы", "т.10"),
        ("84(5Қаз)6", "Ә 93", "Көксерек", ""), ("92", None, "Энциклопедия", ""),
        (None, "А 11", "Я", ""), ("", "Б 11", "А", ""),
    ]  # fmt: skip
    mixed = books[:]
    random.Random(3).shuffle(mixed)
    assert sorted(mixed, key=lambda book: key(*book)) == books


def plain_sign(sign: str) -> int:
    if sign.isdigit():
        return 20 + int(sign)
    return {")": 1, "(": 10, ".": 19, "-": 30, ":": 31, "=": 32}.get(sign) or (
        40 + ALPHABET.index(sign)
    )


def plain_order(bbk: str, mark: tuple[str, int], title: str, volume: int) -> tuple[object, ...]:
    """The same order said in words: lists of numbers, compared one by one."""
    digits = re.match(r"[\d.]*", bbk)
    assert digits is not None
    rest, signs = bbk[digits.end() :], []
    for place, sign in enumerate(rest):
        form = sign == "я" and rest[place + 1 : place + 2].isdigit()
        signs.append(900 if form else plain_sign(sign))
    letter, number = mark
    return (
        not bbk, not digits[0], [plain_sign(sign) for sign in digits[0]], signs,
        ALPHABET.index(letter), number, [ALPHABET.index(each) for each in title], volume,
    )  # fmt: skip


PARTS = st.lists(
    st.sampled_from(["(", ")", ".", "-", "=", "я7", "я", *"0123456789", *LETTERS]), max_size=8
)
INDEXES = st.builds(
    lambda first, more: first + "".join(more), st.sampled_from(["2", "22", "22.1", "63.3"]), PARTS
)
BOOKS = st.tuples(
    INDEXES | st.sampled_from(SHELF).map(lambda bbk: bbk.casefold().replace("қ", "к")),
    st.tuples(st.sampled_from(ALPHABET), st.integers(0, 999)),
    st.text(ALPHABET, max_size=4), st.integers(1, 30),
)  # fmt: skip


@given(BOOKS, BOOKS)
@settings(max_examples=800, deadline=None)
def test_keys_order_as_the_plain_comparison_does(one: tuple, other: tuple) -> None:  # type: ignore[type-arg]
    def both(book: tuple) -> tuple[bytes, tuple[object, ...]]:  # type: ignore[type-arg]
        bbk, (letter, number), title, volume = book
        # Look-alike letters and stray dots are another test's matter.
        return key(bbk, f"{letter} {number}", title, str(volume)), plain_order(*book)

    (first, said), (second, other_said) = both(one), both(other)
    assert (first < second) == (said < other_said) and (first == second) == (said == other_said)


@given(st.text(max_size=100), st.text(max_size=40), st.text(max_size=600), st.text(max_size=100))
def test_any_text_has_a_key_that_an_index_takes(
    bbk: str, mark: str, title: str, volume: str
) -> None:
    made = key(bbk, mark, title, volume)
    assert made == key(bbk, mark, title, volume) and len(made) < 2600
    assert len(index_key(bbk[:MOST_SIGNS])) <= 4 * MOST_SIGNS + 2


@pytest.mark.parametrize("bbk", ["22.1я72", "84(5Қаз)6", "Д84", "В22"])
def test_no_key_begins_like_that_of_a_book_without_an_index(bbk: str) -> None:
    assert key(bbk, "А 11", "А") < key(None)
