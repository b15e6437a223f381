"""What the desk does with one copy beside lending: found, missing, repair, marks, places.

Which action a state allows says `library.copy_states`; looking at a copy (`check`) and
losing one have their own services.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from library.catalogue import CopyFacts, CopyState
from library.checkin import turned_up
from library.copy_states import Action, Verdict, cell
from library.operations import Answer, CheckIn, Origin, Refused, Unknown
from library.refusals import About, Reason
from library.requests import RequestState
from server.database import Work
from server.facts import copy_by_id, live_requests
from server.server import Server
from server.services.checkin import found_again
from server.services.deeds import Deed, done_before, write_deed
from server.services.holds import released
from server.services.journal import answered_before
from server.statements.copies import SET_COPY_STATE
from server.statements.requests import HOLD_REQUEST
from server.tables import Copy, Place

BUTTONS = (Action.FIND, Action.LOSE, Action.REPAIR, Action.CHECK)
"""The actions of a copy's page in their order."""


@dataclass(frozen=True, slots=True)
class CopyPlaces:
    """Where a copy lives and how it may be used. On display it stands at `display_place_id`."""

    home_place_id: int | None
    display_place_id: int | None
    reading_room_only: bool
    on_display: bool


@dataclass(frozen=True, slots=True)
class NotNow:
    """The copy's state does not allow it; text key `refusal.<code>`."""

    code: str


def actions_of(state: CopyState, provisional: bool = False) -> tuple[Action, ...]:
    """The buttons of a copy in this state. On the shelf there is nothing to check."""
    # A copy in processing goes to its shelf by its steps, not by a look.
    settled = state in (CopyState.ON_SHELF, CopyState.IN_PROCESSING) or (
        state is CopyState.ON_HOLD_SHELF and not provisional
    )
    turned_up_again = (CopyState.LOST, CopyState.MISSING)
    return tuple(
        action
        for action in BUTTONS
        if cell(state, action).verdict is Verdict.YES
        and not (action is Action.CHECK and (settled or state in turned_up_again))
    )


def found(server: Server, origin: Origin, copy_id: int) -> Answer:
    """A lost or missing copy is in somebody's hand: it is to be checked, its case ends."""
    with server.library.writing() as work:
        copy = copy_by_id(work, copy_id)
        if copy is None:
            return Unknown("")
        question = CheckIn(origin, copy.card.code, seen=True)
        before = answered_before(work, question)
        if before is not None:
            return before
        if cell(copy.facts.state, Action.FIND).verdict is not Verdict.YES:
            return _refused(copy.facts.state, Action.FIND)
        return found_again(server, work, question, copy, turned_up(copy.facts.state))


def mend(server: Server, deed: Deed, copy_id: int) -> bool | NotNow:
    """Send a copy to repair; whoever it was kept for waits again. False: no such copy."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        copy = copy_by_id(work, copy_id)
        if copy is None:
            return False
        here = cell(copy.facts.state, Action.REPAIR)
        if here.verdict is not Verdict.YES:
            return NotNow(here.code or "in-repair")
        before: dict[str, object] = {"state": copy.facts.state.value}
        work.run(SET_COPY_STATE, copy_id=copy_id, state=here.leads_to[0].value)
        _release_hold(work, copy.facts, before)
        write_deed(server, work, deed, before=before)
        return True


def change_places(server: Server, deed: Deed, copy_id: int, wanted: CopyPlaces) -> bool | NotNow:
    """Marks and places of a copy. Putting it on display needs it on its shelf."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row: Any = Copy.get_or_none(Copy.id == copy_id)
        if row is None:
            return False
        here = cell(CopyState(row.state), Action.DISPLAY)
        if wanted.on_display and not row.on_display and here.verdict is not Verdict.YES:
            return NotNow(here.code)
        for place_id in (wanted.home_place_id, wanted.display_place_id):
            if place_id is not None and Place.get_or_none(Place.id == place_id) is None:
                return False
        before = {
            "home_place": row.home_place_id, "display_place": row.display_place_id,
            "reading_room_only": bool(row.reading_room_only), "on_display": bool(row.on_display),
        }  # fmt: skip
        Copy.update(
            home_place=wanted.home_place_id,
            display_place=wanted.display_place_id if wanted.on_display else None,
            reading_room_only=wanted.reading_room_only, on_display=wanted.on_display,
        ).where(Copy.id == copy_id).execute()  # fmt: skip
        write_deed(server, work, deed, before=before)
        return True


def _refused(state: CopyState, action: Action) -> Refused:
    here = cell(state, action)
    return Refused(None, (Reason(here.code, About.BOOK, here.next_step),))


def _release_hold(work: Work, copy: CopyFacts, before: dict[str, object]) -> None:
    """Whoever this copy was kept for waits again."""
    for request in live_requests(work, copy.title_id):
        if request.state is RequestState.READY and request.copy_id == copy.copy_id:
            before["released"] = released(request.request_id)
            work.run(
                HOLD_REQUEST, request_id=request.request_id,
                state=RequestState.WAITING.value, copy_id=None, ready_at=None,
            )  # fmt: skip
