"""The newest titles: for the public page and the idle screen, without any person in them."""

from __future__ import annotations

from typing import Any

from peewee import fn

from library.catalogue import CopyState
from library.operations import CopyCard
from server.facts import COVERS
from server.server import Server
from server.tables import Copy, Title

_GONE = (
    CopyState.IN_PROCESSING.value,
    CopyState.LOST.value,
    CopyState.MISSING.value,
    CopyState.WRITTEN_OFF.value,
)
TEXTBOOK = "textbook"
RECENT = 2000
"""Titles are numbered as they come, so the newest are among the last so many: a start must
not read a million copies for a few covers."""


def new_arrivals(server: Server, count: int) -> tuple[CopyCard, ...]:
    """At most `count` titles, newest first, that have a copy in the library; textbooks are
    given out by class and are left out. `copy_id` and `code` are empty."""
    with server.library.reading():
        oldest = (Title.select(fn.MAX(Title.id)).scalar() or 0) - RECENT
        held = Copy.select(Copy.title).where(Copy.title > oldest, Copy.state.not_in(_GONE))
        rows: Any = (
            Title.select(Title.id, Title.name, Title.author, Title.item_kind)
            .where(
                Title.id > oldest, Title.added_on.is_null(False),
                Title.item_kind != TEXTBOOK, Title.id.in_(held),
            )
            .order_by(Title.added_on.desc(), Title.id)
            .limit(count)
            .tuples()
        )
        return tuple(
            CopyCard(0, "", name, author, kind, title_id % COVERS)
            for title_id, name, author, kind in rows
        )
