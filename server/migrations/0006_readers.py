"""Readers whole: where they live, when they came, former names, cards with their days."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
ALTER TABLE reader ADD COLUMN born_on DATE;
ALTER TABLE reader ADD COLUMN phone TEXT;
ALTER TABLE reader ADD COLUMN guardian TEXT;
ALTER TABLE reader ADD COLUMN dormitory TEXT;
ALTER TABLE reader ADD COLUMN room TEXT;
ALTER TABLE reader ADD COLUMN dorm_group TEXT;
ALTER TABLE reader ADD COLUMN registered_on DATE;
ALTER TABLE reader ADD COLUMN rules_accepted_on DATE;
ALTER TABLE reader ADD COLUMN re_registered_on DATE;
ALTER TABLE reader ADD COLUMN absent_since DATE;
ALTER TABLE reader ADD COLUMN left_on DATE;
ALTER TABLE reader ADD COLUMN merged_into_id INTEGER REFERENCES reader (id);
ALTER TABLE reader ADD COLUMN removed_at {instant};
CREATE INDEX reader_absent ON reader (absent_since) WHERE absent_since IS NOT NULL;
CREATE INDEX reader_dorm_group ON reader (dorm_group);

ALTER TABLE card ADD COLUMN issued_on DATE;
ALTER TABLE card ADD COLUMN ended_on DATE;

CREATE TABLE former_name (
    id {number},
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    patronymic TEXT,
    until_on DATE NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
CREATE INDEX former_name_reader_id ON former_name (reader_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Widen readers and cards; make the table of former names."""
    run_sql(db, TABLES)
