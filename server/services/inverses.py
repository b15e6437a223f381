"""How each kind of operation is taken back, and what must still be as it left it.

Every inverse restores the before-image of the journal: states, loans, requests, cases. Old
rows that kept less are refused rather than guessed at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from library.catalogue import CopyState
from library.operations import Origin
from library.requests import RequestState
from server.database import Work
from server.services.journal import Recorded
from server.services.textbook_plan_images import PLAN_KINDS, plan_stands, undo_plan
from server.statements.copies import SET_COPY_STATE
from server.statements.loans import END_CASE, END_LOAN, SET_DUE, SET_SEEN
from server.statements.requests import HOLD_REQUEST, REQUEST_BY_ID, SET_REQUEST
from server.tables import Copy, DeskTask, LoanCase, Operation, Request, TextbookQuantity
from server.tables.fields import instant_text


@dataclass(frozen=True, slots=True)
class Inverse:
    """`stands`: whether what the operation touched beside the copy is as it left it;
    `of_copy`: a later operation about the copy speaks against undoing; `at_kiosk`: a
    reader may undo it too."""

    stands: Callable[[Work, Recorded], bool]
    restore: Callable[[Work, Origin, Recorded], None]
    of_copy: bool = True
    at_kiosk: bool = False


def _before(recorded: Recorded) -> dict[str, Any]:
    found: dict[str, Any] = recorded.detail.get("before", {})
    return found


def _request_is(work: Work, request_id: int, state: RequestState, copy_id: int | None) -> bool:
    row = work.one(REQUEST_BY_ID, request_id=request_id)
    return row is not None and bool(row[2:] == (state.value, copy_id))


def _wait_again(work: Work, request_id: int) -> None:
    work.run(
        HOLD_REQUEST, request_id=request_id, state=RequestState.WAITING.value,
        copy_id=None, ready_at=None,
    )  # fmt: skip


def _hold_stands(work: Work, recorded: Recorded) -> bool:
    """What was made ready is ready still; what was fulfilled is fulfilled."""
    before = _before(recorded)
    if "hold" in before:
        return _request_is(work, before["hold"], RequestState.READY, recorded.copy_id)
    if "request" in before:
        row = work.one(REQUEST_BY_ID, request_id=before["request"][0])
        return row is not None and row[2] == RequestState.FULFILLED.value
    return True


def _undo_check_out(work: Work, origin: Origin, recorded: Recorded) -> None:
    """The loan is voided; a request it fulfilled stands as before."""
    before = _before(recorded)
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
    before = _before(recorded)
    work.run(END_LOAN, loan_id=before["loan"], closed_at=None, closed_as=None, seen_at=None)
    work.run(SET_COPY_STATE, copy_id=recorded.copy_id, state=CopyState.ON_LOAN.value)
    if "hold" in before:
        _wait_again(work, before["hold"])


def _undo_renewal(work: Work, origin: Origin, recorded: Recorded) -> None:
    before = _before(recorded)
    work.run(SET_DUE, loan_id=before["loan"], due_on=before["due_on"], renewals=before["renewals"])


def _look_stands(work: Work, recorded: Recorded) -> bool:
    """For a check or a loss: its case is open, its requests are where it put them, and
    after undoing the copy is kept for somebody exactly when its state says so."""
    before = _before(recorded)
    if "case" in before and not _open_case(before["case"]):
        return False
    readied, released = _moved(recorded)
    if readied and not _request_is(work, readied, RequestState.READY, recorded.copy_id):
        return False
    if released and not _request_is(work, released[0], RequestState.WAITING, None):
        return False
    held = Request.select().where(
        Request.copy == recorded.copy_id, Request.state == RequestState.READY.value
    )
    kept_then: bool = bool(released) or (bool(held.exists()) and not readied)
    return kept_then == bool(before["state"] == CopyState.ON_HOLD_SHELF.value)


def _moved(recorded: Recorded) -> tuple[int | None, tuple[int, str | None] | None]:
    """The request that was made ready, and the one that had to wait again with since when
    it had been ready."""
    before = _before(recorded)
    released = before.get("released")
    return before.get("hold"), (released[0], released[1]) if released else None


def _open_case(case_id: int) -> bool:
    return bool(
        LoanCase.select().where(LoanCase.id == case_id, LoanCase.closed_at.is_null()).exists()
    )


def _undo_look(work: Work, origin: Origin, recorded: Recorded) -> None:
    """A check: the return is unseen again. A loss: the loan goes on. The case never was."""
    before = _before(recorded)
    work.run(SET_COPY_STATE, copy_id=recorded.copy_id, state=before["state"])
    if "seen" in before:
        work.run(SET_SEEN, loan_id=before["seen"], seen_at=None)
    if "loan" in before:
        work.run(END_LOAN, loan_id=before["loan"], closed_at=None, closed_as=None, seen_at=None)
    if "case" in before:
        LoanCase.delete().where(LoanCase.id == before["case"]).execute()
    if "task" in before:
        DeskTask.update(done_at=None, done_by=None).where(DeskTask.id == before["task"]).execute()
    readied, released = _moved(recorded)
    if readied:
        _wait_again(work, readied)
    if released:
        work.run(
            HOLD_REQUEST, request_id=released[0], state=RequestState.READY.value,
            copy_id=recorded.copy_id, ready_at=released[1] or instant_text(origin.happened_at),
        )  # fmt: skip


def _undo_places(work: Work, origin: Origin, recorded: Recorded) -> None:
    """Marks and places as they were."""
    Copy.update(**_before(recorded)).where(Copy.id == recorded.copy_id).execute()


def _find_stands(work: Work, recorded: Recorded) -> bool:
    before = _before(recorded)
    if "case" not in before:
        return True
    case = LoanCase.get_or_none(LoanCase.id == before["case"])
    return case is not None and case.closed_as == "found"


def _undo_find(work: Work, origin: Origin, recorded: Recorded) -> None:
    """The copy is lost or missing again, its case open."""
    before = _before(recorded)
    work.run(SET_COPY_STATE, copy_id=recorded.copy_id, state=before["state"])
    if "case" in before:
        work.run(END_CASE, case_id=before["case"], closed_at=None, closed_as=None)


def _request_stands(work: Work, recorded: Recorded) -> bool:
    return _request_is(work, _before(recorded)["placed"], RequestState.WAITING, None)


def _undo_request(work: Work, origin: Origin, recorded: Recorded) -> None:
    work.run(
        SET_REQUEST, request_id=_before(recorded)["placed"],
        state=RequestState.CANCELLED.value, copy_id=None,
        closed_at=instant_text(origin.happened_at),
    )  # fmt: skip


def _cancel_stands(work: Work, recorded: Recorded) -> bool:
    """The reader has not asked anew, and who got the copy meanwhile still has it kept."""
    before = _before(recorded)
    request: Any = Request.get_or_none(Request.id == before["cancelled"])
    if request is None or request.state != RequestState.CANCELLED.value:
        return False
    if "state" in before and "ready_at" not in before:
        return False  # an old row that does not say who got the copy
    if "hold" in before:
        kept = _request_is(work, before["hold"], RequestState.READY, recorded.copy_id)
        if not kept:
            return False
    anew = Request.select().where(
        Request.title == request.title_id, Request.reader == request.reader_id,
        Request.closed_at.is_null(),
    )  # fmt: skip
    return not anew.exists()


def _undo_cancel(work: Work, origin: Origin, recorded: Recorded) -> None:
    """The request lives again; a copy that was kept for it is kept again."""
    before = _before(recorded)
    ready = "state" in before
    if "hold" in before:
        _wait_again(work, before["hold"])
    state = RequestState.READY if ready else RequestState.WAITING
    work.run(
        SET_REQUEST, request_id=before["cancelled"], state=state.value,
        copy_id=recorded.copy_id if ready else None, closed_at=None,
    )  # fmt: skip
    if ready:
        work.run(SET_COPY_STATE, copy_id=recorded.copy_id, state=before["state"])


def _quantity_stands(work: Work, recorded: Recorded) -> bool:
    """Each pupil still has the number that was set, and it was not undone before."""
    before = _before(recorded)
    if not before["given"] or Operation.select().where(Operation.undoes == recorded.id).exists():
        return False
    rows: Any = TextbookQuantity.select().where(TextbookQuantity.line == before["line"])
    has = {row.reader_id: row.quantity for row in rows}
    return all(has.get(reader, 0) == now for reader, _, now in before["given"])


def _undo_quantity(work: Work, origin: Origin, recorded: Recorded) -> None:
    before = _before(recorded)
    for reader_id, was, _ in before["given"]:
        given = (TextbookQuantity.line == before["line"], TextbookQuantity.reader == reader_id)
        TextbookQuantity.delete().where(*given).execute()
        if was:
            TextbookQuantity.create(
                line=before["line"], reader=reader_id, quantity=was,
                given_on=origin.happened_at.date(),
            )  # fmt: skip


INVERSES: dict[str, Inverse] = {
    "check-out": Inverse(_hold_stands, _undo_check_out, at_kiosk=True),
    "check-in": Inverse(_hold_stands, _undo_check_in, at_kiosk=True),
    "renew": Inverse(lambda _work, _recorded: True, _undo_renewal, at_kiosk=True),
    "due-changed": Inverse(lambda _work, _recorded: True, _undo_renewal),
    "check": Inverse(_look_stands, _undo_look),
    "lose": Inverse(_look_stands, _undo_look),
    "copy-to-repair": Inverse(_look_stands, _undo_look),
    "copy-places": Inverse(lambda _work, _recorded: True, _undo_places),
    "find": Inverse(_find_stands, _undo_find),
    "request": Inverse(_request_stands, _undo_request, of_copy=False),
    "quantity-given": Inverse(_quantity_stands, _undo_quantity, of_copy=False),
    "cancel-request": Inverse(_cancel_stands, _undo_cancel),
    **{kind: Inverse(plan_stands, undo_plan, of_copy=False) for kind in PLAN_KINDS},
}
"""What may be undone; anything else has a counter-entry of its own room or none."""
