"""Thousands of rows in one breath, in the open writing() block.

Hundreds of rows go with each statement: between statements of single rows the driver hands
Python's lock to whoever is busy, and with it half a millisecond a row, while all wait.

Row numbers are given here, ahead of the rows that refer to them; on PostgreSQL the table's
own counter is moved past them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from peewee import SqliteDatabase, fn

from server.server import Server
from server.tables.fields import NumberedTable

_AT_ONCE = 500
"""Values of one IN (…): SQLite takes a limited number."""

_VALUES_AT_ONCE = 6000
"""Values of one INSERT."""

Item = TypeVar("Item")


def chunks(items: Iterable[Item], size: int = _AT_ONCE) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def next_number(table: Any) -> int:
    """The number of the next row."""
    return int(table.select(fn.MAX(table.id)).scalar() or 0) + 1


def insert(server: Server, table: Any, columns: Sequence[str], rows: Sequence[Any]) -> None:
    """Insert rows; `columns` are names of columns, dates may be given as dates."""
    if not rows:
        return
    database = server.library.database
    mark = "?" if server.library.is_sqlite else "%s"
    names = ", ".join(f'"{column}"' for column in columns)
    line = f"({', '.join([mark] * len(columns))})"
    start = f'INSERT INTO "{_name(table)}" ({names}) VALUES '
    for part in chunks(rows, max(_VALUES_AT_ONCE // len(columns), 1)):
        values = [_plain(value) for row in part for value in row]
        database.execute_sql(start + ", ".join([line] * len(part)), values)
    if "id" in columns:
        count_on(table)


def count_on(table: Any) -> None:
    """Rows came with their own numbers: let the next one that has none follow the last.
    SQLite does so by itself; an operation's id is no number."""
    database = table._meta.database
    if issubclass(table, NumberedTable) and not isinstance(database.obj, SqliteDatabase):
        database.execute_sql(
            f"SELECT setval(pg_get_serial_sequence('\"{_name(table)}\"', 'id'), "
            f'(SELECT MAX(id) FROM "{_name(table)}"))'
        )


def update(server: Server, table: Any, columns: Sequence[str], rows: Sequence[Any]) -> None:
    """Change rows: each is the new values in the order of `columns`, then its number."""
    if not rows:
        return
    mark = "?" if server.library.is_sqlite else "%s"
    changes = ", ".join(f'"{column}" = {mark}' for column in columns)
    _many(server, f'UPDATE "{_name(table)}" SET {changes} WHERE id = {mark}', rows)


def update_each(server: Server, table: Any, changes: dict[int, dict[str, Any]]) -> None:
    """Change rows whose changed columns differ: those with the same columns go together."""
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for number, values in changes.items():
        groups.setdefault(tuple(values), []).append((*values.values(), number))
    for columns, rows in groups.items():
        update(server, table, columns, rows)


def _many(server: Server, sql: str, rows: Sequence[Any]) -> None:
    cursor = server.library.database.cursor()
    cursor.executemany(sql, [[_plain(value) for value in row] for row in rows])


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _name(table: Any) -> str:
    return str(table._meta.table_name)
