"""Undoing an operation: it restores what was before, unless something changed since.

At a kiosk for 60 s, only the running session's own operations; on the idle screen only
that station's last return without a card. At the desk longer, by role. How each kind is
taken back stands in `server/services/inverses.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from library.operations import Answer, Noted, Refused, Undo, Undone
from library.refusals import About, Next, Reason
from server.database import Work
from server.facts import FoundCopy, copy_by_id
from server.server import Server
from server.services.inverses import INVERSES
from server.services.journal import Entry, Recorded, answered_before, find, record
from server.services.standing import lent_of_limit
from server.statements.journal import LATER_AT_STATION, LATER_OF_COPY

KIOSK_SECONDS = 60
# The button is pressed within 60 s; its question may travel a little longer.
_GRACE_SECONDS = 5
DESK_SECONDS = {"librarian": 24 * 3600, "head": 7 * 24 * 3600}
"""How long each role may undo at the desk."""


def undo(server: Server, question: Undo, role: str | None = None) -> Answer:
    """Undone (Noted when no copy is concerned), or Refused with `changed-since`,
    `undo-too-late`, `undo-not-yours`.

    `role` is the role of the signed-in member of staff; None at a kiosk.
    """
    with server.library.writing() as work:
        return take_operation_back(server, work, question, role)


def take_operation_back(
    server: Server, work: Work, question: Undo, role: str | None = None
) -> Answer:
    """The step itself, inside a writing() block of something larger."""
    before = answered_before(work, question)
    if before is not None:
        return before
    recorded = find(work, question.undoes)
    if recorded is None or recorded.kind not in INVERSES:
        return _refused(None, "undo-not-yours")
    copy = copy_by_id(work, recorded.copy_id) if recorded.copy_id else None
    if role is None and not _is_own(work, question, recorded):
        return _refused(copy, "undo-not-yours")
    code = objection(work, recorded, role, question.origin.happened_at)
    if code is not None:
        return _refused(copy, code)
    return _restore(server, work, question, recorded, copy)


def objection(work: Work, recorded: Recorded, role: str | None, now: datetime) -> str | None:
    """The code of what speaks against undoing, or None; inside a block. For the desk's
    pages too, before anybody presses. A kind without an inverse: `undo-not-yours`."""
    inverse = INVERSES.get(recorded.kind)
    if inverse is None or (role is None and not inverse.at_kiosk):
        return "undo-not-yours"
    allowed = KIOSK_SECONDS + _GRACE_SECONDS if role is None else DESK_SECONDS.get(role, 0)
    # What the desk writes down later, for a day without power, is undone from that time on.
    since = recorded.happened_at if role is None else recorded.recorded_at
    if now - since > timedelta(seconds=allowed):
        return "undo-too-late"
    later = inverse.of_copy and recorded.copy_id is not None
    if later and work.one(LATER_OF_COPY, copy_id=recorded.copy_id, seq=recorded.seq) is not None:
        return "changed-since"
    return None if inverse.stands(work, recorded) else "changed-since"


def _refused(copy: FoundCopy | None, code: str) -> Refused:
    reason = Reason(code, About.BOOK, Next.ASK_LIBRARIAN)
    return Refused(copy.card if copy else None, (reason,))


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


def _restore(
    server: Server, work: Work, question: Undo, recorded: Recorded, copy: FoundCopy | None
) -> Answer:
    INVERSES[recorded.kind].restore(work, question.origin, recorded)
    answer: Answer = Noted(question.origin.operation_id)
    if copy is not None:
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
