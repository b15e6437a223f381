"""Checks of textbooks in the classrooms; drafts of the roll-over of a school year."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE raid (
    id {number},
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    held_on DATE NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    note TEXT NOT NULL,
    saved_at {instant} NOT NULL
);
CREATE UNIQUE INDEX raid_once_a_day ON raid (school_class_id, held_on);

CREATE TABLE raid_mark (
    raid_id INTEGER NOT NULL REFERENCES raid (id),
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    mark INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 5),
    PRIMARY KEY (raid_id, reader_id)
);
CREATE INDEX raid_mark_reader_id ON raid_mark (reader_id);

CREATE TABLE roll_over (
    id {number},
    year_from TEXT NOT NULL,
    year_to TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'done', 'undone')),
    begun_at {instant} NOT NULL,
    begun_by_id INTEGER REFERENCES staff (id),
    done_at {instant},
    undone_at {instant},
    backup TEXT,
    made TEXT
);
CREATE UNIQUE INDEX roll_over_one_draft ON roll_over (state) WHERE state = 'draft';

CREATE TABLE roll_over_way (
    roll_over_id INTEGER NOT NULL REFERENCES roll_over (id),
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    way TEXT NOT NULL CHECK (way IN ('up', 'list', 'out')),
    track TEXT,
    PRIMARY KEY (roll_over_id, school_class_id)
);

CREATE TABLE roll_over_choice (
    roll_over_id INTEGER NOT NULL REFERENCES roll_over (id),
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    way TEXT NOT NULL CHECK (way IN ('up', 'repeat', 'leave', 'stay')),
    PRIMARY KEY (roll_over_id, reader_id)
);

CREATE TABLE roll_over_listed (
    id {number},
    roll_over_id INTEGER NOT NULL REFERENCES roll_over (id),
    number INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    letter TEXT NOT NULL,
    language TEXT,
    track TEXT,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    patronymic TEXT,
    born_on DATE,
    card TEXT,
    sex TEXT
);
CREATE INDEX roll_over_listed_roll_over_id ON roll_over_listed (roll_over_id);

CREATE TABLE roll_over_fault (
    id {number},
    roll_over_id INTEGER NOT NULL REFERENCES roll_over (id),
    number INTEGER NOT NULL,
    code TEXT NOT NULL,
    field TEXT NOT NULL
);
CREATE INDEX roll_over_fault_roll_over_id ON roll_over_fault (roll_over_id);

CREATE TABLE roll_over_move (
    id {number},
    roll_over_id INTEGER NOT NULL REFERENCES roll_over (id),
    reader_id INTEGER REFERENCES reader (id),
    kind TEXT NOT NULL,
    left_membership_id INTEGER,
    left_class_id INTEGER REFERENCES school_class (id),
    entered_membership_id INTEGER,
    entered_class_id INTEGER REFERENCES school_class (id),
    state_before TEXT,
    debts INTEGER NOT NULL
);
CREATE INDEX roll_over_move_roll_over_id ON roll_over_move (roll_over_id);
CREATE INDEX roll_over_move_reader_id ON roll_over_move (reader_id);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    run_sql(db, TABLES)
