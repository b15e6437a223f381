"""Plans of textbooks; the condition of copies when lent and when back; class sets."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
ALTER TABLE reader ADD COLUMN sex TEXT CHECK (sex IN ('f', 'm'));
ALTER TABLE copy ADD COLUMN condition INTEGER;
ALTER TABLE loan ADD COLUMN condition_out INTEGER;
ALTER TABLE loan ADD COLUMN condition_back INTEGER;
ALTER TABLE loan ADD COLUMN for_class_id INTEGER REFERENCES school_class (id);

CREATE TABLE textbook_plan_line (
    id {number},
    year TEXT NOT NULL,
    grade INTEGER NOT NULL,
    subject TEXT NOT NULL,
    language TEXT NOT NULL,
    track TEXT,
    variant TEXT CHECK (variant IN ('boys', 'girls')),
    for_whom TEXT NOT NULL CHECK (for_whom IN ('class', 'subgroup', 'choice')),
    parts INTEGER NOT NULL,
    by_quantity {truth} NOT NULL,
    position INTEGER NOT NULL
);
CREATE INDEX textbook_plan_line_listed ON textbook_plan_line (year, grade, language);

CREATE TABLE textbook_plan_edition (
    id {number},
    line_id INTEGER NOT NULL REFERENCES textbook_plan_line (id),
    title_id INTEGER NOT NULL REFERENCES title (id),
    part INTEGER NOT NULL
);
CREATE UNIQUE INDEX textbook_plan_edition_once ON textbook_plan_edition (line_id, title_id);
CREATE INDEX textbook_plan_edition_title_id ON textbook_plan_edition (title_id);

CREATE TABLE textbook_plan_member (
    line_id INTEGER NOT NULL REFERENCES textbook_plan_line (id),
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    PRIMARY KEY (line_id, reader_id)
);
CREATE INDEX textbook_plan_member_reader_id ON textbook_plan_member (reader_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Widen readers, copies and loans; make the tables of the plan."""
    run_sql(db, TABLES)
