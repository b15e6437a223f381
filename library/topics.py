"""Requests by topic: "five books on the steppe for 8Ә by Tuesday"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TopicState(StrEnum):
    """WAITING to be put together; READY to be fetched; FULFILLED or CANCELLED: over."""

    WAITING = "waiting"
    READY = "ready"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"


class TopicStep(StrEnum):
    """What the desk does with one."""

    PREPARE = "prepare"
    BACK = "back"
    FULFIL = "fulfil"
    CANCEL = "cancel"


_STEPS: dict[tuple[TopicState, TopicStep], TopicState] = {
    (TopicState.WAITING, TopicStep.PREPARE): TopicState.READY,
    (TopicState.READY, TopicStep.BACK): TopicState.WAITING,
    (TopicState.READY, TopicStep.FULFIL): TopicState.FULFILLED,
    (TopicState.WAITING, TopicStep.CANCEL): TopicState.CANCELLED,
    (TopicState.READY, TopicStep.CANCEL): TopicState.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class NotNow:
    """The state does not allow the step; `code` ends the text key `request.not-<code>`."""

    code: str


def after_step(state: TopicState, step: TopicStep, copies: int) -> TopicState | NotNow:
    """The state after a step; a request without any copy is not ready."""
    if step is TopicStep.PREPARE and not copies:
        return NotNow("without-copies")
    led_to = _STEPS.get((state, step))
    return NotNow("changed") if led_to is None else led_to


def steps_of(state: TopicState) -> tuple[TopicStep, ...]:
    """What may be done in a state, in the order of the buttons."""
    return tuple(step for step in TopicStep if (state, step) in _STEPS)
