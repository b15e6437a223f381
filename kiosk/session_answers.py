"""What the library's answer changes: a new state with something said.

An answer of an ended visit is dropped here; the library has journaled it.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.screens import ListLine
from kiosk.session_events import Answered, Moment, Scanned
from kiosk.session_failures import failed, is_quiet, note_trouble
from kiosk.session_scans import not_known
from kiosk.session_state import (
    IDLE,
    RETURN,
    SESSION,
    Awaiting,
    FollowUp,
    Held,
    Recognised,
    State,
    origin,
    work_moment,
)
from kiosk.session_visit import add_line, ask_next, new_visit, say, with_visit
from library.operations import (
    AlreadyYours,
    CallLibrarian,
    CardFirst,
    CheckOut,
    CloseLesson,
    CopyCard,
    Destination,
    Failed,
    JustLent,
    Lent,
    LessonCard,
    LessonOpened,
    Loans,
    Noted,
    OpenSession,
    OpenSessionByPin,
    OperationReused,
    PinRefused,
    Refused,
    Renewed,
    RequestPlaced,
    Resolved,
    Returned,
    SessionOpened,
    ToLibrarian,
    Undone,
    Unknown,
)
from library.refusals import About, Next, Reason

NOT_ON_LOAN = Reason("not-on-loan", About.BOOK, Next.PUT_BACK)
"""A copy from the shelf scanned to be returned: there is nothing to return."""


def answered(state: State, awaiting: Awaiting, event: Answered) -> State:
    """State after the answer to `awaiting`; troubles of the link are noted even when the
    visit is over."""
    answer = event.answer
    state = note_trouble(state, awaiting, event)
    if awaiting.session != state.visit.number:
        return state
    if not isinstance(awaiting.work, FollowUp):
        state = with_visit(state, last_action_at=state.now.at)
    moment = work_moment(awaiting.work)
    match answer:
        case SessionOpened():
            return _session_opened(state, awaiting, answer, event.moment)
        case Lent() | Returned() | Renewed() | Undone():
            return _done(_sure(state, awaiting), answer, moment)
        case Resolved():
            return _resolved(state, awaiting, answer)
        case Unknown():
            return _unknown(state, awaiting, answer, event.moment)
        case Loans(lines):
            return with_visit(state, loans=lines)
        case LessonOpened(label, until):
            return _with_lesson(new_visit(state), LessonCard(label, until))
        case Noted():
            return _noted(state, awaiting)
        case PinRefused(wait):
            keypad = replace(state.visit.keypad, pin="", wrong=True, wait_until=state.now.at + wait)
            return replace(with_visit(state, keypad=keypad), sound="again")
        case Failed() | OperationReused():
            return failed(state, awaiting, answer, event.moment)
        case _:
            return _not_done(state, awaiting, answer, event.moment)


def _session_opened(state: State, awaiting: Awaiting, answer: SessionOpened, now: Moment) -> State:
    """The reader's own language wins; a copy that waited for the card is lent now."""
    visit = state.visit
    question = awaiting.question
    card = question.card if isinstance(question, OpenSession | OpenSessionByPin) else None
    if visit.reader is not None or visit.phase != IDLE:
        state = new_visit(state)
    state = with_visit(
        state,
        phase=SESSION,
        card=card,
        reader=answer.reader,
        own_set=answer.own_set,
        charges=answer.charges,
        blocks=answer.blocks,
        language=answer.reader.language or state.visit.language,
        view="",
        keypad=type(visit.keypad)(),
        answer=None,
        unknown_in_row=0,
    )
    pending = state.visit.pending
    if pending is None:
        return state
    state = with_visit(state, pending=None)
    if work_moment(awaiting.work).at > pending.until:
        return state
    lending = CheckOut(origin(state, now), answer.reader.reader_id, pending.code)
    return ask_next(state, lending, now)


def _resolved(state: State, awaiting: Awaiting, answer: Resolved) -> State:
    if not isinstance(awaiting.work, Scanned):
        return state
    found = Recognised(answer.kind, answer.code, awaiting.work)
    return replace(state, queue=(found, *state.queue))


def _unknown(state: State, awaiting: Awaiting, answer: Unknown, now: Moment) -> State:
    """Counted only for what a person scanned; a probe of the link shows nothing."""
    if is_quiet(awaiting):
        return state
    if not isinstance(awaiting.work, Scanned | Recognised):
        return say(state, "unknown", "again", code=answer.code)
    return not_known(with_visit(state, card=None), answer.code, now)


def _with_lesson(state: State, lesson: LessonCard | None) -> State:
    """Told at once; the station's settings say the same a moment later."""
    return replace(state, settings=replace(state.settings, lesson=lesson), sound="returned")


def _noted(state: State, awaiting: Awaiting) -> State:
    question = awaiting.question
    if isinstance(question, CloseLesson):
        return _with_lesson(new_visit(state), None)
    if isinstance(question, CallLibrarian) and question.reason == "unknown-codes":
        return replace(with_visit(state, view="call-librarian", called=True), sound="call")
    return state


def _sure(state: State, awaiting: Awaiting) -> State:
    """The outcome is known: a later scan of this copy is a new operation."""
    unsure = tuple(q for q in state.visit.unsure if q != awaiting.question)
    return with_visit(state, unsure=unsure, unknown_in_row=0)


def _done(state: State, answer: Lent | Returned | Renewed | Undone, moment: Moment) -> State:
    match answer:
        case Lent(operation_id, copy, due_on):
            state = say(state, "lent", "lent", copy=copy, due_on=due_on)
            if answer.own_set is not None:
                state = with_visit(state, own_set=answer.own_set)
            line = ListLine(operation_id, "lent", copy, due_on)
        case Renewed(operation_id, copy, due_on):
            state = say(state, "renewed", "lent", copy=copy, due_on=due_on)
            line = ListLine(operation_id, "renewed", copy, due_on)
        case Returned():
            return _taken_back(state, answer, moment)
        case Undone():
            return _undone(state, answer)
    return _counted(add_line(state, line, moment.at), answer)


def _taken_back(state: State, answer: Returned, moment: Moment) -> State:
    sound = "returned" if answer.destination is Destination.TROLLEY else "attention"
    state = say(
        state,
        "returned",
        sound,
        copy=answer.copy,
        destination=answer.destination,
        provisional=answer.provisional,
        late_days=answer.late_days,
    )
    if state.visit.reader is None:
        state = with_visit(state, phase=RETURN, undoable=())
    line = ListLine(answer.operation_id, "returned", answer.copy, None)
    return _counted(add_line(state, line, moment.at), answer)


def _undone(state: State, answer: Undone) -> State:
    visit = state.visit
    state = with_visit(
        state,
        lines=tuple(line for line in visit.lines if line.operation_id != answer.undoes),
        undoable=tuple(u for u in visit.undoable if u.operation_id != answer.undoes),
    )
    state = say(state, "undone", "returned", copy=answer.copy, undone_kind=answer.kind)
    return _counted(state, answer)


def _counted(state: State, answer: Lent | Returned | Renewed | Undone) -> State:
    """How many loans the reader has now, when the answer says so. What goes back may have
    been of the own set: nothing is counted down until the next textbook tells."""
    reader = state.visit.reader
    if isinstance(answer, Returned | Undone):
        state = with_visit(state, own_set=None)
    if reader is None or isinstance(answer, Renewed) or answer.lent is None:
        return state
    return with_visit(state, reader=replace(reader, lent=answer.lent, limit=answer.limit))


def _not_done(state: State, awaiting: Awaiting, answer: object, now: Moment) -> State:
    """Nothing was recorded, and the reader learns why and what to do next."""
    state = with_visit(state, unknown_in_row=0)
    match answer:
        case AlreadyYours(copy, due_on, renew_to, reasons):
            return say(
                state,
                "already-yours",
                "attention",
                copy=copy,
                due_on=due_on,
                renew_to=renew_to,
                reasons=reasons,
            )
        case Refused(copy, reasons, may_request):
            return _refused(
                say(
                    state,
                    "refused",
                    "attention",
                    copy=copy,
                    reasons=reasons,
                    may_request=may_request,
                ),
                awaiting,
            )
        case CardFirst(copy):
            return _card_first(state, awaiting, copy)
        case JustLent(copy):
            until = work_moment(awaiting.work).at + state.settings.confirm_within
            held = Held(getattr(awaiting.question, "copy_code", copy.code), until)
            return with_visit(say(state, "just-lent", "attention", copy=copy), confirm=held)
        case ToLibrarian(copy, reasons):
            state = say(state, "to-librarian", "call", copy=copy, reasons=reasons)
            call = CallLibrarian(origin(state, now), "handed-in", copy.code if copy else None)
            return ask_next(state, call, now)
        case RequestPlaced(_, copy, place):
            return say(state, "requested", "returned", copy=copy, place=place)
    raise TypeError(f"no screen for the answer {type(answer).__name__}")


def _refused(state: State, awaiting: Awaiting) -> State:
    """A card that opens nothing leaves no card behind."""
    if isinstance(awaiting.question, OpenSession | OpenSessionByPin):
        return with_visit(state, card=None)
    return state


def _card_first(state: State, awaiting: Awaiting, copy: CopyCard) -> State:
    if not state.is_open:
        return say(state, "closed", "attention", copy=copy)
    if state.visit.reader is not None:
        return say(state, "refused", "attention", copy=copy, reasons=(NOT_ON_LOAN,))
    code = getattr(awaiting.question, "copy_code", copy.code)
    until = work_moment(awaiting.work).at + state.settings.card_follows_within
    return with_visit(say(state, "card-first", "attention", copy=copy), pending=Held(code, until))
