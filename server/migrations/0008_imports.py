"""Files that come in, and which column was what in files with the same headings."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE import_file (
    id {number},
    kind TEXT NOT NULL CHECK (kind IN ('readers', 'titles')),
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    uploaded_at {instant} NOT NULL,
    encoding TEXT NOT NULL,
    separator TEXT NOT NULL,
    sheet TEXT NOT NULL,
    mapping TEXT,
    roster {truth} NOT NULL,
    job_id INTEGER REFERENCES job (id),
    applied_at {instant},
    outcome TEXT,
    removed_at {instant}
);
CREATE INDEX import_file_kept ON import_file (uploaded_at) WHERE removed_at IS NULL;

CREATE TABLE import_mapping (
    seal TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('readers', 'titles')),
    mapping TEXT NOT NULL
);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
