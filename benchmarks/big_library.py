"""A made-up library of any size in the real schema, built once, kept in a cache folder.

The tables come from the product's own migrations; the rows go in with plain executemany,
the plain indexes are put back afterwards. A run works on a copy, so the kept one never
changes. A change of a migration or of the generator gives another file name.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks import big_library_rows as rows
from benchmarks.big_library_rows import Size
from benchmarks.children import ROOT
from benchmarks.traffic import Pair
from server.database import Library
from server.migrations import upgrade

DEFAULT_CACHE = Path(tempfile.gettempdir()) / "library-kiosk-bench"
DATABASE = "library.db"


@dataclass(frozen=True, slots=True)
class BigLibrary:
    """A data folder with one library of `size` that a run may change."""

    folder: Path
    size: Size

    @property
    def path(self) -> Path:
        return self.folder / DATABASE

    def lanes(self, clients: int, pairs: int = 2000) -> list[list[Pair]]:
        """For each client its own readers and its own copies on the shelf, spread over
        the whole library."""
        first, last = self.size.open_loans + 1, self.size.copies
        count = min(pairs * clients, last - first + 1)
        step = (last - first + 1) / count
        readers = max(clients, self.size.readers // clients * clients)
        found: list[list[Pair]] = [[] for _ in range(clients)]
        for n in range(count):
            # A reader belongs to one client only: n and the reader agree modulo clients.
            pair = (n % readers + 1, rows.copy_code(first + int(n * step)))
            found[n % clients].append(pair)
        for lane in found:
            random.Random(len(lane)).shuffle(lane)
        return found


def cached_library(cache: Path, copies: int) -> Path:
    """The kept file, built when missing."""
    size = Size(copies)
    path = cache / f"library-{copies}-{_fingerprint()}.db"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        print(f"building {path.name}, once …", file=sys.stderr, flush=True)
        partial = path.with_suffix(".part")
        partial.unlink(missing_ok=True)
        build(partial, size)
        partial.replace(path)
    return path


@contextmanager
def working_copy(cache: Path, copies: int) -> Iterator[BigLibrary]:
    """A data folder for one run, made current, removed at the end."""
    kept = cached_library(cache, copies)
    with tempfile.TemporaryDirectory(prefix="run-", dir=cache) as folder:
        library = BigLibrary(Path(folder), Size(copies))
        shutil.copyfile(kept, library.path)
        with closing(sqlite3.connect(library.path)) as connection, connection:
            make_current(connection, date.today())
        yield library


def build(path: Path, size: Size) -> None:
    """Make and fill the library file."""
    library = Library.open(path)
    upgrade(library)
    library.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        with connection:
            indexes = _without_indexes(connection)
            _fill(connection, size)
            for sql in indexes:
                connection.execute(sql)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


def make_current(connection: sqlite3.Connection, today: date) -> None:
    """Open all day today, this school year known, no open loan late: it lends on any date."""
    first = date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    last = date(first.year + 1, 8, 31)
    connection.execute("DELETE FROM school_year")
    connection.execute("DELETE FROM opening_hours")
    connection.execute(
        "INSERT INTO school_year (name, first_on, last_on, status) VALUES (?, ?, ?, 'confirmed')",
        (f"{first.year}/{last.year}", first.isoformat(), last.isoformat()),
    )
    connection.executemany(
        "INSERT INTO opening_hours (weekday, opens, closes) VALUES (?, '00:00', '24:00')",
        [(day,) for day in range(7)],
    )
    due = (today + timedelta(days=10)).isoformat()
    connection.execute("UPDATE loan SET due_on = ? WHERE closed_at IS NULL", (due,))


def _fingerprint() -> str:
    digest = hashlib.sha256()
    sources = sorted((ROOT / "server" / "migrations").glob("0*.py"))
    for source in [*sources, Path(rows.__file__)]:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:10]


def _without_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop the named indexes; the SQL that makes them again."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def _fill(connection: sqlite3.Connection, size: Size) -> None:
    for table, columns, values in rows.all_rows(size):
        gaps = ", ".join("?" for _ in columns.split(","))
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({gaps})", values)
