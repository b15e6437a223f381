"""The summary book, the inventory books and the acts."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE summary_entry (
    id {number},
    part INTEGER NOT NULL CHECK (part IN (1, 2)),
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('opening', 'arrival', 'disposal', 'correction', 'revaluation')),
    entered_on DATE NOT NULL,
    batch_id INTEGER REFERENCES accession_batch (id),
    source TEXT,
    supplier TEXT NOT NULL,
    document_no TEXT,
    document_on DATE,
    copies INTEGER NOT NULL,
    on_balance INTEGER NOT NULL,
    off_balance INTEGER NOT NULL,
    sum_tiyn {long} NOT NULL,
    corrects_id INTEGER REFERENCES summary_entry (id),
    note TEXT NOT NULL,
    recorded_at {instant} NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
CREATE INDEX summary_entry_batch_id ON summary_entry (batch_id);
CREATE UNIQUE INDEX summary_entry_part_year_number ON summary_entry (part, year, number);

CREATE TABLE summary_cell (
    id {number},
    entry_id INTEGER NOT NULL REFERENCES summary_entry (id),
    cell_group TEXT NOT NULL
        CHECK (cell_group IN ('kind', 'content', 'language', 'grade', 'reason')),
    cell TEXT NOT NULL,
    copies INTEGER NOT NULL,
    sum_tiyn {long} NOT NULL
);
CREATE INDEX summary_cell_entry_id ON summary_cell (entry_id);
CREATE UNIQUE INDEX summary_cell_entry_id_cell_group_cell
    ON summary_cell (entry_id, cell_group, cell);

CREATE TABLE inventory_line (
    id {number},
    series TEXT NOT NULL,
    number INTEGER NOT NULL,
    written_no TEXT NOT NULL,
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    entry_id INTEGER REFERENCES summary_entry (id),
    entered_on DATE NOT NULL,
    author_title TEXT NOT NULL,
    year INTEGER,
    price_tiyn INTEGER NOT NULL,
    bbk TEXT,
    note TEXT NOT NULL,
    corrects_id INTEGER REFERENCES inventory_line (id)
);
CREATE INDEX inventory_line_copy_id ON inventory_line (copy_id);
CREATE INDEX inventory_line_entry_id ON inventory_line (entry_id);
CREATE UNIQUE INDEX inventory_line_number
    ON inventory_line (series, number)
    WHERE corrects_id IS NULL;

CREATE TABLE paper_act (
    id {number},
    kind TEXT NOT NULL
        CHECK (kind IN ('acceptance', 'difference', 'correction', 'revaluation', 'write-off',
            'stocktake')),
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    made_on DATE NOT NULL,
    batch_id INTEGER REFERENCES accession_batch (id),
    copies INTEGER NOT NULL,
    sum_tiyn {long} NOT NULL,
    people TEXT NOT NULL,
    detail TEXT NOT NULL,
    recorded_at {instant} NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
CREATE INDEX paper_act_batch_id ON paper_act (batch_id);
CREATE UNIQUE INDEX paper_act_kind_year_number ON paper_act (kind, year, number);

CREATE TABLE paper_act_line (
    id {number},
    act_id INTEGER NOT NULL REFERENCES paper_act (id),
    position INTEGER NOT NULL,
    copy_id INTEGER REFERENCES copy (id),
    inventory_no TEXT,
    author_title TEXT NOT NULL,
    year INTEGER,
    before INTEGER NOT NULL,
    after INTEGER NOT NULL,
    price_tiyn INTEGER,
    note TEXT NOT NULL
);
CREATE INDEX paper_act_line_act_id ON paper_act_line (act_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
