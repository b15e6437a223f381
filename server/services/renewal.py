"""Renewing the reader's own loan."""

from __future__ import annotations

from library.operations import Answer, Refused, Renew, Renewed, Unknown
from library.renewal import Prolonged, decide_renewal
from server.database import Work
from server.facts import FoundCopy, copy_by_code, live_requests, reader_by_id
from server.server import Server
from server.services.journal import Entry, answered_before, record
from server.statements.loans import SET_DUE


def renew(server: Server, question: Renew) -> Answer:
    """Prolong the reader's own loan: Renewed, Refused or Unknown."""
    with server.library.writing() as work:
        before = answered_before(work, question)
        if before is not None:
            return before
        copy = copy_by_code(work, question.copy_code)
        if copy is None:
            return Unknown(question.copy_code)
        return prolong(server, work, question, copy)


def prolong(server: Server, work: Work, question: Renew, copy: FoundCopy) -> Answer:
    """The step itself, inside a writing() block; an unlabelled copy has no code to be found
    by."""
    reader = reader_by_id(work, question.reader_id)
    if reader is None:
        return Unknown(question.copy_code)
    verdict = decide_renewal(
        copy.facts,
        reader.facts,
        live_requests(work, copy.facts.title_id),
        server.policy,
        server.calendar,
        server.day_of(question.origin.happened_at),
    )
    loan = copy.facts.open_loan
    if not isinstance(verdict, Prolonged) or loan is None:
        return Refused(copy.card, () if isinstance(verdict, Prolonged) else verdict.reasons)
    work.run(
        SET_DUE,
        loan_id=loan.loan_id,
        due_on=verdict.due_on.isoformat(),
        renewals=loan.renewals + 1,
    )
    before = {
        "loan": loan.loan_id,
        "due_on": loan.due_on.isoformat(),
        "renewals": loan.renewals,
    }
    answer = Renewed(question.origin.operation_id, copy.card, verdict.due_on)
    entry = Entry(
        "renew", copy.facts.copy_id, question.reader_id, question.reader_id, before=before
    )
    record(work, question, entry, answer, server.now())
    return answer
