"""References on the provision of teachers with method literature beside those of pupils."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
ALTER TABLE provision_reference ADD COLUMN kind TEXT NOT NULL DEFAULT 'textbooks'
    CHECK (kind IN ('textbooks', 'methodical'));
"""


def up(migrator: Any, db: Any) -> None:
    """Say of each what it is about; those that exist are about textbooks."""
    run_sql(db, TABLES)
