"""Clearance slips."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE clearance_slip (
    id {number},
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    code TEXT NOT NULL,
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    class_label TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('year-end', 'leaves', 'graduates', 'other')),
    lines TEXT NOT NULL,
    issued_at {instant} NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    voided_at {instant},
    voided_why TEXT NOT NULL
);
CREATE UNIQUE INDEX clearance_slip_code ON clearance_slip (code);
CREATE UNIQUE INDEX clearance_slip_number ON clearance_slip (year, number);
CREATE INDEX clearance_slip_reader_id ON clearance_slip (reader_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
