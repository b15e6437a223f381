"""Where a moment lies in the journal: its rows are numbered without gaps, so a search by
halves finds it without an index of times."""

from __future__ import annotations

from datetime import datetime

from server.database import Arg, Statement, Work
from server.statements.journal import NEWEST
from server.tables import Operation
from server.tables.fields import instant_of

_RECORDED_AT = Statement(
    "when an operation was recorded",
    lambda: Operation.select(Operation.recorded_at).where(Operation.seq == Arg("seq")),
)


def newest_seq(work: Work) -> int:
    """The number of the last operation; 0 in an empty journal."""
    row = work.one(NEWEST)
    return 0 if row is None else int(row[0])


def first_seq_since(work: Work, instant: datetime) -> int:
    """The number of the first operation recorded at `instant` or later; one after the
    newest when there is none. Twenty-two looks among four million."""
    low, high = 1, newest_seq(work) + 1
    while low < high:
        middle = (low + high) // 2
        row = work.one(_RECORDED_AT, seq=middle)
        # A gap would be a fault that the proof tells; here it counts as early.
        if row is None or instant_of(row[0]) < instant:
            low = middle + 1
        else:
            high = middle
    return low
