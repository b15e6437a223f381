"""Ten thousand readers and as many titles by file, while somebody lends; beside them the
floor: plain executemany of the very rows that came of it, in one transaction."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.big_library import BigLibrary
from benchmarks.in_process import STATION, ask
from benchmarks.measures import spread_of
from benchmarks.plain_sqlite import connect
from benchmarks.plan import Plan
from benchmarks.report import Aim, Report, Section, milliseconds
from benchmarks.server_under_test import open_server
from benchmarks.traffic import Lane
from library.import_columns import ImportKind
from server.server import Server
from server.services.desk_station import desk_origin
from server.services.importing.applying import bring_in
from server.services.importing.files import keep_upload

MOST_LINES = 10_000
LANES = 3
"""Readers and copies for each file, and for the records of benchmarks/importing_records.py."""
IMPORT_AIM_SECONDS, LENDING_AIM_MS = 20.0, 150.0
PAUSE_SECONDS = 0.01
"""Between two scans: a hundred a second, more than a school's four stations together."""
WRITTEN = {
    ImportKind.READERS: ("reader", "card", "membership", "search_word"),
    ImportKind.TITLES: ("title", "copy", "search_word"),
}
_NAMES = ("Әлия", "Ерлан", "Нұрлан", "Үміт", "Қайсар", "Іңкәр", "Мөлдір", "Гүлнұр")


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """Both kinds of file on each library."""
    section = report.section(
        "Files brought in, lending meanwhile",
        "library, file", "lines", "seconds", "floor", "lendings", "median", "p99", "longest",
    )  # fmt: skip
    for library in libraries:
        for kind in ImportKind:
            _measure(report, section, library, kind)
    section.notes.append("floor: executemany of the same rows in one transaction, no matching")


def _measure(report: Report, section: Section, library: BigLibrary, kind: ImportKind) -> None:
    count = min(MOST_LINES, library.size.copies // 2)
    data, before = made_file(kind, count), _last(library.path, kind)
    with open_server(library) as server:
        server.files = library.folder / "files"
        seconds, durations = _bring_in(server, library, kind, data)
    floor = _floor(library.path, kind, before)
    spread, copies = spread_of(durations), library.size.copies
    section.add(
        f"{copies:,} copies, {kind.value}", f"{count:,}", f"{seconds:.1f} s",
        milliseconds(floor), str(spread.count), milliseconds(spread.median),
        milliseconds(spread.p99), milliseconds(max(durations)),
    )  # fmt: skip
    what = f"{count:,} {kind.value} by file, {copies:,} copies"
    report.aims.append(Aim(what, seconds, IMPORT_AIM_SECONDS, "s"))
    report.aims.append(Aim(f"lending meanwhile, p99 ({what})", spread.p99 * 1000,
                           LENDING_AIM_MS, "ms"))  # fmt: skip
    report.figures[f"import {kind.value} {copies}"] = {
        "seconds": seconds, "floor": floor, "lending": spread, "longest": max(durations),
    }  # fmt: skip


def _bring_in(
    server: Server, library: BigLibrary, kind: ImportKind, data: bytes
) -> tuple[float, list[float]]:
    def work() -> None:
        file_id = keep_upload(server, kind, data, None)
        bring_in(server, file_id, desk_origin(server, str(uuid.uuid4()), None), False)

    lane = Lane(library.lanes(LANES)[list(ImportKind).index(kind)])
    return while_lending(server, lane, work)


def while_lending(
    server: Server, lane: Lane, work: Callable[[], None]
) -> tuple[float, list[float]]:
    """The seconds of some work, and of each lending that went on meanwhile."""
    stop = threading.Event()
    durations: list[float] = []

    def lend() -> None:
        while not stop.is_set() or lane.lent:
            began = time.perf_counter()
            ask(server, lane.next_operation(STATION))
            durations.append(time.perf_counter() - began)
            time.sleep(PAUSE_SECONDS)

    lender = threading.Thread(target=lend)
    lender.start()
    began = time.perf_counter()
    try:
        work()
        return time.perf_counter() - began, durations
    finally:
        stop.set()
        lender.join()


def made_file(kind: ImportKind, count: int) -> bytes:
    """A CSV of so many lines; nobody in it exists."""
    chance = random.Random(count)
    if kind is ImportKind.READERS:
        lines = ["№;Аты-жөні;Туған күні;Сыныбы;Жатақхана;Бөлме"]
        lines += [
            f"{n};Файлов{n} {chance.choice(_NAMES)} Серікұлы;{n % 28 + 1:02}.{n % 12 + 1:02}."
            f"{2010 + n % 5};{7 + n % 5} «{'АӘБВ'[n % 4]}»;№1;{n % 40}"
            for n in range(count)
        ]
    else:
        lines = ["Атауы;Авторы;Жылы;Баспасы;Саны;Инвентарь №;Бағасы;Сөресі"]
        lines += [
            f"Файлдан келген кітап {n} өмір туралы;Үсенов {chance.choice(_NAMES)[0]}.;"
            f"{1980 + n % 40};Атамұра;1;Ф-{n};{500 + n % 4000};Ф-{n % 20}"
            for n in range(count)
        ]
    return "\n".join(lines).encode()


def _last(path: Path, kind: ImportKind) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}").fetchone()[0]
            for table in WRITTEN[kind]
            if table != "search_word"
        }


def _floor(path: Path, kind: ImportKind, before: dict[str, int]) -> float:
    """Take the new rows out and put them in again, bare; the seconds of putting in."""
    word_kind = kind.value.removesuffix("s")
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = 0")
        first = before[WRITTEN[kind][0]]
        rows: dict[str, list[tuple[object, ...]]] = {}
        for table in WRITTEN[kind]:
            new = (
                f"kind = '{word_kind}' AND row_id > {first}"
                if table == "search_word"
                else f"id > {before[table]}"
            )
            rows[table] = connection.execute(f"SELECT * FROM {table} WHERE {new}").fetchall()
            connection.execute(f"DELETE FROM {table} WHERE {new}")
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for table, found in rows.items():
            gaps = ", ".join("?" for _ in found[0])
            connection.executemany(f"INSERT INTO {table} VALUES ({gaps})", found)
        connection.execute("COMMIT")
        return time.perf_counter() - began
