"""Titles to show to anybody: the newest, the most read of the month. No person is in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from peewee import fn

from library.catalogue import CopyState
from library.operations import CopyCard
from server.facts import COVERS
from server.server import Server
from server.tables import Copy, Loan, Title

_GONE = (
    CopyState.IN_PROCESSING.value,
    CopyState.LOST.value,
    CopyState.MISSING.value,
    CopyState.WRITTEN_OFF.value,
)
TEXTBOOK = "textbook"
MONTH = timedelta(days=30)
RECENT_LOANS = 20_000
"""A month's loans are among the last so many, also on the first days of September."""
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
        return tuple(_card(*row) for row in rows)


def most_read(server: Server, count: int) -> tuple[CopyCard, ...]:
    """At most `count` titles lent most often in the last thirty days, textbooks apart."""
    since = server.now() - MONTH
    with server.library.reading():
        oldest = (Loan.select(fn.MAX(Loan.id)).scalar() or 0) - RECENT_LOANS
        rows: Any = (
            Loan.select(Title.id, Title.name, Title.author, Title.item_kind)
            .join(Copy)
            .join(Title)
            .where(Loan.id > oldest, Loan.lent_at > since, Title.item_kind != TEXTBOOK)
            .group_by(Title.id, Title.name, Title.author, Title.item_kind)
            .order_by(fn.COUNT(Loan.id).desc(), Title.id)
            .limit(count)
            .tuples()
        )
        return tuple(_card(*row) for row in rows)


def _card(title_id: int, name: str, author: str, kind: str) -> CopyCard:
    return CopyCard(0, "", name, author, kind, title_id % COVERS)
