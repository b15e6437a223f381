"""Accounts: a first password that must be changed, the day they were made."""

from typing import Any

from server.migrations.dialect import run_sql

COLUMNS = """
ALTER TABLE staff ADD COLUMN must_change {truth};
ALTER TABLE staff ADD COLUMN made_at {instant};
"""


def up(migrator: Any, db: Any) -> None:
    """Widen the accounts."""
    run_sql(db, COLUMNS)
