"""Scanning books in with a keyboard-wedge scanner: keys as they come, nothing clicked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from server.server import Server
from server.services.searching import index_title
from server.tables import Title
from tests.browser.test_accessibility import AXE, RUN
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import LOGIN, PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("address", ["sqlite"], indirect=True),
]

ISBN, OTHER = "9786010709676", "9789965331237"
PRESS = (
    "code => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
    " {code: 'Digit' + code, key: 'ә', bubbles: true, cancelable: true}))"
)


@pytest.fixture
def page(
    browser: Browser, desk_address: str, server: Server, school: SchoolBuilder
) -> Iterator[Page]:
    """The scanning page of a new draft; one book is known."""
    title_id = school.copy("Физика 8", kind="textbook", grade=8).title_id
    with server.library.writing():
        Title.update(isbn=ISBN).where(Title.id == title_id).execute()
        index_title(title_id, "Физика 8", "Әуезов М.")
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(f"{desk_address}/desk")
    page.fill("[name=login]", LOGIN)
    page.fill("[name=password]", PASSWORD)
    page.click("button.is-primary")
    page.goto(f"{desk_address}/desk/acquisitions/new")
    page.fill("[name=document_no]", "17")
    page.fill("[name=document_on]", "01.10.2026")
    page.click("form.panel button.is-primary")
    page.goto(f"{page.url}/intake")
    yield page
    context.close()


def scan(page: Page, number: str) -> None:
    """What the scanner does under the Kazakh layout: the keys of the digits, then Enter."""
    for digit in number:
        page.evaluate(PRESS, digit)
    page.keyboard.press("Enter")


def test_twenty_copies_in_three_keys_whatever_the_layout(page: Page) -> None:
    scan(page, ISBN)
    expect(page.locator(".told-good")).to_contain_text("Физика 8")
    expect(page.locator("#scan")).to_be_focused()
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(page.locator(".told-good")).to_contain_text("in all: 20")
    page.reload()
    expect(page.locator(".intake-numbers strong").nth(1)).to_have_text("20")


def test_scans_faster_than_answers_keep_their_order(page: Page) -> None:
    """The count is typed before the answer to the scan is there: it is of that book."""
    page.route("**/intake", lambda route: (page.wait_for_timeout(300), route.continue_()))
    scan(page, ISBN)
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.locator(".told-good")).to_contain_text("in all: 7", timeout=10_000)


def test_an_unknown_book_is_filled_in_by_keyboard_alone_and_survives_a_reload(page: Page) -> None:
    scan(page, OTHER)
    expect(page.locator("[name=name]")).to_be_focused()
    page.keyboard.type("Көшпенділер")
    page.reload()
    scan(page, OTHER)
    expect(page.locator("[name=name]")).to_have_value("Көшпенділер")
    page.fill("[name=price]", "dear")
    page.keyboard.press("Enter")
    expect(page.locator("[name=price]")).to_be_focused()
    expect(page.locator("#price-wrong")).to_be_visible()
    page.fill("[name=price]", "1 250,50")
    page.keyboard.press("Enter")
    expect(page.locator(".told-good")).to_contain_text("Көшпенділер")
    expect(page.locator("#scan")).to_be_focused()


def test_axe_finds_nothing_while_books_are_scanned(page: Page) -> None:
    for number in (ISBN, OTHER):
        scan(page, number)
        expect(page.locator(".told")).to_be_visible()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(RUN) == []
