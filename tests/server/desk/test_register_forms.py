"""What is entered in the room of registers: opening balance, revaluation, words of forms."""

from __future__ import annotations

import io
import re
import uuid
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook
from pypdfium2 import PdfDocument

from server.database import Library
from server.server import Server
from server.services.accounts import add_staff
from server.tables import Copy, PaperAct, SummaryEntry
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import PASSWORD, Visitor
from tests.server.registers import Registers

OPENING = "/desk/registers/opening"
REVALUATION = "/desk/registers/revaluation"
BALANCE = {
    "opened_on": "01.09.2026", "copies": "100", "sum_tiyn": "10 000,50", "off_balance": "",
    "kind_book": "60", "kind_textbook": "40", "sum_book": "6000", "sum_textbook": "4 000,50",
    "content_fiction": "100", "language_kk": "70", "language_ru": "30", "note": "",
}  # fmt: skip
CHOICE = {
    "by": "range", "series": "inventory-books", "first": "1", "last": "3", "listed": "",
    "how": "price", "price": "1 500,00", "coefficient": "", "chair": "Ахметова Г.",
    "members": "Ли В.\nОспанов Қ.", "reason": "Бағасы ескірген", "do": "preview",
}  # fmt: skip


@pytest.fixture
def books(library: Library, school: SchoolBuilder) -> Registers:
    return Registers(library, school)


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


def entries(server: Server) -> int:
    with server.library.reading():
        return int(SummaryEntry.select().count())


def prices(server: Server) -> list[int]:
    with server.library.reading():
        return [row.price_tiyn for row in Copy.select().order_by(Copy.id)]


def test_a_balance_is_entered_shown_and_taken_back(librarian: Visitor, server: Server) -> None:
    assert send(librarian, OPENING, **BALANCE).status_code == 303
    page = librarian.text(OPENING)
    assert "01.09.2026" in page and "10 000,50 ₸" in page
    assert "Opening balance" in librarian.text("/desk/registers/summary?year=2026")
    found = re.search(r'name="entry" value="(\d+)"', librarian.open(OPENING).get_data(as_text=True))
    assert found is not None
    back = f"{OPENING}/take-back"
    assert send(librarian, back, entry=found[1], note="").status_code == 422
    assert send(librarian, back, entry=found[1], note="Қате сан").status_code == 303
    assert entries(server) == 2 and 'name="copies"' in librarian.open(OPENING).get_data(
        as_text=True
    )


def test_social_and_humanities_hold_pedagogy_as_on_paper(
    librarian: Visitor, server: Server
) -> None:
    divided = {**BALANCE, "content_fiction": "60", "content_social": "40"}
    too_much = send(librarian, OPENING, **divided, content_pedagogy="41")
    assert "More pedagogy (41)" in too_much.get_data(as_text=True)
    assert send(librarian, OPENING, **divided, content_pedagogy="15").status_code == 303
    page = librarian.text(OPENING)
    assert "universal (9) 40" in page and "pedagogy (74) 15" in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("kind_book", "59", "By kind 99, in all 100"), ("sum_book", "1", "Sums by kind"),
     ("opened_on", "01.09.2090", "has not come"), ("copies", "", ""),
     ("sum_tiyn", "x", "sum in tenge"), ("sum_tiyn", "-5", "below zero"),
     ("sum_tiyn", "1,005", "No smaller part"), ("off_balance", "101", "More off the balance"),
     ("language_kk", "9" * 30, ""), ("note", "а\0б", "")],
)  # fmt: skip
def test_a_balance_that_does_not_add_up_is_told_at_its_field(
    librarian: Visitor, server: Server, field: str, value: str, said: str
) -> None:
    answer = send(librarian, OPENING, **{**BALANCE, field: value})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "field-wrong" in page
    assert said in page
    assert entries(server) == 0


def test_a_preview_changes_nothing_and_posting_does_what_it_showed(
    librarian: Visitor, server: Server, books: Registers
) -> None:
    books.lines(4, price=100_000)
    answer = send(librarian, REVALUATION, **CHOICE)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and entries(server) == 0
    assert "1\u00a0500,00" in page and "4\u00a0500,00\u00a0₸" in page
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', page)
    assert seen is not None
    wrong = send(librarian, REVALUATION, **{**CHOICE, "do": "post", "seen": "x"})
    assert "changed since the preview" in wrong.get_data(as_text=True) and entries(server) == 0
    done = send(librarian, REVALUATION, **{**CHOICE, "do": "post", "seen": seen[1]})
    assert done.status_code == 303
    assert prices(server) == [150_000, 150_000, 150_000, 100_000] and entries(server) == 1
    act = librarian.text(done.headers["Location"])
    assert "Ахметова Г." in act and "Ли В., Оспанов Қ." in act and "Бағасы ескірген" in act
    assert "Revalued: act No. 1" in librarian.text("/desk/registers/inventory")


def test_a_list_comes_as_a_file(librarian: Visitor, server: Server, books: Registers) -> None:
    books.lines(2, price=100_000)
    book = Workbook()
    for line in (("Нөмірі", "Бағасы"), (1, 2500), ("2", "3 000,50"), ("=1+1", 7)):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    file = (io.BytesIO(out.getvalue()), "list.xlsx")
    answer = send(librarian, REVALUATION, **{**CHOICE, "how": "listed", "by": "list"}, file=file)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200, page[:500]
    assert "2\u00a0500,00" in page and "3\u00a0000,50" in page
    bad = (io.BytesIO(b"%PDF-1.4 rubbish"), "list.xlsx")
    assert send(librarian, REVALUATION, **CHOICE, file=bad).status_code == 422
    assert entries(server) == 0


@pytest.mark.parametrize(
    "changed",
    [{"first": ""}, {"last": ""}, {"first": "9", "last": "2"}, {"price": ""}, {"price": "x"},
     {"price": "99999999"}, {"how": "coefficient"}, {"how": "coefficient", "coefficient": "0"},
     {"how": "listed"}, {"by": "list"}, {"by": "list", "listed": "1; abc"}, {"by": "moon"},
     {"series": "moon"}, {"how": "moon"}, {"listed": "Ә" * 300_000}, {"chair": "x" * 500}],
)  # fmt: skip
def test_a_wrong_choice_is_told_and_nothing_is_written(
    librarian: Visitor, server: Server, books: Registers, changed: dict[str, str]
) -> None:
    books.lines(1)
    answer = send(librarian, REVALUATION, **{**CHOICE, **changed})
    assert answer.status_code in (413, 422)
    assert entries(server) == 0


def test_words_of_a_form_are_previewed_kept_and_printed(
    librarian: Visitor, server: Server, books: Registers
) -> None:
    path = "/desk/registers/headings/inventory/kk"
    page = librarian.open(path).get_data(as_text=True)
    fields = dict(re.findall(r'name="(head_[a-z_]+)"[^>]*value="([^"]*)"', page))
    assert len(fields) == 10
    fields |= {"title": "Мүлік кітабы", "basis": "№ 7 бұйрық", "head_note": "Белгілер"}
    preview = send(librarian, path, **fields, do="preview")
    text = PdfDocument(preview.data)[0].get_textpage().get_text_range()
    assert "Мүлік кітабы" in text and "№ 7 бұйрық" in text and "Белгілер" in text
    assert "Мүлік" not in librarian.open(path).get_data(as_text=True)
    assert send(librarian, path, **fields).status_code == 303
    books.lines(1)
    answer = librarian.open("/desk/registers/inventory/paper?language=kk")
    assert "Мүлік кітабы" in PdfDocument(answer.data)[0].get_textpage().get_text_range()
    assert send(librarian, path, **{**fields, "title": ""}).status_code == 422
    for wrong in ("moon/kk", "inventory/en"):
        assert librarian.open(f"/desk/registers/headings/{wrong}").status_code == 404


def test_every_form_can_be_previewed_in_both_languages(librarian: Visitor) -> None:
    for name in ("summary", "temporary", "acceptance", "difference", "correction", "revaluation"):
        for language in ("kk", "ru"):
            path = f"/desk/registers/headings/{name}/{language}"
            page = librarian.open(path).get_data(as_text=True)
            fields = dict(re.findall(r'name="(head_[a-z_]+)"[^>]*value="([^"]*)"', page))
            answer = send(librarian, path, **fields, title="Т", do="preview")
            assert answer.mimetype == "application/pdf", (name, language)


def test_signers_stand_on_papers(librarian: Visitor, books: Registers) -> None:
    signed = {"director": "Сәрсенов Ә.", "librarian": "Серікқызы А.", "chair": "", "members": "",
              "accountant": ""}  # fmt: skip
    assert send(librarian, "/desk/registers/headings", **signed).status_code == 303
    books.lines(1)
    answer = librarian.open("/desk/registers/inventory/paper?language=ru")
    text = PdfDocument(answer.data)[0].get_textpage().get_text_range()
    assert "Сәрсенов Ә." in text and "Серікқызы А." in text


def test_the_director_enters_nothing(app: Flask, server: Server, books: Registers) -> None:
    add_staff(server, "director", "Директор", PASSWORD, "director")
    visitor = Visitor(app)
    visitor.sign_in(login="director")
    assert visitor.open(OPENING).status_code == visitor.open(
        "/desk/registers/headings"
    ).status_code == 200  # fmt: skip
    for path, fields in ((OPENING, BALANCE), (REVALUATION, CHOICE),
                         ("/desk/registers/headings", {}),
                         ("/desk/registers/headings/inventory/kk", {})):  # fmt: skip
        assert send(visitor, path, **fields).status_code == 403, path
    assert visitor.open(REVALUATION).status_code == 403
    with server.library.reading():
        assert SummaryEntry.select().count() == PaperAct.select().count() == 0
