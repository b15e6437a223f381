"""Many rows at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.services.importing.bulk import count_on

_VALUES_AT_ONCE = 6000
"""SQLite takes a limited number of values in one statement."""


def insert(table: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows of one table, all with the same columns; columns that are not named get
    their defaults. Inside a writing() block. Peewee would make the statement anew for each
    fifty rows: half of a demonstration's time."""
    if not rows:
        return
    meta, database = table._meta, table._meta.database
    defaults = {
        field.name: field.default for field in meta.sorted_fields
        if field.default is not None and field.name not in rows[0]
    }  # fmt: skip
    names = [*rows[0], *defaults]
    columns = ", ".join(f'"{meta.fields[name].column_name}"' for name in names)
    line = f"({', '.join([database.param] * len(names))})"
    at_once = _VALUES_AT_ONCE // len(names)
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        values = [
            _plain(row.get(name, defaults.get(name))) for row in part for name in names
        ]  # fmt: skip
        lines = ", ".join([line] * len(part))
        database.execute_sql(f'INSERT INTO "{meta.table_name}" ({columns}) VALUES {lines}', values)
    if "id" in names:
        count_on(table)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
