"""Textbooks without our label, lent and taken back by the title on their cover.

Such a copy has no code, so one stands for another: a free one of the title is taken, else a
copy is made for the book in hand. At its return whoever brings it must be known.
"""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_OID, uuid5

from library.catalogue import CopyState
from library.operations import Answer, CheckIn, CheckOut, Lent, Noted, Origin, Renew, Unknown
from server.database import Work
from server.facts import FoundCopy, copy_by_id
from server.server import Server
from server.services.checkin import take_copy_back
from server.services.checkout import NotLent, lend_copy
from server.services.journal import Entry, answered_before, record
from server.services.renewal import prolong
from server.tables import Copy, LinkedCode, Loan, Title

MARK = "title:"
"""Before the title's number where a labelled copy has its code."""
COPY_MARK = "copy:"
"""Before the copy's own number, where a line of a reader's list was pressed."""


def issue_unlabelled(
    server: Server, origin: Origin, reader_id: int, title_id: int, override: str | None = None
) -> Answer:
    """Lend an unlabelled copy of the title: what check_out answers. Unknown when there is no
    such title or reader. A refusal makes no copy."""
    question = CheckOut(origin, reader_id, f"{MARK}{title_id}", override)
    try:
        with server.library.writing() as work:
            return lend_unlabelled(server, work, question, title_id)
    except NotLent as refused:
        return refused.answer


def lend_unlabelled(server: Server, work: Work, question: CheckOut, title_id: int) -> Answer:
    """The step itself, inside a writing() block. Raises NotLent where a copy was made that
    may not be lent: the block is rolled back."""
    before = answered_before(work, question)
    if before is not None:
        return before
    free = free_unlabelled(title_id)
    if free is None and Title.get_or_none(Title.id == title_id) is None:
        return Unknown(question.copy_code)
    copy = copy_by_id(work, free) if free is not None else _made(server, work, question, title_id)
    assert copy is not None  # found just now, in the same block
    answer = lend_copy(server, work, question, copy)
    if free is None and not isinstance(answer, Lent):
        raise NotLent(answer)
    return answer


def return_unlabelled(server: Server, origin: Origin, reader_id: int, title_id: int) -> Answer:
    """Take back what the reader has of the title without a label: Returned, or Unknown when
    there is nothing of it."""
    question = CheckIn(origin, f"{MARK}{title_id}", reader_id, confirmed=True, seen=True)
    with server.library.writing() as work:
        before = answered_before(work, question)
        if before is not None:
            return before
        copy_id = lent_unlabelled(reader_id, title_id)
        copy = None if copy_id is None else copy_by_id(work, copy_id)
        if copy is None:
            return Unknown(question.copy_code)
        return take_copy_back(server, work, question, copy)


def lent_copy_back(server: Server, origin: Origin, reader_id: int, copy_id: int) -> Answer:
    """Take back this very copy from the reader's list, where it has no code to scan: Returned,
    or Unknown when it is not with this reader any more."""
    question = CheckIn(origin, f"{COPY_MARK}{copy_id}", reader_id, confirmed=True, seen=True)
    with server.library.writing() as work:
        before = answered_before(work, question)
        if before is not None:
            return before
        copy = _lent_to(work, reader_id, copy_id)
        if copy is None:
            return Unknown(question.copy_code)
        return take_copy_back(server, work, question, copy)


def lent_copy_renewed(server: Server, origin: Origin, reader_id: int, copy_id: int) -> Answer:
    """Prolong the loan of this very copy: Renewed, Refused, or Unknown when it is not with
    this reader any more."""
    question = Renew(origin, reader_id, f"{COPY_MARK}{copy_id}")
    with server.library.writing() as work:
        before = answered_before(work, question)
        if before is not None:
            return before
        copy = _lent_to(work, reader_id, copy_id)
        return Unknown(question.copy_code) if copy is None else prolong(
            server, work, question, copy
        )


def _lent_to(work: Work, reader_id: int, copy_id: int) -> FoundCopy | None:
    copy = copy_by_id(work, copy_id)
    loan = copy.facts.open_loan if copy is not None else None
    return copy if loan is not None and loan.reader_id == reader_id else None


def free_unlabelled(title_id: int) -> int | None:
    """The first free copy of the title that has no code; inside any block."""
    row: Any = _unlabelled(title_id).order_by(Copy.id).first()
    return None if row is None else int(row.id)


def count_unlabelled(title_id: int) -> int:
    """How many free copies of the title have no code; inside any block."""
    return int(_unlabelled(title_id).count())


def lent_unlabelled(reader_id: int, title_id: int) -> int | None:
    """The copy without a code that the reader has longest of this title; inside any block."""
    row: Any = (
        Copy.select(Copy.id).join(Loan, on=Loan.copy == Copy.id)
        .where(
            Loan.reader == reader_id, Loan.closed_at.is_null(),
            Copy.title == title_id, Copy.code.is_null(),
        )
        .order_by(Loan.id).first()
    )  # fmt: skip
    return None if row is None else int(row.id)


def _unlabelled(title_id: int) -> Any:
    return Copy.select(Copy.id).where(
        Copy.title == title_id, Copy.code.is_null(), Copy.state == CopyState.ON_SHELF.value,
        ~Copy.reading_room_only, ~Copy.on_display,
        Copy.id.not_in(LinkedCode.select(LinkedCode.copy).where(LinkedCode.copy.is_null(False))),
    )  # fmt: skip


def _made(server: Server, work: Work, question: CheckOut, title_id: int) -> FoundCopy | None:
    """A copy for the book in hand, an operation of its own before the lending."""
    origin = question.origin
    made = Copy.create(title=title_id, state=CopyState.ON_SHELF.value, added_on=server.today())
    made_id = str(uuid5(NAMESPACE_OID, f"{origin.operation_id} made"))
    noted = Origin(made_id, origin.station_id, origin.happened_at, origin.staff_id)
    asked = CheckOut(noted, question.reader_id, question.copy_code)
    entry = Entry("unlabelled-made", int(made.id))
    record(work, asked, entry, Noted(made_id), server.now())
    return copy_by_id(work, int(made.id))
