"""A label that was scanned back from its book is verified: it is the right one, and it reads."""

from __future__ import annotations

from server.database import Work
from server.server import Server
from server.tables import LabelItem

WITH_CODE = ("pocket", "barcode")
"""Kinds of labels whose bars hold the copy's number."""
PRINTED = ("printed", "unknown", "printing")
"""A file that lies open counts as printed when its label is scanned from a book."""


def verified(server: Server, work: Work, copy_id: int) -> int:
    """The printed labels of a copy that carry its number are verified; how many they are.
    Inside the writing() block of the scan. A label that waits goes on waiting: what was
    scanned is another one."""
    return int(
        LabelItem.update(state="verified", verified_at=server.now())
        .where(
            LabelItem.copy == copy_id, LabelItem.kind.in_(WITH_CODE),
            LabelItem.state.in_(PRINTED),
        )
        .execute()
    )  # fmt: skip
