"""Writing down later what happened earlier: whether the copy's past leaves room for it."""

from __future__ import annotations

from datetime import datetime

from server.database import Work
from server.statements.journal import MOVED_AFTER
from server.statements.loans import LOAN_AFTER
from server.tables.fields import instant_text


def moved_after(work: Work, copy_id: int, at: datetime) -> bool:
    """Whether something happened to the copy after this instant that still counts: then
    nothing may be put before it any more."""
    then = instant_text(at)
    return (
        work.one(MOVED_AFTER, copy_id=copy_id, at=then) is not None
        or work.one(LOAN_AFTER, copy_id=copy_id, at=then) is not None
    )
