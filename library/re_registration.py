"""The yearly re-registration of a class: a mark for who owes nothing. It blocks nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from library.school_year import SchoolCalendar

_LONGER_THAN_SUMMER = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Standing:
    """A pupil before it: loans past their date, books lost or damaged and not replaced, and
    the day of the last mark."""

    reader_id: int
    overdue: int = 0
    cases: int = 0
    marked_on: date | None = None

    @property
    def owes(self) -> bool:
        """Whether something must come back first. A book lent for the year is no debt."""
        return bool(self.overdue or self.cases)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen: numbers of readers in the order they were given."""

    clear: tuple[int, ...]
    owing: tuple[int, ...]
    done: tuple[int, ...]


def plan(pupils: Iterable[Standing], since: date) -> Plan:
    """Who is marked at once, who is left to be chosen one by one, who has the mark of this
    year already (on or after `since`)."""
    clear: list[int] = []
    owing: list[int] = []
    done: list[int] = []
    for pupil in pupils:
        if pupil.marked_on is not None and pupil.marked_on >= since:
            done.append(pupil.reader_id)
        else:
            (owing if pupil.owes else clear).append(pupil.reader_id)
    return Plan(tuple(clear), tuple(owing), tuple(done))


def to_mark(now: Plan, shown: Collection[int], chosen: Collection[int]) -> tuple[int, ...]:
    """Who is marked when the form comes back: those shown as clear who still are, and those
    chosen one by one, whatever they owe. Nobody the page did not show."""
    wanted = set(shown) | set(chosen)
    clear = [reader for reader in now.clear if reader in wanted]
    return (*clear, *(reader for reader in now.owing if reader in set(chosen)))


def marks_count_since(calendar: SchoolCalendar, today: date) -> date:
    """From which day on a mark stands for this school year: the day after the year before
    ended, so that marks of the summer count for the autumn."""
    year = calendar.year_of(today) or calendar.next_year(today)
    before = calendar.year_of(year.first_on - _LONGER_THAN_SUMMER)
    return year.first_on if before is None else before.last_on + timedelta(days=1)
