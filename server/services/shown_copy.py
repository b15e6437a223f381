"""What a screen shows of a copy, by its row number."""

from __future__ import annotations

from library.operations import CopyCard
from server.facts import copy_by_id
from server.server import Server


def copy_card(server: Server, copy_id: int) -> CopyCard | None:
    """The card of the copy; None when there is no such copy."""
    with server.library.reading() as work:
        copy = copy_by_id(work, copy_id)
    return None if copy is None else copy.card
