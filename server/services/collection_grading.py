"""The condition of a collected book in one touch, and what is damaged beyond wear."""

from __future__ import annotations

from typing import Any

from library.textbooks import CONDITIONS
from server.database import Work
from server.server import Server
from server.services.collecting import Collected, collected
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.statements.collections import SET_CONDITION, SET_CONDITION_BACK
from server.statements.loans import ADD_CASE
from server.tables import CollectionScan, LoanCase
from server.tables.fields import instant_text

FALL = 2
"""A book that lost so many marks since it was lent is worth a word with its reader."""


def grade(server: Server, deed: Deed, number: int, condition: int) -> Collected | None:
    """Write down the condition, 5 … 1, of the copy of a scan; the last word counts. None
    for a scan that took nothing in."""
    if condition not in CONDITIONS:
        raise ValueError(condition)
    with server.library.writing() as work:
        row = _taken_in(number)
        if row is None:
            return None
        if not done_before(work, deed):
            before = {"scan": number, "condition": row.condition}
            loan = _loan_of(work, row)
            CollectionScan.update(condition=condition).where(CollectionScan.id == number).execute()
            work.run(SET_CONDITION, copy_id=row.copy_id, condition=condition)
            if loan is not None:
                work.run(SET_CONDITION_BACK, loan_id=loan, condition=condition)
            write_deed(server, work, deed, before=before)
        return collected(work, number)


def report_damage(server: Server, deed: Deed, number: int) -> bool:
    """Open a case of the one who had the book last; False when there is nobody or one is
    open already."""
    with server.library.writing() as work:
        row = _taken_in(number)
        if row is None or row.line_id is None or done_before(work, deed):
            return False
        line = row.line
        known = LoanCase.select().where(
            LoanCase.loan == line.loan_id, LoanCase.kind == "damaged", LoanCase.closed_at.is_null()
        )
        if known.exists():
            return False
        case = work.new(
            ADD_CASE, kind="damaged", copy_id=row.copy_id, loan_id=line.loan_id,
            reader_id=line.reader_id, opened_at=instant_text(deed.origin.happened_at),
        )  # fmt: skip
        write_deed(server, work, deed, before={"scan": number, "case": case})
        return True


def _taken_in(number: int) -> Any:
    row: Any = CollectionScan.get_or_none(CollectionScan.id == number)
    if row is None or row.operation_id is None or row.undone:
        return None
    return row


def _loan_of(work: Work, row: Any) -> int | None:
    """The loan that this scan ended: of the list, or as its return wrote it down."""
    if row.line_id is not None:
        return int(row.line.loan_id)
    recorded = find(work, row.operation_id)
    loan = None if recorded is None else recorded.detail.get("before", {}).get("loan")
    return None if loan is None else int(loan)
