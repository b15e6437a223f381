"""Lines of a delivery that were made by scanning: their invoice follows what came."""

from typing import Any

from server.migrations.dialect import run_sql

COLUMN = """
ALTER TABLE accession_line ADD COLUMN scanned {truth} NOT NULL DEFAULT FALSE;
"""


def up(migrator: Any, db: Any) -> None:
    """Add the column."""
    run_sql(db, COLUMN)
