"""Titles and copies to list and to search quickly; requests by topic."""

from typing import Any

import peewee

from server.migrations.dialect import run_sql

TABLES = """
DROP INDEX title_sort_key;
CREATE INDEX title_listed ON title (sort_key, item_kind, language, grade);
CREATE INDEX title_added_on ON title (added_on);
CREATE INDEX copy_home_place_id ON copy (home_place_id);
CREATE INDEX copy_away ON copy (state) WHERE state NOT IN ('on-shelf', 'on-loan');
CREATE INDEX request_live ON request (state) WHERE closed_at IS NULL;

DROP INDEX search_word_row;
CREATE INDEX search_word_row ON search_word (kind, row_id, word);

CREATE TABLE topic_request (
    id {number},
    topic TEXT NOT NULL,
    how_many INTEGER NOT NULL,
    school_class_id INTEGER REFERENCES school_class (id),
    reader_id INTEGER REFERENCES reader (id),
    wanted_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'fulfilled', 'cancelled')),
    note TEXT NOT NULL,
    asked_at {instant} NOT NULL,
    closed_at {instant},
    staff_id INTEGER REFERENCES staff (id)
);
CREATE INDEX topic_request_reader_id ON topic_request (reader_id);
CREATE INDEX topic_request_open ON topic_request (wanted_on) WHERE closed_at IS NULL;

CREATE TABLE topic_request_copy (
    topic_request_id INTEGER NOT NULL REFERENCES topic_request (id),
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    PRIMARY KEY (topic_request_id, copy_id)
);
CREATE INDEX topic_request_copy_copy_id ON topic_request_copy (copy_id);
"""

# Words are found by ranges: their order must be that of their bytes, as on SQLite.
BYTE_ORDER = 'ALTER TABLE search_word ALTER COLUMN word TYPE TEXT COLLATE "C"'


def up(migrator: Any, db: Any) -> None:
    """Make the tables and indexes."""
    run_sql(db, TABLES)
    if not isinstance(db, peewee.SqliteDatabase):
        db.execute_sql(BYTE_ORDER)
