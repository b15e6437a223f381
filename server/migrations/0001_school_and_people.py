"""The school, its readers and staff."""

from typing import Any

from server.migrations.dialect import run_sql

TABLES = """
CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE school_year (
    id {number},
    name TEXT NOT NULL,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('confirmed', 'unconfirmed'))
);
CREATE UNIQUE INDEX school_year_name ON school_year (name);

CREATE TABLE closed_period (
    id {number},
    kind TEXT NOT NULL CHECK (kind IN ('vacation', 'holiday', 'other')),
    name TEXT NOT NULL,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL
);

CREATE TABLE opening_hours (
    id {number},
    weekday INTEGER NOT NULL,
    opens TEXT NOT NULL,
    closes TEXT NOT NULL
);
CREATE INDEX opening_hours_weekday ON opening_hours (weekday);

CREATE TABLE school_class (
    id {number},
    year TEXT NOT NULL,
    grade INTEGER NOT NULL,
    letter TEXT NOT NULL,
    language TEXT NOT NULL,
    track TEXT,
    closed {truth} NOT NULL
);
CREATE UNIQUE INDEX school_class_year_grade_letter ON school_class (year, grade, letter);

CREATE TABLE reader (
    id {number},
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    patronymic TEXT,
    category TEXT NOT NULL CHECK (category IN ('student', 'teacher', 'tutor', 'staff', 'parent')),
    language TEXT,
    state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'left')),
    suspended_until DATE,
    suspended_why TEXT,
    valid_until DATE,
    pin_hash TEXT,
    pin_failures INTEGER NOT NULL,
    pin_locked_until {instant},
    sort_key {bytes} NOT NULL,
    search_key TEXT NOT NULL
);
CREATE INDEX reader_sort_key ON reader (sort_key);

CREATE TABLE membership (
    id {number},
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    from_on DATE NOT NULL,
    to_on DATE
);
CREATE UNIQUE INDEX membership_one_current ON membership (reader_id) WHERE to_on IS NULL;
CREATE INDEX membership_reader_id ON membership (reader_id);
CREATE INDEX membership_school_class_id ON membership (school_class_id);

CREATE TABLE card (
    id {number},
    number TEXT NOT NULL,
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    state TEXT NOT NULL CHECK (state IN ('active', 'lost', 'withdrawn'))
);
CREATE UNIQUE INDEX card_number ON card (number);
CREATE INDEX card_reader_id ON card (reader_id);

CREATE TABLE staff (
    id {number},
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('head', 'librarian', 'teacher', 'director')),
    reader_id INTEGER REFERENCES reader (id),
    active {truth} NOT NULL,
    failures INTEGER NOT NULL,
    locked_until {instant}
);
CREATE UNIQUE INDEX staff_login ON staff (login);

CREATE TABLE staff_session (
    id {number},
    token_hash TEXT NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    started_at {instant} NOT NULL,
    seen_at {instant} NOT NULL,
    ended_at {instant}
);
CREATE INDEX staff_session_staff_id ON staff_session (staff_id);
CREATE UNIQUE INDEX staff_session_token_hash ON staff_session (token_hash);
"""


def up(migrator: Any, db: Any) -> None:
    """Make the tables with their indexes."""
    run_sql(db, TABLES)
