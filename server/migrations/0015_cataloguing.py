"""Author marks, divisions of the BBK, records of files; more of a title's description."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
ALTER TABLE title ADD COLUMN subtitle TEXT;
ALTER TABLE title ADD COLUMN responsibility TEXT;
ALTER TABLE title ADD COLUMN edition TEXT;
ALTER TABLE title ADD COLUMN series TEXT;
ALTER TABLE title ADD COLUMN volume TEXT;
ALTER TABLE title ADD COLUMN shelf_key {bytes};
DROP INDEX copy_inventory_no;
CREATE INDEX copy_inventory_no ON copy (inventory_no);

CREATE TABLE author_mark (
    id {number},
    heading_key TEXT NOT NULL,
    heading TEXT NOT NULL,
    mark TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('imprint', 'table', 'computed', 'typed')),
    confirmed_at {instant} NOT NULL
);
CREATE UNIQUE INDEX author_mark_heading_key ON author_mark (heading_key);

CREATE TABLE bbk_division (
    code TEXT NOT NULL PRIMARY KEY,
    level INTEGER NOT NULL,
    content TEXT NOT NULL,
    diary TEXT NOT NULL,
    kk TEXT NOT NULL,
    ru TEXT NOT NULL,
    en TEXT NOT NULL,
    added_on DATE
);

CREATE TABLE known_record (
    id {number},
    isbn TEXT NOT NULL,
    fields TEXT NOT NULL,
    source TEXT NOT NULL,
    read_at {instant} NOT NULL
);
CREATE INDEX known_record_isbn ON known_record (isbn);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
