"""Forms of the school's days: a year, a closed period, the hours of a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Any, Self

from library.school_year import ClosedPeriod, OpeningHours, SchoolYear
from server.desk.forms import Day, DeskForm, Line, Pick, Tick, Wrong
from server.services.calendars import clock

KINDS = ("vacation", "holiday", "other")
WEEKDAYS = range(1, 8)
_LONGEST_DAYS = 366
_LONGEST_HOURS = 60


class PeriodForm(DeskForm):
    """First and last day, in their order and within a year."""

    first_on = Day("calendar.first", required=True)
    last_on = Day("calendar.last", required=True)

    def validate_last_on(self, field: Any) -> None:
        """Runs after both were read."""
        first, last = self.first_on.data, field.data
        if not isinstance(first, date) or not isinstance(last, date):
            return
        if last < first:
            raise Wrong("calendar.last-before-first")
        if (last - first).days >= _LONGEST_DAYS:
            raise Wrong("calendar.too-long")

    def tell(self, key: str, **values: object) -> None:
        """A fault that only the whole calendar shows, told at the first day."""
        self.first_on.errors = [*self.first_on.errors, Wrong(key, **values).args[0]]


class YearForm(PeriodForm):
    """A school year; its name follows from the first day."""

    confirmed = Tick("calendar.confirmed")

    def value(self, name: str | None) -> SchoolYear:
        """The year of a form without mistakes; `name` None: a new one."""
        first, last = self.first_on.data, self.last_on.data
        assert isinstance(first, date)
        assert isinstance(last, date)
        own = f"{first.year}-{first.year + 1}"
        return SchoolYear(name or own, first, last, bool(self.confirmed.data))


class ClosedForm(PeriodForm):
    """Days without lending."""

    name = Line("calendar.name", required=True, longest=80)
    kind = Pick("calendar.kind", [(each, f"calendar.kind-{each}") for each in KINDS])

    def in_words(self, t: Any) -> Self:
        """With its choices said in the user's language."""
        self.kind.offer((each, t(f"calendar.kind-{each}")) for each in KINDS)
        return self

    def value(self) -> ClosedPeriod:
        """The period of a form without mistakes."""
        first, last = self.first_on.data, self.last_on.data
        assert isinstance(first, date)
        assert isinstance(last, date)
        return ClosedPeriod(self.kind.data, str(self.name.data), first, last)


@dataclass(frozen=True)
class WeekRow:
    """The hours of a week as their form shows them: `day_1` … `day_7`."""

    hours: tuple[OpeningHours, ...]

    def __getattr__(self, name: str) -> str:
        if not name.startswith("day_"):
            raise AttributeError(name)
        return hours_text(self.hours, int(name[4:]))


def hours_text(hours: tuple[OpeningHours, ...], weekday: int) -> str:
    """`08:30–13:00, 14:00–17:00`; empty for a closed day."""
    return ", ".join(
        f"{clock(each.opens)}–{clock(each.closes)}" for each in hours if each.weekday == weekday
    )


def read_hours(text: str, weekday: int) -> tuple[OpeningHours, ...]:
    """Stretches of one day as people type them, in order. Raises Wrong."""
    found = []
    for part in filter(None, (each.strip() for each in text.replace(";", ",").split(","))):
        sides = part.replace("—", "-").replace("–", "-").split("-")
        if len(sides) != 2:
            raise Wrong("calendar.not-hours")
        opens, closes = (_time(side) for side in sides)
        if opens is None or closes is None or opens == time.max:
            raise Wrong("calendar.not-hours")
        if closes <= opens:
            raise Wrong("calendar.closes-before-opens")
        found.append(OpeningHours(weekday, opens, closes))
    found.sort(key=lambda each: each.opens)
    if any(later.opens < earlier.closes for earlier, later in pairwise(found)):
        raise Wrong("calendar.hours-overlap")
    return tuple(found)


class WeekForm(DeskForm):
    """The whole week, a line for each day."""

    day_1 = Line("calendar.weekday-1", longest=_LONGEST_HOURS)
    day_2 = Line("calendar.weekday-2", longest=_LONGEST_HOURS)
    day_3 = Line("calendar.weekday-3", longest=_LONGEST_HOURS)
    day_4 = Line("calendar.weekday-4", longest=_LONGEST_HOURS)
    day_5 = Line("calendar.weekday-5", longest=_LONGEST_HOURS)
    day_6 = Line("calendar.weekday-6", longest=_LONGEST_HOURS)
    day_7 = Line("calendar.weekday-7", longest=_LONGEST_HOURS)

    def validate(self, *args: Any, **more: Any) -> bool:
        """Every line in its form, and at least one day open."""
        fine = super().validate(*args, **more)
        open_days = 0
        for weekday in WEEKDAYS:
            field = self[f"day_{weekday}"]
            try:
                open_days += bool(not field.errors and read_hours(field.data or "", weekday))
            except Wrong as wrong:
                field.errors = [*field.errors, wrong.args[0]]
                fine = False
        if fine and not open_days:
            self.day_1.errors = [Wrong("calendar.fault-no-open-day").args[0]]
            fine = False
        return bool(fine)

    def value(self) -> tuple[OpeningHours, ...]:
        """The hours of a form without mistakes."""
        return tuple(
            stretch for weekday in WEEKDAYS
            for stretch in read_hours(self[f"day_{weekday}"].data or "", weekday)
        )  # fmt: skip


def _time(text: str) -> time | None:
    """8:30, 08.30 or 24:00."""
    parts = text.strip().replace(".", ":").split(":")
    if len(parts) != 2 or not all(
        part.isascii() and part.isdigit() and len(part) <= 2 for part in parts
    ):
        return None
    hour, minute = (int(part) for part in parts)
    if (hour, minute) == (24, 0):
        return time.max
    return time(hour, minute) if hour < 24 and minute < 60 else None
