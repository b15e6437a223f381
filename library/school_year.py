"""The school's days: years, closed periods, open weekdays and hours.

Ordinary due dates move forward to the next open day, year-end and before-vacation dates
back to the last one (loan rules, domain §3.2). A year nobody announced yet is derived from
the last known one and stays unconfirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

_FAR = 400
"""Days searched for an open day; past that the calendar itself is wrong."""
_DEFAULT_WEEKDAYS = frozenset({1, 2, 3, 4, 5})


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """One year of lessons, first and last day included."""

    name: str
    first_on: date
    last_on: date
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """Days without lending; `kind` is vacation, holiday or other."""

    kind: str
    name: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """One stretch of opening on a weekday, 1 Monday … 7 Sunday, local times;
    `closes` 24 hours on is written 23:59:59.999999 by the caller (`time.max`)."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class YearlyHoliday:
    """A holiday of every year by month and day, e.g. Nauryz 21–23 March."""

    name: str
    first: tuple[int, int]
    last: tuple[int, int]


class NoOpenDay(ValueError):
    """The calendar has no open day in reach: every weekday or a whole year is closed."""


@dataclass(frozen=True)
class SchoolCalendar:
    """All that is known of the school's days. Without hours: Monday to Friday, all day."""

    years: tuple[SchoolYear, ...] = ()
    closed: tuple[ClosedPeriod, ...] = ()
    hours: tuple[OpeningHours, ...] = ()

    def __post_init__(self) -> None:
        weekdays = frozenset(each.weekday for each in self.hours) or _DEFAULT_WEEKDAYS
        closed = frozenset(day for period in self.closed for day in _days(period))
        object.__setattr__(self, "_weekdays", weekdays)
        object.__setattr__(self, "_closed_days", closed)

    def is_open_day(self, day: date) -> bool:
        """Whether the library lends on this day."""
        weekdays: frozenset[int] = self._weekdays  # type: ignore[attr-defined]
        closed: frozenset[date] = self._closed_days  # type: ignore[attr-defined]
        return day.isoweekday() in weekdays and day not in closed

    def next_open_day(self, day: date) -> date:
        """This day or the first open one after it. Raises NoOpenDay."""
        return self._search(day, 1)

    def last_open_day(self, day: date) -> date:
        """This day or the last open one before it. Raises NoOpenDay."""
        return self._search(day, -1)

    def year_of(self, day: date) -> SchoolYear | None:
        """The school year that holds this day; derived when it is not known yet."""
        for year in self.years:
            if year.first_on <= day <= year.last_on:
                return year
        known = self._last_known()
        if known is None or day < known.last_on:
            return None
        derived = derive_year(known, _start_year(known, day))
        return derived if derived.first_on <= day <= derived.last_on else None

    def year_end(self, day: date) -> date | None:
        """The last open day of this day's school year; None between years."""
        year = self.year_of(day)
        return None if year is None else self.last_open_day(year.last_on)

    def next_year_start(self, day: date) -> date | None:
        """The first day of the next school year; None when no year is known at all."""
        later = sorted(year.first_on for year in self.years if year.first_on > day)
        if later:
            return later[0]
        known = self._last_known()
        if known is None:
            return None
        start = known.first_on.year
        while derive_year(known, start).first_on <= day:
            start += 1
        return derive_year(known, start).first_on

    def vacation_between(self, after: date, until: date) -> ClosedPeriod | None:
        """The first vacation that begins after one day and not after the other."""
        found = [p for p in self.closed
                 if p.kind == "vacation" and after < p.first_on <= until]
        return min(found, key=lambda period: period.first_on, default=None)

    def is_open_at(self, local: datetime) -> bool:
        """Whether the library lends at this local date and time."""
        if not self.is_open_day(local.date()):
            return False
        today = [each for each in self.hours if each.weekday == local.isoweekday()]
        return not self.hours or any(h.opens <= local.time() <= h.closes for h in today)

    def _last_known(self) -> SchoolYear | None:
        return max(self.years, key=lambda year: year.last_on, default=None)

    def _search(self, day: date, step: int) -> date:
        for distance in range(_FAR):
            found = day + timedelta(days=step * distance)
            if self.is_open_day(found):
                return found
        raise NoOpenDay(day.isoformat())


def derive_year(known: SchoolYear, start_year: int) -> SchoolYear:
    """The year that begins in `start_year`, on the days of the known one, unconfirmed."""
    shift = start_year - known.first_on.year
    return SchoolYear(
        name=f"{start_year}-{start_year + 1}",
        first_on=_shifted(known.first_on, shift),
        last_on=_shifted(known.last_on, shift),
        confirmed=False,
    )


def derive_closed(known: Iterable[ClosedPeriod], years: int) -> tuple[ClosedPeriod, ...]:
    """The same vacations some years later."""
    return tuple(
        replace(period, first_on=_shifted(period.first_on, years),
                last_on=_shifted(period.last_on, years))
        for period in known
    )


def holidays_of(year: int, holidays: Iterable[YearlyHoliday]) -> tuple[ClosedPeriod, ...]:
    """The yearly holidays of one calendar year as closed periods."""
    return tuple(
        ClosedPeriod("holiday", each.name, date(year, *each.first), date(year, *each.last))
        for each in holidays
    )


def _days(period: ClosedPeriod) -> Iterable[date]:
    count = (period.last_on - period.first_on).days + 1
    return (period.first_on + timedelta(days=i) for i in range(max(count, 0)))


def _shifted(day: date, years: int) -> date:
    # 29 February has no twin in most years.
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _start_year(known: SchoolYear, day: date) -> int:
    before = (day.month, day.day) < (known.first_on.month, known.first_on.day)
    return day.year - 1 if before else day.year
