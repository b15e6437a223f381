"""Today in numbers: who came, what was lent and returned, who is new.

Lendings are counted along the journal and each row once: a ledger keeps how far it came.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from peewee import JOIN, fn

from server.database import Work
from server.server import Server
from server.services.journal_tail import first_seq_since, newest_seq
from server.services.pacing import Paced
from server.tables import Operation, Reader, Visit

_CLOCK_SLIP = timedelta(hours=1)
"""The clock of the computer may have been set back since: so much is read again."""
_COUNTED = {"check-out": "lent", "check-in": "returned"}


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Visitors by card and by hand; loans given and copies taken back, what was undone
    taken off; readers registered on this day."""

    visits: int
    lent: int
    returned: int
    new_readers: int


class TodayLedger:
    """Counts of the running day; threads may share it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._new = Paced(self._registered)
        self._lock = threading.Lock()
        self._day: date | None = None
        self._seq = 0
        self._lent = 0
        self._returned = 0

    def counts(self) -> DayCounts:
        """The counts as the journal stands now; opens a block or joins the open one."""
        today = self._server.today()
        with self._server.library.reading() as work:
            with self._lock:
                self._follow(work, today)
                lent, returned = self._lent, self._returned
            visits = Visit.select(fn.SUM(Visit.people)).where(Visit.day == today).scalar()
            return DayCounts(int(visits or 0), lent, returned, self._new.get(today))

    def _registered(self) -> int:
        return int(Reader.select().where(Reader.registered_on == self._server.today()).count())

    def _follow(self, work: Work, today: date) -> None:
        start = datetime.combine(today, time(), self._server.zone).astimezone(UTC)
        newest = newest_seq(work)
        # A journal that became shorter is another one: the library was restored.
        if today != self._day or newest < self._seq:
            self._day, self._lent, self._returned = today, 0, 0
            self._seq = first_seq_since(work, start - _CLOCK_SLIP) - 1
        if newest == self._seq:
            return
        undone: Any = Operation.alias()
        rows: Any = (
            Operation.select(Operation.kind, undone.kind, fn.COUNT(Operation.seq))
            .join(undone, JOIN.LEFT_OUTER, on=(undone.id == Operation.undoes))
            .where(
                Operation.seq > self._seq,
                Operation.seq <= newest,
                Operation.happened_at >= start,
                Operation.kind.in_([*_COUNTED, "undo"]),
                undone.id.is_null() | (undone.happened_at >= start),
            )
            .group_by(Operation.kind, undone.kind)
        )
        for kind, taken_back, count in rows.tuples():
            what = _COUNTED.get(taken_back if kind == "undo" else kind)
            signed = -count if kind == "undo" else count
            self._lent += signed if what == "lent" else 0
            self._returned += signed if what == "returned" else 0
        self._seq = newest
