"""A reader entered twice becomes one: everything of the double moves to the kept record."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.readers import ReaderState
from library.requests import RequestState
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.readers import NAMES, index_whole, keep_name, living
from server.services.removal import empty_record
from server.tables import (
    Card,
    ClearanceSlip,
    FormerName,
    Lesson,
    LinkedCode,
    Loan,
    LoanCase,
    Membership,
    Reader,
    Request,
    Staff,
    TextbookPlanMember,
    TextbookQuantity,
    TopicRequest,
    Visit,
)

_MOVED: dict[str, Any] = {
    "loans": Loan, "cases": LoanCase, "requests": Request, "topics": TopicRequest,
    "cards": Card, "linked": LinkedCode, "names": FormerName, "staff": Staff, "visits": Visit,
    "slips": ClearanceSlip, "lessons": Lesson,
}  # fmt: skip
_FILLED = (("patronymic",), ("born_on",), ("sex",), ("language",), ("phone",), ("guardian",),
           ("pin_hash",), ("dormitory", "room", "dorm_group"))  # fmt: skip
"""What the double knows and the kept record does not; places only together."""


def merge(server: Server, deed: Deed, double_id: int) -> str:
    """Everything of `double_id` becomes that of `deed.reader_id`. His cards go on working; of
    two requests for one title the older stays, with the copy if one is held.

    Empty when it is done; `gone` when either is gone or both are one; `both-held` when
    copies of one title stand on the hold shelf for both: one is given out first.
    """
    kept_id, today = deed.reader_id, server.day_of(deed.origin.happened_at)
    assert kept_id is not None  # the page names who is kept
    with server.library.writing() as work:
        if done_before(work, deed):
            return ""
        kept, double = living(kept_id), living(double_id)
        if kept is None or double is None or kept_id == double_id:
            return "gone"
        if _both_held(kept_id, double_id):
            return "both-held"
        before: dict[str, Any] = {"double": double_id, "state": kept.state}
        before["ended"] = _join_requests(kept_id, double_id, server.now())
        before["visited"] = _join_visits(kept_id, double_id)
        _join_classes(kept_id, double_id, today)
        _join_lists(kept_id, double_id)
        for name, table in _MOVED.items():
            before[name] = [row.id for row in table.select().where(table.reader == double_id)]
            table.update(reader=kept_id).where(table.reader == double_id).execute()
        if (kept.surname, kept.given_name) != (double.surname, double.given_name):
            keep_name(double, today, deed.origin.staff_id, of=kept_id)
        Reader.update(_joined(kept, double)).where(Reader.id == kept_id).execute()
        index_whole(kept_id)
        empty_record(double_id, server.now(), today, merged_into=kept_id)
        write_deed(server, work, deed, before=before)
        return ""


def _both_held(kept_id: int, double_id: int) -> bool:
    ready = Request.select(Request.title).where(Request.state == RequestState.READY.value)
    kept = ready.where(Request.reader == kept_id)
    return bool(ready.where(Request.reader == double_id, Request.title.in_(kept)).exists())


def _join_requests(kept_id: int, double_id: int, now: Any) -> list[int]:
    """Where both wait for one title, the later request ends; a copy that was held for it is
    held for the older one. The numbers of those that ended."""
    live: Any = (
        Request.select()
        .where(Request.reader.in_([kept_id, double_id]), Request.closed_at.is_null())
        .order_by(Request.asked_at, Request.id)
    )
    by_title: dict[int, list[Any]] = defaultdict(list)
    for row in live:
        by_title[row.title_id].append(row)
    ended = [pair for pair in by_title.values() if len(pair) > 1]
    for older, later in ended:
        state, copy_id, ready_at = later.state, later.copy_id, later.ready_at
        Request.update(
            state=RequestState.CANCELLED.value, copy=None, closed_at=now
        ).where(Request.id == later.id).execute()  # fmt: skip
        if state == RequestState.READY.value:
            Request.update(state=state, copy=copy_id, ready_at=ready_at).where(
                Request.id == older.id
            ).execute()
    return [later.id for _, later in ended]


def _join_visits(kept_id: int, double_id: int) -> list[int]:
    """A day on which both came was one visit. The numbers of those that were counted twice."""
    days = Visit.select(Visit.day).where(Visit.reader == kept_id)
    twice = [
        row.id
        for row in Visit.select(Visit.id).where(Visit.reader == double_id, Visit.day.in_(days))
    ]
    Visit.delete().where(Visit.id.in_(twice)).execute()
    return twice


def _join_classes(kept_id: int, double_id: int, today: date) -> None:
    """The kept record's class of now stands, the double's where it has none. Classes of the
    past move; those that both were in stay with the double's row."""
    both: Any = Membership.select(Membership.school_class).where(Membership.reader == kept_id)
    known = {row.school_class_id for row in both}
    current: Any = Membership.get_or_none(
        Membership.reader == double_id, Membership.to_on.is_null()
    )
    placed = Membership.select().where(Membership.reader == kept_id, Membership.to_on.is_null())
    if current is not None and placed.exists():
        current.to_on = max(today, current.from_on)
        current.save(only=[Membership.to_on])
    Membership.update(reader=kept_id).where(
        Membership.reader == double_id,
        Membership.school_class.not_in(known) | Membership.to_on.is_null(),
    ).execute()


def _join_lists(kept_id: int, double_id: int) -> None:
    """The kept record stands on every list of the plan of textbooks that either stood on,
    and has what either was given by quantity."""
    for table in (TextbookPlanMember, TextbookQuantity):
        known = table.select(table.line).where(table.reader == kept_id)
        table.update(reader=kept_id).where(
            table.reader == double_id, table.line.not_in(known)
        ).execute()


def _joined(kept: Reader, double: Reader) -> dict[str, Any]:
    """Columns of the kept record: nothing known is lost, and no suspension lifted."""
    columns: dict[str, Any] = {}
    for group in _FILLED:
        if not any(getattr(kept, name) for name in group):
            columns |= {name: getattr(double, name) for name in group}
    for name, better in (("registered_on", min), ("rules_accepted_on", max),
                         ("re_registered_on", max)):  # fmt: skip
        days = [day for day in (getattr(kept, name), getattr(double, name)) if day is not None]
        columns[name] = better(days) if days else None
    # The newest list of the school holds one of the two names: he is here.
    if kept.absent_since is None or double.absent_since is None:
        columns["absent_since"] = None
    names = [columns.get(name, getattr(kept, name)) for name in NAMES]
    whole = " ".join(filter(None, names))
    return columns | _state(kept, double) | {
        "sort_key": sort_key(whole), "search_key": search_key(whole)
    }  # fmt: skip


def _state(kept: Reader, double: Reader) -> dict[str, Any]:
    """Suspended if either is, for the longer time; left only if both have."""
    suspended = [row for row in (kept, double) if row.state == ReaderState.SUSPENDED.value]
    if suspended:
        longest = max(suspended, key=lambda row: row.suspended_until or date.max)
        return {"state": longest.state, "suspended_until": longest.suspended_until,
                "suspended_why": longest.suspended_why, "left_on": None}  # fmt: skip
    if double.state == ReaderState.ACTIVE.value:
        return {"state": double.state, "left_on": None}
    return {}
