"""How far the collections of a school are: counts of classes, no names."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from peewee import Case, fn

from server.database import Library, Work
from server.server import Server
from server.services.classes import ClassFacts, classes_of, shown_year
from server.services.journal_tail import newest_seq
from server.statements.collections import BESIDE_COPIES_SINCE, COLLECTIONS_TOUCHED_SINCE
from server.tables import Collection, CollectionLine, CollectionScan, Loan


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """One class of the year with its newest collection, if any; `kept` books stay until an
    examination and are not waited for; `condition` the mean of the judged ones, 5 … 1."""

    about: ClassFacts
    collection_id: int | None = None
    state: str | None = None
    due_at: datetime | None = None
    closed_at: datetime | None = None
    posted: bool = False
    expected: int = 0
    back: int = 0
    kept: int = 0
    condition: float | None = None

    @property
    def waited(self) -> int:
        """Books expected now."""
        return self.expected - self.kept

    @property
    def missing(self) -> int:
        """Books that are still to come."""
        return self.waited - self.back

    @property
    def percent(self) -> int:
        """Back of waited for, rounded down: 100 only when nothing is missing."""
        return 100 if not self.waited else 100 * self.back // self.waited


def progress(server: Server, year: str | None = None) -> tuple[ClassProgress, ...]:
    """All classes of a year (the shown one) in their order.

    A board asks after every scan: only the collections whose books the journal names since
    the last time are counted again.
    """
    kept = _KEPT.setdefault(server.library, _Kept())
    with kept.guard, server.library.snapshot() as work:
        _renew(server, work, kept, year)
        return tuple(kept.classes)


class _Kept:
    """The answer of the last time. `key` is what it was for, `seq` up to where of the
    journal it is true; `place` of each collection among the classes."""

    def __init__(self) -> None:
        self.guard = threading.Lock()
        self.key: tuple[object, ...] = ()
        self.seq = 0
        self.classes: list[ClassProgress] = []
        self.place: dict[int, int] = {}


_KEPT: WeakKeyDictionary[Library, _Kept] = WeakKeyDictionary()
MOST_NEW = 500
"""After so many new rows of the journal everything is counted anew."""
_COUNTS_NOTHING = ("visit", "call")
_GRADED = "collection-grade"


def _renew(server: Server, work: Work, kept: _Kept, year: str | None) -> None:
    today, seq = server.today(), newest_seq(work)
    key = (year, today)
    touched = _touched(work, kept.seq, seq) if key == kept.key else None
    if touched is None:
        _count_all(server, kept, year or shown_year(server), today)
    else:
        for collection in touched & kept.place.keys():
            place = kept.place[collection]
            row: Any = _counts(CollectionLine.collection == collection, today=today)
            kept.classes[place] = _counted(kept.classes[place], row.get(collection))
    kept.key, kept.seq = key, seq


def _touched(work: Work, since: int, newest: int) -> set[int] | None:
    """The collections whose books moved; None when something else changed, a class or a
    list, or very much."""
    if newest == since:
        return set()
    if not 0 < newest - since <= MOST_NEW:
        return None
    scans = []
    for kind, detail in work.all(BESIDE_COPIES_SINCE, seq=since):
        if kind == _GRADED:
            scans.append(json.loads(detail)["before"]["scan"])
        elif kind not in _COUNTS_NOTHING:
            return None
    graded: Any = CollectionScan.select(CollectionScan.collection).where(
        CollectionScan.id.in_(scans)
    )
    found = {row[0] for row in graded.tuples()} if scans else set()
    return found | {row[0] for row in work.all(COLLECTIONS_TOUCHED_SINCE, seq=since)}


def _count_all(server: Server, kept: _Kept, year: str, today: date) -> None:
    classes = classes_of(server, year)
    counts = _counts(Collection.year == year, today=today)
    newest: Any = Collection.select().where(
        Collection.school_class.in_([each.class_id for each in classes])
    )
    # In the order of their opening: the last one of a class stands.
    rows = {row.school_class_id: row for row in newest.order_by(Collection.id)}
    kept.classes = [_of_class(each, rows.get(each.class_id), counts) for each in classes]
    kept.place = {
        each.collection_id: place for place, each in enumerate(kept.classes)
        if each.collection_id is not None
    }  # fmt: skip


def _of_class(
    about: ClassFacts, row: Any, counts: dict[int, tuple[Any, ...]]
) -> ClassProgress:
    if row is None:
        return ClassProgress(about)
    empty = ClassProgress(
        about, row.id, row.state, row.due_at, row.closed_at, row.posted_at is not None
    )
    return _counted(empty, counts.get(row.id))


def _counted(line: ClassProgress, counts: tuple[Any, ...] | None) -> ClassProgress:
    _, expected, back, kept, condition = counts or (0, 0, 0, 0, None)
    return replace(
        line, expected=int(expected), back=int(back or 0), kept=int(kept or 0),
        condition=None if condition is None else round(float(condition), 1),
    )  # fmt: skip


def _counts(*where: Any, today: date) -> dict[int, tuple[Any, ...]]:
    back = Case(None, [(Loan.closed_as == "returned", 1)], 0)
    kept = Case(None, [(Loan.closed_at.is_null() & (CollectionLine.kept_until >= today), 1)], 0)
    rows: Any = (
        CollectionLine.select(
            CollectionLine.collection, fn.COUNT(CollectionLine.id), fn.SUM(back), fn.SUM(kept),
            fn.AVG(Loan.condition_back),
        )
        .join(Loan, on=CollectionLine.loan == Loan.id)
        .switch(CollectionLine)
        .join(Collection, on=CollectionLine.collection == Collection.id)
        .where(*where)
        .where(Loan.closed_as.is_null() | (Loan.closed_as != "voided"))
        .group_by(CollectionLine.collection)
        .tuples()
    )  # fmt: skip
    return {row[0]: row for row in rows}
