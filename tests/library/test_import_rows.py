"""A line becomes a reader or a title, or is refused with the field and the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.catalogue import ItemKind
from library.import_lines import LONGEST, UNCOMPUTED, RowRefused, is_empty
from library.import_readers import ReaderRow, reader_row
from library.import_titles import MOST_COPIES, TitleRow, title_row, volume_of
from library.import_values import is_damaged, text_of
from library.readers import Category
from library.scanned_code import make_number

TODAY = date(2026, 10, 14)
PUPIL = {"full-name": "Серік Әлия Қайратқызы", "class": "8 «Ә»", "born-on": "01.05.2012"}
BOOK = {"name": "Абай жолы", "author": "Әуезов М."}


def reader(**said: Any) -> ReaderRow | RowRefused:
    line = {**PUPIL, **{name.replace("_", "-"): cell for name, cell in said.items()}}
    return reader_row(line, TODAY)


def title(**said: Any) -> TitleRow | RowRefused:
    line = {**BOOK, **{name.replace("_", "-"): cell for name, cell in said.items()}}
    return title_row(line, TODAY)


def good(row: Any) -> Any:
    assert not isinstance(row, RowRefused), row
    return row


def test_a_pupil_is_read_from_three_cells() -> None:
    assert reader() == ReaderRow(
        "Серік", "Әлия", "Қайратқызы", Category.STUDENT, date(2012, 5, 1), 8, "Ә"
    )


@pytest.mark.parametrize(
    "written", ["8 «Ә»", "8Ә", "8-Ә", "8 ә", "8 ә сынып", '8 "Ә" класс', "8 (Ә)", " 8  Ә "]
)
def test_a_class_is_read_however_it_is_written(written: str) -> None:
    row = good(reader(**{"class": written}))
    assert (row.grade, row.letter) == (8, "Ә")


def test_class_and_letter_may_stand_in_two_columns() -> None:
    row = good(reader(**{"class": 8}, letter="ә"))
    assert (row.grade, row.letter) == (8, "Ә")
    assert good(reader(**{"class": "8 А"}, letter=None)).letter == "А"
    assert good(reader(**{"class": "8A"})).letter == "А"  # a Latin A


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("01.05.2012", date(2012, 5, 1)), ("1.5.2012", date(2012, 5, 1)),
        ("2012-05-01", date(2012, 5, 1)), (date(2012, 5, 1), date(2012, 5, 1)),
        (41030, date(2012, 5, 1)), ("01/05/2012", date(2012, 5, 1)),
        ("01.05.2012 0:00", date(2012, 5, 1)), ("2012-05-01T00:00", date(2012, 5, 1)),
        ("01.05.2012 ж.", date(2012, 5, 1)), (None, None), (" ", None),
    ],
)  # fmt: skip
def test_a_birth_date_is_read_however_it_is_written(cell: object, day: date | None) -> None:
    assert good(reader(born_on=cell)).born_on == day


def test_names_in_large_letters_and_in_pieces_are_written_as_usual() -> None:
    row = good(reader(full_name="ӨМІРЗАҚ-ҒАНИ ІҢКӘР"))
    assert (row.surname, row.given_name, row.patronymic) == ("Өмірзақ-Ғани", "Іңкәр", None)
    row = good(reader_row({"surname": "Ким", "given-name": "А\u0306", "class": "7Б"}, TODAY))
    assert row.given_name == "Ӑ"


def test_adults_need_a_category_and_no_class() -> None:
    row = good(reader(category="Мұғалім", **{"class": None}))
    assert (row.category, row.grade) == (Category.TEACHER, None)
    assert good(reader(category="воспитатель", **{"class": "8Ә"})).grade is None


@pytest.mark.parametrize(
    ("said", "reason", "field"),
    [
        ({"full_name": ""}, "name-missing", "full-name"),
        ({"full_name": "Әлия"}, "name-incomplete", "full-name"),
        ({"full_name": "12 34"}, "name-incomplete", "full-name"),
        ({"full_name": "Серік ?лия"}, "damaged-letters", "full-name"),
        ({"full_name": "Серік Та?"}, "damaged-letters", "full-name"),
        ({"full_name": "Се\x00рік Әлия"}, "strange-sign", "full-name"),
        ({"full_name": "Ә" * (LONGEST + 1)}, "too-long", "full-name"),
        ({"full_name": "Ә" * 10_000}, "too-long", "full-name"),
        ({"class": None}, "class-missing", "class"),
        ({"class": "сегізінші"}, "not-a-class", "class"),
        ({"class": "12А"}, "not-a-class", "class"),
        ({"class": "8"}, "letter-missing", "class"),
        ({"class": UNCOMPUTED}, "formula", "class"),
        ({"letter": "жоқ мұндай"}, "not-a-letter", "letter"),
        ({"born_on": "31.02.2012"}, "not-a-day", "born-on"),
        ({"born_on": "кеше"}, "not-a-day", "born-on"),
        ({"born_on": "01.05.12"}, "not-a-day", "born-on"),
        ({"born_on": "2012"}, "not-a-day", "born-on"),
        ({"born_on": "01.05.1812"}, "unlikely-day", "born-on"),
        ({"born_on": "01.05.2026"}, "unlikely-day", "born-on"),
        ({"category": "космонавт"}, "not-a-category", "category"),
        ({"language": "клингон"}, "not-a-language", "language"),
        ({"track": "солға"}, "not-a-track", "track"),
        ({"sex": "белгісіз"}, "not-a-sex", "sex"),
        ({"card": "7000000012"}, "wrong-check-digit", "card"),
        ({"card": make_number("6", 1)}, "not-a-number-of-it", "card"),
    ],
)
def test_a_line_is_refused_with_its_reason(said: dict, reason: str, field: str) -> None:
    assert reader(**said) == RowRefused(reason, field)


def test_a_card_may_be_ours_or_foreign() -> None:
    own = make_number("7", 12)
    assert good(reader(card=own)).card == own
    assert good(reader(card=4711.0)).card == "4711"


def test_turning_marks_and_loose_letters_leave_no_trace() -> None:
    row = good(reader(full_name="\u200fСерік\u202e  И\u0306ла\ufeff "))
    assert (row.surname, row.given_name) == ("Серік", "Йла")


@pytest.mark.parametrize("name", ["<b>Серік</b> Әлия", "Серік' OR 1=1", "O’Брайен Шон 📚"])
def test_odd_names_are_names(name: str) -> None:
    assert good(reader(full_name=name)).surname == name.split()[0]


def test_a_title_with_everything_is_read() -> None:
    row = good(
        title(
            year="2019 ", isbn="978-601-07-0967-6", kind="Оқулық", grade="8-сынып", language="қаз",
            pages=320.0, count="3", inventory="1201-1203", price="1 250,50 тг", shelf="А-1",
            bbk="84(5Қаз)7", author_mark="Ә 82",
        )
    )  # fmt: skip
    assert row == TitleRow(
        "Абай жолы", "Әуезов М.", ItemKind.TEXTBOOK, "kk", 2019, None, None, "9786010709676",
        "84(5Қаз)7", "Ә 82", None, 8, 320, 3, ("1201", "1202", "1203"), (), 125_050, "А-1",
    )  # fmt: skip


def test_a_line_of_a_catalogue_is_one_copy_unless_it_says_more() -> None:
    assert good(title()).count == 1
    assert good(title(count=0)).count == 0
    assert good(title(inventory="5; 7, 9")).count == 3
    assert good(title(count=2, inventory="5; 7, 9")).count == 3
    assert good(title(inventory="Д-12")).inventory == ("Д-12",)


def test_books_by_class_and_subject_are_textbooks() -> None:
    assert good(title(subject="Алгебра")).kind_of_new is ItemKind.TEXTBOOK
    assert good(title()).kind_of_new is ItemKind.FICTION
    assert good(title(subject="Алгебра", kind="справочник")).kind_of_new is ItemKind.REFERENCE


@pytest.mark.parametrize(
    ("said", "reason", "field"),
    [
        ({"name": ""}, "name-missing", "name"),
        ({"name": "Қыз?ылорда"}, "damaged-letters", "name"),
        ({"year": "биыл"}, "not-a-year", "year"),
        ({"year": 2030}, "not-a-year", "year"),
        ({"isbn": "12345"}, "not-an-isbn", "isbn"),
        ({"count": "көп"}, "not-a-count", "count"),
        ({"count": MOST_COPIES + 1}, "not-a-count", "count"),
        ({"count": -1}, "not-a-count", "count"),
        ({"pages": "3 бет"}, "not-a-number", "pages"),
        ({"price": "қымбат"}, "not-a-price", "price"),
        ({"price": "-5"}, "not-a-price", "price"),
        ({"price": "1e999"}, "not-a-price", "price"),
        ({"price": "NaN"}, "not-a-price", "price"),
        ({"kind": "жаңа"}, "not-a-kind", "kind"),
        ({"grade": "0"}, "not-a-class", "grade"),
        ({"inventory": "7;7"}, "twice-in-line", "inventory"),
        ({"barcode": "6000000012"}, "wrong-check-digit", "barcode"),
        ({"barcode": make_number("7", 1)}, "not-a-number-of-it", "barcode"),
    ],
)
def test_a_title_is_refused_with_its_reason(said: dict, reason: str, field: str) -> None:
    assert title(**said) == RowRefused(reason, field)


def test_a_title_may_end_in_a_question_mark() -> None:
    assert good(title(name="Кто виноват?")).name == "Кто виноват?"
    assert not is_damaged("Не? Қалай? Қайда?")
    assert is_damaged("К?ызылорда") and is_damaged("?лия") and is_damaged("бос \ufffd")


@pytest.mark.parametrize(
    ("name", "volume"),
    [
        ("Абай жолы. 2-кітап", "2"), ("Алгебра, 1-бөлім", "1"), ("Химия. Часть 2", "2"),
        ("История. Т. 3", "3"), ("Абай жолы", ""), ("20 мың лье су астында", ""),
    ],
)  # fmt: skip
def test_volumes_of_a_set_are_told_apart(name: str, volume: str) -> None:
    assert volume_of(name) == volume


def test_a_line_with_nothing_but_its_number_is_empty() -> None:
    assert is_empty({"line": 31, "full-name": " ", "class": None})
    assert not is_empty({"line": 31, "class": "8Ә"})


cells = st.none() | st.text(max_size=20) | st.integers() | st.floats() | st.dates()


@given(st.dictionaries(st.sampled_from([*PUPIL, "card", "category", "letter"]), cells))
def test_no_line_of_readers_breaks_the_reading(line: dict) -> None:
    assert isinstance(reader_row(line, TODAY), (ReaderRow, RowRefused))


@given(st.dictionaries(
    st.sampled_from([*BOOK, "year", "isbn", "count", "inventory", "barcode", "price", "grade"]),
    cells,
))  # fmt: skip
def test_no_line_of_titles_breaks_the_reading(line: dict) -> None:
    assert isinstance(title_row(line, TODAY), (TitleRow, RowRefused))


@given(cells)
def test_cleaning_a_cell_twice_is_cleaning_it_once(cell: Any) -> None:
    assert text_of(text_of(cell)) == text_of(cell)
