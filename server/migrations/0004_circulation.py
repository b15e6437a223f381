"""Loans, requests, cases, visits and the journal."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE loan (
    id {number},
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    reader_id INTEGER REFERENCES reader (id),
    lent_at {instant} NOT NULL,
    due_on DATE NOT NULL,
    renewals INTEGER NOT NULL,
    category TEXT NOT NULL,
    class_label TEXT,
    station_id INTEGER REFERENCES station (id),
    closed_at {instant},
    closed_as TEXT CHECK (closed_as IN ('returned', 'lost', 'voided')),
    seen_at {instant},
    CHECK ((closed_at IS NULL) = (closed_as IS NULL))
);
CREATE INDEX loan_copy_id ON loan (copy_id);
CREATE UNIQUE INDEX loan_one_open_per_copy ON loan (copy_id) WHERE closed_at IS NULL;
CREATE INDEX loan_open_of_reader ON loan (reader_id) WHERE closed_at IS NULL;
CREATE INDEX loan_reader_id ON loan (reader_id);
CREATE INDEX loan_returned_unseen ON loan (closed_at)
    WHERE closed_as = 'returned' AND seen_at IS NULL;

CREATE TABLE request (
    id {number},
    reader_id INTEGER REFERENCES reader (id),
    title_id INTEGER NOT NULL REFERENCES title (id),
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'ready', 'fulfilled', 'cancelled', 'expired')),
    copy_id INTEGER REFERENCES copy (id),
    asked_at {instant} NOT NULL,
    ready_at {instant},
    closed_at {instant}
);
CREATE UNIQUE INDEX request_one_hold_per_copy ON request (copy_id) WHERE state = 'ready';
CREATE UNIQUE INDEX request_one_live ON request (title_id, reader_id) WHERE closed_at IS NULL;
CREATE INDEX request_reader_id ON request (reader_id);

CREATE TABLE loan_case (
    id {number},
    kind TEXT NOT NULL CHECK (kind IN ('lost', 'damaged', 'pages-missing')),
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    loan_id INTEGER REFERENCES loan (id),
    reader_id INTEGER REFERENCES reader (id),
    opened_at {instant} NOT NULL,
    closed_at {instant},
    closed_as TEXT CHECK (closed_as IN ('found', 'replaced', 'forgiven', 'repaired'))
);
CREATE INDEX loan_case_copy_id ON loan_case (copy_id);
CREATE INDEX loan_case_loan_id ON loan_case (loan_id);
CREATE INDEX loan_case_reader_id ON loan_case (reader_id);

CREATE TABLE visit (
    id {number},
    reader_id INTEGER REFERENCES reader (id),
    day DATE NOT NULL,
    category TEXT NOT NULL,
    station_id INTEGER REFERENCES station (id),
    came_at {instant} NOT NULL
);
CREATE INDEX visit_day ON visit (day);
CREATE UNIQUE INDEX visit_reader_id_day ON visit (reader_id, day);

CREATE TABLE operation (
    seq {long} NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    station_id INTEGER REFERENCES station (id),
    staff_id INTEGER REFERENCES staff (id),
    copy_id INTEGER REFERENCES copy (id),
    reader_id INTEGER REFERENCES reader (id),
    session_reader_id INTEGER REFERENCES reader (id),
    reader_seal {bytes},
    salt {bytes},
    content_seal {bytes} NOT NULL,
    happened_at {instant} NOT NULL,
    recorded_at {instant} NOT NULL,
    undoes TEXT,
    detail TEXT NOT NULL,
    chain {bytes}
);
CREATE INDEX operation_copy_id_seq ON operation (copy_id, seq);
CREATE UNIQUE INDEX operation_id ON operation (id);
CREATE INDEX operation_reader_id ON operation (reader_id);
CREATE UNIQUE INDEX operation_undone_once ON operation (undoes) WHERE undoes IS NOT NULL;
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables with their indexes."""
    run_sql(db, TABLES)
