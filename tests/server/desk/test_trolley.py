"""The pages of trolley and drop-box: lists in shelf order, who sees whom, rubbish."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from openpyxl import load_workbook
from playwright.sync_api import Browser

from server import tables
from server.server import Server
from server.services.accounts import add_staff
from tests.builders import TODAY, SchoolBuilder
from tests.server.desk.visitor import LOGIN, PASSWORD, Visitor


@pytest.fixture
def assistant(app: Flask, server: Server) -> Visitor:
    add_staff(server, "activist", "Дана", "password-1", "assistant")
    visitor = Visitor(app)
    visitor.sign_in("activist", "password-1")
    return visitor


def scan(visitor: Visitor, text: str, path: str = "/desk/trolley", **more: str) -> str:
    fields = {"operation": str(uuid4()), "text": text, **more}
    answer = visitor.send(path, **fields)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_trolley_is_scanned_without_scripts(librarian: Visitor, school: SchoolBuilder) -> None:
    with school.library.writing():
        shelf = tables.Place.create(name="А-3").id
    book = school.copy(home_place=shelf)
    school.lent(book, school.reader(), due_on=TODAY - timedelta(days=3))
    page = scan(librarian, book.code)
    assert "Taken back" in page and "А-3" in page
    assert "Серік Әлия" in page
    with school.library.reading():
        line = tables.ScanBatchLine.get()
    answer = librarian.send(
        "/desk/trolley/fault", operation=str(uuid4()), line=str(line.id), finding="damaged"
    )
    assert "Damaged: to repair" in answer.get_data(as_text=True)
    answer = librarian.send("/desk/trolley/undo", operation=str(uuid4()), line=str(line.id))
    assert "Undone" in answer.get_data(as_text=True)
    assert librarian.send("/desk/trolley/away", operation=str(uuid4())).status_code == 303
    assert "The list is empty" in librarian.text("/desk/trolley")


def test_an_assistant_sees_no_reader(
    assistant: Visitor, librarian: Visitor, school: SchoolBuilder
) -> None:
    late, waited, there = (school.copy(name) for name in ("Кеш", "Күткен", "Тұрған"))
    aliya, daulet = school.reader(), school.reader("Дәулет", "Оспан")
    school.lent(late, aliya, due_on=TODAY - timedelta(days=9))
    school.lent(waited, aliya, due_on=TODAY)
    school.request(waited, daulet)
    pages = [scan(assistant, book.code) for book in (late, waited, there, late)]
    pages += [scan(assistant, aliya.card), assistant.open("/desk/trolley").get_data(as_text=True)]
    for page in pages:
        for private in ("Серік", "Әлия", "Оспан", "Дәулет", "8Ә", "Days late", "days late"):
            assert private not in page
        assert "Damaged" not in page and "/desk/trolley/undo" not in page
    assert "Taken in" in pages[0] and "Request shelf" in pages[1]
    assert "Серік Әлия" in scan(librarian, late.code)
    for action in ("fault", "undo"):
        sent = {"operation": str(uuid4()), "line": "1", "finding": "damaged"}
        assert assistant.send(f"/desk/trolley/{action}", **sent).status_code == 403


@pytest.mark.parametrize("path", ["/desk/lend", "/desk/drop-box", "/desk/paper-day"])
def test_an_assistant_enters_no_room_with_readers(assistant: Visitor, path: str) -> None:
    assert assistant.open(path).status_code == 403


def test_the_list_is_printed_and_kept_as_a_file(librarian: Visitor, school: SchoolBuilder) -> None:
    for name in ("Екінші", "Бірінші"):
        scan(librarian, school.copy(name).code)
    page = librarian.text("/desk/trolley?all=1")
    assert page.index("Бірінші") < page.index("Екінші")
    book = load_workbook(io.BytesIO(librarian.open("/desk/trolley?as=xlsx").data))
    rows = list(book.active.values)
    assert rows[0][:3] == ("Place", "Shelf mark", "Book")
    assert [row[2] for row in rows[1:]] == ["Әуезов М. Бірінші", "Әуезов М. Екінші"]


@pytest.mark.parametrize("path", ["/desk/trolley", "/desk/drop-box"])
def test_a_form_changed_by_hand_is_refused(librarian: Visitor, path: str) -> None:
    assert librarian.send(path, operation="x", text="6000000011").status_code == 400
    for line in ("", "x", "-1", "9" * 30, "1; DROP"):
        sent = {"operation": str(uuid4()), "line": line, "finding": "damaged"}
        assert librarian.send(f"{path}/undo", **sent).status_code == 400
    sent = {"operation": str(uuid4()), "line": "999", "finding": "eaten"}
    assert librarian.send("/desk/trolley/fault", **sent).status_code == 400
    sent["finding"] = "damaged"
    assert "not on the list" in librarian.send(
        "/desk/trolley/fault", **sent
    ).get_data(as_text=True)  # fmt: skip


def test_a_drop_box_is_taken_back_at_its_day(librarian: Visitor, school: SchoolBuilder) -> None:
    book = school.copy()
    school.lent(book, school.reader(), due_on=TODAY - timedelta(days=3))
    begun = librarian.send("/desk/drop-box/begin", operation=str(uuid4()), day="12.10.2026",
                           time="18:00")  # fmt: skip
    assert begun.status_code == 303
    assert "18:00" in librarian.text("/desk/drop-box")
    page = scan(librarian, book.code, "/desk/drop-box")
    assert "Taken back" in page and "Days late: 1" in page
    assert "Damaged" not in page
    librarian.send("/desk/drop-box/away", operation=str(uuid4()))
    assert "Day they were dropped" in librarian.text("/desk/drop-box")


@pytest.mark.parametrize(
    ("day", "time"),
    [
        ("", ""), ("15.10.2026", ""), ("14.10.2026", "23:00"), ("31.02.2026", ""),
        ("13.10.2026", "25:00"), ("13.10.2026", "six"), ("x" * 10_000, "1"),
        ("13.10.2026", "1:2:3"), ("12.10.2026", "-1:00"), ("' OR 1=1", "🙂"),
    ],
)  # fmt: skip
def test_a_box_needs_a_day_that_was(librarian: Visitor, day: str, time: str) -> None:
    answer = librarian.send("/desk/drop-box/begin", operation=str(uuid4()), day=day, time=time)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.get_data(as_text=True)


@pytest.mark.browser
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_trolley_by_scanner_with_one_key_for_damage(
    app: Flask, school: SchoolBuilder, browser: Browser, desk_address: str
) -> None:
    books = [school.copy(f"Кітап {n}") for n in range(3)]
    school.lent(books[2], school.reader(), due_on=TODAY)
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "language", "value": "en", "url": desk_address}])
    page = context.new_page()
    page.goto(f"{desk_address}/desk/sign-in")
    page.fill("input[name=login]", LOGIN)
    page.fill("input[name=password]", PASSWORD)
    page.click("button.is-primary")
    page.goto(f"{desk_address}/desk/trolley")
    # A scanner that reads each label twice; no scan waits for the answer of the one before.
    for book in (books[0], books[0], books[1], books[2]):
        page.keyboard.type(book.code)
        page.keyboard.press("Enter")
    page.locator(".told-title", has_text="Кітап 2").wait_for()
    page.keyboard.press("d")
    page.locator(".told-what", has_text="Damaged").wait_for()
    assert "Серік Әлия" in page.locator(".told").inner_text()
    page.reload()
    assert page.locator(".list tbody tr").count() == 3
    assert page.locator(".list tbody tr").last.inner_text().startswith("To repair")
    context.close()
