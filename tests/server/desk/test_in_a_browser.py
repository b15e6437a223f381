"""The desk's page by itself: scans find their line in any layout, calls appear."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from library.operations import CallLibrarian
from tests.builders import SchoolBuilder
from tests.server.asking import Station
from tests.server.desk.visitor import LOGIN, PASSWORD

pytestmark = pytest.mark.browser


def test_a_scan_in_the_kazakh_layout_finds_its_line_and_enter_clears_it(
    browser: Browser, desk_address: str, station: Station, school: SchoolBuilder
) -> None:
    books = [school.copy("Ұшқан ұя"), school.copy("Ақбілек")]
    for book in books:
        school.lent(book, school.reader(), date(2026, 10, 20))
        station.give_back(book)
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(f"{desk_address}/desk")
    page.fill("[name=login]", LOGIN)
    page.fill("[name=password]", PASSWORD)
    page.click("button.is-primary")
    page.focus("#scan")
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

    station.ask(CallLibrarian(station.origin(), "touched"))
    expect(page.locator(".call")).to_contain_text("A reader called", timeout=15_000)
    assert page.title().startswith("(1)")
    context.close()
