"""A due date set by hand: illness, an olympiad, a camp, a night at home with a dictionary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from server.server import Server
from server.services.deeds import Deed, write_deed
from server.services.journal import find
from server.statements.loans import SET_DUE
from server.tables import Copy, Loan

LONGEST = timedelta(days=400)
"""A loan is moved by hand for at most a school year and its summer."""


@dataclass(frozen=True, slots=True)
class DueWish:
    """Move the loan of `copy_id`, or with None all open loans of the reader that end before
    the day (an absence: nothing is cut short)."""

    reader_id: int
    due_on: date
    copy_id: int | None = None
    why: str = ""


def set_due(server: Server, deed: Deed, wish: DueWish) -> int | None:
    """How many loans were moved; None for a day in the past or too far ahead. Each is a row
    of the journal with its copy, so that each can be taken back."""
    today = server.today()
    if not today <= wish.due_on <= today + LONGEST:
        return None
    with server.library.writing() as work:
        # The rows of the loans bear their copies, so the form's own seal is not asked.
        if find(work, deed.origin.operation_id) is not None:
            return 0
        moved = list(_loans(wish))
        for place, loan in enumerate(moved):
            work.run(
                SET_DUE, loan_id=loan.id, due_on=wish.due_on.isoformat(), renewals=loan.renewals
            )
            write_deed(server, work, _each(server, deed, loan, place), before={
                "loan": loan.id, "due_on": loan.due_on.isoformat(), "renewals": loan.renewals,
                "why": wish.why,
            })  # fmt: skip
        return len(moved)


def _loans(wish: DueWish) -> Any:
    open_loans = Loan.select().where(Loan.reader == wish.reader_id, Loan.closed_at.is_null())
    if wish.copy_id is not None:
        return open_loans.where(Loan.copy == wish.copy_id, Loan.due_on != wish.due_on)
    return open_loans.join(Copy).where(Loan.due_on < wish.due_on).order_by(Loan.id)


def _each(server: Server, deed: Deed, loan: Any, place: int) -> Deed:
    """The first row bears the form's own id: it tells a form that is sent twice."""
    origin = deed.origin
    if place:
        origin = replace(origin, operation_id=server.new_id())
    return replace(deed, origin=origin, copy_id=loan.copy_id)
