"""The lending page: forms without scripts, the part for scripts, who may, rubbish."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from server.server import Server
from server.services.accounts import add_staff
from server.services.proof import prove
from server.tables import Copy, Loan
from tests.builders import TODAY, SchoolBuilder
from tests.server.desk.visitor import LOGIN, PASSWORD, Visitor


def scan(librarian: Visitor, text: str, **more: str) -> str:
    fields = {"operation": str(uuid4()), "text": text, **more}
    answer = librarian.send("/desk/lend", **fields)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_visit_without_scripts(librarian: Visitor, school: SchoolBuilder) -> None:
    aliya, book = school.reader(), school.copy("Абай жолы")
    page = scan(librarian, aliya.card)
    assert "Серік Әлия" in page
    assert f'name="reader" value="{aliya.id}"' in page
    page = scan(librarian, book.code, reader=str(aliya.id))
    assert "Lent" in page and "Абай жолы" in page
    undoes = re.search(r'name="undoes" value="([^"]+)"', page)
    assert undoes is not None
    answer = librarian.send("/desk/lend/undo", undoes=undoes[1], operation=str(uuid4()),
                            reader=str(aliya.id))  # fmt: skip
    assert "The loan is undone" in answer.get_data(as_text=True)
    assert "The reader has no books" in librarian.text(f"/desk/lend?reader={aliya.id}")


def test_a_script_gets_the_changing_part_only(librarian: Visitor, school: SchoolBuilder) -> None:
    token = re.search(
        r'name="csrf_token" value="([^"]+)"', librarian.open("/desk/lend").get_data(as_text=True)
    )
    assert token is not None
    answer = librarian.client.post(
        "/desk/lend", headers={"X-Part": "1"},
        data={"csrf_token": token[1], "operation": str(uuid4()), "text": school.reader().card},
    )  # fmt: skip
    text = answer.get_data(as_text=True)
    assert "<html" not in text and "data-scans" in text


def test_the_same_form_twice_lends_once(librarian: Visitor, school: SchoolBuilder) -> None:
    aliya, book, operation = school.reader(), school.copy(), str(uuid4())
    for _ in range(2):
        page = scan(librarian, book.code, reader=str(aliya.id), operation=operation)
        assert "Lent" in page
    assert librarian.text("/desk/lend").count("Серік Әлия") == 1


def test_a_book_without_a_label_comes_back_by_its_line_and_is_taken_back_once(
    librarian: Visitor, school: SchoolBuilder, server: Server
) -> None:
    aliya, berik, book = school.reader(), school.reader("Берік"), school.copy("Абай жолы")
    scan(librarian, book.code, reader=str(aliya.id))
    with server.library.writing():
        Copy.update(code=None).where(Copy.id == book.id).execute()
        Loan.update(due_on=TODAY).execute()
    line = {"reader": str(aliya.id), "copy": str(book.id)}
    assert "no label" in librarian.text(f"/desk/lend?reader={aliya.id}")
    assert "Renewed" in scan(librarian, "", wish="renew", **line)
    assert "out of date" in scan(librarian, "", wish="return", reader=str(berik.id),
                                 copy=str(book.id))  # fmt: skip
    assert "Taken back" in scan(librarian, "", wish="return", **line)
    assert "out of date" in scan(librarian, "", wish="return", **line)
    assert "The reader has no books" in librarian.text(f"/desk/lend?reader={aliya.id}")
    assert prove(server.library) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"reader": "x"}, {"reader": "-1"}, {"reader": "9" * 30}, {"wish": "steal"},
        {"operation": "no-uuid"},
    ],
)  # fmt: skip
def test_a_form_changed_by_hand_is_refused(librarian: Visitor, fields: dict[str, str]) -> None:
    answer = librarian.send("/desk/lend", **{"operation": str(uuid4()), "text": "1", **fields})
    assert answer.status_code == 400


def test_a_reader_who_is_no_more_ends_the_sitting(librarian: Visitor) -> None:
    assert librarian.open("/desk/lend?reader=999999").status_code == 303
    assert "No reader yet" in scan(librarian, "6000000011", reader="999999")


@pytest.mark.parametrize("role", ["assistant", "teacher", "director"])
def test_only_librarians_lend(server: Server, visitor: Visitor, role: str) -> None:
    add_staff(server, role, role, "password-1", role)
    visitor.sign_in(role, "password-1")
    assert visitor.open("/desk/lend").status_code == 403


@pytest.fixture
def page(browser: Browser, desk_address: str) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "language", "value": "en", "url": desk_address}])
    page = context.new_page()
    page.goto(f"{desk_address}/desk/sign-in")
    page.fill("input[name=login]", LOGIN)
    page.fill("input[name=password]", PASSWORD)
    page.click("button.is-primary")
    page.goto(f"{desk_address}/desk/lend")
    return page


def say(page: Page, text: str) -> None:
    """A scanner in keyboard mode: digits, then Enter."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


@pytest.mark.browser
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_sitting_by_scanner_with_a_lost_reply(
    app: Flask, school: SchoolBuilder, page: Page
) -> None:
    aliya, daulet = school.reader(), school.reader("Дәулет", "Оспан")
    books = [school.copy(f"Кітап {n}") for n in range(3)]
    old = school.copy("Ескі кітап")
    school.lent(old, daulet, due_on=TODAY + timedelta(days=2))
    say(page, aliya.card)
    page.get_by_role("heading", name="Серік Әлия").wait_for()
    # Three scans without waiting: they keep their order and their reader.
    for book in books:
        say(page, book.code)
    page.locator(".told-title", has_text="Кітап 2").wait_for()
    page.wait_for_function("document.querySelectorAll('.lend-both table tbody tr').length === 3")
    # The answer of the next one gets lost on its way.
    lost: list[str] = []

    def lose(route) -> None:
        route.fetch()
        lost.append(route.request.post_data or "")
        route.abort()

    page.route("**/desk/lend", lose, times=1)
    say(page, daulet.card)
    page.get_by_role("heading", name="Оспан Дәулет").wait_for()
    page.route("**/desk/lend", lose, times=1)
    say(page, old.code)
    page.locator(".told-what", has_text="Taken back").wait_for()
    assert len(lost) == 2
    page.locator(".told-ways button", has_text="Undo").click()
    page.locator(".told-what", has_text="on loan again").wait_for()
    assert page.locator(".lend-done li").count() == 4
    # On a narrow screen the rooms fold away after the box got the focus: it stays in sight.
    page.set_viewport_size({"width": 820, "height": 500})
    page.reload()
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.activeElement.id") == "scan"
