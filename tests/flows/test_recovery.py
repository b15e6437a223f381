"""What goes wrong around the program: reloads, kill -9, cables pulled out, a full disk."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from hardware.simulated import SimulatedScanner
from tests.flows.kiosk_page import MS, KioskPage, short_name
from tests.flows.school import School, copied, school_in, until


def test_a_reload_in_the_middle_of_a_session_shows_the_same_screen(
    kiosk: KioskPage, school: School
) -> None:
    reader, copies = school.reader(language="ru"), school.copies(2)
    kiosk.begin(reader)
    for copy in copies:
        kiosk.scan(copy["code"])
        kiosk.answers("lent")
    screen = kiosk.page.locator("#screen")
    before = screen.inner_text()
    kiosk.page.reload()
    kiosk.shows("session")
    kiosk.says(short_name(reader), *(copy["title"] for copy in copies))
    assert without_seconds(screen.inner_text()) == without_seconds(before)
    kiosk.touch("undo")
    kiosk.answers("undone", copies[1]["title"])


def without_seconds(text: str) -> list[str]:
    """The words of a screen; the ring of undo runs down, the clock goes on."""
    return [line for line in text.split("\n") if not line.strip().replace(":", "").isdigit()]


def test_a_second_window_takes_over_and_the_first_says_so(
    kiosk: KioskPage, context: BrowserContext, school: School
) -> None:
    second = KioskPage(context.new_page(), school)
    second.open()
    second.shows("idle")
    expect(kiosk.page.locator("#veil")).to_have_attribute("data-state", "superseded", timeout=MS)
    kiosk.page.locator("#veil").click()
    kiosk.shows_any()
    kiosk.shows("idle")


def test_a_pulled_cable_is_said_and_heals_by_itself(kiosk: KioskPage, school: School) -> None:
    reader, copy = school.reader(), school.copy()
    kiosk.begin(reader)
    banner = kiosk.page.locator(".banner-scanner-lost")
    school.scanner.unplug()
    try:
        expect(banner).to_contain_text(kiosk.t("banner.scanner-lost"), timeout=MS)
        kiosk.shows("session")
    finally:
        school.scanner.replug()
    expect(banner).to_have_count(0, timeout=MS)
    kiosk.scan(copy["code"])
    kiosk.answers("lent", copy["title"])


@pytest.fixture
def line() -> Iterator[SimulatedScanner]:
    scanner = SimulatedScanner("own")
    yield scanner
    scanner.close()


def test_a_killed_program_starts_again_and_the_page_comes_back_with_the_loan_kept(
    template: Path, tmp_path: Path, line: SimulatedScanner, context: BrowserContext
) -> None:
    folder = copied(template, tmp_path / "school")
    with school_in(folder, line) as school:
        kiosk = KioskPage(context.new_page(), school)
        kiosk.open()
        reader, (kept, after) = school.reader(), school.copies(2)
        kiosk.begin(reader)
        kiosk.scan(kept["code"])
        kiosk.answers("lent", kept["title"])
        school.running.process.send_signal(signal.SIGKILL)
        school.running.process.wait()
        veil = kiosk.page.locator("#veil")
        expect(veil).to_have_attribute("data-state", "lost", timeout=MS)
        expect(veil).to_contain_text(kiosk.t("kiosk.reconnecting"))
    with school_in(folder, line, port=school.running.port) as school:
        kiosk.school = school
        kiosk.shows("idle")
        kiosk.shows_any()
        kiosk.is_silent_about(short_name(reader), reader["card"], kept["code"])
        assert school.due_on(reader, kept)
        assert school.one("PRAGMA integrity_check") == "ok"
        kiosk.restarted()
        kiosk.begin(reader)
        kiosk.scan(after["code"])
        kiosk.answers("lent", after["title"])
        kiosk.scan(kept["code"])
        kiosk.answers("already-yours", kept["title"])
    assert "Traceback" not in school.log()


# ------------------------------------------------------------------------- a full disk

ON_SMALL_DISK = 'mount -t tmpfs -o size=24m small "$1" && cp -r "$2/." "$1" && shift 2 && exec "$@"'


class SchoolElsewhere(School):
    """Its folder is seen by the program alone; SQLite follows no path into there. `own` is a
    folder for copies."""

    own: Path

    def library_file(self) -> Path:
        copy = Path(tempfile.mkdtemp(dir=self.own)) / "library.db"
        for ending in ("", "-wal"):
            shutil.copy(self.folder / f"library.db{ending}", f"{copy}{ending}")
        return copy


def small_disk() -> list[str]:
    """A command that gives its child a small disk of its own; empty where nobody may."""
    options = ["--mount"] if os.geteuid() == 0 else ["--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None:
        return []
    tried = ["unshare", *options, "mount", "-t", "tmpfs", "small", "/mnt"]
    done = subprocess.run(tried, capture_output=True, check=False)
    return ["unshare", *options] if done.returncode == 0 else []


@pytest.mark.skipif(os.name == "nt", reason="mounts")
def test_a_full_disk_is_said_on_the_screen_and_nothing_is_lost_when_there_is_room_again(
    template: Path, tmp_path: Path, line: SimulatedScanner, context: BrowserContext
) -> None:
    unshare = small_disk()
    if not unshare:
        pytest.skip("this machine lets nobody mount a small disk (unshare --mount)")
    source, place = copied(template, tmp_path / "source"), tmp_path / "disk"
    place.mkdir()
    around = [*unshare, "sh", "-c", ON_SMALL_DISK, "sh", str(place), str(source)]
    with school_in(place, line, around=around) as school:
        # The child alone sees its disk; this is the way to it from outside.
        inside = Path(f"/proc/{school.running.process.pid}/root{place}")
        school = SchoolElsewhere(school.running, inside, line)
        school.own = tmp_path
        school.read_demo_file()
        kiosk = KioskPage(context.new_page(), school)
        kiosk.open()
        reader = school.reader(language="ru", category="student")
        kiosk.begin(reader)
        first, second, third = school.copies(3)
        kiosk.scan(first["code"])
        kiosk.answers("lent")
        with filled(school.folder):
            kiosk.scan(second["code"])
            answer = kiosk.answers("to-librarian", kiosk.t("answer.failed-disk-full"))
            assert answer.get_attribute("data-kind") == "failed"
            expect(kiosk.page.locator(".banner-disk-full")).to_be_visible(timeout=MS)
            kiosk.says(kiosk.t("banner.disk-full"))
            assert school.loans(second) == []
        kiosk.scan(second["code"])
        kiosk.answers("lent", second["title"])
        expect(kiosk.page.locator(".banner-disk-full")).to_have_count(0, timeout=MS)
        kiosk.scan(third["code"])
        kiosk.answers("lent", third["title"])
        assert [school.loans(copy) for copy in (first, second, third)] == [[None]] * 3
        assert school.one("PRAGMA integrity_check") == "ok"


@contextlib.contextmanager
def filled(folder: Path) -> Iterator[None]:
    """No byte is left on the disk of this folder."""
    ballast = folder / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as stream:
        for size in (1 << 20, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    stream.write(b"\0" * size)
    assert shutil.disk_usage(folder).free == 0
    try:
        yield
    finally:
        ballast.unlink()
        assert until(lambda: shutil.disk_usage(folder).free > 1 << 20)
