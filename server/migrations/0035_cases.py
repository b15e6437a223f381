"""Cases: promised by a day, not required by an order, replaced by another copy."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
ALTER TABLE loan_case ADD COLUMN promised_on DATE;
ALTER TABLE loan_case ADD COLUMN promise_note TEXT NOT NULL DEFAULT '';
ALTER TABLE loan_case ADD COLUMN order_no TEXT NOT NULL DEFAULT '';
ALTER TABLE loan_case ADD COLUMN order_on DATE;
ALTER TABLE loan_case ADD COLUMN order_reason TEXT NOT NULL DEFAULT '';

CREATE TABLE replacement (
    id {number},
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    loan_case_id INTEGER NOT NULL REFERENCES loan_case (id),
    replacing TEXT NOT NULL CHECK (replacing IN ('same', 'edition', 'equal')),
    taken_on DATE NOT NULL,
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    batch_id INTEGER NOT NULL REFERENCES accession_batch (id),
    act_id INTEGER NOT NULL REFERENCES paper_act (id),
    class_label TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
CREATE UNIQUE INDEX replacement_number ON replacement (year, number);
CREATE UNIQUE INDEX replacement_loan_case_id ON replacement (loan_case_id);
CREATE INDEX replacement_copy_id ON replacement (copy_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the columns and the table."""
    run_sql(db, TABLES)
