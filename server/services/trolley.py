"""The returns trolley, scanned once after a break: each scan checks a copy and says where it
lives.

Who may check confirms with the scan that the copy is whole; who may only shelve takes in
provisionally, and the confirmation stays for the librarian.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from library.catalogue import CopyState
from library.checking import Finding
from library.operations import (
    Answer,
    CheckIn,
    Noted,
    Origin,
    Refused,
    Returned,
    ToLibrarian,
    Undo,
    Undone,
)
from library.requests import RequestState, may_be_kept
from library.scanned_code import (
    CardNumber,
    CommandNumber,
    Isbn,
    PlaceNumber,
    WrongCheckDigit,
    read_code,
)
from library.typed_code import typed_code
from server.database import Work
from server.facts import FoundCopy, copy_by_code, live_requests
from server.server import Server
from server.services.batches import (
    TROLLEY,
    begun,
    line_of_copy,
    own_line,
    scan_before,
    write_line,
)
from server.services.checkin import take_back
from server.services.checking import Check, check, look
from server.services.journal import find
from server.services.undo import undo
from server.statements.loans import UNSEEN_LOAN_OF_COPY
from server.tables import Operation, ScanBatchLine

NO_COPIES = ("card", "isbn", "wrong-digit", "not-here", "unknown")
_THERE = {
    CopyState.ON_SHELF: "on-shelf",
    CopyState.ON_HOLD_SHELF: "on-hold-shelf",
    CopyState.TO_CHECK: "to-check",
    CopyState.IN_REPAIR: "in-repair",
}


@dataclass(frozen=True, slots=True)
class Put:
    """What came of a scan. `kind` ends the text key `trolley.<kind>`; `line_id` None when
    the text is no copy; `reasons` of a refused undoing."""

    kind: str
    line_id: int | None = None
    code: str = ""
    reasons: tuple[Any, ...] = ()


def no_copy(text: str) -> str:
    """What a text is that stands for no copy: one of NO_COPIES."""
    match read_code(text):
        case CardNumber():
            return "card"
        case Isbn():
            return "isbn"
        case WrongCheckDigit():
            return "wrong-digit"
        case CommandNumber() | PlaceNumber():
            return "not-here"
    return "unknown"


def put(server: Server, origin: Origin, text: str, may_check: bool) -> Put:
    """Take a scanned copy from the trolley; the same scan sent again is the same line."""
    code = typed_code(text).text
    with server.library.writing() as work:
        before = scan_before(origin.operation_id)
        if before is not None:
            return Put(before.outcome, before.id, before.code)
        copy = copy_by_code(work, code)
        if copy is None or origin.staff_id is None:
            return Put(no_copy(code), None, code)
        batch = begun(server, origin.staff_id, TROLLEY, origin.station_id)
        outcome, detail, did = _handled(server, work, origin, copy, code, may_check)
        listed = None if did else line_of_copy(batch, copy.facts.copy_id)
        if listed is not None:
            return Put("again", listed.id, code)
        line_id = write_line(
            server, batch, origin, copy.card.code or code, outcome, detail,
            copy=copy.facts.copy_id, operation_id=did,
        )  # fmt: skip
        return Put(outcome, line_id, code)


def _handled(
    server: Server, work: Work, origin: Origin, copy: FoundCopy, code: str, may_check: bool
) -> tuple[str, dict[str, Any] | None, str | None]:
    """Outcome, detail, and the id of the operation that can be undone."""
    state = copy.facts.state
    if state is CopyState.ON_LOAN and may_check:
        taking = CheckIn(replace(origin, operation_id=return_id(origin.operation_id)), code,
                         confirmed=True)  # fmt: skip
        returned = take_back(server, work, taking)
        look(server, work, Check(origin, copy.facts.copy_id, Finding.FINE))
        return "returned", _late(returned), origin.operation_id
    if state in (CopyState.ON_LOAN, CopyState.LOST, CopyState.MISSING):
        answer = take_back(server, work, CheckIn(origin, code, confirmed=True))
        found = isinstance(answer, ToLibrarian)
        return "found-again" if found else "taken-in", None, origin.operation_id
    if may_check and _to_look_at(work, copy):
        look(server, work, Check(origin, copy.facts.copy_id, Finding.FINE))
        return "checked", None, origin.operation_id
    return _THERE.get(state, "hand-in"), None, None


def _late(answer: Answer) -> dict[str, Any] | None:
    late = isinstance(answer, Returned) and answer.late_days
    return {"late_days": late} if late else None


def _to_look_at(work: Work, copy: FoundCopy) -> bool:
    """Whether a look changes something: nobody has seen the copy since it came back, or
    somebody waits for it."""
    state = copy.facts.state
    if state is CopyState.TO_CHECK:
        return True
    if state is CopyState.ON_HOLD_SHELF:
        return work.one(UNSEEN_LOAN_OF_COPY, copy_id=copy.facts.copy_id) is not None
    if state is not CopyState.ON_SHELF or not may_be_kept(copy.facts):
        return False
    requests = live_requests(work, copy.facts.title_id)
    return any(each.state is RequestState.WAITING for each in requests)


def return_id(scan_id: str) -> str:
    """The id of the return that a scan makes before its check."""
    return str(uuid5(NAMESPACE_OID, f"{scan_id} return"))


def found_fault(server: Server, origin: Origin, line_id: int, finding: Finding, role: str) -> Put:
    """The copy of a line is damaged after all: its check is taken back and made anew, so that
    the case names its last borrower."""
    with server.library.reading():
        line = own_line(origin.staff_id or 0, TROLLEY, line_id)
    if line is None or line.copy_id is None:
        return Put("gone")
    if line.outcome in ("checked", "returned") and line.operation_id is not None:
        undoing = replace(origin, operation_id=_undo_id(origin.operation_id, "check"))
        answer = undo(server, Undo(undoing, line.operation_id, None), role)
        if isinstance(answer, Refused) and not _undone(server, line.operation_id):
            return Put("not-undone", line_id, line.code, answer.reasons)
    if not isinstance(check(server, Check(origin, line.copy_id, finding)), Noted):
        return Put("not-undone", line_id, line.code)
    _now(server, line_id, finding.value, origin.operation_id)
    return Put(finding.value, line_id, line.code)


def take_line_back(server: Server, origin: Origin, line_id: int, kind: str, role: str) -> Put:
    """Undo what a line of the open pile did, the return before its check too."""
    with server.library.reading() as work:
        line = own_line(origin.staff_id or 0, kind, line_id)
        if line is None or line.operation_id is None:
            return Put("gone")
        returned = find(work, return_id(line.scan_id)) is not None
    answer = undo(server, Undo(origin, line.operation_id, None), role)
    if not isinstance(answer, Undone):
        return Put("not-undone", line_id, line.code, getattr(answer, "reasons", ()))
    if returned:
        second = replace(origin, operation_id=_undo_id(origin.operation_id, "return"))
        undo(server, Undo(second, return_id(line.scan_id), None), role)
    return Put("undone", line_id, line.code)


def _undone(server: Server, operation_id: str) -> bool:
    with server.library.reading():
        return bool(Operation.select().where(Operation.undoes == operation_id).exists())


def _undo_id(operation_id: str, what: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"{operation_id} undoes {what}"))


def _now(server: Server, line_id: int, outcome: str, operation_id: str) -> None:
    with server.library.writing():
        ScanBatchLine.update(outcome=outcome, operation_id=operation_id).where(
            ScanBatchLine.id == line_id
        ).execute()
