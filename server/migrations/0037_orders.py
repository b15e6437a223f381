"""Orders of textbooks have no note: their steps say who and when."""

from typing import Any

from server.migrations.dialect import run_sql


def up(migrator: Any, db: Any) -> None:
    """Drop the column."""
    run_sql(db, "ALTER TABLE textbook_order DROP COLUMN note;")
