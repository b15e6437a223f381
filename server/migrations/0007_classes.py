"""Who answers for a class or a dormitory group."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE responsibility (
    id {number},
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    school_class_id INTEGER REFERENCES school_class (id),
    dorm_group TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('class-teacher', 'curator', 'tutor')),
    from_on DATE NOT NULL,
    to_on DATE,
    CHECK ((school_class_id IS NULL) <> (dorm_group IS NULL))
);
CREATE INDEX responsibility_staff_id ON responsibility (staff_id);
CREATE INDEX responsibility_school_class_id ON responsibility (school_class_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the table with its indexes."""
    run_sql(db, TABLES)
