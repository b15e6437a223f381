"""A demonstration school that really runs: the program, its scanner, its library file."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hardware.simulated import SimulatedScanner
from library.scanned_code import COMMAND_DIGIT, Command, make_number
from tests.start.running import PATIENCE, Program, program

FINISH, UNDO, LANGUAGE, RETURN = (make_number(COMMAND_DIGIT, each.value) for each in Command)
NOBODY = make_number("6", 99_999_990)
"""A copy number that is right and stands on no book."""


def until(true: Callable[[], object], patience: float = PATIENCE) -> bool:
    """Wait for something that another process does; False when it did not come."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


@dataclass
class School:
    """A running program with its data folder, the scanner of station 1 and what `demo.json`
    says. Each test takes readers and copies of its own: `copy`, `reader`."""

    running: Program
    folder: Path
    scanner: SimulatedScanner
    demo: dict[str, Any] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.running.port}"

    def hears(self) -> bool:
        """The port of the scanner is open; what is typed before is heard by nobody."""
        numbers = self.running.ask("GET", "/metrics").read().decode()
        return "\nkiosk_scanners_connected 1.0\n" in numbers

    def read_demo_file(self) -> None:
        self.demo = json.loads((self.folder / "demo.json").read_text(encoding="utf-8"))

    def copy(self, state: str = "on-shelf") -> dict[str, Any]:
        """A copy that no test has touched."""
        return self.copies(1, state)[0]

    def copies(self, count: int, state: str = "on-shelf") -> list[dict[str, Any]]:
        """Copies that no test has touched, each of another title, nobody waiting for it."""
        asked = {row[0] for row in self.rows(
            "SELECT code FROM copy JOIN request USING (title_id) WHERE closed_at IS NULL"
        )}  # fmt: skip
        free = {each["title"]: dict(each) for each in reversed(self.demo["copies"])
                if each["state"] == state and each["code"] not in self.taken | asked}  # fmt: skip
        found = sorted(free.values(), key=lambda copy: copy["title"] in self.taken)[:count]
        if len(found) < count:
            raise LookupError(state)
        for copy in found:
            self.taken |= {copy["title"], copy["code"]}
        return found

    def reader(
        self, state: str = "active", language: str = "kk", category: str = "student"
    ) -> dict[str, Any]:
        """A reader whom no test has sent to the kiosk."""
        wanted = (state, language, category)
        for reader in self.demo["readers"]:
            found = (reader["state"], reader["language"], reader["category"])
            if found == wanted and reader["card"] not in self.taken and "pin" not in reader:
                self.taken.add(reader["card"])
                return dict(reader)
        raise LookupError(wanted)

    # ------------------------------------------------------- what the library file says

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the library as the disk has them."""
        with closing(sqlite3.connect(self.library_file(), timeout=PATIENCE)) as library:
            return library.execute(sql, values).fetchall()

    def library_file(self) -> Path:
        return self.folder / "library.db"

    def one(self, sql: str, *values: object) -> Any:
        """The first value of the first row, None without a row."""
        rows = self.rows(sql, *values)
        return rows[0][0] if rows else None

    def reader_id(self, reader: dict[str, Any]) -> int:
        return int(self.one("SELECT reader_id FROM card WHERE number = ?", reader["card"]))

    def due_on(self, reader: dict[str, Any], copy: dict[str, Any]) -> str | None:
        """The due date of the open loan of this copy to this reader."""
        due: str | None = self.one(
            "SELECT due_on FROM loan JOIN card USING (reader_id) JOIN copy ON copy.id = copy_id"
            " WHERE number = ? AND code = ? AND closed_at IS NULL", reader["card"], copy["code"],
        )  # fmt: skip
        return due

    def loans(self, copy: dict[str, Any]) -> list[str | None]:
        """How each loan made by this program of this copy ended; None while open."""
        return [row[0] for row in self.rows(
            "SELECT closed_as FROM loan JOIN copy ON copy.id = copy_id WHERE code = ?"
            " AND EXISTS (SELECT 1 FROM operation WHERE kind = 'check-out'"
            " AND operation.copy_id = loan.copy_id AND happened_at = lent_at) ORDER BY loan.id",
            copy["code"],
        )]  # fmt: skip

    def state(self, copy: dict[str, Any]) -> str:
        return str(self.one("SELECT state FROM copy WHERE code = ?", copy["code"]))

    def operations(self, copy: dict[str, Any]) -> list[str]:
        """Kinds of the journal's rows about this copy, oldest first."""
        return [row[0] for row in self.rows(
            "SELECT kind FROM operation JOIN copy ON copy.id = copy_id WHERE code = ?"
            " AND station_id IS NOT NULL ORDER BY seq", copy["code"],
        )]  # fmt: skip

    def calls(self) -> list[str]:
        """Reasons of all calls to the desk, oldest first."""
        return [row[0] for row in self.rows("SELECT reason FROM kiosk_call ORDER BY id")]

    def log(self) -> str:
        files = sorted((self.folder / "logs").glob("*.log*"))
        return "".join(each.read_text(encoding="utf-8") for each in files)


def make_template(folder: Path) -> Path:
    """A demonstration built once and stopped cleanly, to be copied."""
    with program("--demo", "--data", str(folder)) as running:
        # Only a program that answers already takes a signal as the wish to stop.
        assert running.ask("GET", "/health").status == 200
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(PATIENCE) == 0
    return folder


@contextmanager
def school_in(
    folder: Path, scanner: SimulatedScanner, port: int = 0, around: Sequence[str] = ()
) -> Iterator[School]:
    """Start the program on a folder that holds a demonstration."""
    words = ("--demo", "--data", str(folder), "--scanner", scanner.url)
    with program(*words, port=port, around=around) as running:
        school = School(running, folder, scanner)
        if not around:
            school.read_demo_file()
        assert until(school.hears), "the scanner was not opened"
        yield school


def copied(template: Path, folder: Path) -> Path:
    """A data folder of a test's own; its log keeps everything, so that a leak is found."""
    shutil.copytree(template, folder)
    (folder / "settings.toml").write_text('[log]\nlevel = "debug"\n')
    return folder
