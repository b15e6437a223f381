"""Many rows at once."""

from __future__ import annotations

from typing import Any

# SQLite takes a limited number of values in one statement.
_AT_ONCE = 50


def insert(table: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows of one table; inside a writing() block."""
    for start in range(0, len(rows), _AT_ONCE):
        table.insert_many(rows[start:start + _AT_ONCE]).execute()
