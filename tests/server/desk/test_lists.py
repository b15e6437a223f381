"""Lists of the desk: order, filters, pages, the address that keeps them, the file."""

from __future__ import annotations

import io
from datetime import date
from typing import Any, NamedTuple

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from i18n.texts import texts
from server.desk.lists import (
    PAGE_ROWS,
    Choice,
    Column,
    Filter,
    Listing,
    asked_of,
    in_memory,
    shown,
    written,
)
from server.desk.spreadsheets import file_answer, workbook


class Line(NamedTuple):
    name: str
    books: int | None
    due_on: date | None = None


COLUMNS = (
    Column("name", "list.all", lambda row: row.name),
    Column("books", "list.show", lambda row: row.books, kind="number"),
    Column("due", "list.after", lambda row: row.due_on, kind="date"),
)
WHO = Filter("first", "list.all", [Choice("a", "А")])
KIND = Filter("kind", "list.all", [Choice("few", "аз"), Choice("many", "көп")])


def listing(rows: list[Line]) -> Listing:
    def fits(row: Line, filters: Any) -> bool:
        return filters.get("kind") != "many" or (row.books or 0) > 1

    return Listing("list.all", COLUMNS, in_memory(lambda: rows, COLUMNS, fits), [KIND], "name")


@pytest.fixture(scope="module")
def frame() -> Flask:
    return Flask("lists")


def names(frame: Flask, rows: list[Line], query: str = "") -> list[str]:
    with frame.test_request_context(f"/desk/list?{query}"):
        return [row.name for row in shown(request, listing(rows)).rows]


PEOPLE = [Line("Үміт", 1), Line("Ұлан", None), Line("Әлия", 3), Line("Абай", 2)]


def test_names_stand_in_kazakh_order(frame: Flask) -> None:
    assert names(frame, PEOPLE) == ["Абай", "Әлия", "Ұлан", "Үміт"]


def test_an_empty_value_stands_last_in_either_direction(frame: Flask) -> None:
    assert names(frame, PEOPLE, "sort=books") == ["Үміт", "Абай", "Әлия", "Ұлан"]
    assert names(frame, PEOPLE, "sort=books&down=1") == ["Әлия", "Абай", "Үміт", "Ұлан"]


def test_a_filter_of_the_address_is_applied(frame: Flask) -> None:
    assert names(frame, PEOPLE, "kind=many") == ["Абай", "Әлия"]


@pytest.mark.parametrize(
    "query", ["sort=password", "kind=' OR 1=1", "first=-5", "first=abc", "down=yes", "kind=%00"]
)
def test_an_address_with_nonsense_shows_the_list_as_it_begins(frame: Flask, query: str) -> None:
    assert names(frame, PEOPLE, query) == names(frame, PEOPLE)


def test_a_long_list_comes_in_pages_and_whole_for_the_printer(frame: Flask) -> None:
    rows = [Line(f"{n:04}", n) for n in range(PAGE_ROWS + 7)]
    assert len(names(frame, rows)) == PAGE_ROWS
    assert names(frame, rows, f"first={PAGE_ROWS}") == [f"{PAGE_ROWS + n:04}" for n in range(7)]
    assert len(names(frame, rows, "all=1")) == PAGE_ROWS + 7


def test_the_address_keeps_filter_and_order_and_begins_anew_when_they_change(frame: Flask) -> None:
    with frame.test_request_context("/desk/list?kind=many&sort=books&first=100"):
        found = shown(request, listing(PEOPLE))
    assert found.address() == "/desk/list?kind=many&sort=books&first=100"
    assert found.address(sort="name") == "/desk/list?kind=many&sort=name"
    assert found.turned(COLUMNS[1]) == "/desk/list?kind=many&sort=books&down=1"
    assert "as=xlsx" in found.address(**{"as": "xlsx"})


@given(st.lists(st.builds(Line, st.text(max_size=5), st.none() | st.integers(0, 9)), max_size=30))
def test_ordering_loses_and_doubles_no_line(rows: list[Line]) -> None:
    asked = {"sort": "books"}
    with Flask("x").test_request_context("/", query_string=asked):
        found = shown(request, listing(rows))
    assert sorted(map(repr, found.rows)) == sorted(map(repr, rows))
    assert found.total == len(rows)


def test_the_file_holds_all_lines_and_text_stays_text(frame: Flask) -> None:
    rows = [Line('=HYPERLINK("http://x")', 1, date(2026, 5, 25)), Line("Әлия\x07", None)]
    rows += [Line(f"{n}", n) for n in range(PAGE_ROWS)]
    with frame.test_request_context("/desk/list?as=xlsx"):
        answer = file_answer(request, listing(rows), texts("kk"))
    sheet = load_workbook(io.BytesIO(answer.get_data())).active
    lines = list(sheet.iter_rows(values_only=True))
    assert len(lines) == len(rows) + 1
    formula = next(cell for cell in sheet["A"] if str(cell.value).startswith("="))
    assert formula.data_type == "s"
    assert ("Әлия", None, None) in lines
    assert answer.headers["Content-Disposition"] == 'attachment; filename="desk-list.xlsx"'


def test_a_sheet_name_that_excel_refuses_is_made_fit() -> None:
    made = workbook("8Ә: [берешек] / 2026–2027 оқу жылы барлығы", ["a"], [])
    assert len(load_workbook(io.BytesIO(made)).sheetnames[0]) <= 31


def test_values_are_written_for_people() -> None:
    t = texts("ru")
    assert written(t, date(2027, 5, 2)) == "02.05.2027"
    assert [written(t, value) for value in (None, True, False, 7, "Ә")] == [
        "",
        "да",
        "нет",
        "7",
        "Ә",
    ]


def test_a_whole_list_is_asked_for_from_its_first_line(frame: Flask) -> None:
    with frame.test_request_context("/?first=300&as=xlsx"):
        asked = asked_of(request, listing(PEOPLE), whole=True)
    assert (asked.first, asked.count) == (0, None)
