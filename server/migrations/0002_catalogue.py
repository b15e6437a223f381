"""Titles, copies, places and foreign numbers."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE place (
    id {number},
    name TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('shelf', 'hold-shelf', 'display', 'reading-room', 'store')),
    number TEXT
);
CREATE UNIQUE INDEX place_number ON place (number);

CREATE TABLE title (
    id {number},
    name TEXT NOT NULL,
    author TEXT NOT NULL,
    item_kind TEXT NOT NULL
        CHECK (item_kind IN ('fiction', 'textbook', 'methodical', 'reference', 'periodical')),
    language TEXT,
    year INTEGER,
    publisher TEXT,
    place TEXT,
    isbn TEXT,
    bbk TEXT,
    author_mark TEXT,
    subject TEXT,
    grade INTEGER,
    pages INTEGER,
    in_programme {truth} NOT NULL,
    added_on DATE,
    sort_key {bytes} NOT NULL,
    search_key TEXT NOT NULL
);
CREATE INDEX title_isbn ON title (isbn);
CREATE INDEX title_sort_key ON title (sort_key);

CREATE TABLE copy (
    id {number},
    title_id INTEGER NOT NULL REFERENCES title (id),
    code TEXT,
    state TEXT NOT NULL
        CHECK (state IN ('in-processing', 'on-shelf', 'on-loan', 'to-check', 'on-hold-shelf',
        'in-repair', 'lost', 'missing', 'at-partner', 'written-off')),
    reading_room_only {truth} NOT NULL,
    on_display {truth} NOT NULL,
    home_place_id INTEGER REFERENCES place (id),
    display_place_id INTEGER REFERENCES place (id),
    inventory_no TEXT,
    price_tiyn INTEGER,
    added_on DATE
);
CREATE UNIQUE INDEX copy_code ON copy (code);
CREATE UNIQUE INDEX copy_inventory_no ON copy (inventory_no);
CREATE INDEX copy_title_id ON copy (title_id);

CREATE TABLE linked_code (
    id {number},
    code TEXT NOT NULL,
    copy_id INTEGER REFERENCES copy (id),
    reader_id INTEGER REFERENCES reader (id),
    CHECK ((copy_id IS NULL) <> (reader_id IS NULL))
);
CREATE UNIQUE INDEX linked_code_code ON linked_code (code);
CREATE INDEX linked_code_copy_id ON linked_code (copy_id);
CREATE INDEX linked_code_reader_id ON linked_code (reader_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables with their indexes."""
    run_sql(db, TABLES)
