"""The desk's page by itself: scans find their line in any layout, calls appear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from library.operations import CallLibrarian
from tests.browser.test_accessibility import AXE, RUN
from tests.builders import SchoolBuilder
from tests.server.asking import Station
from tests.server.desk.visitor import LOGIN, PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, desk_address: str) -> Iterator[Page]:
    """The desk of a signed-in librarian."""
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(f"{desk_address}/desk")
    page.fill("[name=login]", LOGIN)
    page.fill("[name=password]", PASSWORD)
    page.click("button.is-primary")
    yield page
    context.close()


def test_a_scan_in_the_kazakh_layout_finds_its_line_and_enter_clears_it(
    page: Page, desk_address: str, station: Station, school: SchoolBuilder
) -> None:
    books = [school.copy("Ұшқан ұя"), school.copy("Ақбілек")]
    for book in books:
        school.lent(book, school.reader(), date(2026, 10, 20))
        station.give_back(book)
    page.goto(f"{desk_address}/desk")
    for digit in books[1].code:
        # What a keyboard-wedge scanner does under another layout: the key is Digit6, its
        # letter is not 6.
        page.evaluate(
            "digit => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
            " {code: 'Digit' + digit, key: 'ә', bubbles: true, cancelable: true}))",
            digit,
        )
    page.keyboard.press("Enter")
    expect(page.locator("tr.is-found")).to_contain_text("Ақбілек")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("Put it on its shelf: Ақбілек")
    expect(page.locator("#checks tbody tr")).to_have_count(1)


def test_a_call_appears_while_the_scan_box_waits_and_the_hand_stays_there(
    page: Page, desk_address: str, station: Station, school: SchoolBuilder
) -> None:
    book = school.copy("Ұшқан ұя")
    school.lent(book, school.reader(), date(2026, 10, 20))
    station.give_back(book)
    page.goto(f"{desk_address}/desk")
    page.focus("#scan")
    station.ask(CallLibrarian(station.origin(), "touched"))
    expect(page.locator(".call")).to_contain_text("A reader called", timeout=2_000)
    expect(page.locator("#scan")).to_be_focused()
    assert page.title().startswith("(1)")


def test_an_open_line_is_not_taken_away_but_the_call_is_counted(
    page: Page, desk_address: str, station: Station, school: SchoolBuilder
) -> None:
    book = school.copy("Ұшқан ұя")
    school.lent(book, school.reader(), date(2026, 10, 20))
    station.give_back(book)
    page.goto(f"{desk_address}/desk")
    page.click("#checks summary")
    station.ask(CallLibrarian(station.origin(), "touched"))
    expect(page.locator("[data-count-of=home]")).to_have_text("1", timeout=15_000)
    expect(page.locator("#checks details[open]")).to_be_visible()
    expect(page.locator(".call")).to_have_count(0)
    page.click("#checks summary")
    page.mouse.move(0, 0)
    expect(page.locator(".call")).to_have_count(1)


@pytest.mark.parametrize("path", ["/desk", "/desk/sheets/commands", "/desk/sign-in"])
def test_axe_finds_nothing_at_the_desk(
    page: Page, desk_address: str, station: Station, school: SchoolBuilder, path: str
) -> None:
    book = school.copy("Ұшқан ұя")
    school.lent(book, school.reader(), date(2026, 10, 20))
    station.give_back(book)
    school.request(book, school.reader("Иван", "Ким"))
    station.ask(CallLibrarian(station.origin(), "touched"))
    page.goto(f"{desk_address}{path}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN) == []
