"""Provision: references, method literature of teachers, groups of the coming year, orders."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE provision_reference (
    id {number},
    year TEXT NOT NULL,
    made_on DATE NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    opening TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    signer TEXT NOT NULL,
    figures TEXT NOT NULL,
    saved_at {instant} NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);

CREATE TABLE methodical_need (
    year TEXT NOT NULL,
    subject TEXT NOT NULL,
    teachers INTEGER NOT NULL CHECK (teachers > 0),
    PRIMARY KEY (year, subject)
);

CREATE TABLE forecast_group (
    year TEXT NOT NULL,
    grade INTEGER NOT NULL,
    language TEXT NOT NULL,
    track TEXT NOT NULL,
    pupils INTEGER NOT NULL CHECK (pupils >= 0),
    PRIMARY KEY (year, grade, language, track)
);

CREATE TABLE textbook_order (
    id {number},
    year TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'agreed', 'approved', 'handed')),
    note TEXT NOT NULL,
    made_on DATE NOT NULL,
    agreed_on DATE,
    agreed_by TEXT NOT NULL,
    approved_on DATE,
    approved_by TEXT NOT NULL,
    handed_on DATE,
    handed_to TEXT NOT NULL
);

CREATE TABLE textbook_order_line (
    id {number},
    order_id INTEGER NOT NULL REFERENCES textbook_order (id),
    position INTEGER NOT NULL,
    title_id INTEGER REFERENCES title (id),
    name TEXT NOT NULL,
    author TEXT NOT NULL,
    publisher TEXT NOT NULL,
    published INTEGER,
    grade INTEGER NOT NULL,
    subject TEXT NOT NULL,
    language TEXT NOT NULL,
    track TEXT NOT NULL,
    copies INTEGER NOT NULL CHECK (copies > 0),
    price_tiyn {long}
);
CREATE INDEX textbook_order_line_order_id ON textbook_order_line (order_id);
CREATE INDEX textbook_order_line_title_id ON textbook_order_line (title_id);

CREATE TABLE textbook_order_batch (
    batch_id INTEGER NOT NULL PRIMARY KEY REFERENCES accession_batch (id),
    order_id INTEGER NOT NULL REFERENCES textbook_order (id)
);
CREATE INDEX textbook_order_batch_order_id ON textbook_order_batch (order_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
