"""The few words in which the two engines differ, so that a migration is written once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import peewee

_SQLITE = {
    "number": "INTEGER NOT NULL PRIMARY KEY",
    "long": "INTEGER",
    "truth": "INTEGER",
    "instant": "TEXT",
    "bytes": "BLOB",
}
_POSTGRESQL = {
    "number": "SERIAL NOT NULL PRIMARY KEY",
    "long": "BIGINT",
    "truth": "BOOLEAN",
    "instant": "TIMESTAMPTZ",
    "bytes": "BYTEA",
}


def run_sql(db: Any, text: str) -> None:
    """Run the statements of `text`, each ended by a semicolon.

    `{number}` is a row number given by the engine, `{long}` a long integer, `{truth}` a
    yes or no, `{instant}` an instant, `{bytes}` bytes.
    """
    words = _SQLITE if isinstance(db, peewee.SqliteDatabase) else _POSTGRESQL
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    for statement in text.split(";"):
        if statement.strip():
            db.execute_sql(statement)


def change_check(db: Any, table: str, column: str, old: str, new: str) -> None:
    """Replace the CHECK of one column by a wider one; both without the word CHECK.

    SQLite has no statement for it. Its manual (ALTER TABLE, "Making other kinds of table
    schema changes") allows the text of the table to be edited when no stored row is
    touched; copying the table would first drop what other tables refer to.
    """
    run: Callable[..., Any] = db.execute_sql
    if not isinstance(db, peewee.SqliteDatabase):
        run(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_check")
        run(f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_check CHECK ({new})")
        return
    text = run(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()[0]
    if f"CHECK ({old})" not in text:
        raise ValueError(f"{table} has no such check: {old}")
    version = run("PRAGMA schema_version").fetchone()[0]
    run("PRAGMA writable_schema = ON")
    run(
        "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?",
        (text.replace(f"CHECK ({old})", f"CHECK ({new})"), table),
    )
    # Every connection reads the schema anew, this one too.
    run(f"PRAGMA schema_version = {version + 1}")
    run("PRAGMA writable_schema = OFF")
