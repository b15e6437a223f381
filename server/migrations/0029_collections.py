"""Year-end collections: frozen lists and what was scanned."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE collection (
    id {number},
    year TEXT NOT NULL,
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    class_label TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'closed')),
    opened_at {instant} NOT NULL,
    opened_by_id INTEGER REFERENCES staff (id),
    due_at {instant},
    closed_at {instant},
    closed_by_id INTEGER REFERENCES staff (id),
    posted_at {instant}
);
CREATE UNIQUE INDEX collection_one_of_class ON collection (school_class_id)
    WHERE state <> 'closed';
CREATE INDEX collection_school_class_id ON collection (school_class_id);

CREATE TABLE collection_line (
    id {number},
    collection_id INTEGER NOT NULL REFERENCES collection (id),
    loan_id INTEGER NOT NULL REFERENCES loan (id),
    reader_id INTEGER REFERENCES reader (id),
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    title_id INTEGER NOT NULL REFERENCES title (id),
    subject TEXT NOT NULL,
    condition_out INTEGER,
    kept_until DATE,
    debtor_id INTEGER REFERENCES reader (id),
    ending TEXT CHECK (ending IN ('carried', 'case'))
);
CREATE INDEX collection_line_collection_id ON collection_line (collection_id);
CREATE UNIQUE INDEX collection_line_once ON collection_line (loan_id, collection_id);
CREATE INDEX collection_line_copy_id ON collection_line (copy_id);
CREATE INDEX collection_line_reader_id ON collection_line (reader_id);

CREATE TABLE collection_scan (
    id {number},
    scan_id TEXT NOT NULL,
    operation_id TEXT,
    collection_id INTEGER REFERENCES collection (id),
    line_id INTEGER REFERENCES collection_line (id),
    copy_id INTEGER REFERENCES copy (id),
    code TEXT NOT NULL,
    outcome TEXT NOT NULL,
    handed_by_id INTEGER REFERENCES reader (id),
    station_id INTEGER REFERENCES station (id),
    staff_id INTEGER REFERENCES staff (id),
    scanned_at {instant} NOT NULL,
    condition INTEGER,
    photo TEXT,
    undone {truth} NOT NULL
);
CREATE UNIQUE INDEX collection_scan_scan_id ON collection_scan (scan_id);
CREATE INDEX collection_scan_line_id ON collection_scan (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX collection_scan_copy_id ON collection_scan (copy_id);
CREATE INDEX collection_scan_collection_id ON collection_scan (collection_id, id);

CREATE TABLE collection_keep (
    id {number},
    year TEXT NOT NULL,
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    subject TEXT NOT NULL,
    kept_until DATE NOT NULL
);
CREATE UNIQUE INDEX collection_keep_once ON collection_keep (school_class_id, subject);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
