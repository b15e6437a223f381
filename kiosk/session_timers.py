"""What time alone does to a visit, and when the station has to look again.

A time-out fires whatever dialog lies over the visit.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.session_state import FAREWELL, IDLE, RETURN, SESSION, FollowUp, Leave, State
from kiosk.session_visit import new_visit, newest_undoable, with_visit
from library.operations import Resolve

BUSY_AFTER = 0.15
"""A question answered sooner shows no waiting mark: one picture less on the way."""
PROBE_EVERY = 10.0
PROBE = Resolve("0")
"""Asked while the link fails, to learn that it works again. Changes nothing."""


def ticked(state: State) -> State:
    """End what is over at `state.now`."""
    visit, at = state.visit, state.now.at
    waits = state.awaiting is not None or bool(state.queue)
    if visit.phase == FAREWELL:
        return new_visit(state) if at >= visit.farewell_until else state
    if visit.phase == SESSION or visit.view:
        if at < visit.last_action_at + _visit_length(state) or visit.veiled:
            return _probed(state)
        if not waits:
            return new_visit(state)
        # Scans still on their way belong to this reader: they finish unseen.
        leave = Leave(state.now)
        return with_visit(replace(state, queue=(*state.queue, leave)), veiled=True)
    return _probed(state if waits else _idle_ticked(state))


def _visit_length(state: State) -> float:
    return state.settings.idle_after + state.settings.countdown


def _idle_ticked(state: State) -> State:
    """The idle and return screens forget in steps: the answer, then everything."""
    visit, at, settings = state.visit, state.now.at, state.settings
    length = settings.undo_for if visit.phase == RETURN else settings.idle_after
    if at >= visit.last_action_at + length:
        return state if _is_fresh(state) else new_visit(state)
    if visit.phase == IDLE and at >= visit.answer_at + settings.answer_on_idle_for:
        state = with_visit(state, answer=None, hint="")
    if visit.pending and at > visit.pending.until:
        state = with_visit(state, pending=None)
    return state


def _is_fresh(state: State) -> bool:
    """Nothing happened in this visit: looks as `new_visit` would make it."""
    visit = state.visit
    fresh = new_visit(state).visit
    return replace(visit, number=0, last_action_at=0) == replace(fresh, number=0, last_action_at=0)


def _probed(state: State) -> State:
    trouble = state.trouble
    if trouble is None or trouble.code != "no-connection":
        return state
    if state.awaiting or state.queue or state.now.at < state.probed_at + PROBE_EVERY:
        return state
    return replace(state, probed_at=state.now.at, queue=(FollowUp(PROBE, state.now),))


def countdown_seconds(state: State) -> int | None:
    """Whole seconds of the visible countdown, None while it does not run."""
    visit = state.visit
    if visit.phase == FAREWELL or not (visit.phase == SESSION or visit.view):
        return None
    left = visit.last_action_at + _visit_length(state) - state.now.at
    if left > state.settings.countdown:
        return None
    return max(0, -int(-left // 1))


def next_tick(state: State) -> float:
    """The monotonic instant of the next change that time alone will bring."""
    at = state.now.at
    return min(when for when in _deadlines(state) if when > at)


def _deadlines(state: State) -> list[float]:
    visit, at, settings = state.visit, state.now.at, state.settings
    times = [at + 60.0 - state.now.wall.second % 60]
    if visit.phase == FAREWELL:
        times.append(visit.farewell_until)
    elif visit.phase == SESSION or visit.view:
        end = visit.last_action_at + _visit_length(state)
        times += [end - settings.countdown, end]
        if countdown_seconds(state) is not None:
            times.append(end - int(end - at) if end - int(end - at) > at else at + 1.0)
    else:
        length = settings.undo_for if visit.phase == RETURN else settings.idle_after
        times += [visit.last_action_at + length, visit.answer_at + settings.answer_on_idle_for]
    times += [held.until + 0.01 for held in (visit.pending, visit.confirm) if held]
    undoable = newest_undoable(state)
    if undoable:
        times.append(undoable.until)
    if visit.keypad.wait_until > at:
        times.append(min(at + 1.0, visit.keypad.wait_until))
    if state.awaiting:
        times.append(state.awaiting.since + BUSY_AFTER)
    if state.trouble:
        times.append(state.probed_at + PROBE_EVERY)
    return times
