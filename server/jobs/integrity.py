"""After an unclean stop the database is checked in the background; a fault stops lending."""

from __future__ import annotations

from server.errors import DAMAGED, failure_code
from server.server import Server


def quick_check(server: Server) -> bool:
    """Whether SQLite finds its file whole; sets `server.fault` when not.

    Reads only: scans go on meanwhile. On PostgreSQL there is nothing to do.
    """
    if not server.library.is_sqlite:
        return True
    try:
        with server.library.reading():
            rows = server.library.database.execute_sql("PRAGMA quick_check(10)").fetchall()
        whole = bool(rows == [("ok",)])
    except Exception as fault:
        if failure_code(fault) != DAMAGED:
            raise
        whole = False
    if not whole:
        server.fault = DAMAGED
    return whole
