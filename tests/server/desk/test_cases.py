"""Cases at the desk: listed, settled in each way, their papers, the register."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from server import tables
from server.server import Server
from tests.builders import NOW, TODAY, Book, Person, SchoolBuilder
from tests.server.desk.visitor import Visitor

PATH = "/desk/cases"


@pytest.fixture
def case(server: Server, school: SchoolBuilder) -> tuple[Person, Book]:
    pupil = school.reader("Айсұлу", "Сәрсенбай")
    book = school.copy("Физика", "textbook", grade=8, price_tiyn=150_000)
    with server.library.writing():
        tables.Copy.update(state="lost").execute()
        tables.LoanCase.create(kind="lost", copy=book.id, reader=pupil.id, opened_at=NOW)
    return pupil, book


def act(librarian: Visitor, path: str, **fields: str) -> TestResponse:
    return librarian.send(f"{PATH}/1{path}", operation=str(uuid4()), **fields)


def test_a_case_is_promised_printed_and_let_go_by_an_order(
    librarian: Visitor, case: tuple[Person, Book]
) -> None:
    pupil, book = case
    assert "Сәрсенбай Айсұлу" in librarian.text(PATH)
    assert f"{PATH}/1" in librarian.open(f"/desk/readers/{pupil.id}").get_data(as_text=True)
    assert f"{PATH}/1" in librarian.open(f"/desk/copies/{book.id}").get_data(as_text=True)
    assert librarian.open(f"{PATH}/1/promise.pdf").status_code == 404
    assert act(librarian, "/promise", on="31.02.2027").status_code == 422
    by = TODAY + timedelta(days=20)
    assert act(librarian, "/promise", on=f"{by:%d.%m.%Y}", note="тамызда").status_code == 303
    assert "Promised" in librarian.text(f"{PATH}/1") and "Promised" in librarian.text(PATH)
    for paper in ("slip", "promise"):
        for language in ("kk", "ru"):
            made = librarian.open(f"{PATH}/1/{paper}.pdf?language={language}").get_data()
            assert made[:5] == b"%PDF-"
    assert act(librarian, "/order", order_no="7").status_code == 422
    day = f"{TODAY:%d.%m.%Y}"
    assert act(librarian, "/order", order_no="7", order_on=day, reason="өрт").status_code == 303
    assert "Not required" in librarian.text(f"{PATH}/1")
    assert "Физика" not in librarian.text(PATH)
    assert "Физика" in librarian.text(f"{PATH}?state=closed")
    act(librarian, "/again")
    assert "Not required" not in librarian.text(f"{PATH}?state=closed")


def test_a_lost_book_is_found(librarian: Visitor, case: tuple[Person, Book]) -> None:
    assert act(librarian, "/found").status_code == 303
    assert "Found" in librarian.text(f"{PATH}/1")
    assert act(librarian, "/mended").status_code == 303
    assert librarian.open(f"{PATH}/1/replace").headers["Location"] == f"{PATH}/1"
    assert librarian.open(f"{PATH}/9").status_code == 404


def test_a_replacement_needs_a_commission_and_enters_the_register(
    librarian: Visitor, server: Server, case: tuple[Person, Book]
) -> None:
    _, book = case
    page = librarian.text(f"{PATH}/1/replace")
    assert "The same" in page
    fields = {"title": str(book.title_id), "price": "1500"}
    refused = act(librarian, "/replace", **fields)
    assert refused.status_code == 422 and "commission" in refused.get_data(as_text=True)
    assert act(librarian, "/replace", price="1500").status_code == 422
    with server.library.writing():
        tables.Setting.create(
            key="paper.signers", value='{"chair": "Болат С.", "members": ["Дана К.", "Ерлан Т."]}'
        )
    assert act(librarian, "/replace", **fields).status_code == 303
    register = librarian.text(f"{PATH}/replacements")
    assert "1/2026" in register and "The same" in register
    sheet = librarian.open(f"{PATH}/replacements?as=xlsx").get_data()
    assert sheet[:2] == b"PK"
    for language in ("kk", "ru"):
        made = librarian.open(f"{PATH}/replacements.pdf?language={language}").get_data()
        assert made[:5] == b"%PDF-"
    assert librarian.open("/desk/registers/acts/2/paper?language=ru").get_data()[:5] == b"%PDF-"
    librarian.send(f"{PATH}/prices", operation=str(uuid4()), on="1")
    assert "Do not show the price" in librarian.text(f"{PATH}/replacements")
