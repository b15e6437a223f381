"""The provision of a school of 1,500 pupils with 14 textbooks each: counting it, and the whole
page with its heat map after a change.

The floor of counting is its reads in plain sqlite3 on the same library, row by row into
lists; nothing is counted there.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.big_library import BigLibrary
from benchmarks.collection_school import BOOKS, GRADES, School, add_school
from benchmarks.measures import quantile
from benchmarks.plain_sqlite import connect
from benchmarks.plan import Plan
from benchmarks.report import Aim, Report, Section, milliseconds
from benchmarks.server_under_test import open_server
from server.app import create_app
from server.desk import desk_pages
from server.server import Server
from server.services.accounts import add_staff
from server.services.classes import current_year
from server.services.provision import IN_LIBRARY, school_provision

AIM_MS = 300.0
TIMES = 40
LOGIN, PASSWORD = "bench", "kitap-soresi"  # of a library that is thrown away
_PUPILS = (
    "SELECT r.id, s.id, s.grade, s.language, s.track, r.sex FROM reader r "
    "JOIN membership m ON m.reader_id = r.id JOIN school_class s ON s.id = m.school_class_id "
    "WHERE s.year = ? AND m.to_on IS NULL AND r.state <> 'left'"
)
_TITLES = (
    "(SELECT e.title_id FROM textbook_plan_edition e JOIN textbook_plan_line l "
    "ON l.id = e.line_id WHERE l.year = ?)"
)
_HELD = (
    "SELECT o.reader_id, c.title_id, o.for_class_id FROM copy c JOIN loan o ON o.copy_id = c.id "
    f"WHERE c.title_id IN {_TITLES} AND o.closed_at IS NULL AND o.reader_id IS NOT NULL"
)
_PLAN = (
    "SELECT l.id, l.grade, l.subject, e.title_id, e.part FROM textbook_plan_line l "
    "JOIN textbook_plan_edition e ON e.line_id = l.id WHERE l.year = ?"
)

_FREE = (
    "SELECT c.title_id, COUNT(*) FROM copy c WHERE c.state IN (%s) "
    f"AND c.title_id IN {_TITLES} GROUP BY c.title_id"
)


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """Counting and drawing on each library."""
    section = report.section(
        "Provision of the whole school: 1,500 pupils × 14 textbooks",
        "what", "floor", "ours", "× floor",
    )  # fmt: skip
    times = TIMES if plan.seconds >= 0.25 else 2
    for library in libraries:
        school = add_school(library)
        with open_server(library) as server:
            year = current_year(server)
            _add_plan(library.path, school, year)
            found = school_provision(server, year)
            assert len(found.provision.cells) == len(school.classes) * BOOKS
            assert found.whole.needed == len(school.codes) == found.whole.issued
            seconds = {
                "floor": _timed(partial(_floor, library.path, year), times),
                "count": _timed(partial(school_provision, server, year), times),
                **_pages(server, times),
            }
        _lines(report, section, library.size.copies, seconds)
    section.notes.append("the page after a change: counted anew and drawn, with its frame")


def _lines(
    report: Report, section: Section, copies: int, seconds: dict[str, list[float]]
) -> None:
    bare, ours = quantile(seconds["floor"], 0.5), quantile(seconds["count"], 0.5)
    section.add(f"{copies:,} copies: count the whole school, p50", milliseconds(bare),
                milliseconds(ours), f"{ours / bare:.1f}")  # fmt: skip
    page, p95 = quantile(seconds["page"], 0.5), quantile(seconds["page"], 0.95)
    for what, took in (
        ("the page after a change, p50", page), ("the page after a change, p95", p95),
        ("an open page asks, nothing new, p50", quantile(seconds["asks"], 0.5)),
    ):  # fmt: skip
        section.add(f"{copies:,} copies: {what}", "", milliseconds(took), "")
    worked = quantile(seconds["page processor"], 0.5)
    section.add(f"{copies:,} copies: the page, time of the processor, mean", "",
                milliseconds(worked), "")  # fmt: skip
    report.aims.append(
        Aim(f"heat map of the whole school, {copies:,} copies: p95", p95 * 1000, AIM_MS, "ms")
    )
    report.figures[f"provision {copies}"] = seconds


def _add_plan(path: Path, school: School, year: str) -> None:
    """A line for each textbook of the classes."""
    with closing(connect(path)) as plain:
        plain.execute("BEGIN IMMEDIATE")
        # The classes that were there before are not of this school.
        plain.execute("UPDATE school_class SET year = 'before' WHERE id < ?", school.classes[:1])
        titles = plain.execute(
            "SELECT id, grade, subject FROM title ORDER BY id DESC LIMIT ?", (len(GRADES) * BOOKS,)
        ).fetchall()
        for title_id, grade, subject in titles:
            line = plain.execute(
                "INSERT INTO textbook_plan_line (year, grade, subject, language, for_whom, parts, "
                "by_quantity, position) VALUES (?, ?, ?, 'kk', 'class', 1, 0, 0)",
                (year, grade, subject),
            ).lastrowid
            plain.execute(
                "INSERT INTO textbook_plan_edition (line_id, title_id, part) VALUES (?, ?, 0)",
                (line, title_id),
            )
        plain.execute("COMMIT")
        plain.execute("ANALYZE")


def _pages(server: Server, times: int) -> dict[str, list[float]]:
    """The page for who is signed in: each time after a change, and the question whether
    there was one."""
    add_staff(server, LOGIN, "", PASSWORD, "head")
    visitor = create_app(server, b"bench", pages=[desk_pages(server)]).test_client()
    door = visitor.get("/desk/sign-in").get_data(as_text=True)
    (token,) = re.findall(r'name="csrf_token" value="([^"]+)"', door)[:1]
    visitor.post(
        "/desk/sign-in", data={"csrf_token": token, "login": LOGIN, "password": PASSWORD}
    )
    shown = ""

    def page() -> None:
        nonlocal shown
        server.library.changes.note()
        shown = visitor.get("/desk/provision").get_data(as_text=True)

    def asks() -> None:
        assert visitor.get(f"/desk/provision/now?version={version}").status_code == 204

    began = time.process_time()
    seconds = _timed(page, times)
    processor = [(time.process_time() - began) / times]
    assert shown.count('class="heat is-0"') > BOOKS, "the map is drawn"
    (version,) = re.findall(r'data-version="(\d+)"', shown)
    return {"page": seconds, "page processor": processor, "asks": _timed(asks, times)}


def _floor(path: Path, year: str) -> None:
    """All rows that tell it, fetched."""
    with closing(connect(path)) as plain:
        plain.execute(_PLAN, (year,)).fetchall()
        plain.execute(_PUPILS, (year,)).fetchall()
        plain.execute(_HELD, (year,)).fetchall()
        gaps = ", ".join(f"'{state}'" for state in IN_LIBRARY)
        plain.execute(_FREE % gaps, (year,)).fetchall()


def _timed(call: Callable[[], object], times: int) -> list[float]:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    return seconds
