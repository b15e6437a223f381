"""Author marks by a table: the marks of real books, Kazakh letters, tables that are wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.author_mark import Basis, MarkTable, TableRefused, author_mark, table_of
from library.shelf_marks import plain_author_mark

FOLDER = Path(__file__).parent / "tables"
HEAD = ["script", "letter", "number", "mark", "prefix"]
LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


def rows(name: str) -> list[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


TABLE = table_of(rows("handmade_table.csv"))
VECTORS = rows("author_mark_vectors.csv")[1:]


@pytest.mark.parametrize(("heading", "mark", "basis"), VECTORS, ids=[row[0] for row in VECTORS])
def test_marks_are_those_of_real_books(heading: str, mark: str, basis: str) -> None:
    found = author_mark(heading, TABLE)
    assert found is not None and found.text == mark
    assert (found.basis == Basis.COMPUTED) == (basis == "fallback_convention")


def test_the_last_entry_not_greater_than_the_word_counts() -> None:
    table = table_of([HEAD, ["", "А", "11", "", "А"], ["", "А", "40", "", "Ак"]])
    said = {word: author_mark(word, table) for word in ("А", "Аа", "Ай", "Ак", "Акан", "Ая")}
    assert [found and found.text for found in said.values()] == [
        "А 11", "А 11", "А 11", "А 40", "А 40", "А 40",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "mark"),
    [("пушкин", "П 91"), ("ПУШКИН", "П 91"), ("«Пушкин»", "П 91"), ("Ёлка", "Е 51"),
     ("Ыбырай", "Ы"), ("Ъ", "Ъ"), ("Rowling", "R 87"), ("Hobbit", "H 55"), ("Щука", "Щ")],
)  # fmt: skip
def test_case_quotes_and_bare_letters(word: str, mark: str) -> None:
    found = author_mark(word, TABLE)
    assert found is not None and found.text == mark


@pytest.mark.parametrize("word", ["", "100 жыл", "…", "«»", "\0", "7Қ"])
def test_what_begins_with_no_letter_has_no_mark(word: str) -> None:
    assert author_mark(word, TABLE) is None


@pytest.mark.parametrize("letter", ["З", "О", "Ч", "Ө", "I", "O"])
def test_letters_that_look_like_digits_take_a_hyphen(letter: str) -> None:
    base = {"Ө": "О"}.get(letter, letter)
    table = table_of([HEAD, ["", base, "11", "", base]])
    found = author_mark(letter, table)
    assert found is not None and found.text == f"{letter}-11"


def test_a_kazakh_table_is_used_as_it_is() -> None:
    table = table_of([HEAD, ["", "Ә", "11", "", "Ә"], ["", "Ә", "82", "", "Әу"]])
    found = author_mark("Әуезов", table)
    assert found is not None and (found.text, found.basis) == ("Ә 82", Basis.TABLE)


def test_a_three_digit_table_serves_latin_letters_beside_another() -> None:
    latin = table_of([HEAD, ["lat", "R", "795", "", "R"], ["lat", "R", "884", "", "Row"]])
    both = latin.only("r").with_more(TABLE)
    found, other = author_mark("Rowling", both), author_mark("Пушкин", both)
    assert found and other and (found.text, other.text) == ("R 884", "П 91")


@given(st.text(max_size=60))
@settings(max_examples=2000, deadline=None)
def test_any_heading_has_one_mark_or_none(word: str) -> None:
    found = author_mark(word, TABLE)
    assert found == author_mark(word, TABLE)
    assert found is None or found.text[0].isalpha()


@given(st.text(LETTERS, min_size=1, max_size=12))
@settings(max_examples=1000, deadline=None)
def test_every_kazakh_and_russian_word_has_a_mark_and_capitals_do_not_matter(word: str) -> None:
    small, large = author_mark(word, TABLE), author_mark(word.upper(), TABLE)
    assert small is not None and small == large


WRONG = {
    "columns-missing": ([["letter", "number"]], 1),
    "not-a-letter": ([HEAD, ["", "Аб", "1", "", "Аб"]], 2),
    "not-a-number": ([HEAD, ["", "А", "11", "", "А"], ["", "А", "1х", "", "Аб"]], 3),
    "other-letter": ([HEAD, ["", "А", "11", "", "Б"]], 2),
    "out-of-order": ([HEAD, ["", "А", "11", "", "Аб"], [], ["", "А", "12", "", "Аа"]], 4),
    "empty": ([HEAD], 1),
}


@pytest.mark.parametrize("code", WRONG)
def test_a_wrong_table_is_refused_with_its_line(code: str) -> None:
    lines, line = WRONG[code]
    with pytest.raises(TableRefused) as refused:
        table_of(lines)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_a_number_that_does_not_rise_is_told_and_not_refused() -> None:
    table = table_of([HEAD, ["", "C", "74", "", "Com"], ["", "C", "73", "", "Con"]])
    assert table.doubts == (3,) and table.entries == 2


def test_an_empty_table_gives_the_bare_letter() -> None:
    found = author_mark("Абай", MarkTable())
    assert found is not None and found.text == "А"


@pytest.mark.parametrize(
    ("typed", "word", "plain"),
    [("Ә82", "Әуезов", "Ә 82"), ("A 13", "Абай", "А 13"), ("R 87", "Rowling", "R 87"),
     ("H25", "Hobbit", "H 25"), ("ч-56", "Чехов", "Ч-56"), ("", "", ""), ("  Т  53 ", "", "Т 53")],
)  # fmt: skip
def test_typed_marks_are_made_plain(typed: str, word: str, plain: str) -> None:
    assert plain_author_mark(typed, word) == plain
