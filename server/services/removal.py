"""A reader removed: nobody who owes anything, never a copy. Names, days and cards go;
what statistics count (category and class of each loan) stays without a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from server.server import Server
from server.services.acts import Act, done_before, write_act
from server.services.cards import WITHDRAWN, end_cards
from server.services.readers import Owed, owed
from server.services.searching import index_reader
from server.tables import Card, FormerName, Loan, Membership, Reader, Request, Visit

NOBODY = "–"


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
        return RemovalPreview(
            owed(reader_id),
            Card.select().where(Card.reader == reader_id, Card.state == "active").count(),
            _live(reader_id).count(),
            Loan.select().where(Loan.reader == reader_id, Loan.closed_at.is_null(False)).count(),
            Visit.select().where(Visit.reader == reader_id).count(),
        )


def remove_reader(server: Server, act: Act) -> Owed | None:
    """Remove; what is still owed when it is refused, None when it is done."""
    reader_id = act.reader_id
    assert reader_id is not None  # the page names whom it is about
    now, today = server.now(), server.day_of(act.origin.happened_at)
    with server.library.writing() as work:
        if done_before(work, act):
            return None
        owes = owed(reader_id)
        if not owes.nothing:
            return owes
        end_cards(reader_id, WITHDRAWN, today)
        Request.update(state="cancelled", closed_at=now).where(
            Request.reader == reader_id, Request.closed_at.is_null()
        ).execute()
        Membership.update(to_on=today).where(
            Membership.reader == reader_id, Membership.to_on.is_null()
        ).execute()
        FormerName.delete().where(FormerName.reader == reader_id).execute()
        index_reader(reader_id)
        Reader.update(_emptied(now, today)).where(Reader.id == reader_id).execute()
        write_act(server, work, act)
        return None


def _live(reader_id: int) -> Any:
    return Request.select().where(Request.reader == reader_id, Request.closed_at.is_null())


def _emptied(now: object, today: object) -> dict[str, object]:
    empty = dict.fromkeys(
        ("patronymic", "suspended_until", "suspended_why", "pin_hash", "born_on", "phone",
         "guardian", "dormitory", "room", "dorm_group", "absent_since"),
    )  # fmt: skip
    return {
        **empty, "surname": NOBODY, "given_name": NOBODY, "sort_key": b"\xff", "search_key": "",
        "state": "left", "left_on": today, "removed_at": now,
    }  # fmt: skip
