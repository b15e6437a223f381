"""The journal as its page shows it: newest first, a page at a time, at any length."""

from __future__ import annotations

from server.server import Server
from server.services.journal import find


def seq_of(server: Server, operation_id: str) -> int | None:
    """The number of an operation in the journal."""
    with server.library.reading() as work:
        found = find(work, operation_id)
    return None if found is None else found.seq
