"""Visits of several people without cards; copies used in the reading room."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
ALTER TABLE visit ADD COLUMN people INTEGER NOT NULL DEFAULT 1;
ALTER TABLE visit ADD COLUMN class_label TEXT;
ALTER TABLE visit ADD COLUMN staff_id INTEGER REFERENCES staff (id);

CREATE TABLE room_use (
    id {number},
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    day DATE NOT NULL,
    used_at {instant} NOT NULL,
    category TEXT,
    staff_id INTEGER REFERENCES staff (id),
    station_id INTEGER REFERENCES station (id)
);
CREATE INDEX room_use_copy_id ON room_use (copy_id, used_at);
CREATE INDEX room_use_day ON room_use (day);
"""


def up(migrator: Any, db: Any) -> None:
    """Widen the visits; make the table of reading-room use."""
    run_sql(db, TABLES)
