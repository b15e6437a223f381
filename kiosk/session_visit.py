"""How a visit begins, changes and ends: small steps that all other session files share."""

from __future__ import annotations

from dataclasses import replace

from kiosk.screens import AnswerPart, FarewellPart, ListLine
from kiosk.session_events import Moment
from kiosk.session_state import FAREWELL, IDLE, FollowUp, State, Undoable, Visit
from library.operations import Question


def with_visit(state: State, **changes: object) -> State:
    """State with some fields of the visit changed."""
    return replace(state, visit=replace(state.visit, **changes))  # type: ignore[arg-type]


def new_visit(state: State, phase: str = IDLE, *, keep_look: bool = False) -> State:
    """A visit that knows nothing of the one before; `keep_look` carries the language,
    themes and mute that the same person chose just before scanning the card."""
    old = state.visit
    visit = Visit(
        number=old.number + 1,
        phase=phase,
        language=old.language if keep_look else state.settings.language,
        last_action_at=state.now.at,
        themes=old.themes if keep_look else frozenset(),
        muted=old.muted if keep_look else False,
    )
    return replace(state, visit=visit)


def say(state: State, kind: str, sound: str, **parts: object) -> State:
    """Show a new answer of this kind; it replaces the one before and any open dialog."""
    number = state.answers + 1
    answer = AnswerPart(kind=kind, number=number, **parts)  # type: ignore[arg-type]
    state = replace(state, answers=number, sound=sound)
    view = "" if state.visit.view in ("my-books", "help", "keypad") else state.visit.view
    return with_visit(
        state, answer=answer, answer_at=state.now.at, hint="", view=view, blocks_shown=False
    )


def ask_next(state: State, question: Question, moment: Moment) -> State:
    """Put a question of the session's own before everything that waits."""
    return replace(state, queue=(FollowUp(question, moment), *state.queue))


def add_line(state: State, line: ListLine, done_at: float) -> State:
    """Newest line first. An older operation on the same copy can no longer be undone."""
    older = {old.operation_id for old in state.visit.lines if old.copy.code == line.copy.code}
    undoable = tuple(u for u in state.visit.undoable if u.operation_id not in older)
    newest = Undoable(line.operation_id, done_at + state.settings.undo_for)
    return with_visit(state, lines=(line, *state.visit.lines), undoable=(newest, *undoable))


def visible_lines(visit: Visit) -> tuple[ListLine, ...]:
    """The session's list: the newest line of each copy."""
    newest: dict[str, ListLine] = {}
    for line in visit.lines:
        newest.setdefault(line.copy.code, line)
    return tuple(newest.values())


def line_of(visit: Visit, code: str) -> ListLine | None:
    """The session's line of this copy, if it is in the list."""
    return next((line for line in visit.lines if line.copy.code == code), None)


def newest_undoable(state: State) -> Undoable | None:
    """The operation that UNDO would take back now."""
    return next((u for u in state.visit.undoable if u.until > state.now.at), None)


def farewell(state: State) -> State:
    """End the visit. A session says goodbye with what was lent and its dates, without a
    name; anything else goes back to the idle screen."""
    visit = state.visit
    if visit.reader is None:
        return new_visit(state)
    lines = visible_lines(visit)
    lent = tuple(line for line in lines if line.kind in ("lent", "renewed"))
    part = FarewellPart(
        lines=lent,
        lent=sum(line.kind == "lent" for line in lines),
        returned=sum(line.kind == "returned" for line in lines),
    )
    state = new_visit(state, FAREWELL, keep_look=True)
    return with_visit(
        state, farewell=part, farewell_until=state.now.at + state.settings.farewell_for
    )
