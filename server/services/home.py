"""What needs somebody at the desk now: numbers, and the first lines of each queue.

Asked again up to once a second while books are lent, so each query starts from a small
index: open calls, unseen returns, live requests, loans past their date, copies in
processing, labels that wait, drafts of deliveries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, SQL, fn

from i18n.sorting import sort_key
from library.classes import class_label
from library.readers import ReaderState
from server.server import Server
from server.services.backup import BackupState, backup_state
from server.services.calls import OpenCall, open_calls
from server.services.checking import ToCheck, to_check, unseen_counts
from server.services.holds import OpenRequest, open_requests
from server.services.journal_tail import newest_seq
from server.services.pacing import Paced
from server.services.processing_pages import in_processing_count
from server.services.provision_kept import KeptProvision
from server.services.request_lists import ToFetch, to_fetch
from server.services.settings import SCHOOL_NAME, setting
from server.services.today import DayCounts, TodayLedger
from server.tables import (
    AccessionBatch,
    Job,
    KioskCall,
    LabelItem,
    Loan,
    Membership,
    Reader,
    Request,
    SchoolClass,
)

FIRST_LINES = 5
"""Lines of one queue on the page; the number above them is always the whole."""
FIRST_CLASSES = 8


@dataclass(frozen=True, slots=True)
class LateClass:
    """Books past their date of one class; `class_id` None: readers in no class."""

    class_id: int | None
    label: str
    books: int
    readers: int


@dataclass(frozen=True, slots=True)
class OpenJob:
    """Long work that waits or runs (text key `job.state-<state>`)."""

    job_id: int
    state: str
    percent: int | None
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class Needs:
    """Numbers are whole; lines are the first ones. `fault` as in `Server`; `readers_late`
    and `books_late` count loans past their date; `provision` is the percent of the textbooks
    needed that are there, None without a plan."""

    school: str
    today: date
    fault: str | None
    backup: BackupState
    calls: tuple[OpenCall, ...]
    checks: tuple[ToCheck, ...]
    unseen: int
    unseen_long: int
    fetch: tuple[ToFetch, ...]
    to_fetch: int
    requests: tuple[OpenRequest, ...]
    live_requests: int
    late: tuple[LateClass, ...]
    books_late: int
    readers_late: int
    left: int
    jobs: tuple[OpenJob, ...]
    processing: int
    labels: int
    deliveries: int
    provision: int | None
    counts: DayCounts


class Desk:
    """What is asked again and again, and what is remembered for it; threads share one."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._ledger = TodayLedger(server)
        self._late = Paced(lambda: _late_classes(server.today()))
        kept = KeptProvision(server)
        self._provision = Paced(lambda: kept.now().whole.percent)

    def needs(self) -> Needs:
        """Everything, from one consistent state of the library. Late loans and the provision
        are counted less often where they are costly."""
        with self._server.library.snapshot():
            today = self._server.today()
            return _needs(
                self._server, self._late.get(today), self._ledger, self._provision.get(today)
            )


def _needs(
    server: Server, late: list[LateClass], ledger: TodayLedger, provision: int | None
) -> Needs:
    unseen, unseen_long = unseen_counts()
    fetch = to_fetch(server)
    return Needs(
        school=setting(server.library, SCHOOL_NAME),
        today=server.today(),
        fault=server.fault,
        backup=backup_state(server),
        calls=tuple(open_calls(server)),
        checks=tuple(to_check(server, FIRST_LINES)),
        unseen=unseen,
        unseen_long=unseen_long,
        fetch=tuple(fetch[:FIRST_LINES]),
        to_fetch=len(fetch),
        requests=tuple(open_requests(server, FIRST_LINES)),
        live_requests=Request.select().where(Request.closed_at.is_null()).count(),
        late=tuple(late[:FIRST_CLASSES]),
        books_late=sum(line.books for line in late),
        readers_late=sum(line.readers for line in late),
        left=_left(),
        jobs=_open_jobs(),
        processing=in_processing_count(),
        labels=_labels_waiting(),
        deliveries=_open_deliveries(),
        provision=provision,
        counts=ledger.counts(),
    )


def glance(server: Server) -> tuple[Any, ...]:
    """A few numbers that differ when another process, or work that writes no journal, has
    changed something the page shows; costs three looks into small indexes."""
    with server.library.reading() as work:
        calls = KioskCall.select().where(KioskCall.done_at.is_null()).count()
        labels = _labels_waiting()
        return newest_seq(work), calls, labels, _open_jobs(), server.today(), server.fault


def _late_classes(today: date) -> list[LateClass]:
    """Most books first. Inside a block."""
    rows: Any = (
        Loan.select(
            SchoolClass.id, SchoolClass.grade, SchoolClass.letter, fn.COUNT(Loan.id),
            fn.COUNT(Loan.reader.distinct()),
        )
        .join(
            Membership, JOIN.LEFT_OUTER,
            on=(Membership.reader == Loan.reader) & Membership.to_on.is_null(),
        )
        .join(SchoolClass, JOIN.LEFT_OUTER, on=Membership.school_class == SchoolClass.id)
        .where(Loan.closed_at.is_null(), Loan.due_on < today)
        .group_by(SchoolClass.id, SchoolClass.grade, SchoolClass.letter)
    )  # fmt: skip
    found = [
        LateClass(number, "" if number is None else class_label(grade, letter), books, readers)
        for number, grade, letter, books, readers in rows.tuples()
    ]
    return sorted(found, key=lambda each: (-each.books, sort_key(each.label)))


def _left() -> int:
    """Readers a whole roster came without, who are readers still. Inside a block."""
    absent = Reader.select().where(
        Reader.absent_since.is_null(False),
        Reader.removed_at.is_null(),
        Reader.state != ReaderState.LEFT.value,
    )
    return int(absent.count())


def _labels_waiting() -> int:
    # 'waiting' and 'draft' are written out, so that the partial indexes serve them.
    return int(LabelItem.select().where(LabelItem.state == SQL("'waiting'")).count())


def _open_deliveries() -> int:
    return int(AccessionBatch.select().where(AccessionBatch.state == SQL("'draft'")).count())


def _open_jobs() -> tuple[OpenJob, ...]:
    rows: Any = Job.select().where(Job.ended_at.is_null()).order_by(Job.id).limit(FIRST_LINES)
    return tuple(
        OpenJob(row.id, row.state, row.done * 100 // row.total if row.total else None, row.staff_id)
        for row in rows
    )
