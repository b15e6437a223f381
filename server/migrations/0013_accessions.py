"""Deliveries with their lines, the steps of new copies, rolls of labels, number series."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE number_series (
    key TEXT NOT NULL PRIMARY KEY,
    prefix TEXT NOT NULL DEFAULT '',
    next_number INTEGER NOT NULL
);

CREATE TABLE accession_batch (
    id {number},
    source TEXT NOT NULL
        CHECK (source IN ('purchase', 'allotted', 'gift', 'replacement', 'exchange',
            'interschool')),
    supplier TEXT NOT NULL,
    document_no TEXT,
    document_on DATE,
    arrived_on DATE NOT NULL,
    document_tiyn {long},
    state TEXT NOT NULL CHECK (state IN ('draft', 'posted', 'cancelled')),
    note TEXT NOT NULL,
    people TEXT NOT NULL,
    opened_at {instant} NOT NULL,
    opened_by_id INTEGER REFERENCES staff (id),
    posted_at {instant},
    posted_by_id INTEGER REFERENCES staff (id),
    corrects_id INTEGER REFERENCES accession_batch (id)
);
CREATE INDEX accession_batch_corrects_id ON accession_batch (corrects_id);
CREATE INDEX accession_batch_drafts ON accession_batch (arrived_on) WHERE state = 'draft';

CREATE TABLE accession_line (
    id {number},
    batch_id INTEGER NOT NULL REFERENCES accession_batch (id),
    position INTEGER NOT NULL,
    title_id INTEGER NOT NULL REFERENCES title (id),
    invoiced INTEGER NOT NULL,
    came INTEGER NOT NULL,
    price_tiyn INTEGER NOT NULL,
    accounting TEXT NOT NULL CHECK (accounting IN ('inventory', 'group', 'temporary')),
    series TEXT,
    home_place_id INTEGER REFERENCES place (id),
    note TEXT NOT NULL
);
CREATE INDEX accession_line_batch_id ON accession_line (batch_id);
CREATE INDEX accession_line_title_id ON accession_line (title_id);

CREATE TABLE accession_copy (
    copy_id INTEGER NOT NULL PRIMARY KEY REFERENCES copy (id),
    line_id INTEGER NOT NULL REFERENCES accession_line (id)
);
CREATE INDEX accession_copy_line_id ON accession_copy (line_id);

CREATE TABLE copy_steps (
    copy_id INTEGER NOT NULL PRIMARY KEY REFERENCES copy (id),
    stamped_at {instant},
    numbered_at {instant},
    marked_at {instant},
    pocket_at {instant},
    slip_at {instant},
    label_at {instant},
    verified_at {instant},
    ready_at {instant}
);
CREATE INDEX copy_steps_open ON copy_steps (copy_id) WHERE ready_at IS NULL;

CREATE TABLE label_roll (
    id {number},
    first_serial INTEGER NOT NULL,
    last_serial INTEGER NOT NULL,
    printed_at {instant} NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
CREATE UNIQUE INDEX label_roll_first_serial ON label_roll (first_serial);
CREATE UNIQUE INDEX label_roll_last_serial ON label_roll (last_serial);

CREATE TABLE stock_link (
    copy_id INTEGER NOT NULL PRIMARY KEY REFERENCES copy (id),
    written_no TEXT,
    written_price TEXT,
    linked_at {instant} NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
CREATE INDEX stock_link_written_no ON stock_link (written_no);
CREATE INDEX stock_link_linked_at ON stock_link (linked_at);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
