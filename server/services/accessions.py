"""Deliveries of new books: drafts opened, changed, given up; as they are shown and listed."""

from __future__ import annotations

from collections.abc import Sequence

from library.accession import BatchHead, BatchLine, BatchView
from server.server import Server
from server.services.deeds import Deed


def open_batch(server: Server, deed: Deed, head: BatchHead) -> int:
    """A new draft; its number. A form sent twice gives the number of the first time."""
    raise NotImplementedError


def change_head(server: Server, deed: Deed, batch_id: int, head: BatchHead) -> bool:
    """Put another head over a draft; False when there is no such draft any more."""
    raise NotImplementedError


def cancel_batch(server: Server, deed: Deed, batch_id: int) -> bool:
    """Give a draft up: it stays in the list, nothing is written. False when it is no draft."""
    raise NotImplementedError


def batch_view(server: Server, batch_id: int) -> BatchView | None:
    """A batch with its lines and totals; None when there is none."""
    raise NotImplementedError


def list_batches(server: Server, state: str | None = None, most: int = 500) -> Sequence[BatchLine]:
    """Batches, newest first; of one state, or all. Counter-entries are among the posted."""
    raise NotImplementedError
