"""What a year of textbooks is done with: the program on a day of the year, two desks with
scanners of their own, their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from hardware.simulated import SimulatedScanner
from tests.flows.school import School, until
from tests.start.running import program

MS = 20_000
LOGIN, PASSWORD = "aigul", "қызыл үкі сөреде"
DESKS = (2, 3)
SCANNERS = {number: f"year-{number}" for number in (1, *DESKS)}
KIND = {1: "self-service", 2: "desk", 3: "desk"}
CALENDAR = """
[[year]]
name = "2026-2027"
first_on = 2026-09-01
last_on = 2027-05-25
confirmed = true
[[year]]
name = "2027-2028"
first_on = 2027-09-01
last_on = 2028-05-25
confirmed = true
[[hours]]
weekdays = [1, 2, 3, 4, 5, 6, 7]
opens = "00:00"
closes = "24:00"
"""


@dataclass
class Year:
    """The school on one day. `pages`: the open page of each desk, by station number;
    `taken` whose scanner was said to work there; `port` the same on all days."""

    browser: Browser
    folder: Path
    scanners: Mapping[int, SimulatedScanner]
    school: School | None = None
    pages: dict[int, Page] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    port: int = 0

    @property
    def now(self) -> School:
        assert self.school is not None
        return self.school

    @property
    def page(self) -> Page:
        """That of the first desk."""
        return self.pages[DESKS[0]]

    def prepare(self) -> None:
        """A folder with a calendar and three stations, nothing else."""
        self.folder.mkdir()
        (self.folder / "school_calendar.toml").write_text(CALENDAR, encoding="utf-8")
        (self.folder / "station.toml").write_text("".join(
            f'[[station]]\nnumber = {number}\nname = "№{number}"\nkind = "{KIND[number]}"\n'
            f'scanners = ["{scanner.url}"]\n' for number, scanner in self.scanners.items()
        ), encoding="utf-8")  # fmt: skip

    @contextmanager
    def on(self, instant: str) -> Iterator[School]:
        """The program runs from this instant on; pages of the desks stand ready."""
        entry = ("-m", "tests.flows.dated_program", instant)
        with program("--data", str(self.folder), port=self.port, entry=entry) as running:
            self.port = running.port
            token = (self.folder / "keys" / "metrics").read_text(encoding="ascii").strip()
            running.headers["Authorization"] = f"Bearer {token}"
            self.school = School(running, self.folder, self.scanners[1])
            assert until(self._hears), "the scanners were not opened"
            yield self.school

    def _hears(self) -> bool:
        numbers = self.now.running.ask("GET", "/metrics").read().decode()
        return f"\nkiosk_scanners_connected {float(len(self.scanners))}\n" in numbers

    def open_pages(self) -> None:
        """A browser of each desk, not signed in."""
        for number in DESKS:
            context = self.browser.new_context(reduced_motion="reduce")
            context.add_cookies([{"name": "language", "value": "en", "url": self.now.url}])
            page = context.new_page()
            page.set_default_timeout(MS)
            self.pages[number] = page

    def close_pages(self) -> None:
        for page in self.pages.values():
            page.context.close()
        self.pages.clear()

    def sign_in(self) -> None:
        """At both desks."""
        for page in self.pages.values():
            page.goto(f"{self.now.url}/desk/sign-in")
            page.fill("[name=login]", LOGIN)
            page.fill("[name=password]", PASSWORD)
            page.click("button.is-primary")
            page.wait_for_url(re.compile(r"/desk(?!/sign-in)"))

    # ------------------------------------------------------------------ at a desk

    def go(self, path: str, desk: int = DESKS[0]) -> Page:
        page = self.pages[desk]
        answer = page.goto(self.now.url + path)
        assert answer is not None and answer.status == 200, path
        return page

    def take_scanner(self, path: str, desk: int = DESKS[0]) -> Page:
        """Open a page where this desk's scanner works; the first time it must be said."""
        page = self.go(path, desk)
        expect(page.locator("#scanner")).to_have_attribute("data-state", re.compile("here|away"))
        if desk not in self.taken:
            page.locator(f"[data-station='{desk}']").click()
            self.taken.add(desk)
        self.works_at(desk)
        return page

    def works_at(self, desk: int) -> None:
        expect(self.pages[desk].locator("#scanner")).to_have_attribute(
            "data-state", "here", timeout=MS
        )

    def scan(self, code: str, desk: int = DESKS[0]) -> None:
        assert self.scanners[desk].type_code(code)

    def press(self, page: Page, form: str, button: str = "button") -> None:
        """Send the form whose address ends so."""
        page.locator(f"form[action$='{form}'] {button}").first.click()

    def bring_in(self, kind: str, file: Path) -> None:
        """A file of readers or titles, to the end of its bar."""
        page = self.go("/desk/import")
        form = page.locator("form", has=page.locator("input[type=file]"))
        form.locator(f"[name=kind][value={kind}]").check()
        form.locator("input[type=file]").set_input_files(file)
        form.locator("button.is-primary").click()
        page.wait_for_url(re.compile(r"/desk/import/\d+$"))
        page.locator("form[action$='/apply'] button.is-primary").click()
        table = {"readers": "reader", "titles": "title"}[kind]
        assert until(lambda: self.now.one(f"SELECT count(*) FROM {table}"))
        page.wait_for_load_state()

    # ------------------------------------------------------ what the library file says

    def pupils(self, label: str, year: str = "2026-2027") -> dict[str, tuple[int, str]]:
        """Row and card number of each pupil of a class, by given name."""
        found = self.now.rows(
            "SELECT given_name, reader.id, number FROM reader"
            " JOIN card ON card.reader_id = reader.id"
            " JOIN membership ON membership.reader_id = reader.id"
            " JOIN school_class ON school_class.id = school_class_id"
            " WHERE grade = ? AND letter = ? AND year = ? ORDER BY given_name",
            int(label[:-1]), label[-1], year,
        )  # fmt: skip
        return {name: (row, card) for name, row, card in found}

    def class_id(self, label: str, year: str = "2026-2027") -> int:
        return int(self.now.one(
            "SELECT id FROM school_class WHERE grade = ? AND letter = ? AND year = ?",
            int(label[:-1]), label[-1], year,
        ))  # fmt: skip

    def copies(self, title: str) -> list[str]:
        """The copies of a title that are in, as they stand."""
        return [code for (code,) in self.now.rows(
            "SELECT code FROM copy JOIN title ON title.id = title_id WHERE name = ?"
            " AND state = 'on-shelf' ORDER BY copy.id", title,
        )]  # fmt: skip

    def borrower(self, code: str) -> int | None:
        """Who has the copy by the library's books."""
        found: int | None = self.now.one(
            "SELECT reader_id FROM loan JOIN copy ON copy.id = copy_id"
            " WHERE code = ? AND closed_at IS NULL", code,
        )  # fmt: skip
        return found
