"""The floor under a lend and a return: the same reads and writes in plain sqlite3, on the
same tables and indexes, with the same durability and one writer at a time; no rules.

Read it beside `server/statements/`: each statement of a scan there has its twin here, and
the report prints both counts. Seals, salts and journal texts are constants of true size.
"""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.traffic import Pair

PRAGMAS = (
    "PRAGMA journal_mode = wal",
    "PRAGMA synchronous = full",
    "PRAGMA foreign_keys = 1",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA temp_store = memory",
    "PRAGMA journal_size_limit = 67108864",
)
REPEATED = """
SELECT seq, id, kind, station_id, staff_id, copy_id, reader_id, session_reader_id, salt,
    content_seal, happened_at, undoes, detail FROM operation WHERE id = ?"""
COPY = """
SELECT c.id, c.title_id, c.state, c.reading_room_only, c.on_display, c.code, t.item_kind,
    t.grade, t.in_programme, t.name, t.author, l.id, l.reader_id, l.lent_at, l.due_on,
    l.renewals, l.station_id
FROM copy c JOIN title t ON t.id = c.title_id
LEFT JOIN loan l ON l.copy_id = c.id AND l.closed_at IS NULL WHERE c.code = ?"""
READER = """
SELECT r.id, r.category, r.state, r.suspended_until, r.valid_until, r.given_name, r.surname,
    r.language, s.grade, s.letter
FROM reader r LEFT JOIN membership m ON m.reader_id = r.id AND m.to_on IS NULL
LEFT JOIN school_class s ON s.id = m.school_class_id WHERE r.id = ?"""
LOANS = """
SELECT l.id, l.copy_id, c.title_id, l.reader_id, t.item_kind, l.lent_at, l.due_on,
    l.renewals, l.station_id
FROM loan l JOIN copy c ON c.id = l.copy_id JOIN title t ON t.id = c.title_id
WHERE l.reader_id = ? AND l.closed_at IS NULL ORDER BY l.due_on, l.id"""
REQUESTS = """
SELECT id, reader_id, state, copy_id FROM request
WHERE title_id = ? AND closed_at IS NULL ORDER BY asked_at, id"""
LEND = """
INSERT INTO loan (copy_id, reader_id, lent_at, due_on, renewals, category, class_label,
    station_id) VALUES (?, ?, ?, ?, 0, ?, ?, 1)"""
CLOSE = "UPDATE loan SET closed_at = ?, closed_as = ?, seen_at = ? WHERE id = ?"
PLACE = "UPDATE copy SET state = ? WHERE id = ?"
JOURNAL = """
INSERT INTO operation (seq, id, kind, station_id, staff_id, copy_id, reader_id,
    session_reader_id, reader_seal, salt, content_seal, happened_at, recorded_at, undoes, detail)
VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM operation), ?, ?, 1, NULL, ?, ?, ?, ?, ?, ?, ?, ?,
    NULL, ?)"""
SALT, SEAL = bytes(range(16)), bytes(range(32))
DETAIL = '{"answer":{"answer":"lent","due_on":"2026-12-06","lent":3,"limit":5},"before":{"c":1}}'

Watcher = Callable[[str], object]


class FloorBroken(RuntimeError):
    """The floor's library is not in the state its operation needs."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection set as the product sets its own."""
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


def lend(connection: sqlite3.Connection, reader_id: int, code: str) -> None:
    """The reads and writes of one lending, inside a transaction."""
    run = connection.execute
    at = _now()
    operation_id = str(uuid.uuid4())
    run(REPEATED, (operation_id,)).fetchone()
    copy = run(COPY, (code,)).fetchone()
    reader = run(READER, (reader_id,)).fetchone()
    run(LOANS, (reader_id,)).fetchall()
    run(REQUESTS, (copy[1],)).fetchall()
    if copy[2] != "on-shelf":
        raise FloorBroken(f"copy {copy[0]} is {copy[2]}")
    due_on = (date.today() + timedelta(days=14)).isoformat()
    label = f"{reader[8]}{reader[9]}"
    run(LEND, (copy[0], reader_id, at, due_on, reader[1], label))
    run(PLACE, ("on-loan", copy[0]))
    _journal(connection, "check-out", operation_id, copy[0], reader_id, at)


def give_back(connection: sqlite3.Connection, reader_id: int, code: str) -> None:
    """The reads and writes of one return, inside a transaction."""
    run = connection.execute
    at = _now()
    operation_id = str(uuid.uuid4())
    run(REPEATED, (operation_id,)).fetchone()
    copy = run(COPY, (code,)).fetchone()
    run(REQUESTS, (copy[1],)).fetchall()
    if copy[11] is None:
        raise FloorBroken(f"copy {copy[0]} has no open loan")
    run(CLOSE, (at, "returned", at, copy[11]))
    run(PLACE, ("on-shelf", copy[0]))
    run(READER, (reader_id,)).fetchone()
    run(LOANS, (reader_id,)).fetchall()
    _journal(connection, "check-in", operation_id, copy[0], reader_id, at)


def _journal(
    connection: sqlite3.Connection, kind: str, operation_id: str, copy: int, reader: int, at: str
) -> None:
    connection.execute(
        JOURNAL,
        (operation_id, kind, copy, reader, reader, SEAL, SALT, SEAL, at, at, DETAIL),
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class PlainLibrary:
    """One kept connection for each client, one lock around writers."""

    def __init__(self, path: Path, clients: int) -> None:
        self._connections = [connect(path) for _ in range(clients)]
        self._writer = threading.Lock()

    def operate(self, client: int, pair: Pair, lending: bool) -> None:
        """One lending or one return in one durable transaction."""
        connection = self._connections[client]
        work = lend if lending else give_back
        with self._writer:
            connection.execute("BEGIN IMMEDIATE")
            try:
                work(connection, *pair)
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def watch(self, watcher: Watcher | None) -> None:
        """Call `watcher(sql)` for every statement of the first client; None: no more."""
        self._connections[0].set_trace_callback(watcher)

    def close(self) -> None:
        """Close all connections."""
        for connection in self._connections:
            connection.close()


class PlainLane:
    """One client of the floor: the pairs of a `traffic.Lane`, without questions."""

    def __init__(self, library: PlainLibrary, client: int, pairs: Sequence[Pair]) -> None:
        self._library, self._client, self._pairs = library, client, pairs
        self._place = 0
        self._lending = True

    def operate(self) -> None:
        """The next lending or return."""
        self._library.operate(self._client, self._pairs[self._place], self._lending)
        if not self._lending:
            self._place = (self._place + 1) % len(self._pairs)
        self._lending = not self._lending

    def settle(self) -> None:
        """Return what is still lent, so that the copies stand on their shelves again."""
        if not self._lending:
            self.operate()
