"""The first day of a school: from an empty folder to slips for overdue books, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hardware.simulated import SimulatedScanner
from i18n.texts import texts
from tests.flows.school import School, until
from tests.flows.school_files import PUPILS, catalogue, roster
from tests.start.running import program

PASSWORD = "қызыл үкі сөреде"
T = texts("en")
MS = 20_000


@pytest.fixture(scope="module")
def scanner() -> Iterator[SimulatedScanner]:
    scanner = SimulatedScanner("front")
    yield scanner
    scanner.close()


def calendar() -> str:
    """The school's own days: lessons around today, so that the story holds in July too."""
    begun, ends = date.today() - timedelta(days=150), date.today() + timedelta(days=150)
    return (
        f'[[year]]\nname = "{begun.year}-{begun.year + 1}"\n'
        f"first_on = {begun}\nlast_on = {ends}\nconfirmed = true\n"
        '[[hours]]\nweekdays = [1, 2, 3, 4, 5, 6, 7]\nopens = "00:00"\ncloses = "24:00"\n'
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, scanner: SimulatedScanner) -> Iterator[School]:
    """A program on a folder that holds nothing but the school's calendar: no account, no book."""
    folder = tmp_path_factory.mktemp("first-day") / "library"
    folder.mkdir()
    (folder / "school_calendar.toml").write_text(calendar(), encoding="utf-8")
    words = ("--data", str(folder), "--scanner", scanner.url)
    with program(*words) as running:
        yield School(running, folder, scanner)


@pytest.fixture(scope="module")
def page(browser: Browser, empty: School) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "language", "value": "en", "url": empty.url}])
    page = context.new_page()
    page.set_default_timeout(MS)
    yield page
    context.close()


def link(school: School, path: str) -> str:
    found = re.search(rf"http://127\.0\.0\.1:\d+{path}#\S+", school.running.said)
    assert found is not None, school.running.said
    return found[0]


def set_up(page: Page, school: School) -> None:
    page.goto(link(school, "/set-up"))
    for name, value in {
        "school": "№4 лицей-интернат", "name": "Айгүл Серікқызы", "login": "aigul",
        "password": PASSWORD, "again": PASSWORD,
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    page.click("button.is-primary")
    page.wait_for_url("**/desk/first-steps")


def bring_in(page: Page, school: School, kind: str, file: Path) -> None:
    """Upload, look at the preview, bring it in, wait for the end of the bar."""
    page.goto(f"{school.url}/desk/import")
    form = page.locator("form", has=page.locator("input[type=file]"))
    form.locator(f"[name=kind][value={kind}]").check()
    form.locator("input[type=file]").set_input_files(file)
    form.locator("button.is-primary").click()
    page.wait_for_url(re.compile(r"/desk/import/\d+$"))
    page.locator("form[action$='/apply'] button.is-primary").click()
    page.get_by_role("heading", name=T("import.done")).wait_for()


def scan(page: Page, code: str) -> None:
    """The desk's own scanner, in keyboard mode."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def copies(school: School, title: str) -> list[str]:
    rows = school.rows(
        "SELECT code FROM copy JOIN title ON title.id = title_id WHERE name = ? ORDER BY copy.id",
        title,
    )
    return [code for (code,) in rows]


def card(school: School, reader_id: int) -> str:
    return str(school.one("SELECT number FROM card WHERE reader_id = ?", reader_id))


def state(school: School, code: str) -> str:
    return str(school.one("SELECT state FROM copy WHERE code = ?", code))


def test_a_school_starts_from_nothing(
    page: Page, empty: School, browser: Browser, tmp_path: Path
) -> None:
    school = empty
    set_up(page, school)

    # Two spreadsheets: a roster from the office, a catalogue from an old program.
    lines, held = roster(tmp_path / "оқушылар.xlsx"), catalogue(tmp_path / "books.csv")
    bring_in(page, school, "readers", tmp_path / "оқушылар.xlsx")
    bring_in(page, school, "titles", tmp_path / "books.csv")
    assert school.one("SELECT count(*) FROM reader") == PUPILS
    assert school.one("SELECT count(*) FROM copy") == held
    assert school.one("SELECT author FROM title WHERE name = 'Қан мен тер'") == "Нұрпейісов Ә."
    assert school.one("SELECT count(*) FROM school_class") == 12
    # The same roster again changes nobody.
    bring_again(page, school, tmp_path / "оқушылар.xlsx")
    assert school.one("SELECT count(*) FROM reader") == PUPILS

    # A pupil who came late is enrolled by hand, and found by her name without Kazakh letters.
    page.goto(f"{school.url}/desk/readers/new")
    page.fill("[name=surname]", "Әуезова")
    page.fill("[name=given_name]", "Гүлнұр")
    page.click("button.is-primary")
    page.wait_for_url(re.compile(r"/desk/readers/\d+$"))
    late = int(page.url.rpartition("/")[2])
    page.keyboard.press("/")
    page.keyboard.type("ауезова гул")
    page.get_by_text("Әуезова Гүлнұр").first.wait_for()

    # Lending at the desk: a card, two books.
    kozha, abai = copies(school, "Менің атым Қожа"), copies(school, "Абай жолы")
    page.goto(f"{school.url}/desk/lend")
    scan(page, card(school, late))
    page.get_by_role("heading", name="Әуезова Гүлнұр").wait_for()
    for code in (kozha[0], abai[0]):
        scan(page, code)
        page.locator(".told-title", has_text=code).wait_for()
    assert [state(school, code) for code in (kozha[0], abai[0])] == ["on-loan"] * 2

    # Somebody waits for a book of which no copy is in.
    wanted = copies(school, "Қан мен тер")[0]
    page.goto(f"{school.url}/desk/lend")
    scan(page, card(school, late))
    scan(page, wanted)
    page.locator(".told-title", has_text=wanted).wait_for()
    title = school.one("SELECT title_id FROM copy WHERE code = ?", wanted)
    waiting = school.one("SELECT min(id) FROM reader")
    page.goto(f"{school.url}/desk/requests/new?title={title}")
    page.fill("#who", card(school, waiting))
    page.locator("form", has=page.locator("#who")).locator("button.is-primary").click()
    if page.get_by_role("button", name=T("request.place-for")).count():
        page.get_by_role("button", name=T("request.place-for")).first.click()
    assert until(lambda: school.one("SELECT count(*) FROM request") == 1)

    # The kiosk: three books come back there, one of them is waited for.
    kiosk_context = browser.new_context(viewport={"width": 1280, "height": 800})
    kiosk = kiosk_context.new_page()
    kiosk.goto(link(school, "/pair"))
    kiosk.wait_for_url("**/kiosk")
    assert until(lambda: kiosk.evaluate("document.body.dataset.screen") == "idle")
    for code in (kozha[0], abai[0], wanted):
        assert school.scanner.send((code + "\r\n").encode())
        assert until(lambda code=code: state(school, code) != "on-loan"), code
    kiosk_context.close()
    assert state(school, wanted) == "on-hold-shelf"

    # The desk checks: one is fine, one is damaged and goes to repair.
    page.goto(f"{school.url}/desk/checks")
    page.locator(f"tr[data-code='{abai[0]}'] .is-fine").click()
    assert until(lambda: state(school, abai[0]) == "on-shelf")
    page.goto(f"{school.url}/desk/checks")
    row = page.locator(f"tr[data-code='{kozha[0]}']")
    row.locator("summary").click()
    row.locator("button[value=damaged]").click()
    assert until(lambda: state(school, kozha[0]) == "in-repair")

    # Who waited gets the book from the hold shelf.
    page.goto(f"{school.url}/desk/lend")
    scan(page, card(school, waiting))
    page.locator("[data-scans] [name=reader]").wait_for(state="attached")
    scan(page, wanted)
    page.locator(".told-title", has_text=wanted).wait_for()
    assert school.one("SELECT state FROM request") == "fulfilled"

    overdue_slips(page, school, lines[0].class_label)


def bring_again(page: Page, school: School, file: Path) -> None:
    """The preview of a file that is in already offers nothing to bring in."""
    page.goto(f"{school.url}/desk/import")
    form = page.locator("form", has=page.locator("input[type=file]"))
    form.locator("[name=kind][value=readers]").check()
    form.locator("input[type=file]").set_input_files(file)
    form.locator("button.is-primary").click()
    page.wait_for_url(re.compile(r"/desk/import/\d+$"))
    expect(page.locator("form[action$='/apply'] button.is-primary")).to_be_disabled()


def overdue_slips(page: Page, school: School, label: str) -> None:
    """A loan of a paper day six weeks ago is overdue by now; its slip is printed."""
    page.goto(f"{school.url}/desk/overdue")
    reader = school.one(
        "SELECT reader_id FROM membership JOIN school_class ON school_class.id = school_class_id"
        " WHERE grade = ? AND letter = ? ORDER BY reader_id LIMIT 1",
        int(label[:-1]), label[-1],
    )  # fmt: skip
    copy = copies(school, "Көшпенділер")[0]
    paper_day(page, school, card(school, reader), copy, date.today() - timedelta(days=42))
    page.goto(f"{school.url}/desk/overdue")
    expect(page.locator("main")).to_contain_text("Көшпенділер")
    page.goto(f"{school.url}/desk/overdue/slips")
    expect(page.locator("main")).to_contain_text("Көшпенділер")
    expect(page.locator("main")).to_contain_text("№4 лицей-интернат")


def paper_day(page: Page, school: School, card_number: str, copy: str, day: date) -> None:
    """A line of the sheet of a day without power, typed in later with its true time."""
    page.goto(f"{school.url}/desk/paper-day")
    page.fill("[name=day]", f"{day:%d.%m.%Y}")
    page.locator("form[action$='/begin'] button.is-primary").click()
    page.locator("[name=time]").wait_for()
    page.fill("[name=time]", "10:05")
    page.fill("[name=card]", card_number)
    page.fill("[name=code]", copy)
    page.locator(".paper-line button.is-primary").click()
    page.locator("tbody tr", has_text="Көшпенділер").wait_for()
    assert state(school, copy) == "on-loan"
