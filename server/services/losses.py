"""A reader lost a copy, or the shelf did: the desk says so."""

from __future__ import annotations

from dataclasses import dataclass

from library.catalogue import CopyFacts, CopyState
from library.copy_states import Action, Verdict, cell
from library.operations import Answer, Noted, Origin, Refused, Unknown
from library.refusals import About, Reason
from library.requests import RequestState
from server.database import Work
from server.facts import FoundCopy, copy_by_code, live_requests
from server.server import Server
from server.services.holds import released
from server.services.journal import Entry, answered_before, record
from server.statements.copies import SET_COPY_STATE
from server.statements.loans import ADD_CASE, END_LOAN
from server.statements.requests import HOLD_REQUEST
from server.tables.fields import instant_text


@dataclass(frozen=True, slots=True)
class Lose:
    """A question of the desk: this copy is lost, by its reader if it is lent."""

    origin: Origin
    copy_code: str


def lose(server: Server, question: Lose) -> Answer:
    """A lent copy ends its loan as lost and opens a case; another one is missing.

    Noted, Refused or Unknown.
    """
    with server.library.writing() as work:
        return answered_before(work, question) or _lose(server, work, question)


def _lose(server: Server, work: Work, question: Lose) -> Answer:
    copy = copy_by_code(work, question.copy_code)
    if copy is None:
        return Unknown(question.copy_code)
    here = cell(copy.facts.state, Action.LOSE)
    if here.verdict is not Verdict.YES:
        return Refused(copy.card, (Reason(here.code or "lost", About.BOOK, here.next_step),))
    return _write_loss(server, work, question, copy, here.leads_to[0])


def _write_loss(
    server: Server, work: Work, question: Lose, copy: FoundCopy, state: CopyState,
    answers: int | None = None,
) -> Noted:  # fmt: skip
    copy_id, loan = copy.facts.copy_id, copy.facts.open_loan
    before: dict[str, object] = {"state": copy.facts.state.value}
    work.run(SET_COPY_STATE, copy_id=copy_id, state=state.value)
    if loan is not None:
        at = instant_text(question.origin.happened_at)
        before["loan"] = loan.loan_id
        work.run(END_LOAN, loan_id=loan.loan_id, closed_at=at, closed_as="lost", seen_at=None)
        before["case"] = work.new(
            ADD_CASE,
            kind=CopyState.LOST.value,
            copy_id=copy_id,
            loan_id=loan.loan_id,
            reader_id=answers or loan.reader_id,
            opened_at=at,
        )
    _release_hold(work, copy.facts, before)
    answer = Noted(question.origin.operation_id)
    entry = Entry("lose", copy_id, loan.reader_id if loan else None, before=before)
    record(work, question, entry, answer, server.now())
    return answer


def lose_copy(
    server: Server, work: Work, origin: Origin, copy: FoundCopy, answers: int | None = None
) -> None:
    """A lent copy is lost, inside a writing() block; its case is that of `answers`, else of
    who borrowed it."""
    _write_loss(server, work, Lose(origin, copy.card.code), copy, CopyState.LOST, answers)


def _release_hold(work: Work, copy: CopyFacts, before: dict[str, object]) -> None:
    """Whoever this copy was kept for waits again."""
    for request in live_requests(work, copy.title_id):
        if request.state is RequestState.READY and request.copy_id == copy.copy_id:
            before["released"] = released(request.request_id)
            work.run(
                HOLD_REQUEST,
                request_id=request.request_id,
                state=RequestState.WAITING.value,
                copy_id=None,
                ready_at=None,
            )
