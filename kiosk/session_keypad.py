"""The keypad for a forgotten card: card number, then PIN; a teacher's PIN for a lesson.

The PIN lives only here and in the one question that carries it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.session_events import Tapped
from kiosk.session_scans import Step
from kiosk.session_state import FAREWELL, KeypadEntry, State, origin
from kiosk.session_visit import new_visit, with_visit
from library.operations import CloseLesson, OpenLesson, OpenSessionByPin

VIEW = "keypad"


def _open(state: State, tap: Tapped) -> State:
    """Offered only while nobody's session runs."""
    if not state.settings.keypad_offered or state.visit.reader is not None:
        return state
    if state.visit.phase == FAREWELL:
        state = new_visit(state)
    return with_visit(
        state, view=VIEW, answer=None, keypad=KeypadEntry(wait_until=state.visit.keypad.wait_until)
    )


def _digit(state: State, tap: Tapped) -> State:
    digit = tap.args.get("digit")
    if state.visit.view != VIEW or str(digit) not in set("0123456789"):
        return state
    entry = state.visit.keypad
    room = len(entry.card) < state.settings.card_digits
    if entry.step == "card" and room:
        entry = replace(entry, card=entry.card + str(digit), wrong=False)
    elif entry.step == "pin" and len(entry.pin) < state.settings.pin_digits:
        entry = replace(entry, pin=entry.pin + str(digit), wrong=False)
    return with_visit(state, keypad=entry)


def _erase(state: State, tap: Tapped) -> State:
    """One digit back; before the first digit of the PIN, back to the card."""
    entry = state.visit.keypad
    if entry.step == "card":
        entry = replace(entry, card=entry.card[:-1])
    elif entry.pin:
        entry = replace(entry, pin=entry.pin[:-1])
    elif entry.charge_id is not None:
        return with_visit(state, view="")
    else:
        entry = replace(entry, step="card", wrong=False)
    return with_visit(state, keypad=entry)


def _clear(state: State, tap: Tapped) -> State:
    return with_visit(state, keypad=KeypadEntry(wait_until=state.visit.keypad.wait_until))


def _lesson(state: State, tap: Tapped) -> State:
    """The teacher of this session wants a lesson: the PIN proves who holds the card."""
    visit, charge = state.visit, tap.args.get("charge")
    if charge not in [each.charge_id for each in visit.charges] or visit.card is None:
        return state
    keypad = KeypadEntry(
        visit.card, step="pin", wait_until=visit.keypad.wait_until, charge_id=int(str(charge))
    )
    return with_visit(state, view=VIEW, answer=None, keypad=keypad)


def close_lesson(state: State, tap: Tapped) -> Step:
    """The teacher ends the lesson of this station."""
    reader = state.visit.reader
    if reader is None or not state.visit.charges or state.settings.lesson is None:
        return state, None
    return state, CloseLesson(origin(state, tap.moment), reader.reader_id)


KEYPAD_TAPS: dict[str, Callable[[State, Tapped], State]] = {
    "keypad": _open,
    "lesson": _lesson,
    "key": _digit,
    "key-back": _erase,
    "key-clear": _clear,
}


def open_by_pin(state: State, tap: Tapped) -> Step:
    """OK: from the card to the PIN, from the PIN to the library."""
    entry = state.visit.keypad
    if state.visit.view != VIEW:
        return state, None
    if entry.step == "card":
        step = "pin" if entry.card else "card"
        return with_visit(state, keypad=replace(entry, step=step, wrong=False)), None
    if not entry.pin or entry.wait_until > state.now.at:
        return state, None
    state = with_visit(state, keypad=replace(entry, pin=""))
    if entry.charge_id is not None:
        asked = origin(state, tap.moment)
        return state, OpenLesson(asked, entry.card, entry.pin, entry.charge_id)
    return state, OpenSessionByPin(origin(state, tap.moment), entry.card, entry.pin)
