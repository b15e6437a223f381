"""What a failure of the link changes: a plain answer with its number, a quiet line, and a
question kept so that repeating it stays one operation."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session_events import Answered, Moment
from kiosk.session_state import Awaiting, FollowUp, State, Trouble, origin
from kiosk.session_visit import ask_next, say, with_visit
from library.operations import (
    CallLibrarian,
    Failed,
    OpenSession,
    OpenSessionByPin,
    OperationReused,
    Resolve,
    SetLanguage,
)

UNSURE_KEPT = 8


def is_quiet(awaiting: Awaiting) -> bool:
    """Asked by the station itself, with nobody waiting for the answer."""
    by_itself = isinstance(awaiting.work, FollowUp)
    return by_itself and isinstance(awaiting.question, Resolve | CallLibrarian | SetLanguage)


def note_trouble(state: State, awaiting: Awaiting, event: Answered) -> State:
    """A failure shows a quiet line until the link answers; a full disk until something
    was written again."""
    if isinstance(event.answer, Failed):
        if event.answer.code == "incident":
            return state
        since = state.trouble
        if since is not None and since.code == event.answer.code:
            return state
        return replace(state, trouble=Trouble(event.answer.code, event.moment))
    writes = hasattr(awaiting.question, "origin")
    if state.trouble and (writes or state.trouble.code == "no-connection"):
        return replace(state, trouble=None)
    return state


def failed(
    state: State, awaiting: Awaiting, answer: Failed | OperationReused, now: Moment
) -> State:
    """Said plainly with the number of the log's entry. The question is kept, so that a
    rescan of the same copy repeats the same operation and never makes a second one."""
    question = awaiting.question
    if is_quiet(awaiting):
        return state
    incident = answer.incident if isinstance(answer, Failed) else answer.operation_id[:6]
    state = say(
        state,
        "failed",
        "call",
        incident=incident,
        code=answer.code if isinstance(answer, Failed) else "incident",
    )
    if isinstance(answer, OperationReused):
        return state
    if isinstance(question, CallLibrarian):
        return with_visit(state, called=False, view="")
    if isinstance(question, OpenSession | OpenSessionByPin):
        state = with_visit(state, card=None)
    elif hasattr(question, "origin"):
        state = with_visit(state, unsure=(question, *state.visit.unsure)[:UNSURE_KEPT])
    if answer.code == "incident" and not state.visit.called:
        state = with_visit(state, called=True)
        return ask_next(state, CallLibrarian(origin(state, now), "incident"), now)
    return state
