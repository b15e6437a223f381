"""A reader removed: nobody who owes anything, never a copy. Names, days and cards go;
what statistics count (category and class of each loan) stays without a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from server.server import Server
from server.services.cards import WITHDRAWN, end_cards
from server.services.deeds import Deed, done_before, write_deed
from server.services.readers import Owed, living, owed
from server.services.searching import index_reader
from server.tables import (
    Card,
    ClearanceSlip,
    FormerName,
    IssueAbsence,
    LinkedCode,
    Loan,
    LoanCase,
    Membership,
    Reader,
    Request,
    TextbookPlanMember,
    TextbookQuantity,
    Visit,
)

NOBODY = "–"
_EMPTIED = (
    "patronymic", "language", "suspended_until", "suspended_why", "pin_hash", "pin_locked_until",
    "born_on", "phone", "guardian", "dormitory", "room", "dorm_group", "absent_since",
    "sex",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RemovalPreview:
    """What removing a reader takes away and what it leaves."""

    owed: Owed
    cards: int
    requests: int
    past_loans: int
    visits: int


def removal_preview(server: Server, reader_id: int) -> RemovalPreview:
    """Counted before anybody presses the button."""
    with server.library.snapshot():
        cards = Card.select().where(Card.reader == reader_id, Card.state == "active").count()
        linked = LinkedCode.select().where(LinkedCode.reader == reader_id).count()
        return RemovalPreview(
            owed(reader_id),
            cards + linked,
            Request.select().where(*_live(reader_id)).count(),
            Loan.select().where(Loan.reader == reader_id, Loan.closed_at.is_null(False)).count(),
            Visit.select().where(Visit.reader == reader_id).count(),
        )


def remove_reader(server: Server, deed: Deed) -> Owed | None:
    """Remove; what is still owed when it is refused, None when it is done or was before."""
    reader_id = deed.reader_id
    assert reader_id is not None  # the page names whom it is about
    now, today = server.now(), server.day_of(deed.origin.happened_at)
    with server.library.writing() as work:
        if done_before(work, deed) or living(reader_id) is None:
            return None
        owes = owed(reader_id)
        if not owes.nothing:
            return owes
        waiting = [row.id for row in Request.select(Request.id).where(*_live(reader_id))]
        before = {"cards": end_cards(reader_id, WITHDRAWN, today), "requests": waiting}
        LinkedCode.delete().where(LinkedCode.reader == reader_id).execute()
        Request.update(state="cancelled", closed_at=now).where(Request.id.in_(waiting)).execute()
        Membership.update(to_on=today).where(
            Membership.reader == reader_id, Membership.to_on.is_null()
        ).execute()
        FormerName.delete().where(FormerName.reader == reader_id).execute()
        empty_record(reader_id, now, today)
        write_deed(server, work, deed, before=before)
        return None


def empty_record(reader_id: int, now: datetime, today: date, **more: object) -> None:
    """Nothing of the person stays in the row, and no search finds it. Inside a writing()
    block. `more`: further columns."""
    columns: dict[str, Any] = {
        **dict.fromkeys(_EMPTIED), "surname": NOBODY, "given_name": NOBODY,
        "sort_key": b"\xff", "search_key": "", "pin_failures": 0, "state": "left",
        "left_on": today, "removed_at": now, **more,
    }  # fmt: skip
    Reader.update(columns).where(Reader.id == reader_id).execute()
    for table in (TextbookPlanMember, TextbookQuantity, IssueAbsence):
        table.delete().where(table.reader == reader_id).execute()
    # What was agreed with parents, and why nothing was asked of them, is about the child.
    LoanCase.update(promise_note="", order_reason="").where(LoanCase.reader == reader_id).execute()
    ClearanceSlip.update(lines="[]").where(ClearanceSlip.reader == reader_id).execute()
    index_reader(reader_id)


def _live(reader_id: int) -> tuple[Any, ...]:
    return Request.reader == reader_id, Request.closed_at.is_null()
