"""The keypad for a forgotten card: card number, then PIN.

The PIN lives only here and in the one question that carries it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.session_events import Tapped
from kiosk.session_scans import Step
from kiosk.session_state import FAREWELL, KeypadEntry, State, origin
from kiosk.session_visit import new_visit, with_visit
from library.operations import OpenSessionByPin

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
    else:
        entry = replace(entry, step="card", wrong=False)
    return with_visit(state, keypad=entry)


def _clear(state: State, tap: Tapped) -> State:
    return with_visit(state, keypad=KeypadEntry(wait_until=state.visit.keypad.wait_until))


KEYPAD_TAPS: dict[str, Callable[[State, Tapped], State]] = {
    "keypad": _open,
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
    return state, OpenSessionByPin(origin(state, tap.moment), entry.card, entry.pin)
