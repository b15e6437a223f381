"""Posting a delivery: numbers, copies, registers, acts and labels in one transaction."""

from __future__ import annotations

from collections.abc import Collection

from library.accession import NotPosted, Posted, PostingReason
from server.server import Server
from server.services.deeds import Deed


def posting_reasons(server: Server, batch_id: int) -> tuple[PostingReason, ...]:
    """Everything that speaks against posting now, doubts to be confirmed last."""
    raise NotImplementedError


def post_batch(
    server: Server, deed: Deed, batch_id: int, confirmed: Collection[str] = ()
) -> Posted | NotPosted:
    """Post a draft, once: the same form again gives the same Posted; a batch that a
    colleague posted meanwhile is NotPosted with `already-posted`. `confirmed` are the codes
    of doubts that the librarian has seen."""
    raise NotImplementedError


def posted_of(server: Server, batch_id: int) -> Posted | None:
    """What posting wrote; None when the batch is not posted."""
    raise NotImplementedError
