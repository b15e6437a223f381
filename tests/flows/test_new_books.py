"""A box of new books: from the supplier's invoice to a labelled, verified copy in a pupil's
hand. The real program, a browser at the desk, a printer on a socket, a scanner on a
pseudo-terminal."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from hardware.simulated import SimulatedScanner
from hardware.simulated_printer import SimulatedPrinter
from tests.flows.school import School, copied, until
from tests.labels.printer_twin import zpl_pictures
from tests.labels.rendered import page_pictures
from tests.start.running import ROOT, program

TITLES, COPIES = 40, 200
BURST = 20
"""Labels scanned faster than the answers come: none may be lost."""
MS = 20_000


@pytest.fixture(scope="module")
def desk_scanner() -> Iterator[SimulatedScanner]:
    scanner = SimulatedScanner("desk")
    yield scanner
    scanner.close()


@pytest.fixture(scope="module")
def printers() -> Iterator[list[SimulatedPrinter]]:
    """Two thermal printers: 203 and 300 dots an inch."""
    printers = [SimulatedPrinter(), SimulatedPrinter()]
    yield printers
    for printer in printers:
        printer.close()


@pytest.fixture(scope="module")
def school(
    template: Path, tmp_path_factory: pytest.TempPathFactory, desk_scanner: SimulatedScanner
) -> Iterator[School]:
    """A demonstration whose second station is a desk with a scanner of its own."""
    folder = copied(template, tmp_path_factory.mktemp("new-books") / "school")
    front = SimulatedScanner("front-new-books")
    (folder / "station.toml").write_text(
        f'[[station]]\nnumber = 1\nname = "Kiosk"\nscanners = ["{front.url}"]\n'
        f'[[station]]\nnumber = 2\nname = "Desk"\nkind = "desk"\n'
        f'scanners = ["{desk_scanner.url}"]\n',
        encoding="utf-8",
    )
    with program("--demo", "--data", str(folder)) as running:
        school = School(running, folder, front)
        school.read_demo_file()
        yield school
    front.close()


@pytest.fixture(scope="module")
def page(browser: Browser, school: School) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "language", "value": "en", "url": school.url}])
    page = context.new_page()
    page.set_default_timeout(MS)
    desk = school.demo.get("desk") or school.demo
    page.goto(f"{school.url}/desk/sign-in")
    page.fill("[name=login]", desk["login"])
    page.fill("[name=password]", desk["password"])
    page.click("button.is-primary")
    page.wait_for_url("**/desk**")
    yield page
    context.close()


def invoice() -> bytes:
    """Forty titles, five copies each: what a supplier sends."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["№", "Атауы", "Авторы", "Баспасы", "Жылы", "Саны", "Бағасы", "Сомасы"])
    for n in range(1, TITLES + 1):
        price = 1000 + n * 10
        sheet.append([n, f"Жаңа кітап {n:02}", f"Автор {n:02}", "Атамұра", 2026,
                      COPIES // TITLES, price, price * COPIES // TITLES])  # fmt: skip
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def take_in(page: Page, school: School) -> int:
    """A delivery from its file to the registers; its number."""
    page.goto(f"{school.url}/desk/acquisitions/new")
    page.fill("[name=supplier]", "Атамұра баспасы")
    page.fill("[name=document_no]", "ЖҚ-17")
    today = page.input_value("[name=arrived_on]")
    page.fill("[name=document_on]", today)
    page.click("button.is-primary")
    page.wait_for_url(re.compile(r"/desk/acquisitions/\d+"))
    batch = int(re.findall(r"/acquisitions/(\d+)", page.url)[0])
    page.goto(f"{school.url}/desk/acquisitions/{batch}/file")
    page.set_input_files("[name=file]", {
        "name": "invoice.xlsx", "buffer": invoice(),
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    })  # fmt: skip
    page.click("form[enctype] button")
    page.click("form[action$='/file/bring'] button.is-primary")
    page.wait_for_url(f"**/desk/acquisitions/{batch}")
    for box in page.locator("[name=confirm]").all():
        box.check()
    page.click("form[action$='/post'] button.is-primary")
    expect(page.locator("form[action$='/post']")).to_have_count(0)
    return batch


def codes_of_batch(school: School, batch: int) -> list[str]:
    return [row[0] for row in school.rows(
        "SELECT code FROM copy JOIN accession_copy ON copy_id = copy.id"
        " JOIN accession_line ON accession_line.id = line_id WHERE batch_id = ? ORDER BY copy.id",
        batch,
    )]  # fmt: skip


def read_codes(picture: Any) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def add_printer(page: Page, school: School, printer: SimulatedPrinter, dpi: int) -> None:
    page.goto(f"{school.url}/desk/printers/new")
    page.fill("[name=name]", f"Zebra {dpi}")
    page.fill("[name=address]", printer.address)
    page.select_option("[name=dpi]", str(dpi))
    page.select_option("[name=stock]", "roll-58x40")
    page.click("button.is-primary")
    page.wait_for_url("**/desk/printers")


def ask_for_labels(page: Page, school: School, what: str, printer: str, reason: str = "") -> None:
    """Ask for a printing; printed before, the page asks why."""
    page.goto(f"{school.url}/desk/labels/new?{what}")
    if page.locator("#printer option:checked").inner_text() != printer:
        page.select_option("#printer", label=printer)
        page.wait_for_load_state()
        expect(page.locator("#printer option:checked")).to_have_text(printer)
    page.click("form[method=post][action='/desk/labels/new'] button.is-primary")
    if reason:
        page.fill("[name=reason]", reason)
        page.click("form[method=post][action='/desk/labels/new'] button.is-primary")
    page.wait_for_url("**/desk/labels")


def test_a_box_of_new_books(
    page: Page, school: School, printers: list[SimulatedPrinter], desk_scanner: SimulatedScanner
) -> None:
    batch = take_in(page, school)
    codes = codes_of_batch(school, batch)
    assert len(codes) == len(set(codes)) == COPIES
    registers_balance(school, batch)
    for printer, dpi in zip(printers, (203, 300), strict=True):
        add_printer(page, school, printer, dpi)
    print_everything(page, school, printers, batch, codes)
    check_off(page, school, batch)
    scan_back(page, school, desk_scanner, batch, codes)
    a_pupil_borrows(page, school, codes[0])


def registers_balance(school: School, batch: int) -> None:
    """One line of the summary book, a line of the inventory book for each copy, no gap."""
    ((copies, on_balance, total),) = school.rows(
        "SELECT copies, on_balance, sum_tiyn FROM summary_entry WHERE batch_id = ?", batch
    )
    numbers = [row[0] for row in school.rows(
        "SELECT inventory_line.number FROM inventory_line JOIN summary_entry"
        " ON summary_entry.id = entry_id WHERE batch_id = ? ORDER BY 1", batch,
    )]  # fmt: skip
    prices = school.one(
        "SELECT SUM(price_tiyn) FROM inventory_line JOIN summary_entry"
        " ON summary_entry.id = entry_id WHERE batch_id = ?", batch,
    )  # fmt: skip
    assert copies == on_balance == COPIES == len(numbers)
    assert numbers == list(range(numbers[0], numbers[0] + COPIES)) and total == prices
    for group in ("kind", "language"):
        cells = school.one(
            "SELECT SUM(summary_cell.copies) FROM summary_cell JOIN summary_entry"
            " ON summary_entry.id = entry_id WHERE batch_id = ? AND cell_group = ?", batch, group,
        )  # fmt: skip
        assert cells == COPIES


def print_everything(
    page: Page, school: School, printers: list[SimulatedPrinter], batch: int, codes: list[str]
) -> None:
    """Pocket labels at 203 dots an inch, again at 300, and as a PDF: each time the codes
    that are read back are exactly those of the copies."""
    ask_for_labels(page, school, f"kind=pocket&waits={batch}", "Zebra 203")
    ended = "SELECT COUNT(*) FROM label_job WHERE state = 'printed' AND ended_at IS NOT NULL"
    assert until(lambda: school.one(ended) == 1)
    ask_for_labels(page, school, f"kind=pocket&batch={batch}", "Zebra 300", "a better printer")
    assert until(lambda: school.one(ended) == 2)
    for printer in printers:
        labels = [each for paper in list(printer.papers) for each in zpl_pictures(paper)]
        assert [read_codes(each) for each in labels] == [[code] for code in codes]
    ask_for_labels(page, school, f"kind=pocket&batch={batch}", "Browser (PDF)", "for the file")
    expect(page.locator("a[href$='.pdf']").first).to_be_visible()
    made = page.request.get(school.url + str(page.locator("a[href$='.pdf']").first.get_attribute(
        "href"))).body()  # fmt: skip
    assert codes_on(made, 600) == sorted(codes), "a file of the desk is for an office printer"
    for dpi in (203, 300):
        assert codes_on(by_command(school, batch, dpi), dpi) == sorted(codes)


def codes_on(made: bytes, dpi: int) -> list[str]:
    return sorted(code for each in page_pictures(made, dpi) for code in read_codes(each))


def by_command(school: School, batch: int, dpi: int) -> bytes:
    """The same labels from the terminal, while the server runs."""
    target = school.folder / f"labels-{dpi}.pdf"
    words = ["labels", "--data", str(school.folder), "--kind", "pocket", "--batch", str(batch)]
    words += ["--stock", "a4-24-70x37", "--format", "pdf", "--dpi", str(dpi), "-o", str(target)]
    subprocess.run([sys.executable, str(ROOT / "run_kiosk.py"), *words], check=True, timeout=60)
    return target.read_bytes()


def check_off(page: Page, school: School, batch: int) -> None:
    """Stamped, numbered, marked, pocketed, labelled: the whole box in one press."""
    page.goto(f"{school.url}/desk/processing/{batch}")
    page.click("details.ask:has(button[value=all]) summary")
    page.click("button[value=all]")
    page.wait_for_url("**done=**")


def scan_back(
    page: Page, school: School, scanner: SimulatedScanner, batch: int, codes: list[str]
) -> None:
    """The desk's own scanner, taken by the open page; each label makes its copy ready."""
    page.goto(f"{school.url}/desk/processing/scan?batch={batch}")
    page.click("[data-station]")
    expect(page.locator("#scanner")).to_have_attribute("data-state", "here")
    waiting = "SELECT COUNT(*) FROM copy_steps WHERE ready_at IS NULL"
    before = school.one(waiting)
    for start in range(0, COPIES, BURST):
        assert scanner.send("".join(f"{code}\r\n" for code in codes[start:][:BURST]).encode())
        left = before - start - BURST
        assert until(lambda left=left: school.one(waiting) == left), start
    expect(page.locator(".told-good")).to_contain_text(codes[-1], timeout=3 * MS)
    marks = ",".join("?" * len(codes))
    found = school.rows(f"SELECT DISTINCT state FROM copy WHERE code IN ({marks})", *codes)
    assert found == [("on-shelf",)]
    verified = school.one(
        "SELECT COUNT(DISTINCT copy_id) FROM label_item WHERE state = 'verified'"
    )
    assert verified == COPIES


def a_pupil_borrows(page: Page, school: School, code: str) -> None:
    reader = school.reader()
    page.goto(f"{school.url}/kiosk")
    assert school.scanner.send(f"{reader['card']}\r\n".encode())
    expect(page.locator("body")).to_have_attribute("data-screen", "session")
    assert school.scanner.send(f"{code}\r\n".encode())
    expect(page.locator("[data-answer=lent]")).to_be_visible()
    assert school.one("SELECT state FROM copy WHERE code = ?", code) == "on-loan"
