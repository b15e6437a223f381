"""Taking back: at a kiosk provisional, at the desk final; found again; handed in."""

from __future__ import annotations

from library.checkin import (
    Accepted,
    CheckinFacts,
    FoundAgain,
    HandIn,
    LentJustNow,
    NotOnLoan,
    decide_checkin,
)
from library.loans import LoanFacts
from library.operations import (
    Answer,
    CardFirst,
    CheckIn,
    CheckOut,
    JustLent,
    Origin,
    Returned,
    ToLibrarian,
    Unknown,
)
from library.requests import RequestState
from server.database import Work
from server.facts import FoundCopy, copy_by_code, live_requests
from server.server import Server
from server.services.journal import Entry, answered_before, record
from server.services.standing import lent_of_limit
from server.statements.copies import SET_COPY_STATE
from server.statements.loans import END_CASE, END_LOAN, OPEN_CASE_OF_COPY
from server.statements.requests import HOLD_REQUEST
from server.tables.fields import instant_text


def check_in(server: Server, question: CheckIn) -> Answer:
    """Take a copy back: Returned, CardFirst, JustLent, ToLibrarian or Unknown."""
    with server.library.writing() as work:
        return answered_before(work, question) or take_back(server, work, question)


def take_back(server: Server, work: Work, question: CheckIn) -> Answer:
    """The step itself, inside a writing() block."""
    copy = copy_by_code(work, question.copy_code)
    if copy is None:
        return Unknown(question.copy_code)
    return take_copy_back(server, work, question, copy)


def take_copy_back(server: Server, work: Work, question: CheckIn, copy: FoundCopy) -> Answer:
    """As `take_back`, of a copy that was found otherwise: an unlabelled one has no code."""
    facts = CheckinFacts(
        copy=copy.facts,
        requests=live_requests(work, copy.facts.title_id),
        lent_here_seconds=_lent_here(copy.facts.open_loan, question.origin),
        reader_id=question.reader_id,
    )
    today = server.day_of(question.origin.happened_at)
    verdict = decide_checkin(
        facts, server.policy, server.calendar, today, question.seen, question.confirmed
    )
    match verdict:
        case Accepted():
            return _accept(server, work, question, copy, verdict)
        case FoundAgain():
            return found_again(server, work, question, copy, verdict)
        case NotOnLoan():
            return CardFirst(copy.card)
        case LentJustNow():
            return JustLent(copy.card)
        case HandIn(reasons):
            return ToLibrarian(copy.card, reasons)


def _lent_here(loan: LoanFacts | None, origin: Origin) -> float | None:
    """Seconds since the copy was lent at this very station."""
    if loan is None or loan.station_id != origin.station_id:
        return None
    return (origin.happened_at - loan.lent_at).total_seconds()


def _accept(
    server: Server, work: Work, question: CheckIn, copy: FoundCopy, accepted: Accepted
) -> Returned:
    loan = copy.facts.open_loan
    assert loan is not None  # a rule accepts only what is on loan
    origin, copy_id = question.origin, copy.facts.copy_id
    at = instant_text(origin.happened_at)
    work.run(
        END_LOAN,
        loan_id=loan.loan_id,
        closed_at=at,
        closed_as="returned",
        seen_at=None if accepted.provisional else at,
    )
    work.run(SET_COPY_STATE, copy_id=copy_id, state=accepted.new_state.value)
    before: dict[str, object] = {"state": copy.facts.state.value, "loan": loan.loan_id}
    if accepted.readies_request is not None:
        before["hold"] = accepted.readies_request
        work.run(
            HOLD_REQUEST,
            request_id=accepted.readies_request,
            state=RequestState.READY.value,
            copy_id=copy_id,
            # On the shelf from now on, though the book was dropped into a box days ago.
            ready_at=instant_text(max(origin.happened_at, server.now())),
        )
    answer = _returned(server, work, question, copy, accepted)
    entry = Entry("check-in", copy_id, loan.reader_id, question.reader_id, before=before)
    record(work, question, entry, answer, server.now())
    return answer


def _returned(
    server: Server, work: Work, question: CheckIn, copy: FoundCopy, accepted: Accepted
) -> Returned:
    loan = copy.facts.open_loan
    own = loan is not None and loan.reader_id == question.reader_id
    lent, limit = None, None
    if own and question.reader_id is not None:
        lent, limit = lent_of_limit(server, work, question.reader_id, copy.facts.item_kind)
    return Returned(
        operation_id=question.origin.operation_id,
        copy=copy.card,
        destination=accepted.destination,
        provisional=accepted.provisional,
        own=own,
        late_days=accepted.late_days,
        lent=lent,
        limit=limit,
    )


def found_again(
    server: Server, work: Work, question: CheckIn | CheckOut, copy: FoundCopy, found: FoundAgain
) -> ToLibrarian:
    """A copy that was lost or missing turned up, whatever it was scanned for; its open
    case ends. Inside a writing() block."""
    origin, copy_id = question.origin, copy.facts.copy_id
    before: dict[str, object] = {"state": copy.facts.state.value}
    work.run(SET_COPY_STATE, copy_id=copy_id, state=found.new_state.value)
    case = work.one(OPEN_CASE_OF_COPY, copy_id=copy_id)
    if case is not None and case[1] == "lost":
        before["case"] = case[0]
        work.run(
            END_CASE,
            case_id=case[0],
            closed_at=instant_text(origin.happened_at),
            closed_as="found",
        )
    answer = ToLibrarian(copy.card, found.reasons, origin.operation_id)
    entry = Entry("find", copy_id, None, question.reader_id, before=before)
    record(work, question, entry, answer, server.now())
    return answer
