"""Requests at the desk: placed, fetched, kept, cancelled; books on a topic."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from server.server import Server
from server.services.accounts import add_staff
from server.services.proof import prove
from server.services.request_lists import Counts, request_lines, to_fetch, waiting_counts
from server.services.searching import rebuild
from server.services.topics import topic, topics
from server.tables import Place, Reader, Request, Title, TopicRequestCopy
from tests.builders import NOW, SchoolBuilder
from tests.server.asking import Station
from tests.server.desk.visitor import PASSWORD, Visitor

DUE = date(2026, 10, 20)
WISH = {"topic": "Дала туралы", "how_many": "5", "wanted_on": "20.10.2026",
        "school_class": "", "reader": "", "note": ""}  # fmt: skip


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


def standings(server: Server) -> list[str]:
    return [line.standing for line in request_lines(server)]


def test_a_card_places_a_request_at_once(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    book, reader = school.copy("Абай"), school.reader()
    school.lent(book, school.reader("Иван", "Ким"), DUE)
    answer = send(librarian, "/desk/requests/new", title=book.title_id, text=reader.card)
    assert answer.headers["Location"] == f"/desk/titles/{book.title_id}"
    assert "Place in the queue: 1" in librarian.text(answer.headers["Location"])
    assert standings(server) == ["waiting"]


def test_a_name_gives_a_few_to_choose_from(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    book = school.copy("Абай")
    readers = [school.reader(name, "Серікова") for name in ("Әлия", "Дана")]
    rebuild(server)
    page = send(librarian, "/desk/requests/new", title=book.title_id, text="серик")
    assert all(name in page.get_data(as_text=True) for name in ("Серікова Әлия", "Серікова Дана"))
    send(librarian, "/desk/requests", title=book.title_id, reader=readers[1].id)
    assert [line.reader for line in request_lines(server)] == ["Серікова Дана"]


def test_a_refusal_says_why_and_places_nothing(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    book, reader = school.copy("Абай"), school.reader()
    school.lent(book, reader, DUE)
    school.copy("Абай", state="on-loan")
    answer = send(librarian, "/desk/requests", title=book.title_id, reader=reader.id)
    assert "not placed" in librarian.text(answer.headers["Location"]).lower()
    assert request_lines(server) == []
    assert send(librarian, "/desk/requests", title="999", reader=reader.id).status_code == 303
    assert librarian.open("/desk/requests/new?title=999").status_code == 404


def test_what_stands_on_a_shelf_is_fetched_in_the_order_of_the_shelves(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    with school.library.writing():
        places = [Place.create(name=name).id for name in ("2-сөре", "10-сөре")]
    far, near = school.copy("Абай", home_place=places[1]), school.copy("Үміт", home_place=places[0])
    school.copy("Абай", reading_room_only=True)
    for book in (far, near):
        school.request(book, school.reader())
    school.request(far, school.reader("Екінші"), NOW + timedelta(minutes=5))
    assert [each.title for each in to_fetch(server)] == ["Үміт", "Абай"]
    assert standings(server) == ["to-fetch", "to-fetch", "waiting"], "one copy serves one reader"
    assert waiting_counts(server) == Counts(2, 0, 0)
    answer = send(librarian, "/desk/requests/fetch", code=far.code)
    assert "Put it on the hold shelf" in librarian.text(answer.headers["Location"])
    assert waiting_counts(server) == Counts(1, 1, 0)
    assert prove(server.library) == ()


@pytest.mark.parametrize("code", ["", "6000000017", "x" * 10_000, "' OR 1=1", "\0"])
def test_an_unknown_scan_at_the_shelf_is_told(librarian: Visitor, code: str) -> None:
    answer = send(librarian, "/desk/requests/fetch", code=code)
    assert "There is no such copy" in librarian.text(answer.headers["Location"])


def test_a_slip_names_its_reader_shortly_with_the_last_day(
    librarian: Visitor, school: SchoolBuilder, station: Station
) -> None:
    book = school.copy("Абай")
    school.lent(book, school.reader(), DUE)
    number = school.request(book, school.reader("Дана", "Омарова"))
    station.give_back(book)
    for path in ("/desk/requests/slips", f"/desk/requests/slips?request={number}"):
        said = librarian.text(path)
        assert "Дана О. 8Ә" in said and "21.10.2026" in said
        assert "Омарова" not in said
    assert "Nothing stands" in librarian.text("/desk/requests/slips?request=999")


def test_a_cancelled_request_is_gone_and_twice_does_nothing(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    number = school.request(school.copy(), school.reader())
    assert librarian.open(f"/desk/requests/{number}").status_code == 200
    for _ in range(2):
        assert send(librarian, f"/desk/requests/{number}/cancel").status_code == 303
    assert librarian.open(f"/desk/requests/{number}").status_code == 404
    with server.library.reading():
        assert Request.get_by_id(number).state == "cancelled"


def test_the_list_is_filtered_by_standing(librarian: Visitor, school: SchoolBuilder) -> None:
    school.request(school.copy("Сөредегі"), school.reader("А"))
    lent = school.copy("Берілген")
    school.lent(lent, school.reader("Б"), DUE)
    school.request(lent, school.reader("В"))
    assert "Берілген" not in librarian.text("/desk/requests?standing=to-fetch")
    assert "Берілген" in librarian.text("/desk/requests?standing=waiting")


def test_books_on_a_topic_are_asked_gathered_and_handed_over(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    teacher = school.reader("Айгүл", "Мұғалімова", category="teacher", grade=None)
    books = [school.copy("Дала"), school.copy("Көксерек")]
    answer = send(librarian, "/desk/topics/new", **{**WISH, "reader": str(teacher.id)})
    path = answer.headers["Location"]
    assert waiting_counts(server).topics == 1
    send(librarian, f"{path}/step", step="prepare")
    assert "Scan at least one book" in librarian.text(path)
    for book in (*books, books[0]):
        send(librarian, f"{path}/copies", code=book.code)
    line, copies = topic(server, int(path.rsplit("/", 1)[1])) or (None, [])
    assert line is not None and [each.title for each in copies] == ["Дала", "Көксерек"]
    send(librarian, f"{path}/back", copy=books[1].id)
    for step, after in (("prepare", "ready"), ("back", "waiting"), ("prepare", "ready"),
                        ("fulfil", "fulfilled"), ("cancel", "fulfilled")):  # fmt: skip
        send(librarian, f"{path}/step", step=step)
        assert topics(server)[0].state == after
    assert waiting_counts(server).topics == 0
    assert "Дала туралы" not in librarian.text("/desk/topics?state=waiting")
    assert "Дала туралы" in librarian.text("/desk/topics?state=fulfilled")


def test_a_lent_copy_is_not_gathered_and_a_finished_wish_takes_none(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    lent, here = school.copy("Дала"), school.copy("Көксерек")
    school.lent(lent, school.reader(), DUE)
    path = send(librarian, "/desk/topics/new", **WISH).headers["Location"]
    send(librarian, f"{path}/copies", code=lent.code)
    send(librarian, f"{path}/step", step="cancel")
    send(librarian, f"{path}/copies", code=here.code)
    with server.library.reading():
        assert TopicRequestCopy.select().count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("topic", ""), ("topic", "x" * 10_000), ("topic", "а\0"), ("how_many", "0"),
     ("how_many", "бес"), ("wanted_on", ""), ("wanted_on", "31.02.2027"),
     ("wanted_on", "13.10.2026"), ("reader", "999"), ("school_class", "' OR 1=1")],
)  # fmt: skip
def test_a_wish_with_a_mistake_is_told_and_not_kept(
    librarian: Visitor, server: Server, field: str, value: str
) -> None:
    answer = send(librarian, "/desk/topics/new", **{**WISH, field: value})
    assert answer.status_code == 422
    assert topics(server) == []


@pytest.mark.parametrize("topic_text", ["<b>дала</b>", "' OR 1=1 --", "дала 📚", "\u202eдала"])
def test_an_odd_topic_is_a_topic(librarian: Visitor, topic_text: str) -> None:
    path = send(librarian, "/desk/topics/new", **{**WISH, "topic": topic_text}).headers["Location"]
    page = librarian.open(path)
    assert page.status_code == 200 and "<b>дала" not in page.get_data(as_text=True)


def test_pages_that_are_not_there_are_404(librarian: Visitor) -> None:
    assert librarian.open("/desk/topics/999").status_code == 404
    assert send(librarian, "/desk/topics/999/step", step="prepare").status_code == 404
    assert send(librarian, "/desk/topics/999/step", step="dance").status_code == 400
    assert send(librarian, "/desk/topics/999/copies", code="1").status_code == 303


@pytest.mark.parametrize("role", ["assistant", "teacher", "director"])
def test_requests_are_for_librarians(
    app: Flask, server: Server, school: SchoolBuilder, role: str
) -> None:
    add_staff(server, role, "Мұғалім", PASSWORD, role)
    visitor = Visitor(app)
    visitor.sign_in(login=role)
    for path in ("/desk/requests", "/desk/requests/fetch", "/desk/requests/slips", "/desk/topics",
                 "/desk/topics/new", "/desk/requests/new?title=1"):  # fmt: skip
        assert visitor.open(path).status_code == 403


def test_no_address_holds_a_name(librarian: Visitor, server: Server, school: SchoolBuilder) -> None:
    book = school.copy("Абай")
    school.request(book, school.reader("Дана", "Омарова"))
    with server.library.reading():
        assert Reader.select().count() == Title.select().count() == 1
    for path in ("/desk/requests", f"/desk/titles/{book.title_id}", "/desk/requests/fetch"):
        page = librarian.open(path).get_data(as_text=True)
        assert not [a for a in re.findall(r'(?:href|action)="([^"]*)"', page) if "Омар" in a]
