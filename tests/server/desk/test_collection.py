"""The desk collects textbooks: opening classes, scanning, grading, undoing, who sees names."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from server import tables
from server.server import Server
from server.services.proof import prove
from tests.builders import TODAY, Book, Person, SchoolBuilder
from tests.server.desk.visitor import Visitor


@pytest.fixture
def pupils(school: SchoolBuilder) -> list[tuple[Person, Book]]:
    found = []
    for name in ("Айгүл", "Берік", "Гүлім"):
        pupil, book = school.reader(name, "Серік"), school.copy("Алгебра", "textbook", 8)
        school.lent(book, pupil, TODAY + timedelta(days=60))
        found.append((pupil, book))
    return found


def act(librarian: Visitor, path: str, **fields: str) -> TestResponse:
    return librarian.send(path, operation=str(uuid4()), **fields)


def opened(librarian: Visitor) -> int:
    answer = act(librarian, "/desk/collection/open", all="1")
    assert answer.status_code == 303
    return 1


def scanned(librarian: Visitor, text: str, **more: str) -> str:
    page = "/desk/collection/scan"
    return act(librarian, page, text=text, **more).get_data(as_text=True)


def scan_number(page: str) -> str:
    found = re.search(r'name="scan" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_a_class_is_opened_scanned_and_closed(
    librarian: Visitor, server: Server, pupils: list[tuple[Person, Book]]
) -> None:
    number = opened(librarian)
    page = scanned(librarian, pupils[0][1].code)
    assert 'data-sound="good"' in page and "Серік Айгүл" in page and "/ 3" in page
    view = librarian.open(f"/desk/collection/{number}").get_data(as_text=True)
    assert view.count("collect-cell is-owed") == 3  # two pupils and the key
    for step, state in (("pause", "paused"), ("resume", "open"), ("close", "closed")):
        path = f"/desk/collection/{number}"
        assert act(librarian, f"{path}/state", step=step).status_code == 303
        with server.library.reading():
            assert tables.Collection.get().state == state


def test_condition_is_one_touch_and_a_ruined_book_may_open_a_case(
    librarian: Visitor, server: Server, pupils: list[tuple[Person, Book]]
) -> None:
    opened(librarian)
    number = scan_number(scanned(librarian, pupils[0][1].code))
    path = "/desk/collection/scan"
    page = act(librarian, f"{path}/grade", scan=number, condition="1").get_data(as_text=True)
    assert f'action="{path}/damage"' in page
    act(librarian, f"{path}/damage", scan=number)
    with server.library.reading():
        assert tables.LoanCase.get().reader_id == pupils[0][0].id
    assert act(librarian, f"{path}/grade", scan=number, condition="9").status_code == 400


def test_a_card_tells_who_hands_in_and_a_scan_is_taken_back(
    librarian: Visitor, server: Server, pupils: list[tuple[Person, Book]]
) -> None:
    opened(librarian)
    page = scanned(librarian, pupils[1][0].card)
    assert f'name="by" value="{pupils[1][0].id}"' in page
    swapped = scanned(librarian, pupils[0][1].code, by=str(pupils[1][0].id))
    assert "Серік Айгүл" in swapped and "Серік Берік" in swapped
    path = "/desk/collection/scan"
    act(librarian, f"{path}/undo", scan=scan_number(swapped))
    with server.library.reading():
        assert tables.Loan.select().where(tables.Loan.closed_at.is_null()).count() == 3


def test_a_helping_pupil_sees_no_names(
    librarian: Visitor, server: Server, pupils: list[tuple[Person, Book]]
) -> None:
    opened(librarian)
    with server.library.writing():
        tables.Staff.update(role="assistant").execute()
    page = scanned(librarian, pupils[0][1].code, by=str(pupils[1][0].id))
    assert "told-ask" in page and "Серік Айгүл" not in page and "Серік Берік" not in page
    assert librarian.open("/desk/collection").status_code == 403


def test_nothing_ticked_and_a_day_that_is_none_are_told(librarian: Visitor, pupils) -> None:
    path = "/desk/collection"
    assert act(librarian, f"{path}/open").status_code == 422
    opened(librarian)
    wrong = act(librarian, f"{path}/1/keep", subject="Алгебра", until="99.99.2026")
    assert wrong.status_code == 422
    kept = act(librarian, f"{path}/1/keep", subject="Алгебра", until="2027-06-12")
    assert kept.status_code == 303
    assert librarian.open(f"{path}/999999999999").status_code == 404


def test_what_is_left_becomes_a_case_or_stays_and_nothing_opens_again_once_posted(
    librarian: Visitor, server: Server, pupils: list[tuple[Person, Book]]
) -> None:
    opened(librarian)
    scanned(librarian, pupils[0][1].code)
    path = "/desk/collection/1"
    assert act(librarian, f"{path}/post").status_code == 303
    with server.library.reading():
        assert tables.Collection.get().posted_at is None
        line = tables.CollectionLine.get(tables.CollectionLine.reader == pupils[1][0].id).id
    act(librarian, f"{path}/state", step="close")
    act(librarian, f"{path}/endings", **{f"case-{line}": "1"})
    assert "Серік Берік" in librarian.open(f"{path}/slips").get_data(as_text=True)
    for paper in ("list.pdf", "act.pdf"):
        assert librarian.open(f"{path}/{paper}").get_data()[:5] == b"%PDF-"
    act(librarian, f"{path}/post")
    act(librarian, f"{path}/state", step="reopen")
    with server.library.reading():
        assert tables.Collection.get().state == "closed"
        assert [case.reader_id for case in tables.LoanCase.select()] == [pupils[1][0].id]
        open_loans = tables.Loan.select().where(tables.Loan.closed_at.is_null())
        assert [loan.reader_id for loan in open_loans] == [pupils[2][0].id]
    assert prove(server.library) == ()
