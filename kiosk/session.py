"""The kiosk session: `step(state, event) -> (state, effects)`, pure and complete.

Scans and touches that ask the library keep one order: while a question is out they wait in
`state.queue`, so a copy scanned before the next card is still lent to the reader before it.
"""

from __future__ import annotations

from dataclasses import fields, replace

from kiosk.screens import Screen, UndoPart
from kiosk.session_answers import answered
from kiosk.session_events import (
    Answered,
    Ask,
    Event,
    IdleChanged,
    Moment,
    OpeningChanged,
    Scanned,
    ScannerFound,
    ScannerLost,
    Settings,
    SettingsChanged,
    Tapped,
    Ticked,
)
from kiosk.session_scans import readable, recognised, scanned
from kiosk.session_screen import screen_of
from kiosk.session_state import (
    IDLE,
    QUEUE_LIMIT,
    Awaiting,
    FollowUp,
    Leave,
    Recognised,
    State,
    Visit,
    Work,
)
from kiosk.session_taps import WAITING_TAPS, asked_by_touch, is_current, touched
from kiosk.session_timers import next_tick, ticked
from kiosk.session_visit import new_visit, say, with_visit
from library.operations import MyLoans, Question, Resolve
from library.scanned_code import CardNumber, read_code

__all__ = ["begin", "next_tick", "recovered", "step"]


def begin(settings: Settings, moment: Moment) -> State:
    """The state of a station that has just started."""
    visit = Visit(1, IDLE, settings.language, moment.at)
    blank = Screen(IDLE, 0, 1, settings.language, moment.wall, settings.school)
    return _shown(State(settings, moment, visit, blank))


def step(state: State, event: Event) -> tuple[State, tuple[Ask, ...]]:
    """What this event makes of the state, and at most one question for the link."""
    # Devices and the link stamp their own time; the session's never runs backwards.
    at = max(state.now.at, event.moment.at)
    state = replace(state, now=replace(event.moment, at=at), sound="none")
    state, effects = _pumped(_taken(state, event))
    return _shown(state), effects


def recovered(state: State, event: Event, incident: str) -> State:
    """A safe state after `step` raised: a new visit that names the incident. Waiting scans
    are dropped with the visit they belonged to, and the screen says so."""
    lost_answer = isinstance(event, Answered) and state.awaiting is not None
    state = replace(
        state, now=event.moment, queue=(), awaiting=None if lost_answer else state.awaiting
    )
    state = say(new_visit(state), "failed", "call", incident=incident, code="incident")
    return _shown(state)


def _taken(state: State, event: Event) -> State:
    match event:
        case Scanned():
            return _queued_scan(state, event)
        case Tapped():
            return _tapped(state, event)
        case Ticked():
            return ticked(state)
        case Answered():
            return _answered(state, event)
        case ScannerLost(device, moment):
            known = device in dict(state.lost)
            return state if known else replace(state, lost=(*state.lost, (device, moment)))
        case ScannerFound(device):
            return replace(state, lost=tuple(x for x in state.lost if x[0] != device))
        case OpeningChanged(is_open):
            return replace(state, is_open=is_open)
        case IdleChanged(idle):
            return replace(state, idle=idle)
        case SettingsChanged(settings):
            return replace(state, settings=settings)


def _queued_scan(state: State, scan: Scanned) -> State:
    if len(state.queue) >= QUEUE_LIMIT:
        state = say(state, "unknown", "again", code=readable(scan.text))
        return with_visit(state, hint="wait-a-moment")
    state = with_visit(state, last_action_at=state.now.at)
    state = replace(state, queue=(*state.queue, scan))
    return _veiled_by_card(state, scan) if state.awaiting else state


def _veiled_by_card(state: State, scan: Scanned) -> State:
    """A second card wipes the screen at once, even while scans of the first reader are
    still on their way."""
    visit = state.visit
    if visit.reader is None or visit.veiled:
        return state
    code = read_code(scan.text)
    other = isinstance(code, CardNumber) and code.number != visit.card
    return with_visit(state, veiled=True) if other else state


def _tapped(state: State, tap: Tapped) -> State:
    if not is_current(state, tap):
        return state
    state = with_visit(state, last_action_at=state.now.at)
    if tap.action not in WAITING_TAPS:
        return touched(state, tap)
    if len(state.queue) >= QUEUE_LIMIT:
        return state
    return replace(state, queue=(*state.queue, tap))


def _answered(state: State, event: Answered) -> State:
    awaiting = state.awaiting
    if awaiting is None or awaiting.number != event.number:
        return state
    return answered(replace(state, awaiting=None), awaiting, event)


def _pumped(state: State) -> tuple[State, tuple[Ask, ...]]:
    """Work through the queue until a question has to go out."""
    while state.queue and state.awaiting is None:
        work, rest = state.queue[0], state.queue[1:]
        state, question = _worked(replace(state, queue=rest), work)
        if question is not None:
            return _asked(state, question, work)
    return state, ()


def _worked(state: State, work: Work) -> tuple[State, Question | None]:
    match work:
        case Scanned():
            return scanned(state, work)
        case Recognised():
            return recognised(state, work)
        case Tapped():
            return asked_by_touch(state, work)
        case FollowUp(question):
            return state, question
        case Leave():
            return new_visit(state), None


def _asked(state: State, question: Question, work: Work) -> tuple[State, tuple[Ask, ...]]:
    question = _same_operation(state, question)
    number, session = state.asked + 1, state.visit.number
    awaiting = Awaiting(number, session, question, state.now.at, work)
    state = replace(state, asked=number, awaiting=awaiting)
    return state, (Ask(number, session, question),)


def _same_operation(state: State, question: Question) -> Question:
    """A question whose answer was lost is repeated with its first operation id, so that
    the library can answer what it did then."""
    if isinstance(question, Resolve | MyLoans):
        return question
    for unsure in state.visit.unsure:
        if _content(unsure) == _content(question):
            return unsure
    return question


def _content(question: Question) -> tuple[object, ...]:
    """What is asked, without where and when."""
    return type(question), *(
        getattr(question, field.name) for field in fields(question) if field.name != "origin"
    )


def _shown(state: State) -> State:
    """Publish the screen under a new version, if anything on it changed."""
    screen = screen_of(state)
    if screen.sound == "none" and _essence(screen) == _essence(state.screen):
        return state
    return replace(state, screen=replace(screen, version=state.screen.version + 1))


def _essence(screen: Screen) -> Screen:
    """What the eye would notice: the running seconds of the clock and of undo, which the
    page counts by itself, do not make a new picture."""
    undo = UndoPart(screen.undo.operation_id, 0.0) if screen.undo else None
    minute = screen.now.replace(second=0, microsecond=0)
    return replace(screen, version=0, now=minute, sound="none", undo=undo)
