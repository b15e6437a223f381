"""Registers and acts at the desk: pages, files, printed forms, for whom they are."""

from __future__ import annotations

import io
from datetime import date

import pytest
from flask import Flask
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from server.database import Library
from server.server import Server
from server.services.accounts import add_staff
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import PASSWORD, Visitor
from tests.server.registers import Registers

PAGES = (
    "/desk/registers", "/desk/registers/inventory", "/desk/registers/summary",
    "/desk/registers/temporary", "/desk/registers/acts",
)  # fmt: skip


@pytest.fixture
def books(library: Library, school: SchoolBuilder) -> Registers:
    return Registers(library, school)


def pdf_text(visitor: Visitor, path: str) -> list[str]:
    """The words of a printed form, page by page."""
    answer = visitor.open(path)
    assert answer.mimetype == "application/pdf", answer.get_data(as_text=True)[:300]
    found = PdfDocument(answer.data)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in found]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_all_pages_open_empty_and_full(app: Flask, books: Registers, language: str) -> None:
    visitor = Visitor(app, language)
    visitor.sign_in()
    for _ in range(2):
        for path in PAGES:
            assert visitor.open(path).status_code == 200, path
        for path in PAGES[1:]:
            assert visitor.open(f"{path}?as=xlsx").mimetype.endswith("sheet"), path
        books.lines(3, entry=books.entry(document_no="45/К"))
        books.booklet()
        act = books.act("revaluation")
    assert visitor.open(f"/desk/registers/acts/{act}").status_code == 200


def test_the_director_reads_and_prints_and_others_do_not(
    app: Flask, server: Server, books: Registers
) -> None:
    books.lines(1)
    for role, status in (("director", 200), ("assistant", 403), ("teacher", 403)):
        add_staff(server, role, "Әкім", PASSWORD, role)
        visitor = Visitor(app)
        visitor.sign_in(login=role)
        for path in (*PAGES, "/desk/registers/inventory/paper?series=inventory-books&language=kk"):
            assert visitor.open(path).status_code == status, (role, path)


def test_the_book_is_paged_turned_and_found_by_number(librarian: Visitor, books: Registers) -> None:
    books.lines(120)
    newest = librarian.text("/desk/registers/inventory")
    assert "1–100 of 120" in newest
    answer = librarian.open("/desk/registers/inventory/find?series=inventory-books&number=117")
    found = librarian.text(answer.headers["Location"])
    assert "117–120 of 120" in found and "Әуезов М. Абай жолы" in found
    for number in ("", "x", "99999999999999999999", "-1"):
        assert librarian.open(
            f"/desk/registers/inventory/find?series=moon&number={number}"
        ).status_code == 303  # fmt: skip


def test_textbooks_have_a_book_of_their_own(librarian: Visitor, books: Registers) -> None:
    books.lines(1)
    books.lines(1, "Алгебра", series="inventory-textbooks")
    page = librarian.text("/desk/registers/inventory")
    assert "Textbooks" in page and "Алгебра" not in page
    own = "/desk/registers/inventory/books/inventory-textbooks"
    assert "Алгебра" in librarian.text(own) and "Абай" not in librarian.text(own)
    assert librarian.open(f"{own}?as=xlsx").mimetype.endswith("sheet")
    assert librarian.open("/desk/registers/inventory/books/moon").status_code == 404


def test_a_part_of_the_book_is_printed_with_its_totals(
    librarian: Visitor, books: Registers
) -> None:
    books.lines(60, entry=books.entry(60, 9_000_000, document_no="45/К"))
    pages = pdf_text(
        librarian,
        "/desk/registers/inventory/paper?series=inventory-books&from_number=11&to_number=50&language=kk&year=",
    )
    whole = " ".join(pages)
    assert "«Бекітемін»" in pages[0] and "№4 лицей-интернат" in pages[0]
    assert "Түгендеу (инвентарь) кітабы" in pages[0] and "Нөмірлері: 11 – 50" in pages[0]
    assert f"1 / {len(pages)}" in pages[0] and f"{len(pages)} / {len(pages)}" in pages[-1]
    assert all("Түгендеу нөмірі" in page for page in pages if "Абай жолы" in page)
    assert "1 (№ 45/К)" in whole and "84(5Қаз)6" in whole
    assert "қырық дана" in whole and "алпыс мың теңге 00 тиын" in whole
    assert f"{len(pages)} парақ" in whole and "қырық жазба" in whole


@pytest.mark.parametrize(
    "asked", ["from_number=9&to_number=2", "from_number=x", "to_number=-1",
              "from_number=900", "series=moon", "language=tr", "year=1999",
              "from_number=99999999999999999999"],
)  # fmt: skip
def test_a_wrong_part_is_told_at_its_field(
    librarian: Visitor, books: Registers, asked: str
) -> None:
    books.lines(1)
    usual = "series=inventory-books&language=kk"
    name = asked.partition("=")[0]
    kept = "&".join(pair for pair in usual.split("&") if not pair.startswith(f"{name}="))
    answer = librarian.open(f"/desk/registers/inventory/paper?{asked}&{kept}")
    assert answer.status_code == 422 and "field-wrong" in answer.get_data(as_text=True)


def test_the_file_of_the_book_holds_numbers_days_and_text(
    librarian: Visitor, books: Registers
) -> None:
    books.lines(1, price=1_234_550, author_title="=1+1", entry=books.entry(1, 1_234_550))
    sheet = load_workbook(io.BytesIO(
        librarian.open("/desk/registers/inventory?as=xlsx").data
    )).active  # fmt: skip
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["Price (tenge)"].value == 12345.5
    assert row["Entry date"].value.date() == date(2026, 10, 1)
    assert (row["Author and title"].value, row["Author and title"].data_type) == ("=1+1", "s")
    assert row["Inventory No."].value == 1


def test_the_summary_book_stands_on_two_sheets_with_quarters(
    librarian: Visitor, books: Registers
) -> None:
    books.entry(5, 100_000, date(2025, 12, 1))
    books.entry(3, 450_050, date(2026, 2, 3), supplier="«Атамұра» ЖШС")
    books.entry(7, 1_000_000, date(2026, 10, 1), off_balance=2)
    said = librarian.text("/desk/registers/summary?year=2026")
    assert "In stock on 01.01.2026" in said and "Quarter 1 in all" in said
    pages = pdf_text(librarian, "/desk/registers/summary/paper?year=2026&language=ru")
    assert len(pages) == 2
    assert "Состоит на 01.01.2026" in pages[0] and "«Атамұра» ЖШС" in pages[0]
    assert "Итого за 1 квартал" in pages[0] and "художественная литература" in pages[1]
    whole = " ".join(pages)
    assert "15 500,50" in whole and "пятнадцать экземпляров" in whole
    sheet = load_workbook(io.BytesIO(
        librarian.open("/desk/registers/summary?year=2026&as=xlsx").data
    )).active  # fmt: skip
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert (last[2], last[4], last[10]) == ("In all (start and arrivals)", 15, 15500.5)


def test_booklets_are_listed_apart(librarian: Visitor, books: Registers) -> None:
    books.booklet(4, 5_000)
    assert "Жол ережесі" in librarian.text("/desk/registers/temporary")
    pages = pdf_text(librarian, "/desk/registers/temporary/paper?language=kk")
    assert "уақытша құжаттар" in pages[0] and "200,00" in pages[0]


@pytest.mark.parametrize("kind", ["acceptance", "difference", "correction", "revaluation"])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_acts_are_printed_with_their_people(
    librarian: Visitor, books: Registers, kind: str, language: str
) -> None:
    act = books.act(kind)
    page = pdf_text(librarian, f"/desk/registers/acts/{act}/paper?language={language}")[0]
    assert {"kk": "«Бекітемін»", "ru": "«Утверждаю»"}[language] in page
    for said in ("№4 лицей", "Ахметова Г.", "Оспанов Қ.", "Ғабит Мүсірепов", "10 500,00", "1 / 1"):
        assert said in page.replace("\u00a0", " "), said


def test_an_act_that_is_none_is_not_found(librarian: Visitor) -> None:
    for path in ("/desk/registers/acts/9", "/desk/registers/acts/99999999999/paper"):
        assert librarian.open(path).status_code == 404
