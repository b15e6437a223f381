"""The catalogue comes in by file: titles matched, copies counted, nothing doubled."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library.import_columns import ImportKind
from library.scanned_code import make_number
from server.server import Server
from server.services.importing.applying import look_ahead
from server.services.importing.files import file_of, keep_upload, opened
from server.tables import Copy, LinkedCode, Operation, Place, SearchWord, Title
from tests.builders import TODAY, SchoolBuilder
from tests.server.importing.conftest import Bring
from tests.server.importing.made_files import csv_of

KIND = ImportKind.TITLES
HEADS = ["Атауы", "Авторы", "Жылы", "ISBN", "Саны", "Инвентарь №", "Штрихкод", "Бағасы", "Сөресі"]


def line(name: str = "Абай жолы", **said: Any) -> list[Any]:
    usual = {"author": "Әуезов М.", "year": "", "isbn": "", "count": "", "inventory": "",
             "barcode": "", "price": "", "shelf": ""}  # fmt: skip
    return [name, *{**usual, **said}.values()]


def titles(server: Server) -> list[tuple[Any, ...]]:
    """Name, year, ISBN and number of copies of each title."""
    with server.library.reading():
        return [
            (row.name, row.year, row.isbn, Copy.select().where(Copy.title == row.id).count())
            for row in Title.select().order_by(Title.id)
        ]


def refusals(server: Server, *lines: list[Any]) -> dict[int, str]:
    """Reasons by line number, without bringing in."""
    view = file_of(server, keep_upload(server, KIND, csv_of([HEADS, *lines]), None))
    assert view is not None
    outcome = look_ahead(server, KIND, opened(server, view), False)
    return {each.number: each.refused.reason for each in outcome.refused if each.refused}


def test_a_new_title_comes_with_copies_numbers_shelf_and_words(
    server: Server, bring: Bring
) -> None:
    counts = bring(KIND, [HEADS, line(count="3", inventory="7; 8", price="1250,50", shelf="А-1")])
    assert counts == {
        "new": 1, "changed": 0, "same": 0, "refused": 0, "titles": 1, "copies": 3, "shelves": 1,
    }  # fmt: skip
    with server.library.reading():
        copies = list(Copy.select().order_by(Copy.id))
        assert [copy.inventory_no for copy in copies] == ["7", "8", None]
        assert [copy.code for copy in copies] == [make_number("6", n) for n in (1, 2, 3)]
        assert {(copy.price_tiyn, copy.state, copy.added_on) for copy in copies} == {
            (125_050, "on-shelf", TODAY)
        }
        assert Place.get(Place.id == copies[0].home_place_id).name == "А-1"
        found = SearchWord.select().where(SearchWord.kind == "title").order_by(SearchWord.word)
        assert [row.word for row in found] == ["абай", "ауезов", "жолы", "м"]


def test_copy_numbers_go_on_after_the_highest_one(
    server: Server, school: SchoolBuilder, bring: Bring
) -> None:
    school.copy("Басқа кітап")
    bring(KIND, [HEADS, line()])
    with server.library.reading():
        assert sorted(copy.code for copy in Copy.select()) == [
            make_number("6", 1), make_number("6", 2),
        ]  # fmt: skip


def test_the_same_file_again_changes_nothing(server: Server, bring: Bring) -> None:
    lines = [HEADS, line(count="3"), line("Қан мен тер", inventory="9", price="700"), line("Үш")]
    bring(KIND, lines)
    before = titles(server)
    assert bring(KIND, lines) == {"new": 0, "changed": 0, "same": 3, "refused": 0}
    assert titles(server) == before


def test_a_number_of_copies_is_reached_and_never_passed(server: Server, bring: Bring) -> None:
    bring(KIND, [HEADS, line(count="3")])
    assert bring(KIND, [HEADS, line(count="2")])["same"] == 1
    assert bring(KIND, [HEADS, line(count="5")])["copies"] == 2
    assert titles(server) == [("Абай жолы", None, None, 5)]


def test_inventory_numbers_find_the_copies_that_were_only_counted(
    server: Server, bring: Bring
) -> None:
    bring(KIND, [HEADS, line(count="3")])
    counts = bring(KIND, [HEADS, line(inventory="101"), line(inventory="102", price="500")])
    assert (counts["changed"], counts.get("copies", 0)) == (2, 0)
    assert titles(server) == [("Абай жолы", None, None, 3)]
    with server.library.reading():
        assert [copy.inventory_no for copy in Copy.select().order_by(Copy.id)] == [
            "101", "102", None,
        ]  # fmt: skip


def test_written_off_copies_do_not_count_and_their_numbers_stay_theirs(
    server: Server, bring: Bring
) -> None:
    bring(KIND, [HEADS, line(inventory="101")])
    with server.library.writing():
        Copy.update(state="written-off").execute()
    assert bring(KIND, [HEADS, line(inventory="101")])["same"] == 1
    assert bring(KIND, [HEADS, line(count="1")])["copies"] == 1


def test_a_title_is_found_by_isbn_whatever_its_form(server: Server, bring: Bring) -> None:
    bring(KIND, [HEADS, line("Абай жолы", isbn="5-699-12014-9", year="2005")])
    counts = bring(KIND, [HEADS, line("Абай жолы (роман)", isbn="978-5-699-12014-7")])
    assert (counts["new"], counts["titles-changed"]) == (0, 1)
    assert [row[0] for row in titles(server)] == ["Абай жолы (роман)"]


def test_parts_of_a_set_share_an_isbn_and_stay_two(server: Server, bring: Bring) -> None:
    lines = [HEADS, line("Алгебра. 1-бөлім", isbn="9786010709676"),
             line("Алгебра. 2-бөлім", isbn="9786010709676")]  # fmt: skip
    bring(KIND, lines)
    assert len(titles(server)) == 2
    assert bring(KIND, lines)["same"] == 2


def test_without_isbn_title_author_and_year_decide(server: Server, bring: Bring) -> None:
    bring(KIND, [HEADS, line("«Абай  ЖОЛЫ»", year="1990"), line("Абай жолы", year="2010")])
    assert len(titles(server)) == 2
    counts = bring(KIND, [HEADS, line("абай жолы", author="ӘУЕЗОВ М", year="2010")])
    assert counts["new"] == 0
    assert bring(KIND, [HEADS, line(author="Басқа А.", year="2010")])["new"] == 1


def test_what_a_file_does_not_say_is_kept(server: Server, bring: Bring) -> None:
    bring(KIND, [HEADS, line(year="1990", isbn="9786010709676", price="500", inventory="1")])
    assert bring(KIND, [HEADS, line(inventory="1")])["same"] == 1
    assert titles(server) == [("Абай жолы", 1990, "9786010709676", 1)]


def test_numbers_of_other_books_and_readers_are_refused(
    server: Server, school: SchoolBuilder, bring: Bring
) -> None:
    person = school.reader("Әлия", "Серік", grade=8)
    with server.library.writing():
        LinkedCode.create(code="30000000012348", reader=person.id)
    bring(KIND, [HEADS, line(inventory="101", barcode="4711")])
    assert refusals(
        server,
        line("Басқа", inventory="101"),
        line("Тағы", barcode="4711"),
        line("Үшінші", barcode="30000000012348"),
        line("Төртінші", inventory="202"),
        line("Бесінші", inventory="202"),
        line(inventory="101"),
    ) == {
        2: "number-of-another", 3: "number-of-another", 4: "number-of-a-reader",
        6: "twice-in-file",
    }  # fmt: skip


def test_a_foreign_barcode_stands_for_its_copy(server: Server, bring: Bring) -> None:
    own = make_number("6", 77)
    bring(KIND, [HEADS, line(barcode="4711"), line("Екі", barcode=own)])
    with server.library.reading():
        assert [(row.code, row.copy_id) for row in LinkedCode.select()] == [("4711", 1)]
        assert Copy.get(Copy.title == 2).code == own
    assert bring(KIND, [HEADS, line(barcode="4711"), line("Екі", barcode=own)])["same"] == 2


def test_the_file_is_one_line_of_the_journal_without_titles(server: Server, bring: Bring) -> None:
    bring(KIND, [HEADS, line(), line("Екі")])
    with server.library.reading():
        row = Operation.get()
    assert row.kind == "titles-imported"
    assert "Абай" not in row.detail and '"titles":2' in row.detail


books = st.builds(
    lambda name, author, year, isbn, count, inventory, barcode, price, shelf: [
        name, author, year, isbn, count, inventory, barcode, price, shelf,
    ],
    st.sampled_from(["Абай жолы", "абай жолы", "Алгебра. 1-бөлім", "Алгебра. 2-бөлім", ""]),
    st.sampled_from(["Әуезов М.", "", "ӘУЕЗОВ М"]),
    st.sampled_from(["", "1990", "2010", "биыл"]),
    st.sampled_from(["", "", "9786010709676", "9785699120147", "5699120149"]),
    st.sampled_from(["", "0", "1", "3"]),
    st.sampled_from(["", "", "1", "2", "1;2", "3-5"]),
    st.sampled_from(["", "", "", "4711", make_number("6", 5)]),
    st.sampled_from(["", "500", "600"]),
    st.sampled_from(["", "А-1", "а-1"]),
)  # fmt: skip


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@settings(deadline=None, max_examples=50, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.lists(books, max_size=6), st.lists(books, max_size=6))
def test_any_file_twice_changes_nothing_the_second_time(
    server: Server, bring: Bring, first: list[list[str]], second: list[list[str]]
) -> None:
    with server.library.writing():
        for table in (SearchWord, LinkedCode, Copy, Title, Place):
            table.delete().execute()
    for lines in (first, second):
        filled = [each for each in lines if any(each)]
        if not filled:
            continue
        once = bring(KIND, [HEADS, *lines])
        assert sum(once[state] for state in ("new", "changed", "same", "refused")) == len(filled)
        held = titles(server)
        again = bring(KIND, [HEADS, *lines])
        assert (again["new"], again["changed"]) == (0, 0), lines
        assert titles(server) == held
