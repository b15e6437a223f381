"""The desk: the role of an assistant, words to search by, long work."""

from typing import Any

from server.migrations.dialect import change_check, run_sql

TABLES = """
CREATE TABLE search_word (
    word TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('reader', 'title')),
    row_id INTEGER NOT NULL,
    PRIMARY KEY (kind, word, row_id)
);
CREATE INDEX search_word_row ON search_word (kind, row_id);

CREATE TABLE job (
    id {number},
    kind TEXT NOT NULL,
    arguments TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    cancel_asked {truth} NOT NULL,
    result TEXT,
    error TEXT,
    staff_id INTEGER REFERENCES staff (id),
    asked_at {instant} NOT NULL,
    started_at {instant},
    ended_at {instant}
);
CREATE INDEX job_unfinished ON job (asked_at) WHERE ended_at IS NULL;
"""

_ROLES = "role IN ('head', 'librarian', 'teacher', 'director')"
_ROLES_NOW = "role IN ('head', 'librarian', 'assistant', 'teacher', 'director')"


def up(migrator: Any, db: Any) -> None:
    """Make the tables; widen the roles."""
    change_check(db, "staff", "role", _ROLES, _ROLES_NOW)
    run_sql(db, TABLES)
