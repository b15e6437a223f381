"""The few words in which the two engines differ, so that a migration is written once."""

from __future__ import annotations

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
