"""The librarian's board of the collection: what is out by class, subject and pupil, and each
swap link by link. With names: never for the hall."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from peewee import Case, fn

from i18n.sorting import sort_key
from server.server import Server
from server.services.classes import shown_year
from server.services.collecting import Person
from server.services.collection_progress import ClassProgress, progress
from server.services.collection_scans import ScanLine, last_scans
from server.services.collection_view import Cell, CollectionView, ToldChain, collection_view
from server.services.journal_tail import newest_seq
from server.tables import Collection, CollectionLine, Loan


@dataclass(frozen=True, slots=True)
class SubjectSum:
    """Books of one subject; `waited` without those kept until an examination."""

    subject: str
    waited: int
    back: int

    @property
    def missing(self) -> int:
        """Still to come."""
        return self.waited - self.back


@dataclass(frozen=True, slots=True)
class Link:
    """`giver` handed in the book of `owner`."""

    giver: Person
    owner: Person


@dataclass(frozen=True, slots=True)
class SwapStory:
    """One swap of a title, link by link; `debtor` answers for the copy that is missing at
    its end, None: all are back."""

    title: str
    links: tuple[Link, ...]
    debtor: Person | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pupil who still has books to bring, settled: `books` may have been lent to others."""

    person: Person
    books: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SchoolBoard:
    """The whole school. `classes` only those whose collection expects books."""

    seq: int
    classes: tuple[ClassProgress, ...]
    subjects: tuple[SubjectSum, ...]
    scans: tuple[ScanLine, ...]


@dataclass(frozen=True, slots=True)
class ClassBoard:
    """One class beside the school."""

    about: ClassProgress
    subjects: tuple[SubjectSum, ...]
    waiting: tuple[Waiting, ...]
    stories: tuple[SwapStory, ...]


class KeptBoard:
    """The board for all who look at it: computed once for a state of the library."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._kept: tuple[object, SchoolBoard] | None = None

    def version(self) -> str:
        """Differs when the board might: a page asks this every few seconds."""
        with self._server.library.reading() as work:
            seq = newest_seq(work)
        return f"{self._server.today():%Y%m%d}-{seq}"

    def now(self) -> SchoolBoard:
        """As it is."""
        with self._lock:
            state = self.version(), self._server.library.changes.count
            if self._kept is None or self._kept[0] != state:
                self._kept = state, school_board(self._server)
            return self._kept[1]


def school_board(server: Server) -> SchoolBoard:
    """All classes and subjects of the shown year, with the newest scans."""
    with server.library.snapshot() as work:
        seq = newest_seq(work)
        classes = tuple(each for each in progress(server) if each.expected)
        return SchoolBoard(seq, classes, _subjects(server), tuple(last_scans(server)))


def class_board(server: Server, about: ClassProgress) -> ClassBoard | None:
    """One class by subject and pupil; None when its collection is gone."""
    view = None if about.collection_id is None else collection_view(server, about.collection_id)
    if view is None:
        return None
    waiting = tuple(Waiting(row.person, row.debts) for row in view.pupils if row.debts)
    stories = tuple(_story(chain) for chain in view.chains)
    return ClassBoard(about, _subjects_of(server, view), waiting, stories)


def _story(chain: ToldChain) -> SwapStory:
    links = tuple(Link(giver, owner) for giver, owner in pairwise(chain.people))
    return SwapStory(chain.title, links, chain.debtor)


def _subjects(server: Server) -> tuple[SubjectSum, ...]:
    today = server.today()
    kept = Case(None, [(Loan.closed_at.is_null() & (CollectionLine.kept_until >= today), 0)], 1)
    back = Case(None, [(Loan.closed_as == "returned", 1)], 0)
    rows: Any = (
        CollectionLine.select(CollectionLine.subject, fn.SUM(kept), fn.SUM(back))
        .join(Loan, on=CollectionLine.loan == Loan.id)
        .switch(CollectionLine)
        .join(Collection, on=CollectionLine.collection == Collection.id)
        .where(Collection.year == shown_year(server))
        .where(Loan.closed_as.is_null() | (Loan.closed_as != "voided"))
        .group_by(CollectionLine.subject)
        .tuples()
    )
    return _in_order(SubjectSum(name, int(waited), int(came)) for name, waited, came in rows)


def _subjects_of(server: Server, view: CollectionView) -> tuple[SubjectSum, ...]:
    today = server.today()
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in view.pupils:
        for cell in row.cells:
            kept = cell.kept_until is not None and cell.kept_until >= today and not cell.back
            sums[cell.subject][0] += not kept
            sums[cell.subject][1] += cell.back
    return _in_order(SubjectSum(name, *each) for name, each in sums.items())


def _in_order(sums: Iterable[SubjectSum]) -> tuple[SubjectSum, ...]:
    return tuple(sorted(sums, key=lambda each: (-each.missing, sort_key(each.subject))))
