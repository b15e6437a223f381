"""Columns that SQLite and PostgreSQL must hold alike, and the class of all tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import peewee

from server.database import OPEN_LIBRARY
from server.errors import NaiveInstant


class InstantField(peewee.Field):
    """An instant: aware UTC in Python, fixed-width text on SQLite, timestamptz on PostgreSQL.

    Text of one width sorts as time does, so both engines compare alike.
    """

    field_type = "INSTANT"

    def db_value(self, value: datetime | None) -> str | None:
        return None if value is None else instant_text(value)

    def python_value(self, value: Any) -> datetime | None:
        return None if value is None else instant_of(value)


class BytesField(peewee.Field):
    """Bytes as they are: sort keys, salts, seals."""

    field_type = "BLOB"


def instant_text(value: datetime) -> str:
    """`2026-11-22T10:24:05.123456Z`; raises NaiveInstant without a time zone."""
    if value.tzinfo is None:
        raise NaiveInstant("an instant needs a time zone")
    # isoformat, not strftime: a tenth of its time, and years are always four digits.
    return value.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def instant_of(value: str | datetime) -> datetime:
    """The aware UTC instant of a column as either driver gives it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime.fromisoformat(value)


def instant_or_none(value: str | datetime | None) -> datetime | None:
    """As `instant_of`, with NULL as None."""
    return None if value is None else instant_of(value)


def day_of(value: str | date) -> date:
    """The date of a column as either driver gives it."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def day_or_none(value: str | date | None) -> date | None:
    """As `day_of`, with NULL as None."""
    return None if value is None else day_of(value)


def one_of(column: str, words: Any) -> Any:
    """A CHECK that the column holds one of the words (an enum class or a tuple)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return peewee.Check(f'"{column}" IN ({listed})')


class Table(peewee.Model):
    """A table of the library whose reading(), snapshot() or writing() block is open."""

    class Meta:
        database = OPEN_LIBRARY
        legacy_table_names = False


class NumberedTable(Table):
    """A table whose rows are numbered by the engine."""

    id = peewee.AutoField()
