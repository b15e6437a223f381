"""The queue of returned copies on its own page: all of it, ordered, undone."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from flask import Flask

from server.jobs.unseen_returns import find_unseen_returns
from server.server import Server
from server.services.accounts import add_staff
from server.services.checking import to_check
from server.services.home import FIRST_LINES
from server.services.proof import prove
from tests.builders import Book, Clock, SchoolBuilder
from tests.server.asking import Station
from tests.server.desk.visitor import PASSWORD, Visitor


@pytest.fixture
def queue(station: Station, school: SchoolBuilder, clock: Clock) -> list[Book]:
    """More than the home page shows, the first one kept for somebody."""
    books = [school.copy(f"Кітап {letter}") for letter in "ҺӘБВГДЕ"]
    for place, book in enumerate(books):
        school.lent(book, school.reader(f"Оқырман {place}"), date(2026, 10, 20))
        station.give_back(book)
        clock.pass_(minutes=1)
    return books


def titles(librarian: Visitor, question: str = "") -> list[str]:
    page = librarian.open(f"/desk/checks{question}").get_data(as_text=True)
    return re.findall(r'<span class="strong">Кітап (.)</span>', page)


def test_all_of_the_queue_stands_there_in_kazakh_order_when_asked(
    librarian: Visitor, queue: list[Book]
) -> None:
    assert len(queue) > FIRST_LINES
    assert titles(librarian) == list("ҺӘБВГДЕ"), "the longest waiting first"
    assert titles(librarian, "?sort=title") == list("ӘБВГДЕҺ")


def test_what_waited_too_long_and_what_is_kept_can_be_shown_alone(
    librarian: Visitor, station: Station, school: SchoolBuilder, queue: list[Book], clock: Clock
) -> None:
    clock.pass_(days=5)
    find_unseen_returns(station.server)
    kept = school.copy("Кітап Я")
    school.lent(kept, school.reader(), date(2026, 10, 25))
    school.request(kept, school.reader("Иван", "Ким"))
    station.give_back(kept)
    librarian.sign_in()
    assert len(titles(librarian)) == len(queue) + 1
    assert len(titles(librarian, "?only=late")) == len(queue)
    assert titles(librarian, "?only=kept") == ["Я"]


def test_a_look_leads_back_and_is_undone_there(
    librarian: Visitor, queue: list[Book], server: Server
) -> None:
    form = {"copy": queue[0].id, "finding": "damaged", "back": "checks"}
    answer = librarian.send("/desk/checks", operation=str(uuid.uuid4()), **form)
    address = answer.headers["Location"]
    assert address.startswith("/desk/checks?done=")
    page = librarian.open(address).get_data(as_text=True)
    assert len(to_check(server)) == len(queue) - 1
    undoes = re.search(r'name="undoes" value="([^"]+)"', page)[1]  # type: ignore[index]
    back = librarian.send("/desk/undo", undoes=undoes, back="checks", operation=str(uuid.uuid4()))
    assert back.headers["Location"] == "/desk/checks"
    assert len(to_check(server)) == len(queue)
    assert 'name="undoes"' not in librarian.open(address).get_data(as_text=True)
    assert prove(server.library) == ()


@pytest.mark.parametrize("done", ["x", "0", "-1", "99", "9" * 30])
def test_a_page_that_comes_from_nowhere_offers_no_undo(librarian: Visitor, done: str) -> None:
    for path in ("/desk", "/desk/checks"):
        answer = librarian.open(f"{path}?done={done}")
        assert answer.status_code == 200
        assert 'name="undoes"' not in answer.get_data(as_text=True)


def test_the_file_and_the_empty_page(librarian: Visitor, school: SchoolBuilder) -> None:
    assert "Nothing to check" in librarian.text("/desk/checks")
    assert librarian.open("/desk/checks?as=xlsx").status_code == 200


def test_roles_without_the_right_see_no_queue(app: Flask, server: Server) -> None:
    for role in ("assistant", "teacher", "director"):
        add_staff(server, role, role, PASSWORD, role)
        visitor = Visitor(app)
        visitor.sign_in(role)
        assert visitor.open("/desk/checks").status_code == 403
        form = {"copy": 1, "finding": "fine", "operation": str(uuid.uuid4())}
        assert visitor.send("/desk/checks", **form).status_code == 403
