"""Headings of schools' tables are known in Kazakh and Russian, in any order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.import_columns import (
    ImportKind,
    field_of,
    fields_of,
    header_line,
    is_taken,
    misses,
    proposal,
    twice,
)

READERS, TITLES = ImportKind.READERS, ImportKind.TITLES


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("№", "line"), ("ТАӘ", "full-name"), ("Аты-жөні", "full-name"), ("ФИО", "full-name"),
        ("Ф.И.О.", "full-name"), ("Ф.И.О. ученика", "full-name"), ("Тегі", "surname"),
        ("Аты", "given-name"), ("Әкесінің аты", "patronymic"), ("Фамилия", "surname"),
        ("ИМЯ", "given-name"), ("Отчество ", "patronymic"), ("ЖСН", "iin"), ("ИИН", "iin"),
        ("Туған күні", "born-on"), ("Дата рождения", "born-on"),
        ("Туған күні (кк.аа.жжжж)", "born-on"), ("Жынысы", "sex"), ("Пол", "sex"),
        ("Сыныбы", "class"), ("Класс", "class"), ("Литер", "letter"), ("Литера", "letter"),
        ("Оқыту тілі", "language"), ("Язык обучения", "language"), ("Бағыты", "track"),
        ("Оқырман нөмірі", "card"), ("№ билета", "card"), ("Санаты", "category"),
        ("Категория", "category"), ("Жатақхана", "dormitory"), ("Общежитие", "dormitory"),
        ("Бөлме", "room"), ("Комната", "room"), ("Топ", "dorm-group"), ("Группа", "dorm-group"),
        ("Тәрбиеші", "tutor"), ("оқушының\nаты-жөні", "full-name"), ("Салмағы", None), ("", None),
        (None, None), (42, None),
    ],
)  # fmt: skip
def test_a_heading_of_readers_is_known(heading: object, field: str | None) -> None:
    assert field_of(READERS, heading) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Атауы", "name"), ("Название", "name"), ("Заглавие", "name"), ("Авторы", "author"),
        ("Автор", "author"), ("Жылы", "year"), ("Год", "year"), ("Баспасы", "publisher"),
        ("Издательство", "publisher"), ("Орны", "place"), ("Место", "place"), ("ISBN", "isbn"),
        ("ББК", "bbk"), ("КБЖ", "bbk"), ("Бөлімі (ББК)", "bbk"), ("Авторлық белгі", "author-mark"),
        ("Түрі", "kind"), ("Вид", "kind"), ("Сыныбы", "grade"), ("Класс", "grade"),
        ("Пәні", "subject"), ("Предмет", "subject"), ("Тілі", "language"), ("Язык", "language"),
        ("Беттер", "pages"), ("Страниц", "pages"), ("Саны", "count"), ("Количество", "count"),
        ("Кол-во экз.", "count"), ("Инвентарь №", "inventory"), ("Инв. №", "inventory"),
        ("Штрихкод", "barcode"), ("Штрих-код", "barcode"), ("Бағасы", "price"),
        ("Цена, тг", "price"), ("Бағасы (теңге)", "price"), ("Бөлімі", "shelf"),
        ("Сөресі", "shelf"), ("Полка", "shelf"), ("Түсі", None),
    ],
)  # fmt: skip
def test_a_heading_of_titles_is_known(heading: str, field: str | None) -> None:
    assert field_of(TITLES, heading) == field


KNOWN = ["№", "Аты-жөні", "Туған күні", "Сыныбы", "Литер", "ЖСН", "Бөлме", "Жатақхана", "Салмағы"]


@given(st.permutations(KNOWN))
def test_the_order_of_columns_changes_nothing(headings: list[str]) -> None:
    usual = dict(zip(KNOWN, proposal(READERS, KNOWN), strict=True))
    assert dict(zip(headings, proposal(READERS, headings), strict=True)) == usual


def test_of_two_columns_that_say_the_same_the_first_has_it() -> None:
    assert proposal(READERS, ["ФИО", "Аты-жөні", "Класс"]) == ("full-name", None, "class")
    assert twice(("class", "class", None, "full-name")) == ("class",)


@given(st.lists(st.lists(st.none() | st.text(max_size=5) | st.integers(), max_size=4), max_size=9))
def test_headings_are_found_below_whatever_stands_above(above: list[list[object]]) -> None:
    above = [[cell for cell in line if field_of(READERS, cell) is None] for line in above]
    lines = [*above, ["№", "Аты-жөні", "Сыныбы"], [1, "Әлия Серік", "8Ә"]]
    assert header_line(READERS, lines) == len(above)


def test_headings_far_below_or_of_another_kind_are_not_found() -> None:
    assert header_line(READERS, [["мәтін"]] * 20 + [["Аты-жөні", "Сыныбы"]]) is None
    assert header_line(TITLES, [["Тегі", "Литера"]]) is None
    assert header_line(READERS, []) is None


def test_national_numbers_and_tutors_are_known_and_left_out() -> None:
    left_out = {field for field in fields_of(READERS) if not is_taken(READERS, field)}
    assert left_out == {"iin", "tutor", "line"}


def test_a_mapping_without_names_lacks_them() -> None:
    assert misses(READERS, ("class", None)) == ("full-name",)
    assert misses(READERS, ("surname", "class")) == ("full-name",)
    assert misses(READERS, ("surname", "given-name")) == ()
    assert misses(TITLES, ("author",)) == ("name",)
