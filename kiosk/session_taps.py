"""What a touched button does. Some buttons act at once, some ask the library and therefore
wait their turn behind the scans before them.

A button belongs to the screen it was on: with another session number, another newest
answer or a finished operation it does nothing, so a double touch is harmless.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.session_events import Tapped
from kiosk.session_keypad import KEYPAD_TAPS, close_lesson, open_by_pin
from kiosk.session_scans import Step, choose_language, undo
from kiosk.session_state import FAREWELL, SESSION, FollowUp, State, origin
from kiosk.session_visit import farewell, new_visit, newest_undoable, with_visit
from library.operations import (
    CallLibrarian,
    CheckIn,
    MyLoans,
    PlaceRequest,
    Renew,
)

WAITING_TAPS = frozenset(
    {
        "finish",
        "undo",
        "return-this",
        "renew-this",
        "request-this",
        "my-books",
        "call-librarian",
        "keypad-ok",
        "lesson-close",
    }
)
"""Taps that may ask the library: they keep their place in the queue."""


def is_current(state: State, tap: Tapped) -> bool:
    """Was this button on the screen that is shown now?"""
    return tap.session == state.visit.number and not state.visit.veiled


def touched(state: State, tap: Tapped) -> State:
    """A button that acts at once."""
    if tap.action in KEYPAD_TAPS:
        return KEYPAD_TAPS[tap.action](state, tap)
    if tap.action == "language":
        return _language(state, tap)
    act = _AT_ONCE.get(tap.action)
    return act(state) if act else state


def asked_by_touch(state: State, tap: Tapped) -> Step:
    """A button whose turn has come. One that fits no longer asks nothing."""
    if not is_current(state, tap):
        return state, None
    state = with_visit(state, last_action_at=state.now.at, hint="")
    return _IN_TURN[tap.action](state, tap)


def _text(tap: Tapped, name: str) -> str:
    value = tap.args.get(name)
    return value if isinstance(value, str) else ""


def _finish(state: State, tap: Tapped) -> Step:
    if state.visit.phase == FAREWELL:
        return new_visit(state), None
    return farewell(state), None


def _undo(state: State, tap: Tapped) -> Step:
    newest = newest_undoable(state)
    if newest is None or newest.operation_id != _text(tap, "operation_id"):
        return state, None
    return undo(state, tap.moment)


def _return_this(state: State, tap: Tapped) -> Step:
    """Only right after the copy itself was scanned: a touch alone proves no book."""
    answer, reader = state.visit.answer, state.visit.reader
    code = _text(tap, "code")
    if answer is None or reader is None or answer.kind != "already-yours":
        return state, None
    if answer.copy is None or answer.copy.code != code:
        return state, None
    return state, CheckIn(origin(state, tap.moment), code, reader.reader_id, confirmed=True)


def _renew_this(state: State, tap: Tapped) -> Step:
    visit, code = state.visit, _text(tap, "code")
    if visit.reader is None:
        return state, None
    answer = visit.answer
    offered = {line.copy.code for line in visit.loans if line.may_renew}
    if answer and answer.copy and answer.kind == "already-yours" and answer.renew_to:
        offered.add(answer.copy.code)
    if code not in offered:
        return state, None
    return state, Renew(origin(state, tap.moment), visit.reader.reader_id, code)


def _request_this(state: State, tap: Tapped) -> Step:
    answer, reader = state.visit.answer, state.visit.reader
    code = _text(tap, "code")
    if answer is None or reader is None or not answer.may_request:
        return state, None
    if answer.copy is None or answer.copy.code != code:
        return state, None
    return state, PlaceRequest(origin(state, tap.moment), reader.reader_id, code)


def _my_books(state: State, tap: Tapped) -> Step:
    reader = state.visit.reader
    if reader is None or state.visit.view == "my-books":
        return state, None
    return with_visit(state, view="my-books", loans=()), MyLoans(reader.reader_id)


def _call(state: State, tap: Tapped) -> Step:
    """One call a visit; touching again only shows that somebody was called."""
    already = state.visit.called
    state = with_visit(state, view="call-librarian", called=True)
    if already:
        return state, None
    state = replace(state, sound="call")
    return state, CallLibrarian(origin(state, tap.moment), "touched")


_IN_TURN: dict[str, Callable[[State, Tapped], Step]] = {
    "finish": _finish,
    "undo": _undo,
    "return-this": _return_this,
    "renew-this": _renew_this,
    "request-this": _request_this,
    "my-books": _my_books,
    "call-librarian": _call,
    "keypad-ok": open_by_pin,
    "lesson-close": close_lesson,
}


def _language(state: State, tap: Tapped) -> State:
    """Shown at once; that the reader keeps it is told to the library in its turn."""
    state, question = choose_language(state, _text(tap, "lang"), tap.moment)
    if question is None:
        return state
    return replace(state, queue=(*state.queue, FollowUp(question, tap.moment)))


def _back(state: State) -> State:
    return with_visit(state, view="", blocks_shown=False, loans=())


def _continue(state: State) -> State:
    return new_visit(state) if state.visit.phase == FAREWELL else state


def _theme(name: str) -> Callable[[State], State]:
    return lambda state: with_visit(state, themes=state.visit.themes ^ {name})


def _details(state: State) -> State:
    """Show or fold the reasons about the person: of the refusal, else of the session."""
    visit = state.visit
    if visit.answer and visit.answer.reasons:
        answer = replace(visit.answer, details=not visit.answer.details)
        return with_visit(state, answer=answer)
    return with_visit(state, blocks_shown=not visit.blocks_shown and visit.phase == SESSION)


_AT_ONCE: dict[str, Callable[[State], State]] = {
    "back": _back,
    "continue": _continue,
    "contrast": _theme("contrast"),
    "large": _theme("large"),
    "mute": lambda state: with_visit(state, muted=not state.visit.muted),
    "help": lambda state: with_visit(state, view="help"),
    "details": _details,
}
