"""The timetable of a collection for one day: which class when, how far, which is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from library.collection_day import DayState, day_state
from server.server import Server
from server.services.collection_progress import ClassProgress, progress


@dataclass(frozen=True, slots=True)
class DayLine:
    """One class of the day; `due_at` in the school's zone."""

    about: ClassProgress
    due_at: datetime
    state: DayState


@dataclass(frozen=True, slots=True)
class Timetable:
    """A day. `days` all days with classes, in order; `unplanned` classes with books to
    bring and no hour."""

    day: date
    lines: tuple[DayLine, ...]
    days: tuple[date, ...]
    unplanned: tuple[ClassProgress, ...]

    @property
    def late(self) -> int:
        """Classes whose lesson is over and whose books are not all here."""
        return sum(line.state is DayState.LATE for line in self.lines)


def timetable(server: Server, day: date) -> Timetable:
    """The classes of a day by their hour."""
    now = server.now().astimezone(server.zone)
    going = [each for each in progress(server) if each.expected]
    hours = [
        (each.due_at.astimezone(server.zone), each) for each in going if each.due_at is not None
    ]
    lines = [
        DayLine(each, due, day_state(due, now, each.missing))
        for due, each in hours if due.date() == day
    ]  # fmt: skip
    return Timetable(
        day, tuple(sorted(lines, key=lambda line: line.due_at)),
        tuple(sorted({due.date() for due, _ in hours})),
        tuple(each for each in going if each.due_at is None),
    )  # fmt: skip
