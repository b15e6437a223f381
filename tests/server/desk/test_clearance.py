"""Clearance slips at the desk: given, printed with a code that scans, verified, voided."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import zxingcpp

from server import tables
from server.server import Server
from tests.builders import TODAY, SchoolBuilder
from tests.labels.rendered import page_pictures
from tests.server.desk.visitor import Visitor

PATH = "/desk/clearance"


def test_a_leaver_gets_a_slip_whose_code_is_verified(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    pupil = school.reader("Айсұлу", "Сәрсенбай")
    assert "Nothing is owed" in librarian.text(f"{PATH}/reader/{pupil.id}")
    path = f"{PATH}/reader/{pupil.id}"
    answer = librarian.send(path, operation=str(uuid4()), purpose="leaves")
    assert answer.headers["Location"] == f"{PATH}/1"
    assert "Valid" in librarian.text(f"{PATH}/1")
    for language in ("kk", "ru"):
        paper = librarian.open(f"{PATH}/1/slip.pdf?language={language}").get_data()
        (picture,) = page_pictures(paper, 203)
        (code,) = [found.text for found in zxingcpp.read_barcodes(picture)]
    assert librarian.send(PATH, code=code).headers["Location"] == f"{PATH}/1"
    found = librarian.send("/desk/find", text=f"{code[:4]} {code[4:]}")
    assert found.headers["Location"] == f"{PATH}/1"
    wrong = librarian.send(PATH, code="412 345 678 90")
    assert wrong.status_code == 404 and "No slip of this library" in wrong.get_data(as_text=True)
    assert librarian.send(f"{PATH}/1/void", operation=str(uuid4())).status_code == 422
    librarian.send(f"{PATH}/1/void", operation=str(uuid4()), why="екі рет берілді")
    assert "Voided" in librarian.text(f"{PATH}/1")
    assert librarian.open(f"{PATH}/2").status_code == 404


def test_a_class_page_tells_who_owes_and_prints_the_rest_two_on_a_sheet(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    pupils = [school.reader(name) for name in ("Асан", "Берік", "Дана", "Ерлан")]
    book = school.copy("Абай жолы")
    school.lent(book, pupils[1], TODAY + timedelta(days=9))
    with server.library.reading():
        path = f"{PATH}/class/{tables.SchoolClass.get().id}"
    assert librarian.open(f"{path}/slips.pdf").status_code == 404
    page = librarian.text(path)
    assert "Give to all who owe nothing: 3" in page and "Абай жолы" in page
    librarian.send(path, operation=str(uuid4()), purpose="year-end")
    assert len(re.findall(r"No\. \d / \d{4}", librarian.text(path))) == 3
    paper = librarian.open(f"{path}/slips.pdf?language=kk").get_data()
    sheets = page_pictures(paper, 203)
    assert [len(zxingcpp.read_barcodes(sheet)) for sheet in sheets] == [2, 1]
    owing = librarian.text(f"{PATH}/reader/{pupils[1].id}")
    assert "No slip yet" in owing and "Абай жолы" in owing
    sent = librarian.send(f"{PATH}/reader/{pupils[1].id}", operation=str(uuid4()), purpose="other")
    assert sent.headers["Location"] == f"{PATH}/reader/{pupils[1].id}"
    assert "3" in librarian.text(PATH)
