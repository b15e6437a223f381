"""How a class stands in the timetable of a collection. Pure: the instant is given."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

LESSON = timedelta(minutes=45)
"""A class has one lesson for its books; what is missing after it is late."""


class DayState(StrEnum):
    """Text key `collection.day-<state>`."""

    WAITS = "waits"
    BRINGS = "brings"
    LATE = "late"
    WHOLE = "whole"


def day_state(due_at: datetime, now: datetime, missing: int) -> DayState:
    """A class with nothing missing is whole whatever the hour."""
    if missing <= 0:
        return DayState.WHOLE
    if now < due_at:
        return DayState.WAITS
    return DayState.BRINGS if now < due_at + LESSON else DayState.LATE
