"""Deliveries: a scanned ISBN until its filled form stands there, through the desk's pages, and
posting five hundred copies; beside each the floor in plain sqlite3 on the same library.

Of the scan the floor is the read of the title by its number; of the posting executemany of
the very rows that it wrote, in one durable transaction.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.big_library import BigLibrary
from benchmarks.measures import quantile
from benchmarks.plain_sqlite import connect
from benchmarks.plan import Plan
from benchmarks.report import Aim, Report, Section, milliseconds
from benchmarks.server_under_test import open_server
from library.accession import BatchHead, LineValues, NotPosted
from library.isbn import both_forms
from server.app import create_app
from server.desk import desk_pages
from server.server import Server
from server.services.accession_lines import put_line
from server.services.accessions import open_batch
from server.services.accounts import add_staff
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.number_series import BOOKS
from server.services.number_settings import set_start
from server.services.posting import post_batch, posting_reasons

SCAN_AIM_MS, POSTING_AIM_SECONDS = 60.0, 2.0
COPIES, LINES = 500, 50
"""Of the delivery that is posted."""
SCANS_A_ROUND, MOST_SCANS = 25, 400
RECORDS = 20_000
LOGIN, PASSWORD = "bench", "kitap-soresi"
WRITTEN = ("copy", "accession_copy", "copy_steps", "inventory_line", "label_item", "summary_cell")
"""Tables that posting adds rows to, for the floor."""
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_FLOOR = "SELECT * FROM title WHERE isbn IN (?, ?)"


@dataclass(frozen=True, slots=True)
class Desk:
    """A signed-in librarian with an open draft; `token` goes with each form."""

    client: FlaskClient
    token: str
    staff_id: int
    path: str


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """Scans and posting on each library."""
    section = report.section(
        "Deliveries: ISBN to filled form, posting",
        "what",
        "floor p95",
        "ours p50",
        "p95",
        "× floor",
    )
    for library in libraries:
        _number_titles(library.path)
        with open_server(library) as server:
            staff_id = add_staff(server, LOGIN, "", PASSWORD, "librarian")
            # The made-up copies bear the numbers up to their count.
            set_start(server, _deed(server, staff_id, "start"), BOOKS, library.size.copies + 1)
            _scans(report, section, library, _desk(server, staff_id), plan)
            _posting(report, section, library, server, staff_id, plan)
    section.notes.append(
        "floor of a scan: the title by its number; of posting: the same rows, bare"
    )


def _isbn(number: int, group: str = "978601") -> str:
    twelve = f"{group}{number:06d}"
    total = sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(twelve))
    return twelve + str(-total % 10)


def _number_titles(path: Path) -> None:
    """Every title has its ISBN, and a list brought records that have no title yet."""
    record = {"name": "Тізімнен келген кітап", "author": "Үсенов Ә.", "year": 2024}
    rows = [(_isbn(n, "978602"), json.dumps(record), "list.mrc") for n in range(RECORDS)]
    with closing(connect(path)) as connection:
        connection.create_function("made_isbn", 1, _isbn, deterministic=True)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE title SET isbn = made_isbn(id)")
        connection.executemany(
            "INSERT INTO known_record (isbn, fields, source, read_at) "
            "VALUES (?, ?, ?, '2026-01-01T00:00:00.000000Z')",
            rows,
        )
        connection.execute("COMMIT")


def _desk(server: Server, staff_id: int) -> Desk:
    client = create_app(server, b"key", pages=[desk_pages(server)]).test_client()
    found = _TOKEN.search(client.get("/desk/sign-in").get_data(as_text=True))
    assert found is not None, "the door has a form"
    token = found[1]
    client.post("/desk/sign-in", data={"csrf_token": token, "login": LOGIN, "password": PASSWORD})
    page = client.get("/desk/acquisitions/new").get_data(as_text=True)
    found = _TOKEN.search(page)
    assert found is not None, "signed in"
    head = {
        "csrf_token": found[1], "operation": str(uuid.uuid4()), "source": "purchase",
        "document_no": "1", "document_on": "01.09.2025", "arrived_on": "02.09.2025",
    }  # fmt: skip
    answer = client.post("/desk/acquisitions/new", data=head)
    return Desk(client, found[1], staff_id, f"{answer.headers['Location']}/intake")


def _scans(report: Report, section: Section, library: BigLibrary, desk: Desk, plan: Plan) -> None:
    count = min(SCANS_A_ROUND * plan.rounds, MOST_SCANS, library.size.titles)
    step = max(library.size.titles // count, 1)
    known = [_isbn(1 + n * step) for n in range(count)]
    unknown = [_isbn(n * (RECORDS // count), "978602") for n in range(count)]
    with closing(sqlite3.connect(library.path)) as plain:
        floor = list(_timed(partial(_read, plain), known))
    for name, isbns, wanted in (
        ("known title", known, 'name="price_tiyn"'),
        ("record of a list", unknown, "Тізімнен келген кітап</textarea>"),
    ):
        ours = list(_timed(partial(_scan, desk, wanted), isbns))
        p95 = quantile(ours, 0.95)
        copies = library.size.copies
        section.add(
            f"{copies:,} copies: scan, {name}", milliseconds(quantile(floor, 0.95)),
            milliseconds(quantile(ours, 0.5)), milliseconds(p95),
            f"{p95 / quantile(floor, 0.95):.0f}",
        )  # fmt: skip
        what = f"ISBN to filled form, {name}, {copies:,} copies: p95"
        report.aims.append(Aim(what, p95 * 1000, SCAN_AIM_MS, "ms"))
        report.figures[f"accession scan {name} {copies}"] = {"floor": floor, "ours": ours}


def _read(plain: sqlite3.Connection, isbn: str) -> None:
    plain.execute(_FLOOR, both_forms(isbn)).fetchall()


def _scan(desk: Desk, wanted: str, isbn: str) -> None:
    fields = {"csrf_token": desk.token, "operation": str(uuid.uuid4()), "text": isbn,
              "last": "", "pile": ""}  # fmt: skip
    page = desk.client.post(desk.path, data=fields, headers={"X-Part": "1"})
    assert wanted in page.get_data(as_text=True), "the form stands there"


def _timed(call: Callable[[str], None], isbns: Sequence[str]) -> Iterator[float]:
    """Seconds of each; the first call fills caches and is not counted."""
    call(isbns[0])
    for isbn in isbns[1:]:
        began = time.perf_counter()
        call(isbn)
        yield time.perf_counter() - began


def _posting(
    report: Report, section: Section, library: BigLibrary, server: Server, staff_id: int,
    plan: Plan,
) -> None:  # fmt: skip
    floors, ours = [], []
    for turn in range(min(max(plan.rounds // 3, 1), 4)):
        before = _last(library.path)
        batch_id = _batch(server, staff_id, library, turn)
        doubts = [reason.code for reason in posting_reasons(server, batch_id)]
        began = time.perf_counter()
        done = post_batch(server, _deed(server, staff_id, "posted"), batch_id, doubts)
        ours.append(time.perf_counter() - began)
        assert not isinstance(done, NotPosted), "it is posted"
        floors.append(_floor(library.path, before))
    copies, worst = library.size.copies, max(ours)
    section.add(
        f"{copies:,} copies: posting {COPIES} copies of {LINES} titles",
        milliseconds(max(floors)), milliseconds(quantile(ours, 0.5)), milliseconds(worst),
        f"{worst / max(floors):.0f}",
    )  # fmt: skip
    what = f"posting {COPIES} copies, {copies:,} copies: longest"
    report.aims.append(Aim(what, worst, POSTING_AIM_SECONDS, "s"))
    report.figures[f"accession posting {copies}"] = {"floor": floors, "ours": ours}


def _batch(server: Server, staff_id: int, library: BigLibrary, turn: int) -> int:
    head = BatchHead(
        "purchase", date(2025, 9, 2), "Мектеп", f"{turn}", date(2025, 9, 1), note="bench"
    )
    batch_id = open_batch(server, _deed(server, staff_id, "opened"), head)
    lines, each = min(LINES, library.size.titles), COPIES // LINES
    for n in range(lines):
        title_id = 1 + (n + turn * LINES) % library.size.titles
        values = LineValues(title_id, each, each, 125_000 + n)
        put_line(server, _deed(server, staff_id, "line"), batch_id, values)
    return batch_id


def _deed(server: Server, staff_id: int, kind: str) -> Deed:
    return Deed(desk_origin(server, str(uuid.uuid4()), staff_id), f"accession-{kind}")


def _last(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as plain:
        return {
            table: plain.execute(f"SELECT COALESCE(MAX(rowid), 0) FROM {table}").fetchone()[0]
            for table in WRITTEN
        }


def _floor(path: Path, before: dict[str, int]) -> float:
    """Take the new rows out and put them in again, bare; the seconds of putting in."""
    with closing(connect(path)) as plain:
        plain.execute("PRAGMA foreign_keys = 0")
        rows: dict[str, list[tuple[object, ...]]] = {}
        for table, last in before.items():
            rows[table] = plain.execute(f"SELECT * FROM {table} WHERE rowid > {last}").fetchall()
            plain.execute(f"DELETE FROM {table} WHERE rowid > {last}")
        began = time.perf_counter()
        plain.execute("BEGIN IMMEDIATE")
        for table, found in rows.items():
            if found:
                gaps = ", ".join("?" for _ in found[0])
                plain.executemany(f"INSERT INTO {table} VALUES ({gaps})", found)
        plain.execute("COMMIT")
        return time.perf_counter() - began
