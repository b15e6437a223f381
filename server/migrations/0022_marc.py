"""Files of records from other libraries."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE marc_file (
    id {number},
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    form TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    uploaded_at {instant} NOT NULL,
    encoding TEXT NOT NULL,
    dialect TEXT NOT NULL,
    target TEXT NOT NULL CHECK (target IN ('catalogue', 'known')),
    job_id INTEGER REFERENCES job (id),
    checked TEXT,
    applied_at {instant},
    outcome TEXT,
    removed_at {instant}
);
CREATE INDEX marc_file_kept ON marc_file (uploaded_at) WHERE removed_at IS NULL;
"""


def up(migrator: Any, db: Any) -> None:
    """Make the table."""
    run_sql(db, TABLES)
