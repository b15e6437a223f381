"""Keys and scans on the page of visits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.builders import SchoolBuilder
from tests.server.desk.visitor import LOGIN, PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, desk_address: str) -> Iterator[Page]:
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(f"{desk_address}/desk")
    page.fill("[name=login]", LOGIN)
    page.fill("[name=password]", PASSWORD)
    page.click("button.is-primary")
    page.goto(f"{desk_address}/desk/visits")
    yield page
    context.close()


def counts(page: Page) -> list[str]:
    return page.locator(".visit-key strong").all_text_contents()


def test_each_key_counts_a_visitor_however_fast_the_hand(page: Page) -> None:
    for key in "22222221":
        page.keyboard.press(key)
        page.wait_for_timeout(90)
    expect(page.locator("#visits-today")).to_have_text("8")
    assert counts(page)[:2] == ["1", "7"]
    page.locator("#counted button").first.click()
    expect(page.locator("#visits-today")).to_have_text("7")


def test_a_scan_is_a_book_and_counts_nobody(page: Page, school: SchoolBuilder) -> None:
    book = school.copy("Ұшқан ұя")
    page.keyboard.type(book.code)
    page.keyboard.press("Enter")
    expect(page.locator("#used")).to_contain_text("Ұшқан ұя")
    expect(page.locator("#uses-today")).to_have_text("1")
    expect(page.locator("#visits-today")).to_have_text("0")


def test_six_leads_to_the_class_and_digits_are_its_text_there(page: Page) -> None:
    page.keyboard.press("6")
    expect(page.locator("[name=school_class]")).to_be_focused()
    page.keyboard.type("8")
    expect(page.locator("[name=school_class]")).to_have_value("8")
    expect(page.locator("#visits-today")).to_have_text("0")
