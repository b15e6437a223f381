"""Cases of lost and damaged copies: listed, looked at, promised, not required, mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from library.cases import CaseState, Ended, Replacing, Way, state_on
from library.classes import class_label
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.tables import (
    Copy,
    LoanCase,
    Membership,
    PaperAct,
    Reader,
    Replacement,
    SchoolClass,
    Title,
)
from server.tables.fields import day_or_none

LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """The line of the register of a case: what came instead, and the papers of it."""

    number: int
    year: int
    replacing: Replacing
    taken_on: date
    copy_id: int
    title: str
    author: str
    code: str | None
    inventory_no: str | None
    price_tiyn: int | None
    batch_id: int
    act_id: int
    act_number: int


@dataclass(frozen=True, slots=True)
class Case:
    """A case as staff see it. `reader` the whole name, empty when nobody answers for it."""

    case_id: int
    kind: str
    state: CaseState
    opened_at: datetime
    reader_id: int | None
    reader: str
    class_label: str
    copy_id: int
    copy_state: str
    title_id: int
    title: str
    author: str
    code: str | None
    inventory_no: str | None
    price_tiyn: int | None
    promised_on: date | None
    promise_note: str
    order_no: str
    order_on: date | None
    order_reason: str
    closed_at: datetime | None
    way: Way | None
    taken: Taken | None


@dataclass(frozen=True, slots=True)
class CaseRefused:
    """Nothing was written: `gone`, `closed` (it has ended), `past` (a day before today)."""

    code: str


def list_cases(server: Server) -> list[Case]:
    """All cases, the newest first."""
    with server.library.snapshot():
        return _cases(server, [])


def case_of(server: Server, case_id: int) -> Case | None:
    """One case."""
    with server.library.snapshot():
        return next(iter(_cases(server, [LoanCase.id == case_id])), None)


def cases_of_copy(server: Server, copy_id: int) -> list[Case]:
    """The open cases of a copy."""
    with server.library.snapshot():
        return _cases(server, [LoanCase.copy == copy_id, LoanCase.closed_at.is_null()])


def cases_of_reader(server: Server, reader_id: int) -> list[Case]:
    """The open cases of a reader."""
    with server.library.snapshot():
        return _cases(server, [LoanCase.reader == reader_id, LoanCase.closed_at.is_null()])


def promise(server: Server, deed: Deed, case_id: int, on: date, note: str) -> CaseRefused | None:
    """The reader will bring a book by this day."""
    if on < server.today():
        return CaseRefused("past")
    return _change(server, deed, case_id, promised_on=on, promise_note=note[:LONGEST_NOTE])


def not_require(
    server: Server, deed: Deed, case_id: int, order_no: str, order_on: date, reason: str
) -> CaseRefused | None:
    """By the director's order nothing is asked of the reader; the case ends."""
    return _change(
        server, deed, case_id, order_no=order_no[:40], order_on=order_on,
        order_reason=reason[:LONGEST_NOTE], closed_at=server.now(),
        closed_as=Way.NOT_REQUIRED.value,
    )  # fmt: skip


def mended(server: Server, deed: Deed, case_id: int) -> CaseRefused | None:
    """The damaged book was repaired or cleaned by the reader; the case ends."""
    return _change(
        server, deed, case_id, closed_at=server.now(), closed_as=Way.REPAIRED.value
    )


def open_again(server: Server, deed: Deed, case_id: int) -> CaseRefused | None:
    """Take back that a case was not required or mended."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        row: Any = LoanCase.get_or_none(LoanCase.id == case_id)
        ways = (Way.NOT_REQUIRED.value, Way.REPAIRED.value)
        if row is None or row.closed_as not in ways:
            return CaseRefused("gone")
        LoanCase.update(
            closed_at=None, closed_as=None, order_no="", order_on=None, order_reason=""
        ).where(LoanCase.id == case_id).execute()
        write_deed(server, work, deed, before={"case": case_id, "closed_as": row.closed_as})
        return None


def _change(server: Server, deed: Deed, case_id: int, **columns: object) -> CaseRefused | None:
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        row: Any = LoanCase.get_or_none(LoanCase.id == case_id)
        if row is None:
            return CaseRefused("gone")
        if row.closed_at is not None:
            return CaseRefused("closed")
        LoanCase.update(columns).where(LoanCase.id == case_id).execute()
        # Days only: notes and reasons are about a child.
        before = row.promised_on and str(day_or_none(row.promised_on))
        write_deed(server, work, deed, before={"case": case_id, "promised_on": before})
        return None


def _cases(server: Server, where: list[Any]) -> list[Case]:
    rows: Any = (
        LoanCase.select(LoanCase, Copy, Title, Reader)
        .join(Copy, on=LoanCase.copy == Copy.id)
        .join(Title, on=Copy.title == Title.id)
        .join_from(LoanCase, Reader, JOIN.LEFT_OUTER, on=LoanCase.reader == Reader.id)
        .order_by(LoanCase.id.desc())
    )
    found = list(rows.where(*where) if where else rows)
    labels = _labels({row.reader_id for row in found if row.reader_id})
    taken = _taken([row.id for row in found])
    today = server.today()
    return [
        _case(row, labels.get(row.reader_id, ""), taken.get(row.id), server, today)
        for row in found
    ]  # fmt: skip


def _case(row: Any, label: str, taken: Taken | None, server: Server, today: date) -> Case:
    copy, title = row.copy, row.copy.title
    way = Way(row.closed_as) if row.closed_as else None
    ended = Ended(way, server.day_of(row.closed_at)) if way else None
    promised = day_or_none(row.promised_on)
    reader = row.reader if row.reader_id else None
    return Case(
        row.id, row.kind, state_on(today, promised, ended), row.opened_at, row.reader_id,
        f"{reader.surname} {reader.given_name}" if reader else "", label, copy.id, copy.state,
        title.id, title.name, title.author, copy.code, copy.inventory_no, copy.price_tiyn,
        promised, row.promise_note, row.order_no, day_or_none(row.order_on), row.order_reason,
        row.closed_at, way, taken,
    )  # fmt: skip


def _labels(readers: set[int]) -> dict[int, str]:
    """The class of each, the last one of who left."""
    rows: Any = (
        Membership.select(Membership.reader, SchoolClass.grade, SchoolClass.letter)
        .join(SchoolClass)
        .where(Membership.reader.in_(sorted(readers)))
        .order_by(Membership.to_on.is_null(), Membership.id)
        .tuples()
    )
    return {reader: class_label(grade, letter) for reader, grade, letter in rows}


def _taken(cases: list[int]) -> dict[int, Taken]:
    rows: Any = (
        Replacement.select(Replacement, Copy, Title, PaperAct)
        .join(Copy)
        .join(Title)
        .join_from(Replacement, PaperAct)
        .where(Replacement.loan_case.in_(cases))
    )
    return {
        row.loan_case_id: Taken(
            row.number, row.year, Replacing(row.replacing), row.taken_on, row.copy_id,
            row.copy.title.name, row.copy.title.author, row.copy.code, row.copy.inventory_no,
            row.copy.price_tiyn, row.batch_id, row.act_id, row.act.number,
        )
        for row in rows
    }  # fmt: skip
