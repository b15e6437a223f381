"""Asking for labels at the desk: what is offered, what is made, what is told."""

from __future__ import annotations

import re

import pytest

from server.desk.label_asking import USUAL
from server.server import Server
from server.services.label_jobs import jobs
from server.tables import LabelItem
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import Visitor

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
PAGE = "/desk/labels/new"
OPERATION = "22222222-2222-4222-8222-222222222222"


def chosen_stock(visitor: Visitor, address: str) -> str:
    page = visitor.open(address).get_data(as_text=True)
    found = re.search(r'<input type="hidden" name="stock" value="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("kind", ["slip", "card", "pocket-fold"])
def test_a_kind_that_needs_room_is_offered_a_sheet_with_room(
    librarian: Visitor, school: SchoolBuilder, kind: str
) -> None:
    title = school.copy().title_id
    assert chosen_stock(librarian, f"{PAGE}?title={title}&kind={kind}") == USUAL[kind][0]
    assert "does not fit" not in librarian.text(f"{PAGE}?title={title}&kind={kind}")


def test_another_kind_takes_its_own_sheet_and_not_the_one_before(
    librarian: Visitor, school: SchoolBuilder
) -> None:
    title = school.copy().title_id
    asked = f"{PAGE}?title={title}&kind=slip&stock=a4-189-25x10"
    assert chosen_stock(librarian, asked + "&was=spine+browser") == USUAL["slip"][0]
    assert chosen_stock(librarian, asked + "&was=slip+browser") == "a4-189-25x10"


def test_labels_of_a_title_are_asked_for_and_printed_in_one_press(
    server: Server, librarian: Visitor, school: SchoolBuilder
) -> None:
    title = school.copy().title_id
    asked = {"title": str(title), "kind": "pocket", "stock": "a4-24-70x37", "printer": "browser",
             "start": "5", "operation": OPERATION}  # fmt: skip
    assert [librarian.send(PAGE, **asked).status_code for _ in range(2)] == [303, 303]
    (job,) = jobs(server)
    assert (job.kind, job.total, job.start_cell, job.printer_id) == ("pocket", 1, 5, None)
    with server.library.reading():
        assert LabelItem.select().count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "999999"}, {"title": "x" * 10_000}, {"range": "\0-\0"}, {"range": "9-"},
        {"class": "1"}, {"copy": "-1"}, {"batch": "99999999999"}, {},
    ],
)  # fmt: skip
def test_what_is_not_there_makes_no_printing(
    server: Server, librarian: Visitor, wrong: dict[str, str]
) -> None:
    rubbish = {"kind": "pocket", "stock": "?", "start": "😀", "operation": OPERATION}
    answer = librarian.send(PAGE, **rubbish, **wrong)
    assert answer.status_code == 422 and jobs(server) == []


def test_pages_of_a_title_and_a_copy_lead_to_their_labels(
    librarian: Visitor, school: SchoolBuilder
) -> None:
    book = school.copy()
    for page, way in (
        (f"/desk/titles/{book.title_id}", f"{PAGE}?title={book.title_id}"),
        (f"/desk/copies/{book.id}", f"{PAGE}?copy={book.id}"),
    ):
        assert way in librarian.open(page).get_data(as_text=True)
        assert librarian.open(way).status_code == 200


def test_a_label_that_was_printed_asks_for_the_reason(
    server: Server, librarian: Visitor, school: SchoolBuilder
) -> None:
    book = school.copy()
    with server.library.writing():
        LabelItem.create(
            kind="pocket", copy=book.id, state="verified", times_printed=1, wanted_at=server.now()
        )
    asked = {"copy": str(book.id), "kind": "pocket", "stock": "a4-24-70x37", "printer": "browser",
             "start": "1"}  # fmt: skip
    again = "33333333-3333-4333-8333-333333333333"
    answer = librarian.send(PAGE, operation=OPERATION, **asked)
    assert answer.status_code == 422 and 'name="reason"' in answer.get_data(as_text=True)
    assert librarian.send(PAGE, operation=again, reason="жыртылды", **asked).status_code == 303
    assert jobs(server)[0].reason == "жыртылды"
