"""The benchmarks run from end to end on a tiny library. No figure is judged here."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.big_library import working_copy
from benchmarks.command import measure
from benchmarks.in_process import STATION, ask, pairing
from benchmarks.painted import why_no_browser
from benchmarks.plain_sqlite import PlainLane, PlainLibrary
from benchmarks.plan import Plan, read_plan
from benchmarks.report import as_text
from benchmarks.server_under_test import open_server
from benchmarks.traffic import Lane
from tests.conftest import missing

TINY = Plan(copies=(400,), rounds=1, seconds=0.05, clients=(1, 2), scans=2, starts=1)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


def test_a_big_library_is_built_once_and_a_run_changes_a_copy_of_it(cache: Path) -> None:
    with working_copy(cache, 400) as first:
        with closing(sqlite3.connect(first.path)) as connection, connection:
            assert connection.execute("SELECT COUNT(*) FROM copy").fetchone() == (400,)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            indexes = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'loan_one_open_per_copy'"
            assert connection.execute(indexes).fetchone() == (1,)
            connection.execute("DELETE FROM request")
            connection.execute("UPDATE reader SET given_name = ''")
        kept = list(cache.glob("library-400-*.db"))
    with working_copy(cache, 400) as second, closing(sqlite3.connect(second.path)) as connection:
        empty = "SELECT COUNT(*) FROM reader WHERE given_name = ''"
        assert connection.execute(empty).fetchone() == (0,)
    assert list(cache.glob("library-400-*.db")) == kept
    assert not list(cache.glob("run-*"))


def test_the_floor_runs_as_many_statements_as_ours(cache: Path) -> None:
    with working_copy(cache, 400) as library:
        lanes = library.lanes(2)
        plain = PlainLibrary(library.path, 1)
        said: list[str] = []
        plain.watch(lambda sql: said.append(sql.split()[0]))
        PlainLane(plain, 0, lanes[0]).operate()
        plain.close()
        with open_server(library) as server:
            ours: list[str] = []
            server.library.watchers.append(ours.append)
            ask(server, Lane(lanes[1]).next_operation(STATION))
    assert len(ours) == len(said) - 2  # BEGIN and COMMIT


def test_every_copy_stands_on_its_shelf_again_after_the_rounds(cache: Path) -> None:
    with working_copy(cache, 400) as library:
        with pairing(library, 2) as pair:
            pair.floor.play(0.02)
            pair.ours.play(0.02)
        with closing(sqlite3.connect(library.path)) as connection:
            out = connection.execute("SELECT COUNT(*) FROM copy WHERE state = 'on-loan'")
            assert out.fetchone() == (library.size.open_loans,)


@pytest.mark.parametrize(
    "part",
    ["in-process", "http", "search", "import", "start", "home", "printing", "collection",
     "provision", "rollover"],
)
def test_each_part_measures_and_reports(part: str, cache: Path) -> None:
    report = measure(replace(TINY, cache=cache, parts=(part,)))
    assert report.figures
    assert "400 copies" in as_text(report)


@pytest.mark.browser
@pytest.mark.devices
def test_bytes_on_the_line_are_painted(cache: Path) -> None:
    if reason := why_no_browser():
        missing("chromium", reason)
    # In a thread of its own: another test of this process may hold a browser open.
    plan = replace(TINY, cache=cache, parts=("painted",))
    with ThreadPoolExecutor(1) as thread:
        report = thread.submit(measure, plan).result()
    assert "lent" in as_text(report)


def test_the_command_line_says_how_much(tmp_path: Path) -> None:
    plan = read_plan(["--copies", "1000000,20000", "--only", "http", "--cache", str(tmp_path)])
    assert plan.copies == (20_000, 1_000_000)
    assert plan.parts == ("http",)
    assert read_plan(["--quick"]).copies == (20_000,)
    with pytest.raises(SystemExit):
        read_plan(["--only", "everything"])
