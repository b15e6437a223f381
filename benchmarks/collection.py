"""The year-end collection of a school of 1,500 pupils with 14 textbooks each: opening it,
four stations that scan while a board shows every class, 9,000 returns as fast as they come.

The floor of a scan is an ordinary return with the two rows of the collection, in plain
sqlite3 on the same library; of the opening executemany of the very rows that it wrote.
"""

from __future__ import annotations

import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.big_library import BigLibrary
from benchmarks.collection_school import School, add_school, count
from benchmarks.measures import quantile
from benchmarks.plain_sqlite import COPY, connect, give_back
from benchmarks.plan import Plan
from benchmarks.report import Aim, Report, Section, milliseconds
from benchmarks.server_under_test import open_server
from library.collection import RETURNS
from library.operations import Origin
from server.server import Server
from server.services.accounts import add_staff
from server.services.collecting import CollectScan, collect
from server.services.collection_progress import progress
from server.services.collections import open_collections
from server.services.deeds import Deed
from server.services.desk_station import desk_origin

STATIONS, SHOWN, RETURNED = 4, 1_200, 9_000
BOARD_AIM_MS, RATE_AIM, OPENING_AIM_SECONDS = 60.0, 200.0, 2.0
_LINE = (
    "SELECT l.id, l.collection_id FROM collection_line l JOIN collection c "
    "ON c.id = l.collection_id WHERE l.loan_id = ?"
)
_SCAN = (
    "INSERT INTO collection_scan (scan_id, operation_id, collection_id, line_id, copy_id, code, "
    "outcome, station_id, scanned_at, undone) VALUES (?, ?, ?, ?, ?, ?, 'credited', 1, ?, 0)"
)
_BACK = (
    "SELECT COUNT(*) FROM collection_line l JOIN loan o ON o.id = l.loan_id "
    "WHERE o.closed_as = 'returned'"
)

Scan = Callable[[str], None]


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """Opening, scans with a board, a flood of returns, on each library."""
    section = report.section(
        "Year-end collection: 1,500 pupils, 21,000 textbooks, four stations",
        "what", "floor", "ours", "× floor",
    )  # fmt: skip
    for library in libraries:
        school = add_school(library)
        with open_server(library) as server:
            staff_id = add_staff(server, "bench", "", "kitap-soresi", "librarian")
            _opening(report, section, library, server, school, staff_id)
            station = desk_origin(server, str(uuid.uuid4()), staff_id).station_id
            piles = _Piles(school, plan)
            ours = _our_scan(server, station, staff_id)
            _shown(report, section, library, server, ours, piles.shown)
            _flood(report, section, library, ours, piles)
    section.notes.append("shown: from the scan until a board with all classes has it too")


class _Piles:
    """Which copies each measure takes; nobody scans one twice."""

    def __init__(self, school: School, plan: Plan) -> None:
        share = 1.0 if plan.seconds >= 1 else 0.25
        most = len(school.codes) // 4
        shown, returned = min(int(SHOWN * share), most), min(int(RETURNED * share), most)
        if share == 1.0 and len(school.codes) >= SHOWN + 2 * RETURNED:
            shown, returned = SHOWN, RETURNED
        self.shown = school.codes[:shown]
        self.ours = school.codes[shown : shown + returned]
        self.floor = school.codes[shown + returned : shown + 2 * returned]


def _opening(
    report: Report, section: Section, library: BigLibrary, server: Server, school: School,
    staff_id: int,
) -> None:  # fmt: skip
    deed = Deed(desk_origin(server, str(uuid.uuid4()), staff_id), "collection-opened")
    began = time.perf_counter()
    opened = open_collections(server, deed, school.classes)
    ours = time.perf_counter() - began
    lines = count(library.path, "SELECT COUNT(*) FROM collection_line")
    assert len(opened.collections) == len(school.classes), "every class is open"
    assert lines == len(school.codes), "every loan is expected"
    floor = _floor_of_opening(library.path)
    copies = library.size.copies
    section.add(
        f"{copies:,} copies: open {len(school.classes)} classes, {lines:,} loans",
        milliseconds(floor), milliseconds(ours), f"{ours / floor:.1f}",
    )  # fmt: skip
    report.aims.append(
        Aim(f"open the whole school, {copies:,} copies", ours, OPENING_AIM_SECONDS, "s")
    )
    report.figures[f"collection opening {copies}"] = {"floor": [floor], "ours": [ours]}


def _floor_of_opening(path: Path) -> float:
    """Take the lines out and put them in again, bare; the seconds of putting in."""
    with closing(connect(path)) as plain:
        rows = plain.execute("SELECT * FROM collection_line").fetchall()
        plain.execute("DELETE FROM collection_line")
        gaps = ", ".join("?" for _ in rows[0])
        began = time.perf_counter()
        plain.execute("BEGIN IMMEDIATE")
        plain.executemany(f"INSERT INTO collection_line VALUES ({gaps})", rows)
        plain.execute("COMMIT")
        return time.perf_counter() - began


def _our_scan(server: Server, station_id: int, staff_id: int) -> Scan:
    def scan(code: str) -> None:
        origin = Origin(str(uuid.uuid4()), station_id, server.now(), staff_id)
        told = collect(server, CollectScan(origin, code))
        assert told.outcome in RETURNS, told.outcome

    return scan


class _Board:
    """A board with all classes that draws itself anew after each change; `drawn` is the
    change it surely shows."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._drawn = -1
        self._ended = False
        self._anew = threading.Condition()
        self.seconds: list[float] = []
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def await_change(self, change: int) -> None:
        """Return once the board shows this change."""
        with self._anew:
            assert self._anew.wait_for(lambda: self._drawn >= change, 30), "the board stands still"

    def end(self) -> None:
        """Let go of the library."""
        self._ended = True
        self._thread.join()

    def _keep(self) -> None:
        changes, known = self._server.library.changes, -1
        while not self._ended:
            known = changes.wait(known, 0.1)
            began = time.perf_counter()
            progress(self._server)
            self.seconds.append(time.perf_counter() - began)
            with self._anew:
                self._drawn = known
                self._anew.notify_all()


def _shown(
    report: Report, section: Section, library: BigLibrary, server: Server, scan: Scan,
    codes: Sequence[str],
) -> None:  # fmt: skip
    board = _Board(server)

    def until_shown(code: str) -> None:
        scan(code)
        board.await_change(server.library.changes.count)

    _, durations = _by_stations(until_shown, codes)
    board.end()
    copies, p95 = library.size.copies, quantile(durations, 0.95)
    section.add(
        f"{copies:,} copies: scan → credited and shown, p50", "",
        milliseconds(quantile(durations, 0.5)), "",
    )  # fmt: skip
    section.add(f"{copies:,} copies: scan → credited and shown, p95", "", milliseconds(p95), "")
    section.add(
        f"{copies:,} copies: the board alone, p50", "",
        milliseconds(quantile(board.seconds, 0.5)), "",
    )  # fmt: skip
    report.aims.append(
        Aim(f"scan → credited and shown, {STATIONS} stations, {copies:,} copies: p95",
            p95 * 1000, BOARD_AIM_MS, "ms")
    )  # fmt: skip
    report.figures[f"collection shown {copies}"] = {"ours": durations, "board": board.seconds}


def _flood(
    report: Report, section: Section, library: BigLibrary, scan: Scan, piles: _Piles
) -> None:
    before = count(library.path, _BACK)
    seconds, durations = _by_stations(scan, piles.ours)
    back = count(library.path, _BACK) - before
    assert back == len(piles.ours), f"{len(piles.ours) - back} returns were lost"
    with closing(connect(library.path)) as plain:
        guard = threading.Lock()
        floor_seconds, floor = _by_stations(lambda code: _plain(plain, guard, code), piles.floor)
    copies, ours_rate = library.size.copies, len(durations) / seconds
    floor_rate = len(floor) / floor_seconds
    section.add(
        f"{copies:,} copies: {back:,} returns, each second", f"{floor_rate:,.0f}",
        f"{ours_rate:,.0f}", f"{ours_rate / floor_rate:.2f}",
    )  # fmt: skip
    section.add(
        f"{copies:,} copies: a return, p95", milliseconds(quantile(floor, 0.95)),
        milliseconds(quantile(durations, 0.95)),
        f"{quantile(durations, 0.95) / quantile(floor, 0.95):.1f}",
    )  # fmt: skip
    report.aims.append(
        Aim(f"{back:,} returns through {STATIONS} stations, none lost, {copies:,} copies",
            ours_rate, RATE_AIM, "/s", most=False)
    )  # fmt: skip
    report.figures[f"collection returns {copies}"] = {"floor": floor, "ours": durations}


def _plain(plain: sqlite3.Connection, guard: threading.Lock, code: str) -> None:
    """One return with the rows of its collection, durable, one writer at a time."""
    with guard:
        plain.execute("BEGIN IMMEDIATE")
        copy = plain.execute(COPY, (code,)).fetchone()
        line = plain.execute(_LINE, (copy[11],)).fetchone()
        give_back(plain, copy[12], code)
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        ids = str(uuid.uuid4()), str(uuid.uuid4())
        plain.execute(_SCAN, (*ids, line[1], line[0], copy[0], code, at))
        plain.execute("COMMIT")


def _by_stations(scan: Scan, codes: Sequence[str]) -> tuple[float, list[float]]:
    """Four stations share the pile, scan after scan: seconds of all, and of each scan."""
    found: list[list[float]] = [[] for _ in range(STATIONS)]
    faults: list[BaseException] = []

    def work(station: int) -> None:
        try:
            for code in codes[station::STATIONS]:
                began = time.perf_counter()
                scan(code)
                found[station].append(time.perf_counter() - began)
        except BaseException as fault:  # carried to the caller below
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(STATIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return time.perf_counter() - began, [each for one in found for each in one]
