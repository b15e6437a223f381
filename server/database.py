"""The record of truth on SQLite or PostgreSQL: three ways in and no other.

`reading()` sees single statements, `snapshot()` one consistent state, `writing()` is alone:
a process lock and BEGIN IMMEDIATE on SQLite, an advisory lock on PostgreSQL. Each takes a
connection from a pool of at most 12 and gives it back. The scan path runs kept statements
(`Work.one`, `all`, `run`); tables of `server.tables` work inside the same blocks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

import peewee
from playhouse.pool import PooledPostgresqlDatabase, PooledSqliteDatabase

from server.changes import Changes
from server.errors import NestedWriting, OutsideLibrary

POOL_SIZE = 12
WAIT_SECONDS = 10
# Any fixed number: advisory locks are per database, and a database is one school.
_WRITER_LOCK = 7_266_435_161

_SQLITE_PRAGMAS = (
    ("busy_timeout", WAIT_SECONDS * 1000),
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("temp_store", "memory"),
    ("journal_size_limit", 64 * 1024 * 1024),
)

_open = threading.local()


class OpenLibrary(peewee.DatabaseProxy):
    """Stands for the library whose block this thread is in, so that tables need no global."""

    __slots__ = ("_callbacks",)

    @property
    def obj(self) -> Any:
        """The Peewee database of the open block; None outside."""
        return getattr(_open, "database", None)

    def initialize(self, obj: Any) -> None:
        """Nothing to do: blocks open and close the library."""

    def __getattr__(self, name: str) -> Any:
        database = self.obj
        if database is None:
            raise OutsideLibrary("open reading(), snapshot() or writing() first")
        return getattr(database, name)


OPEN_LIBRARY = OpenLibrary()


class _Sqlite(PooledSqliteDatabase):  # type: ignore[misc]
    """SQLite whose begin is immediate unless said otherwise."""

    def rollback(self) -> None:
        # A full disk makes SQLite roll back by itself; a second ROLLBACK would hide why.
        if self._state.conn is not None and self._state.conn.in_transaction:
            super().rollback()


class Arg(peewee.ColumnBase):
    """A named gap in a kept statement, filled at each run."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __sql__(self, ctx: Any) -> Any:
        ctx._values.append(self)
        return ctx.literal(ctx.state.param or "?")


class Statement:
    """A query written once with Peewee; its SQL is made once for each library and kept.

    `build` returns the query; gaps are `Arg("name")`. `name` is for counting and logs.
    """

    __slots__ = ("build", "name")

    def __init__(self, name: str, build: Callable[[], Any]) -> None:
        self.name = name
        self.build = build


class _Kept:
    """SQL for one engine; `fill` puts the named arguments in its order."""

    __slots__ = ("_constants", "_ordered", "sql")

    def __init__(self, sql: str, values: list[Any]) -> None:
        self.sql = sql
        # A constant of the query is an argument whose name is its place.
        named = [
            (value.name, None) if isinstance(value, Arg) else (str(place), value)
            for place, value in enumerate(values)
        ]
        self._constants = {name: value for name, value in named if name.isdigit()}
        names = [name for name, _ in named]
        # itemgetter gives a tuple only for two names and more.
        self._ordered: Callable[[Mapping[str, Any]], tuple[Any, ...]] = (
            itemgetter(*names)
            if len(names) > 1
            else lambda args: tuple(args[name] for name in names)
        )

    def fill(self, args: dict[str, Any]) -> tuple[Any, ...]:
        if self._constants:
            args = {**args, **self._constants}
        return self._ordered(args)


class Work:
    """What a block gives: kept statements on its connection, raw rows as tuples."""

    __slots__ = ("_connection", "_library", "writes")

    def __init__(self, library: Library, connection: Any, writes: bool) -> None:
        self._library = library
        self._connection = connection
        self.writes = writes

    def _cursor(self, statement: Statement, args: dict[str, Any]) -> Any:
        kept = self._library.kept(statement)
        for watcher in self._library.watchers:
            watcher(statement.name)
        return self._connection.execute(kept.sql, kept.fill(args))

    def one(self, statement: Statement, **args: Any) -> tuple[Any, ...] | None:
        """The first row or None."""
        row: tuple[Any, ...] | None = self._cursor(statement, args).fetchone()
        return row

    def all(self, statement: Statement, **args: Any) -> list[tuple[Any, ...]]:
        """All rows."""
        rows: list[tuple[Any, ...]] = self._cursor(statement, args).fetchall()
        return rows

    def run(self, statement: Statement, **args: Any) -> int:
        """Change rows; how many were changed."""
        count: int = self._cursor(statement, args).rowcount
        return count

    def new(self, statement: Statement, **args: Any) -> int:
        """Insert a row with RETURNING; its number."""
        number: int = self._cursor(statement, args).fetchone()[0]
        return number

    def after_commit(self, call: Callable[[], None]) -> None:
        """Call once what was written is durable; never when it was rolled back."""
        self._library.database.after_commit(call)

    def note_change(self) -> None:
        """Tell waiting pages once what was written is durable."""
        self._library.database.after_commit(self._library.changes.note)


class Library:
    """One school's database."""

    def __init__(self, database: Any, path: Path | None, unclean: bool = False) -> None:
        self.database = database
        self.path = path
        self.was_unclean = unclean
        self.watchers: list[Callable[[str], None]] = []
        self.changes = Changes()
        self._writer = threading.Lock()
        self._statements: dict[Statement, _Kept] = {}

    @classmethod
    def open(cls, where: str | Path) -> Library:
        """Open an SQLite file by path, or PostgreSQL by `postgresql://…`.

        Makes the file when missing, never the tables: see `server.migrations.upgrade`.
        """
        if str(where).startswith(("postgresql://", "postgres://")):
            return cls(_postgresql(str(where)), None)
        path = Path(where)
        # The last connection removes the write-ahead file: one left over tells of a crash.
        left_over = path.with_name(path.name + "-wal")
        unclean = left_over.exists() and left_over.stat().st_size > 0
        return cls(_sqlite(path), path, unclean)

    @property
    def is_sqlite(self) -> bool:
        """Whether the library is a file."""
        return self.path is not None

    def kept(self, statement: Statement) -> _Kept:
        """The SQL of a statement for this engine, made at its first use."""
        kept = self._statements.get(statement)
        if kept is None:
            context = self.database.get_sql_context()
            sql, values = context.sql(statement.build()).query()
            kept = self._statements[statement] = _Kept(sql, values)
        return kept

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Single reads, each of the newest state. Inside another block: that block."""
        with self._connected() as connection:
            yield Work(self, connection, False)

    @contextmanager
    def snapshot(self) -> Iterator[Work]:
        """One consistent state for reports and boards."""
        with self._connected() as connection, self._transaction("snapshot"):
            yield Work(self, connection, False)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """Alone: commit at the end, roll back on any exception.

        Raises NestedWriting inside another writing() of the same thread.
        """
        if getattr(_open, "writing", None) is self:
            raise NestedWriting("writing() is open already")
        # The lock comes before the connection, or waiting writers would drain the pool.
        with self._writer, self._connected() as connection:
            _open.writing = self
            try:
                with self._transaction("writing"):
                    yield Work(self, connection, True)
            finally:
                _open.writing = None

    def close(self) -> None:
        """Close all connections. Blocks still open in other threads break."""
        self.database.close_all()

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        outer = getattr(_open, "database", None)
        opened = self.database.connect(reuse_if_open=True)
        _open.database = self.database
        try:
            yield self.database.connection()
        finally:
            _open.database = outer
            if opened:
                self.database.close()

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[None]:
        database = self.database
        if database.in_transaction():
            yield
        elif self.is_sqlite:
            with database.transaction("IMMEDIATE" if kind == "writing" else "DEFERRED"):
                yield
        elif kind == "snapshot":
            with database.transaction("REPEATABLE READ"):
                yield
        else:
            with database.transaction():
                database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_WRITER_LOCK,))
                yield


def _sqlite(path: Path) -> Any:
    return _Sqlite(
        str(path),
        pragmas=list(_SQLITE_PRAGMAS),
        timeout=WAIT_SECONDS,
        max_connections=POOL_SIZE,
        autoconnect=False,
        returning_clause=False,
        check_same_thread=False,
        cached_statements=256,
        field_types={"INSTANT": "TEXT"},
    )


def _postgresql(url: str) -> Any:
    return PooledPostgresqlDatabase(
        url.replace("postgres://", "postgresql://", 1),
        max_connections=POOL_SIZE,
        autoconnect=False,
        timeout=WAIT_SECONDS,
        prefer_psycopg3=True,
        field_types={"INSTANT": "TIMESTAMPTZ"},
    )
