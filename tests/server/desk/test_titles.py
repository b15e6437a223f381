"""Titles and copies at the desk: lists, pages, forms, what may be done with a copy."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest
from flask import Flask

from server.server import Server
from server.services.accounts import add_staff
from server.services.finding import find
from server.services.titles import TitlesWanted, list_titles
from server.tables import Copy, Operation, Place, Title
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import PASSWORD, Visitor

DUE = date(2026, 10, 20)
TITLE = {
    "name": "Көшпенділер", "author": "Есенберлин І.", "item_kind": "fiction", "language": "kk",
    "year": "1976", "isbn": "978-601-07-0967-6", "bbk": "84(5Kаз)6", "author_mark": "Е 79",
}  # fmt: skip


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


def kinds(server: Server) -> list[str]:
    with server.library.reading():
        return [row.kind for row in Operation.select().order_by(Operation.seq)]


def as_role(app: Flask, server: Server, role: str) -> Visitor:
    add_staff(server, role, "Мұғалім", PASSWORD, role)
    visitor = Visitor(app)
    visitor.sign_in(login=role)
    return visitor


def test_titles_stand_in_kazakh_order_with_their_copies(
    librarian: Visitor, school: SchoolBuilder
) -> None:
    for name in ("Үміт", "Ұлан", "Әлем", "Абай"):
        school.copy(name)
    school.copy("Абай", state="on-loan"), school.copy("Абай", state="written-off")
    page = librarian.open("/desk/titles").get_data(as_text=True)
    assert re.findall(r'href="/desk/titles/\d+">([^<]+)', page) == ["Абай", "Әлем", "Ұлан", "Үміт"]
    assert "Абай Әуезов М. Fiction 1 2" in librarian.text("/desk/titles").replace("  ", " ")


def test_titles_are_filtered_and_paged_in_the_database(
    server: Server, school: SchoolBuilder
) -> None:
    for n in range(7):
        school.copy(f"Алгебра {n}", kind="textbook", grade=7 + n % 2)
    school.copy("Абай")
    found, total = list_titles(server, TitlesWanted("textbook", None, 7, count=3, first=2))
    assert ([line.name for line in found], total) == (["Алгебра 4", "Алгебра 6"], 4)
    down, _ = list_titles(server, TitlesWanted(down=True, count=1))
    assert down[0].name == "Алгебра 6"


def test_who_has_a_copy_is_shown_only_to_who_may_see_readers(
    app: Flask, server: Server, librarian: Visitor, school: SchoolBuilder
) -> None:
    book, reader = school.copy("Абай"), school.reader("Дана", "Омарова")
    school.lent(book, reader, DUE)
    school.request(book, school.reader("Иван", "Кимов"))
    visitor = as_role(app, server, "assistant")
    for path in (f"/desk/titles/{book.title_id}", f"/desk/copies/{book.id}"):
        assert "Омарова Дана" in librarian.text(path) and "20.10.2026" in librarian.text(path)
        seen = visitor.text(path)
        assert "20.10.2026" in seen and "Омарова" not in seen and "Кимов" not in seen


def test_a_title_is_added_made_plain_and_found(librarian: Visitor, server: Server) -> None:
    answer = send(librarian, "/desk/titles/new", **TITLE)
    assert answer.status_code == 303
    with server.library.reading():
        row = Title.get(Title.name == "Көшпенділер")
    assert (row.isbn, row.bbk, row.year) == ("9786010709676", "84(5Каз)6", 1976)
    assert find(server, "кошпенд").hits[0].row_id == row.id
    assert find(server, "9786010709676").hits[0].row_id == row.id
    assert kinds(server) == ["title-added"]


def test_a_double_press_adds_one_title(librarian: Visitor, server: Server) -> None:
    once = {**TITLE, "operation": str(uuid.uuid4())}
    first, second = (send(librarian, "/desk/titles/new", **once) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    with server.library.reading():
        assert Title.select().count() == 1


def test_an_odd_isbn_and_class_are_kept_with_a_warning(librarian: Visitor, server: Server) -> None:
    answer = send(librarian, "/desk/titles/new", **{**TITLE, "isbn": "9786010709677", "bbk": "??"})
    said = librarian.text(answer.headers["Location"])
    assert "ISBN looks wrong" in said and "BBK class looks unusual" in said


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 10_000), ("name", "а\0б"), ("year", "'76"), ("year", "9999"),
     ("grade", "12"), ("item_kind", "' OR 1=1"), ("language", "<b>"), ("pages", "-1")],
)  # fmt: skip
def test_a_mistake_is_told_at_its_field_and_nothing_is_saved(
    librarian: Visitor, server: Server, field: str, value: str
) -> None:
    answer = send(librarian, "/desk/titles/new", **{**TITLE, field: value})
    assert answer.status_code == 422
    assert "field-wrong" in answer.get_data(as_text=True)
    with server.library.reading():
        assert Title.select().count() == 0


def test_a_corrected_title_is_found_by_its_new_name_and_two_tabs_are_told(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    path = f"/desk/titles/{school.copy('Абай').title_id}/edit"
    page = librarian.open(path).get_data(as_text=True)
    version = re.search(r'name="version"[^>]*value="([^"]+)"', page)
    assert version is not None
    send(librarian, path, **TITLE, version=version[1])
    assert [hit.name for hit in find(server, "кошпенд").hits] == ["Көшпенділер"]
    assert find(server, "абай").hits == ()
    late = send(librarian, path, **{**TITLE, "name": "Басқа"}, version=version[1])
    assert late.status_code == 422
    assert "Көшпенділер" in late.get_data(as_text=True)


def test_copies_get_running_numbers_and_taken_ones_are_refused(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    book = school.copy("Абай", inventory_no="41")
    path = f"/desk/titles/{book.title_id}/copies"
    assert (
        send(librarian, path, count="3", home_place="", inventory_no="50", price="1500").status_code
        == 303
    )
    with server.library.reading():
        rows = list(Copy.select().where(Copy.id != book.id).order_by(Copy.id))
    assert [row.inventory_no for row in rows] == ["50", "51", "52"]
    assert [row.code[:9] for row in rows] == [f"6{2 + n:08d}" for n in range(3)]
    assert {row.price_tiyn for row in rows} == {150_000}
    taken = send(librarian, path, count="2", home_place="", inventory_no="40")
    assert taken.status_code == 422 and "Number 41 is taken" in taken.get_data(as_text=True)
    for count in ("0", "501", "", "три"):
        assert send(librarian, path, count=count, home_place="").status_code == 422


def test_places_are_added_renamed_and_numbered(librarian: Visitor, server: Server) -> None:
    send(librarian, "/desk/places", name="3-сөре", kind="shelf")
    with server.library.reading():
        row = Place.get(Place.name == "3-сөре")
    assert row.number[0] == "8" and find(server, row.number).hits[0].name == "3-сөре"
    send(librarian, f"/desk/places/{row.id}", name="4-сөре", kind="store")
    assert "4-сөре Store" in librarian.text("/desk/places")
    assert send(librarian, "/desk/places", name="", kind="shelf").status_code == 422
    assert send(librarian, "/desk/places", name="x", kind="moon").status_code == 422
    assert librarian.open("/desk/places/999").status_code == 404


@pytest.mark.parametrize("role", ["assistant", "teacher", "director"])
def test_who_may_only_look_changes_nothing(
    app: Flask, server: Server, school: SchoolBuilder, role: str
) -> None:
    book = school.copy("Абай")
    visitor = as_role(app, server, role)
    for path in ("/desk/titles", f"/desk/titles/{book.title_id}", "/desk/copies", "/desk/places"):
        assert visitor.open(path).status_code == 200
    page = visitor.open(f"/desk/titles/{book.title_id}").get_data(as_text=True)
    assert "/edit" not in page and "/requests/new" not in page
    assert visitor.open("/desk/titles/new").status_code == 403
    assert visitor.open("/desk/requests").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/desk/titles?grade=x&kind=' OR 1=1&sort=isbn", "/desk/copies?state=%00&place=-1&first=-9"],
)  # fmt: skip
def test_addresses_with_nonsense_show_the_whole_list(librarian: Visitor, path: str) -> None:
    assert librarian.open(path).status_code == 200


def test_lists_are_kept_as_files(librarian: Visitor, school: SchoolBuilder) -> None:
    school.copy("Абай")
    for path in ("/desk/titles", "/desk/copies", "/desk/places"):
        answer = librarian.open(f"{path}?as=xlsx")
        assert answer.mimetype.endswith("sheet"), path
