"""Pages of readers: enrolling, correcting, what is refused, who may, two tabs."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from server.server import Server
from server.services.accounts import add_staff
from server.services.pins import set_pin
from server.services.reader_pages import reader_lines, reader_page
from tests.builders import TODAY, SchoolBuilder
from tests.server.desk.visitor import Visitor

NEW = {"surname": "Ахметова", "given_name": "Айша", "category": "student", "school_class": "",
       "language": ""}  # fmt: skip


def send(librarian: Visitor, path: str, **fields: str):  # type: ignore[no-untyped-def]
    return librarian.send(path, **{"operation": str(uuid4()), **fields})


def version(librarian: Visitor, path: str) -> str:
    page = librarian.open(path).get_data(as_text=True)
    found = re.search(r'name="version"[^>]*value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_enrolling_leads_to_the_new_reader(librarian: Visitor, server: Server) -> None:
    answer = send(librarian, "/desk/readers/new", **NEW, born_on="1.5.2012")
    (line,) = reader_lines(server)
    assert answer.headers["Location"] == f"/desk/readers/{line.reader_id}"
    assert "Ахметова Айша" in librarian.text(f"/desk/readers/{line.reader_id}")


def test_mistakes_stand_at_their_fields_and_nothing_is_saved(
    librarian: Visitor, server: Server
) -> None:
    answer = send(librarian, "/desk/readers/new", **{**NEW, "surname": "", "born_on": "31.2.2012",
                                                     "given_name": "123"})  # fmt: skip
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert page.count("field-wrong") == 3
    assert 'value="31.2.2012"' in page and 'value="123"' in page
    assert reader_lines(server) == []


def test_the_second_tab_is_told_what_the_first_one_saved(
    librarian: Visitor, school: SchoolBuilder, server: Server
) -> None:
    aliya = school.reader(grade=None)
    path = f"/desk/readers/{aliya.id}/edit"
    opened = version(librarian, path)
    mine = {**NEW, "version": opened}
    assert send(librarian, path, **mine).status_code == 303
    second = send(librarian, path, **{**mine, "surname": "Серікова"})
    page = second.get_data(as_text=True)
    assert second.status_code == 409
    assert "Somebody else changed this record" in page and "Ахметова" in page
    assert reader_page(server, aliya.id).name == "Ахметова Айша"
    again = re.search(r'name="version"[^>]*value="([^"]*)"', page)
    assert again is not None
    third = send(librarian, path, **{**mine, "surname": "Серікова", "version": again[1]})
    assert third.status_code == 303


def test_a_reader_types_a_pin_twice_and_an_easy_one_is_refused(
    librarian: Visitor, school: SchoolBuilder
) -> None:
    path = f"/desk/readers/{school.reader().id}/pin"
    for pin, again, said in (
        ("1111", "1111", "too easy"), ("2345", "2345", "too easy"), ("25a0", "25a0", "4 to 8"),
        ("2580", "2581", "differ"), ("", "", "Fill in"),
    ):  # fmt: skip
        answer = send(librarian, path, pin=pin, again=again)
        assert answer.status_code == 422
        assert said in answer.get_data(as_text=True)
        assert pin not in answer.get_data(as_text=True) or not pin
    assert send(librarian, path, pin="2580", again="2580").status_code == 303


def test_a_pin_page_shows_nothing_of_the_desk(librarian: Visitor, school: SchoolBuilder) -> None:
    page = librarian.text(f"/desk/readers/{school.reader().id}/pin")
    assert "Серік" not in page and "Overdue" not in page


def test_the_card_box_form_holds_open_and_past_loans(
    librarian: Visitor, school: SchoolBuilder, server: Server
) -> None:
    aliya, book = school.reader(), school.copy("Абай жолы", inventory_no="Д-17")
    school.lent(book, aliya, due_on=TODAY)
    page = librarian.text(f"/desk/readers/{aliya.id}/form")
    for word in ("Абай жолы", "Д-17", aliya.card, "14.10.2026", "№4 лицей-интернат"):
        assert word in page


@pytest.mark.parametrize("word", ["steal", "..%2f", "lift%00"])
def test_an_unknown_mark_is_not_there(librarian: Visitor, school: SchoolBuilder, word: str) -> None:
    path = f"/desk/readers/{school.reader().id}/mark/{word}"
    assert send(librarian, path).status_code == 404


def test_a_reader_who_is_not_there_is_said(librarian: Visitor) -> None:
    for path in ("/desk/readers/99", "/desk/readers/99/edit", "/desk/readers/99/merge/98"):
        assert librarian.open(path).status_code == 404


@pytest.mark.parametrize("role", ["assistant", "teacher", "director"])
def test_other_roles_see_no_reader(
    server: Server, visitor: Visitor, school: SchoolBuilder, role: str
) -> None:
    aliya = school.reader()
    set_pin(server, aliya.id, "2580")
    add_staff(server, role, role, "password-1", role)
    visitor.sign_in(role, "password-1")
    for path in ("", "/new", f"/{aliya.id}", f"/{aliya.id}/form", f"/{aliya.id}/edit"):
        assert visitor.open(f"/desk/readers{path}").status_code == 403
