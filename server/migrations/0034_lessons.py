"""Lessons at a station: a class serves itself with its textbooks."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE lesson (
    id {number},
    station_id INTEGER NOT NULL REFERENCES station (id),
    school_class_id INTEGER REFERENCES school_class (id),
    dorm_group TEXT,
    opened_at {instant} NOT NULL,
    until {instant} NOT NULL,
    closed_at {instant},
    reader_id INTEGER REFERENCES reader (id),
    CHECK ((school_class_id IS NULL) <> (dorm_group IS NULL))
);
CREATE INDEX lesson_open ON lesson (station_id) WHERE closed_at IS NULL;
CREATE INDEX lesson_reader_id ON lesson (reader_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the table."""
    run_sql(db, TABLES)
