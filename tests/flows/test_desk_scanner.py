"""The serial scanner of a desk: it works for the open page, through reloads and crashes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hardware.simulated import SimulatedScanner
from tests.flows.desk_walk import sign_in
from tests.flows.kiosk_page import MS
from tests.flows.school import School, copied, until
from tests.start.running import program

DESK = 2
IN_PROCESSING = 4
AWAY_MS = 500
"""Sooner than this after leaving a page nobody scans the next book."""
LENT_TEXTBOOKS = """
SELECT code FROM copy JOIN title ON title.id = title_id JOIN loan ON copy_id = copy.id
WHERE item_kind = 'textbook' AND closed_at IS NULL AND code IS NOT NULL ORDER BY loan.id LIMIT 2
"""


@pytest.fixture(scope="module")
def scanner() -> Iterator[SimulatedScanner]:
    scanner = SimulatedScanner("of-the-desk")
    yield scanner
    scanner.close()


@pytest.fixture
def folder(template: Path, tmp_path: Path, scanner: SimulatedScanner) -> Path:
    folder = copied(template, tmp_path / "school")
    (folder / "station.toml").write_text(
        f'[[station]]\nnumber = {DESK}\nname = "Үстел"\nkind = "desk"\n'
        f'scanners = ["{scanner.url}"]\n',
        encoding="utf-8",
    )
    return folder


def school_of(running: object, folder: Path, scanner: SimulatedScanner) -> School:
    school = School(running, folder, scanner)  # type: ignore[arg-type]
    school.read_demo_file()
    assert until(school.hears), "the scanner was not opened"
    return school


def put_in_processing(school: School) -> list[str]:
    """Some copies become new ones; the numbers of their labels."""
    codes = [copy["code"] for copy in school.copies(IN_PROCESSING)]
    marks = ",".join("?" * len(codes))
    with closing(sqlite3.connect(school.library_file(), timeout=20)) as library, library:
        library.execute(f"UPDATE copy SET state = 'in-processing' WHERE code IN ({marks})", codes)
    return codes


def take(page: Page, school: School, path: str) -> None:
    """Open a page and say that the scanner works there."""
    page.goto(school.url + path)
    page.locator("[data-station]").click()
    works_here(page)


def works_here(page: Page) -> None:
    expect(page.locator("#scanner")).to_have_attribute("data-state", "here", timeout=MS)


def state(school: School, code: str) -> str:
    return str(school.one("SELECT state FROM copy WHERE code = ?", code))


def test_labels_are_scanned_back_through_a_reload_and_a_crash(
    folder: Path, scanner: SimulatedScanner, browser: Browser
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    with program("--demo", "--data", str(folder)) as running:
        school, port = school_of(running, folder, scanner), running.port
        first, second, third, fourth = put_in_processing(school)
        sign_in(page, school)
        take(page, school, "/desk/processing/scan")
        page.check("[data-vouch]")
        works_here(page)
        assert scanner.type_code(first)
        expect(page.locator(".told-good")).to_contain_text(first, timeout=MS)
        # While no page is open the scan waits for it: what was seen is what was done.
        page.goto("about:blank")
        page.wait_for_timeout(AWAY_MS)
        assert scanner.type_code(second)
        page.goto(f"{school.url}/desk/processing/scan")
        works_here(page)
        expect(page.locator(".told-words")).to_contain_text(second, timeout=MS)
        assert (state(school, first), state(school, second)) == ("on-shelf", "in-processing")
        page.check("[data-vouch]")
        works_here(page)
        assert scanner.type_code(third)
        expect(page.locator(".told-good")).to_contain_text(third, timeout=MS)
        running.process.kill()
        running.process.wait()
    with program("--demo", "--data", str(folder), port=port) as running:
        school = school_of(running, folder, scanner)
        assert state(school, third) == "on-shelf", "what was shown is durable"
        works_here(page)
        assert scanner.type_code(fourth)
        expect(page.locator(".told-good")).to_contain_text(fourth, timeout=MS)
        kinds = school.rows("SELECT count(*) FROM operation WHERE kind = 'scan-back'")
        assert kinds == [(IN_PROCESSING,)]
    context.close()


def test_the_desk_lends_with_its_scanner_and_leaves_the_reader_behind(
    folder: Path, scanner: SimulatedScanner, browser: Browser
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    with program("--demo", "--data", str(folder)) as running:
        school = school_of(running, folder, scanner)
        reader, (book, other, more) = school.reader(), school.copies(3)
        sign_in(page, school)
        take(page, school, "/desk/lend")
        assert scanner.type_code(reader["card"])
        expect(page.locator("[name=reader]").first).not_to_have_value("", timeout=MS)
        assert scanner.type_code(book["code"])
        expect(page.locator(".told-good")).to_contain_text(book["code"], timeout=MS)
        assert school.due_on(reader, book)
        page.fill("#scan", other["code"])
        page.press("#scan", "Enter")
        expect(page.locator(".told-good")).to_contain_text(other["code"], timeout=MS)
        page.locator("[data-ends]").click()
        works_here(page)
        assert scanner.type_code(more["code"])
        expect(page.locator(".told")).to_contain_text(more["code"], timeout=MS)
        assert school.due_on(reader, more) is None, "the reader went away with the page"
    context.close()


def test_each_scan_of_a_collection_is_on_both_boards_at_once(
    folder: Path, scanner: SimulatedScanner, browser: Browser
) -> None:
    """The screen in the hall and the librarian's board, nobody touching either."""
    desk, hall = browser.new_context(), browser.new_context()
    page, staff, screen = desk.new_page(), desk.new_page(), hall.new_page()
    with program("--demo", "--data", str(folder)) as running:
        school = school_of(running, folder, scanner)
        sign_in(page, school)
        page.goto(f"{school.url}/desk/collection")
        page.click("button[name=all]")
        expect(page.locator(".collect-sums")).to_be_visible(timeout=MS)
        staff.goto(f"{school.url}/desk/collection/board")
        staff.click("[value=open]")
        screen.goto(str(staff.locator(".hall-address").get_attribute("href")))
        take(page, school, "/desk/collection/scan")
        for count, (code,) in enumerate(school.rows(LENT_TEXTBOOKS), 1):
            assert scanner.type_code(code)
            expect(page.locator(".told-good")).to_contain_text(code, timeout=MS)
            expect(screen.locator(".board-books strong")).to_have_text(str(count), timeout=MS)
            expect(staff.locator("#board-last + ol li")).to_have_count(count, timeout=MS)
        assert not names_on(screen, school)
        for context in (desk, hall):
            context.close()


def names_on(screen: Page, school: School) -> list[str]:
    """Surnames of borrowers that a page shows."""
    words = screen.inner_text("body")
    return [name for (name,) in school.rows("SELECT surname FROM reader") if name in words]
