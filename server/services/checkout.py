"""Lending: read the facts, decide by the rules, write, in one transaction.

A refusal writes nothing: only what changed something is an operation.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from library.catalogue import CopyState
from library.checkin import turned_up
from library.checkout import CheckoutFacts, Granted, OwnLoan, Refusal, decide_checkout
from library.operations import (
    AlreadyYours,
    Answer,
    CheckIn,
    CheckOut,
    Lent,
    Refused,
    Returned,
    SetCard,
    ToLibrarian,
    Unknown,
)
from library.requests import RequestFacts, RequestState
from server.database import Work
from server.errors import LibraryError
from server.facts import (
    FoundCopy,
    FoundReader,
    copy_by_code,
    free_copies,
    live_requests,
    open_loans,
    reader_by_id,
)
from server.plan_facts import plan_facts, set_card
from server.server import Server
from server.services.checkin import found_again, take_back
from server.services.journal import Entry, answered_before, record
from server.statements.copies import SET_COPY_STATE
from server.statements.loans import ADD_LOAN, SET_SEEN, UNSEEN_LOAN_OF_COPY
from server.statements.requests import SET_REQUEST
from server.tables.fields import instant_text


class NotLent(LibraryError):
    """Taken back at the desk, but not to be lent on: the whole step is rolled back."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


def check_out(server: Server, question: CheckOut) -> Answer:
    """Lend a copy to a reader: Lent, AlreadyYours, Refused, ToLibrarian or Unknown.

    A librarian's `override` counts only with a `staff_id`.
    """
    with server.library.writing() as work:
        return answered_before(work, question) or lend(server, work, question)


def return_and_lend(server: Server, question: CheckOut) -> Answer:
    """At the desk another reader's copy is taken back and lent on in one step.

    Both or neither: when lending is refused, nothing is returned.
    """
    origin = question.origin
    taking_id = str(uuid5(NAMESPACE_OID, f"{origin.operation_id} return"))
    taking = CheckIn(
        replace(origin, operation_id=taking_id), question.copy_code, confirmed=True, seen=True
    )
    try:
        with server.library.writing() as work:
            before = answered_before(work, question)
            if before is not None:
                return before
            answer = take_back(server, work, taking)
            if isinstance(answer, ToLibrarian) and answer.operation_id:
                return answer  # found again: that is recorded and stays
            if not isinstance(answer, Returned):
                raise NotLent(answer)
            answer = lend(server, work, question)
            if not isinstance(answer, Lent):
                raise NotLent(answer)
            return answer
    except NotLent as refused:
        return refused.answer


def lend(server: Server, work: Work, question: CheckOut) -> Answer:
    """The step itself, inside a writing() block."""
    copy = copy_by_code(work, question.copy_code)
    return Unknown(question.copy_code) if copy is None else lend_copy(server, work, question, copy)


def lend_copy(server: Server, work: Work, question: CheckOut, copy: FoundCopy) -> Answer:
    """As `lend`, of a copy that was found otherwise: an unlabelled one has no code."""
    reader = reader_by_id(work, question.reader_id)
    if reader is None:
        return Unknown(question.copy_code)
    if copy.facts.state in (CopyState.LOST, CopyState.MISSING):
        return found_again(server, work, question, copy, turned_up(copy.facts.state))
    requests = live_requests(work, copy.facts.title_id)
    facts = CheckoutFacts(
        copy=copy.facts,
        reader=reader.facts,
        loans=open_loans(work, question.reader_id),
        requests=requests,
        on_shelf=free_copies(work, copy.facts.title_id, requests),
        plan=plan_facts(work, question.reader_id, copy.facts),
    )
    override = question.override if question.origin.staff_id is not None else None
    today = server.day_of(question.origin.happened_at)
    verdict = decide_checkout(facts, server.policy, server.calendar, today, override)
    if isinstance(verdict, Granted):
        held = [*(loan.title_id for loan in facts.loans), copy.facts.title_id]
        own_set = set_card(facts.plan, held)
        return _write(server, work, question, copy, reader, requests, verdict, own_set)
    return _refused(copy, verdict)


def _refused(copy: FoundCopy, verdict: OwnLoan | Refusal) -> Answer:
    if isinstance(verdict, OwnLoan):
        return AlreadyYours(copy.card, verdict.loan.due_on, verdict.renew_to, verdict.reasons)
    if verdict.hand_in:
        return ToLibrarian(copy.card, verdict.reasons)
    return Refused(copy.card, verdict.reasons, verdict.may_request)


def _write(
    server: Server,
    work: Work,
    question: CheckOut,
    copy: FoundCopy,
    reader: FoundReader,
    requests: tuple[RequestFacts, ...],
    granted: Granted,
    own_set: SetCard | None,
) -> Lent:
    origin, copy_id = question.origin, copy.facts.copy_id
    loan_id = _add_loan(work, question, copy_id, reader, granted.due_on)
    work.run(SET_COPY_STATE, copy_id=copy_id, state=CopyState.ON_LOAN.value)
    before: dict[str, object] = {"state": copy.facts.state.value, "loan": loan_id}
    if copy.facts.state in (CopyState.ON_HOLD_SHELF, CopyState.TO_CHECK):
        _see_last_return(work, question, copy_id, before)
    fulfilled = [each for each in requests if each.request_id == granted.fulfils_request]
    for request in fulfilled:
        before["request"] = [request.request_id, request.state.value, request.copy_id]
        work.run(
            SET_REQUEST,
            request_id=request.request_id,
            state=RequestState.FULFILLED.value,
            copy_id=copy_id,
            closed_at=instant_text(origin.happened_at),
        )
    if question.override:
        before["override"] = question.override
    answer = Lent(
        origin.operation_id, copy.card, granted.due_on, granted.lent, granted.limit, own_set
    )
    entry = Entry("check-out", copy_id, question.reader_id, question.reader_id, before=before)
    record(work, question, entry, answer, server.now())
    return answer


def _see_last_return(
    work: Work, question: CheckOut, copy_id: int, before: dict[str, object]
) -> None:
    """Another reader takes the copy home: so its last return was true."""
    unseen = work.one(UNSEEN_LOAN_OF_COPY, copy_id=copy_id)
    if unseen is not None:
        before["seen"] = unseen[0]
        at = instant_text(question.origin.happened_at)
        work.run(SET_SEEN, loan_id=unseen[0], seen_at=at)


def _add_loan(
    work: Work, question: CheckOut, copy_id: int, reader: FoundReader, due_on: date
) -> int:
    return work.new(
        ADD_LOAN,
        copy_id=copy_id,
        reader_id=question.reader_id,
        lent_at=instant_text(question.origin.happened_at),
        due_on=due_on.isoformat(),
        category=reader.facts.category.value,
        class_label=reader.class_label,
        station_id=question.origin.station_id,
    )
