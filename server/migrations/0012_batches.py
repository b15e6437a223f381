"""Piles of books that are scanned in: the trolley, the drop-box, the paper day."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE scan_batch (
    id {number},
    kind TEXT NOT NULL CHECK (kind IN ('trolley', 'drop-box', 'paper-day')),
    staff_id INTEGER REFERENCES staff (id),
    station_id INTEGER REFERENCES station (id),
    happened_at {instant},
    opened_at {instant} NOT NULL,
    closed_at {instant}
);
CREATE UNIQUE INDEX scan_batch_one_open ON scan_batch (kind, staff_id) WHERE closed_at IS NULL;

CREATE TABLE scan_batch_line (
    id {number},
    batch_id INTEGER NOT NULL REFERENCES scan_batch (id),
    scan_id TEXT NOT NULL,
    code TEXT NOT NULL,
    copy_id INTEGER REFERENCES copy (id),
    card TEXT,
    wish TEXT CHECK (wish IN ('lent', 'returned')),
    happened_at {instant},
    operation_id TEXT,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    scanned_at {instant} NOT NULL
);
CREATE UNIQUE INDEX scan_batch_line_scan_id ON scan_batch_line (scan_id);
CREATE INDEX scan_batch_line_batch_id ON scan_batch_line (batch_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
