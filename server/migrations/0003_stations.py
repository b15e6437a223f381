"""Stations, kiosk calls and desk tasks."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE station (
    id {number},
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('self-service', 'desk', 'sip2', 'board')),
    active {truth} NOT NULL,
    secret_hash TEXT,
    token_hash TEXT,
    pairing_hash TEXT,
    pairing_until {instant},
    pin_failures INTEGER NOT NULL,
    pin_failed_at {instant},
    pin_locked_until {instant}
);
CREATE UNIQUE INDEX station_name ON station (name);
CREATE UNIQUE INDEX station_pairing_hash ON station (pairing_hash);
CREATE UNIQUE INDEX station_secret_hash ON station (secret_hash);
CREATE UNIQUE INDEX station_token_hash ON station (token_hash);

CREATE TABLE kiosk_call (
    id {number},
    station_id INTEGER NOT NULL REFERENCES station (id),
    reason TEXT NOT NULL,
    copy_id INTEGER REFERENCES copy (id),
    called_at {instant} NOT NULL,
    done_at {instant},
    done_by_id INTEGER REFERENCES staff (id)
);
CREATE INDEX kiosk_call_open ON kiosk_call (called_at) WHERE done_at IS NULL;

CREATE TABLE desk_task (
    id {number},
    kind TEXT NOT NULL CHECK (kind IN ('unseen-return', 'offline-conflict')),
    copy_id INTEGER REFERENCES copy (id),
    made_at {instant} NOT NULL,
    done_at {instant},
    done_by_id INTEGER REFERENCES staff (id)
);
CREATE UNIQUE INDEX desk_task_one_open ON desk_task (kind, copy_id) WHERE done_at IS NULL;
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables with their indexes."""
    run_sql(db, TABLES)
