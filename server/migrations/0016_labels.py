"""Printers, stocks, printings and their labels."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE printer (
    id {number},
    name TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('pdf', 'zpl', 'tspl', 'escpos')),
    address TEXT NOT NULL,
    dpi INTEGER NOT NULL,
    stock TEXT,
    offset_x INTEGER NOT NULL,
    offset_y INTEGER NOT NULL,
    removed {truth} NOT NULL,
    fault TEXT,
    seen_at {instant}
);
CREATE UNIQUE INDEX printer_name ON printer (name);

CREATE TABLE label_stock (
    id {number},
    name TEXT NOT NULL,
    measures TEXT NOT NULL,
    added_at {instant} NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
CREATE UNIQUE INDEX label_stock_name ON label_stock (name);

CREATE TABLE label_job (
    id {number},
    kind TEXT NOT NULL
        CHECK (kind IN ('spine', 'pocket', 'barcode', 'slip', 'card',
            'pocket-fold', 'reader', 'divider', 'command')),
    stock TEXT NOT NULL,
    printer_id INTEGER REFERENCES printer (id),
    dpi INTEGER NOT NULL,
    start_cell INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'printing', 'printed', 'unknown', 'failed',
            'cancelled')),
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    cancel_asked {truth} NOT NULL,
    error TEXT,
    reason TEXT NOT NULL,
    batch_id INTEGER REFERENCES accession_batch (id),
    staff_id INTEGER REFERENCES staff (id),
    asked_at {instant} NOT NULL,
    started_at {instant},
    ended_at {instant}
);
CREATE INDEX label_job_batch_id ON label_job (batch_id);
CREATE INDEX label_job_open ON label_job (asked_at) WHERE ended_at IS NULL;

CREATE TABLE label_item (
    id {number},
    kind TEXT NOT NULL
        CHECK (kind IN ('spine', 'pocket', 'barcode', 'slip', 'card',
            'pocket-fold', 'reader', 'divider', 'command')),
    copy_id INTEGER REFERENCES copy (id),
    reader_id INTEGER REFERENCES reader (id),
    job_id INTEGER REFERENCES label_job (id),
    position INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'printing', 'printed', 'verified', 'unknown',
            'cancelled')),
    times_printed INTEGER NOT NULL,
    wanted_at {instant} NOT NULL,
    printed_at {instant},
    verified_at {instant}
);
CREATE INDEX label_item_copy_id ON label_item (copy_id);
CREATE INDEX label_item_job_id ON label_item (job_id);
CREATE INDEX label_item_waiting ON label_item (kind, id) WHERE state = 'waiting';
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
