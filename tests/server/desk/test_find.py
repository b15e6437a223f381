"""The box above every page: where it leads, what it shows to whom, how a scan reaches it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from server.server import Server
from server.services.accounts import add_staff
from server.services.searching import rebuild
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import LOGIN, PASSWORD, Visitor

JSON = {"X-Library-Kiosk": "1"}


def now(visitor: Visitor, text: object) -> str:
    answer = visitor.client.post("/desk/find/now", json={"text": text}, headers=JSON)
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)


def as_role(app: Flask, server: Server, role: str) -> Visitor:
    add_staff(server, role, "Мұғалім", PASSWORD, role)
    visitor = Visitor(app)
    visitor.sign_in(login=role)
    return visitor


def test_a_card_and_a_copy_lead_straight_to_their_pages(
    librarian: Visitor, school: SchoolBuilder
) -> None:
    reader, book = school.reader(), school.copy()
    for code, page in (
        (reader.card, f"/desk/readers/{reader.id}"),
        (book.code, f"/desk/copies/{book.id}"),
    ):
        assert librarian.send("/desk/find", text=code).headers["Location"] == page


def test_the_only_thing_found_opens_and_several_are_listed(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    book = school.copy("Ұшқан ұя")
    school.copy("Абай жолы"), school.reader("Абай", "Омар")
    rebuild(server)
    only = librarian.send("/desk/find", text="ушкан")
    assert only.headers["Location"] == f"/desk/titles/{book.title_id}"
    page = librarian.send("/desk/find", text="абай").get_data(as_text=True)
    assert "Абай жолы" in page and "Омар Абай" in page


def test_what_is_typed_is_answered_by_a_few_lines(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    school.copy("Абай жолы")
    rebuild(server)
    assert "Абай жолы" in now(librarian, "аба")
    assert "Shown instead: абай" in now(librarian, "аббай")
    assert "Nothing found" in now(librarian, "<b>жоқ</b>")
    assert "check digit" in now(librarian, "6000000017")


@pytest.mark.parametrize("role", ["assistant", "teacher", "director"])
def test_nobody_finds_a_reader_who_may_not_see_readers(
    app: Flask, server: Server, school: SchoolBuilder, role: str
) -> None:
    reader = school.reader("Абай", "Омар")
    school.copy("Абай жолы")
    rebuild(server)
    visitor = as_role(app, server, role)
    for text in ("абай", "омар", reader.card, "аббай"):
        assert "Омар" not in now(visitor, text)
        assert "/desk/readers/" not in now(visitor, text)
    assert visitor.client.post("/desk/find", data={"text": reader.card}).status_code == 400


@pytest.mark.parametrize("text", [None, 7, ["x"], {}])
def test_a_question_that_is_no_text_is_refused(librarian: Visitor, text: object) -> None:
    answer = librarian.client.post("/desk/find/now", json={"text": text}, headers=JSON)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "ә" * 10_000, "' OR 1=1", "<script>", "😀", "\u202eабай", "и\u0306"]
)
def test_rubbish_gets_a_plain_page(librarian: Visitor, text: str) -> None:
    answer = librarian.send("/desk/find", text=text)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_without_the_header_a_script_learns_nothing(librarian: Visitor) -> None:
    assert librarian.client.post("/desk/find/now", json={"text": "а"}).status_code == 403


@pytest.fixture
def page(
    browser: Browser, desk_address: str, server: Server, school: SchoolBuilder
) -> Iterator[Page]:
    school.copy("Абай жолы"), school.copy("Абай өлеңдері"), school.reader("Абай", "Омар")
    rebuild(server)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{desk_address}/desk")
    page.fill("[name=login]", LOGIN)
    page.fill("[name=password]", PASSWORD)
    page.click("button.is-primary")
    page.goto(f"{desk_address}/desk/find")
    yield page
    context.close()


@pytest.mark.browser
def test_a_scan_opens_its_copy_wherever_the_focus_is(page: Page, school: SchoolBuilder) -> None:
    book = school.copy("Көксерек")
    page.locator("body").focus()
    for digit in book.code:
        page.keyboard.press(f"Digit{digit}")
    with page.expect_request(lambda each: each.url.endswith(f"/desk/copies/{book.id}")):
        page.keyboard.press("Enter")


@pytest.mark.browser
def test_keys_alone_reach_the_box_and_choose_a_line(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#find-text")).to_be_focused()
    page.keyboard.type("абай")
    expect(page.locator("#find-found [role=option]")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    last = page.locator("#find-found [role=option]").last
    expect(last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#find-found")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#find-text")).to_have_value("")
    page.keyboard.press("Control+k")
    page.keyboard.type("омар")
    expect(page.locator("#find-found [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    with page.expect_request(lambda each: "/desk/readers/" in each.url):
        page.keyboard.press("Enter")


@pytest.mark.browser
def test_a_page_with_a_scan_box_of_its_own_keeps_its_scans(page: Page) -> None:
    page.evaluate(
        "document.querySelector('.desk-main').append(Object.assign("
        "document.createElement('input'), {id: 'own'}));"
        "document.getElementById('own').setAttribute('data-scan-here', '')"
    )
    for digit in "6000":
        page.keyboard.press(f"Digit{digit}")
    expect(page.locator("#own")).to_have_value("6000")
    expect(page.locator("#find-text")).to_have_value("")
