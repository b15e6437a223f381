"""A posted delivery is never changed: a counter-entry takes it back, whole or by lines."""

from __future__ import annotations

from collections.abc import Collection

from library.accession import NotPosted, Posted
from server.server import Server
from server.services.deeds import Deed


def correct_batch(
    server: Server, deed: Deed, batch_id: int, reason: str, line_ids: Collection[int] | None = None
) -> Posted | NotPosted:
    """Take back a posted batch, or those of its lines: a batch of its own with negative
    counts, a correction in the summary book, a line beside each inventory line, an act.

    Copies still in processing leave the stock; when one is further, nothing is done and
    `copies-in-use` says which (`values`: `numbers`). Numbers are never given again. `reason` goes
    to the act.
    """
    raise NotImplementedError
