"""Class issue: books given by quantity, pupils who are not there today."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE textbook_quantity (
    line_id INTEGER NOT NULL REFERENCES textbook_plan_line (id),
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    given_on DATE NOT NULL,
    PRIMARY KEY (line_id, reader_id)
);
CREATE INDEX textbook_quantity_reader_id ON textbook_quantity (reader_id);

CREATE TABLE issue_absence (
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    day DATE NOT NULL,
    PRIMARY KEY (reader_id, day)
);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
