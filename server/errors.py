"""What can go wrong with the record of truth, by stable code.

"No" is an answer; what stands here is "could not". `failure_code` tells a full disk and a
damaged database from everything else, on both engines, however deep the driver's
exception is wrapped.
"""

from __future__ import annotations

import errno
import logging
import secrets
import sqlite3
from collections.abc import Callable, Iterator

log = logging.getLogger("library.incident")

DISK_FULL = "disk-full"
DAMAGED = "database-damaged"
INCIDENT = "incident"

# Primary result codes of SQLite (sqlite.org/rescode.html) and SQLSTATE classes of PostgreSQL.
_SQLITE_CODES = {13: DISK_FULL, 11: DAMAGED, 26: DAMAGED}
_SQL_STATES = {"53100": DISK_FULL, "XX001": DAMAGED, "XX002": DAMAGED}
_MESSAGES = {
    "database or disk is full": DISK_FULL,
    "database disk image is malformed": DAMAGED,
    "file is not a database": DAMAGED,
}
# No O, I, L, 0, 1: a child reads this number to a librarian.
_INCIDENT_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class LibraryError(Exception):
    """Something of ours could not be done; `code` is stable."""

    code = INCIDENT


class NestedWriting(LibraryError):
    """A writing() block was opened inside another one of the same thread."""


class OutsideLibrary(LibraryError):
    """A table was used outside of reading(), snapshot() or writing()."""


class NaiveInstant(LibraryError, ValueError):
    """An instant without a time zone was given to the database."""


class DamagedDatabase(LibraryError):
    """The database failed its own check; lending stops until a person has looked."""

    code = DAMAGED


def failure_code(fault: BaseException) -> str | None:
    """`disk-full`, `database-damaged`, or None when the fault is neither."""
    for cause in _causes(fault):
        if isinstance(cause, LibraryError) and cause.code == DAMAGED:
            return DAMAGED
        code = _driver_code(cause)
        if code is not None:
            return code
    return None


def _causes(fault: BaseException) -> Iterator[BaseException]:
    """The fault and what lies under it, at most ten deep."""
    cause: BaseException | None = fault
    for _ in range(10):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or cause.__context__


def _driver_code(cause: BaseException) -> str | None:
    if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    state = getattr(cause, "sqlstate", None)
    if state in _SQL_STATES:
        return _SQL_STATES[state]
    if isinstance(cause, sqlite3.Error):
        number = getattr(cause, "sqlite_errorcode", None)
        if number is not None and number & 0xFF in _SQLITE_CODES:
            return _SQLITE_CODES[number & 0xFF]
        return _MESSAGES.get(str(cause))
    return None


def new_incident() -> str:
    """A short number a person can read aloud, such as `K7Q-2MX`."""
    drawn = "".join(secrets.choice(_INCIDENT_LETTERS) for _ in range(6))
    return f"{drawn[:3]}-{drawn[3:]}"


def note_incident(fault: BaseException, where: str) -> str:
    """Write the traceback to the log under a new incident number and return it.

    `where` is a stable English phrase; it must hold no name, number or title.
    """
    incident = new_incident()
    log.error("incident %s in %s", incident, where, exc_info=fault)
    return incident


def survives(where: str, call: Callable[[], object]) -> bool:
    """Run `call`; an exception is logged with an incident number and answered by False.

    The one place of the server with `except Exception`: for loops that must go on.
    """
    try:
        call()
    except Exception as fault:
        note_incident(fault, where)
        return False
    return True
