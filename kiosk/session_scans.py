"""What a scanned code means here and now: a new state and perhaps a question.

Every branch says something, so that no scan stays without an answer.
"""

from __future__ import annotations

from dataclasses import replace

from i18n.texts import LANGUAGES
from kiosk.session_events import Moment, Scanned
from kiosk.session_state import FAREWELL, IDLE, RETURN, SESSION, Recognised, State, origin
from kiosk.session_visit import (
    ask_next,
    farewell,
    line_of,
    new_visit,
    newest_undoable,
    say,
    with_visit,
)
from library.operations import (
    CallLibrarian,
    CheckIn,
    CheckOut,
    OpenSession,
    Question,
    Resolve,
    SetLanguage,
    Undo,
)
from library.scanned_code import (
    CardNumber,
    Command,
    CommandNumber,
    CopyNumber,
    ForeignNumber,
    Isbn,
    read_code,
)

Step = tuple[State, Question | None]
CALL_AFTER_UNKNOWN = 3
LONGEST_SHOWN = 20


def scanned(state: State, scan: Scanned) -> Step:
    """Decide what this scan asks; dialogs and a farewell give way to it."""
    if state.visit.phase == FAREWELL:
        state = new_visit(state)
    state = with_visit(state, view="", hint="", last_action_at=state.now.at)
    match read_code(scan.text):
        case CardNumber(number):
            return card_scanned(state, number, scan.moment)
        case CopyNumber(number):
            return copy_scanned(state, number, scan.moment)
        case CommandNumber(command):
            return command_scanned(state, command, scan.moment)
        case ForeignNumber(text):
            return state, Resolve(text)
        case Isbn():
            return say(state, "isbn", "again", code=scan.text), None
        case _:
            return not_known(state, scan.text, scan.moment), None


def recognised(state: State, work: Recognised) -> Step:
    """A foreign code turned out to be a copy or a card of ours: go on with it."""
    moment = work.scan.moment
    if work.kind == "card":
        return card_scanned(state, work.code, moment)
    return copy_scanned(state, work.code, moment)


def card_scanned(state: State, number: str, moment: Moment) -> Step:
    """A card ends whatever was before it, except its own running session. A copy that
    waited for a card is carried over."""
    visit = state.visit
    if visit.reader is not None and visit.card == number:
        return replace(with_visit(state, hint="already-open"), sound="attention"), None
    pending = visit.pending if visit.reader is None else None
    if pending is not None and moment.at > pending.until:
        pending = None
    state = new_visit(state, keep_look=visit.reader is None)
    state = with_visit(state, card=number, pending=pending)
    return state, OpenSession(origin(state, moment), number)


def copy_scanned(state: State, code: str, moment: Moment) -> Step:
    """In a session a copy is lent, without one (or while closed) it comes back."""
    visit = state.visit
    if visit.phase != SESSION or visit.reader is None:
        return _returned_here(state, code, moment)
    line = line_of(visit, code)
    if visit.returning or not state.is_open:
        return _check_in(state, code, moment)
    if line is not None and line.kind in ("lent", "renewed"):
        state = say(state, "already-yours", "attention", copy=line.copy, due_on=line.due_on)
        return with_visit(state, hint="already-here"), None
    return state, CheckOut(origin(state, moment), visit.reader.reader_id, code)


def _returned_here(state: State, code: str, moment: Moment) -> Step:
    """A copy without a card; the one just taken back is only confirmed again."""
    answer = state.visit.answer
    if answer and answer.kind == "returned" and answer.copy and answer.copy.code == code:
        number = state.answers + 1
        state = replace(state, answers=number, sound="returned")
        return with_visit(
            state, answer=replace(answer, number=number), answer_at=state.now.at
        ), None
    return _check_in(state, code, moment)


def _check_in(state: State, code: str, moment: Moment) -> Step:
    visit = state.visit
    held = visit.confirm
    again = held is not None and held.code == code and moment.at <= held.until
    reader_id = visit.reader.reader_id if visit.reader else None
    state = with_visit(state, confirm=None, pending=None)
    return state, CheckIn(origin(state, moment), code, reader_id, again or visit.returning)


def command_scanned(state: State, command: Command, moment: Moment) -> Step:
    """A printed command does what its button does."""
    match command:
        case Command.FINISH:
            return farewell(state), None
        case Command.UNDO:
            return undo(state, moment)
        case Command.LANGUAGE:
            following = LANGUAGES.index(state.visit.language) + 1
            return choose_language(state, LANGUAGES[following % len(LANGUAGES)], moment)
        case Command.RETURN:
            return toggle_returning(state), None


def undo(state: State, moment: Moment) -> Step:
    """Take back the newest operation of this session, or say that there is none."""
    newest = newest_undoable(state)
    if newest is None:
        return replace(with_visit(state, hint="nothing-to-undo"), sound="again"), None
    reader = state.visit.reader
    reader_id = reader.reader_id if reader else None
    return state, Undo(origin(state, moment), newest.operation_id, reader_id)


def choose_language(state: State, language: str, moment: Moment) -> Step:
    """Show the language at once; a known reader keeps it for the next time."""
    if language not in LANGUAGES or language == state.visit.language:
        return state, None
    state = with_visit(state, language=language)
    reader = state.visit.reader
    if reader is None:
        return state, None
    return state, SetLanguage(origin(state, moment), reader.reader_id, language)


def toggle_returning(state: State) -> State:
    """Next copies of this session are returned; the command again: lent again."""
    visit = state.visit
    if visit.reader is None:
        state = with_visit(state, phase=RETURN if visit.phase == IDLE else visit.phase)
    else:
        state = with_visit(state, returning=not visit.returning)
    return replace(state, sound="attention")


def not_known(state: State, code: str, moment: Moment) -> State:
    """No such code; the third in a row calls the librarian, once a visit: a scanner that
    sends nothing but noise must not fill the desk with calls."""
    state = say(state, "unknown", "again", code=readable(code))
    in_row = state.visit.unknown_in_row + 1
    if in_row < CALL_AFTER_UNKNOWN:
        return with_visit(state, unknown_in_row=in_row)
    state = with_visit(state, unknown_in_row=0)
    if state.visit.called:
        return with_visit(state, view="call-librarian")
    return ask_next(state, CallLibrarian(origin(state, moment), "unknown-codes"), moment)


def readable(code: str) -> str | None:
    """A code fit to be shown: noise from the line is not."""
    return code if 0 < len(code) <= LONGEST_SHOWN and code.isprintable() else None
