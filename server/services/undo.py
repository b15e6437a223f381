"""Undoing an operation: it restores what was before, unless something changed since.

At a kiosk for 60 s, only the running session's own operations; on the idle screen only
that station's last return without a card. At the desk longer, by role.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from library.catalogue import CopyState
from library.operations import Answer, Origin, Refused, Undo, Undone
from library.refusals import About, Next, Reason
from library.requests import RequestState
from server.database import Work
from server.facts import FoundCopy, copy_by_id
from server.server import Server
from server.services.journal import Entry, Recorded, answered_before, find, record
from server.services.standing import lent_of_limit
from server.statements.copies import SET_COPY_STATE
from server.statements.journal import LATER_AT_STATION, LATER_OF_COPY
from server.statements.loans import END_LOAN, SET_DUE, SET_SEEN
from server.statements.requests import HOLD_REQUEST, REQUEST_BY_ID, SET_REQUEST
from server.tables.fields import instant_text

KIOSK_SECONDS = 60
# The button is pressed within 60 s; its question may travel a little longer.
_GRACE_SECONDS = 5
DESK_SECONDS = {"librarian": 24 * 3600, "head": 7 * 24 * 3600}
"""How long each role may undo at the desk."""


def undo(server: Server, question: Undo, role: str | None = None) -> Answer:
    """Undone, or Refused with `changed-since`, `undo-too-late`, `undo-not-yours`.

    `role` is the role of the signed-in member of staff; None at a kiosk.
    """
    with server.library.writing() as work:
        before = answered_before(work, question)
        if before is not None:
            return before
        recorded = find(work, question.undoes)
        if recorded is None or recorded.kind not in _RESTORE:
            return _refused(None, "undo-not-yours")
        copy = copy_by_id(work, recorded.copy_id) if recorded.copy_id else None
        code = _objection(work, question, recorded, role)
        if code is not None or copy is None:
            return _refused(copy, code or "changed-since")
        return _restore(server, work, question, recorded, copy)


def _refused(copy: FoundCopy | None, code: str) -> Refused:
    reason = Reason(code, About.BOOK, Next.ASK_LIBRARIAN)
    return Refused(copy.card if copy else None, (reason,))


def _objection(work: Work, question: Undo, recorded: Recorded, role: str | None) -> str | None:
    """The code of what speaks against it, or None."""
    if role is None and not _is_own(work, question, recorded):
        return "undo-not-yours"
    allowed = KIOSK_SECONDS + _GRACE_SECONDS if role is None else DESK_SECONDS.get(role, 0)
    if question.origin.happened_at - recorded.happened_at > timedelta(seconds=allowed):
        return "undo-too-late"
    later = work.one(LATER_OF_COPY, copy_id=recorded.copy_id, seq=recorded.seq)
    if later is not None or not _request_unchanged(work, recorded):
        return "changed-since"
    return None


def _is_own(work: Work, question: Undo, recorded: Recorded) -> bool:
    """Of this station and session; without a session the station's very last one."""
    if recorded.station_id != question.origin.station_id:
        return False
    if recorded.session_reader_id != question.reader_id:
        return False
    if question.reader_id is not None:
        return True
    later = work.one(LATER_AT_STATION, seq=recorded.seq, station_id=recorded.station_id)
    return later is None


def _request_unchanged(work: Work, recorded: Recorded) -> bool:
    """Whether the request the operation touched is still as it left it."""
    before = recorded.detail.get("before", {})
    if "hold" in before:
        row = work.one(REQUEST_BY_ID, request_id=before["hold"])
        return row is not None and row[2:] == (RequestState.READY.value, recorded.copy_id)
    if "request" in before:
        row = work.one(REQUEST_BY_ID, request_id=before["request"][0])
        return row is not None and row[2] == RequestState.FULFILLED.value
    return True


def _restore(
    server: Server, work: Work, question: Undo, recorded: Recorded, copy: FoundCopy
) -> Undone:
    _RESTORE[recorded.kind](work, question.origin, recorded)
    lent, limit = None, None
    if question.reader_id is not None:
        lent, limit = lent_of_limit(server, work, question.reader_id, copy.facts.item_kind)
    answer = Undone(
        question.origin.operation_id, recorded.id, recorded.kind, copy.card, lent, limit
    )
    entry = Entry(
        "undo",
        recorded.copy_id,
        recorded.reader_id,
        question.reader_id,
        undoes=recorded.id,
    )
    record(work, question, entry, answer, server.now())
    return answer


def _undo_check_out(work: Work, origin: Origin, recorded: Recorded) -> None:
    """The loan is voided; a request it fulfilled stands as before."""
    before = recorded.detail["before"]
    at = instant_text(origin.happened_at)
    work.run(END_LOAN, loan_id=before["loan"], closed_at=at, closed_as="voided", seen_at=None)
    work.run(SET_COPY_STATE, copy_id=recorded.copy_id, state=before["state"])
    if "seen" in before:
        work.run(SET_SEEN, loan_id=before["seen"], seen_at=None)
    if "request" in before:
        request_id, state, copy_id = before["request"]
        work.run(SET_REQUEST, request_id=request_id, state=state, copy_id=copy_id, closed_at=None)


def _undo_check_in(work: Work, origin: Origin, recorded: Recorded) -> None:
    """The same loan goes on with its due date; a hold is withdrawn."""
    before = recorded.detail["before"]
    work.run(END_LOAN, loan_id=before["loan"], closed_at=None, closed_as=None, seen_at=None)
    work.run(SET_COPY_STATE, copy_id=recorded.copy_id, state=CopyState.ON_LOAN.value)
    if "hold" in before:
        work.run(
            HOLD_REQUEST,
            request_id=before["hold"],
            state=RequestState.WAITING.value,
            copy_id=None,
            ready_at=None,
        )


def _undo_renewal(work: Work, origin: Origin, recorded: Recorded) -> None:
    before = recorded.detail["before"]
    work.run(SET_DUE, loan_id=before["loan"], due_on=before["due_on"], renewals=before["renewals"])


_RESTORE: dict[str, Callable[[Work, Origin, Recorded], None]] = {
    "check-out": _undo_check_out,
    "check-in": _undo_check_in,
    "renew": _undo_renewal,
}
