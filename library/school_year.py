"""The school's days: years, closed periods, open weekdays and hours.

Ordinary due dates move forward to the next open day, year-end and before-vacation dates
back to the last one (loan rules, domain §3.2). A year nobody announced yet is derived from
the known one before it, with its vacations and holidays on the same dates, and stays
unconfirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

_FAR = 3700
"""Days searched for an open day: ten years; past that the calendar itself is wrong."""
_DEFAULT_WEEKDAYS = frozenset({1, 2, 3, 4, 5})
_REPEATED = ("vacation", "holiday")


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


USUAL_YEAR = SchoolYear("", date(2024, 9, 1), date(2025, 5, 25), confirmed=False)
"""What years are derived from while a library has entered none of its own."""


@dataclass(frozen=True)
class SchoolCalendar:
    """All that is known of the school's days. Without hours: Monday to Friday, all day.

    Of the closed periods vacations and holidays repeat in derived years, others do not.
    """

    years: tuple[SchoolYear, ...] = ()
    closed: tuple[ClosedPeriod, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    _weekdays: frozenset[int] = field(init=False, repr=False, compare=False)
    _closed_days: frozenset[date] = field(init=False, repr=False, compare=False)
    _repeated: tuple[ClosedPeriod, ...] = field(init=False, repr=False, compare=False)
    _repeated_days: frozenset[date] = field(init=False, repr=False, compare=False)
    _known_until: date = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        weekdays = frozenset(each.weekday for each in self.hours) or _DEFAULT_WEEKDAYS
        until = max((year.last_on for year in self.years), default=date.max)
        since = _shifted(until, -1)
        repeated = tuple(period for period in self.closed
                         if period.kind in _REPEATED and since < period.first_on <= until)
        for name, value in (
            ("_weekdays", weekdays),
            ("_closed_days", frozenset(_days(self.closed))),
            ("_repeated", repeated),
            ("_repeated_days", frozenset(_days(repeated))),
            ("_known_until", until),
        ):
            object.__setattr__(self, name, value)

    def is_open_day(self, day: date) -> bool:
        """Whether the library lends on this day."""
        if day.isoweekday() not in self._weekdays or day in self._closed_days:
            return False
        return day <= self._known_until or self._twin(day) not in self._repeated_days

    def next_open_day(self, day: date) -> date:
        """This day or the first open one after it. Raises NoOpenDay."""
        return self._search(day, 1)

    def last_open_day(self, day: date) -> date:
        """This day or the last open one before it. Raises NoOpenDay."""
        return self._search(day, -1)

    def year_of(self, day: date) -> SchoolYear | None:
        """The school year that holds this day, derived when nobody announced it; None
        between two years."""
        for year in self.years:
            if year.first_on <= day <= year.last_on:
                return year
        known = self._known_before(day)
        derived = derive_year(known, _start_year(known, day))
        if not derived.first_on <= day <= derived.last_on:
            return None
        # What the school announced wins over what was only derived.
        announced = any(year.first_on <= derived.last_on and derived.first_on <= year.last_on
                        for year in self.years)
        return None if announced else derived

    def next_year(self, day: date) -> SchoolYear:
        """The first school year that begins after this day, derived if need be."""
        known = self._known_before(day)
        start = _start_year(known, day) + 1
        derived = derive_year(known, start)
        later = [year for year in self.years if year.first_on > day]
        first = min(later, key=lambda year: year.first_on, default=derived)
        return first if first.first_on <= derived.last_on else derived

    def year_end(self, day: date) -> date | None:
        """The last open day of this day's school year; None between years."""
        year = self.year_of(day)
        return None if year is None else self.last_open_day(year.last_on)

    def vacation_between(self, after: date, until: date) -> ClosedPeriod | None:
        """The first vacation that begins after one day and not after the other."""
        periods = list(self.closed)
        for years in range(1, until.year - self._known_until.year + 2):
            later = derive_closed(self._repeated, years)
            periods += [each for each in later if each.first_on > self._known_until]
        found = [each for each in periods
                 if each.kind == "vacation" and after < each.first_on <= until]
        return min(found, key=lambda period: period.first_on, default=None)

    def is_open_at(self, local: datetime) -> bool:
        """Whether the library lends at this local date and time. The minute of closing is
        closed."""
        if not self.is_open_day(local.date()):
            return False
        now = local.time()
        return not self.hours or any(
            each.opens <= now < each.closes or each.opens <= now <= each.closes == time.max
            for each in self.hours if each.weekday == local.isoweekday()
        )

    def _known_before(self, day: date) -> SchoolYear:
        """The last announced year that began by this day, else the first one of all."""
        ordered = sorted(self.years, key=lambda year: year.first_on)
        before = [year for year in ordered if year.first_on <= day]
        return before[-1] if before else ordered[0] if ordered else USUAL_YEAR

    def _twin(self, day: date) -> date:
        """The same date in the last twelve months that are known."""
        twin = _shifted(day, self._known_until.year - day.year)
        return twin if twin <= self._known_until else _shifted(twin, -1)

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
    """The same closed periods some years later."""
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


def _days(periods: Iterable[ClosedPeriod]) -> Iterable[date]:
    for period in periods:
        for distance in range((period.last_on - period.first_on).days + 1):
            yield period.first_on + timedelta(days=distance)


def _shifted(day: date, years: int) -> date:
    # 29 February has no twin in most years.
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _start_year(known: SchoolYear, day: date) -> int:
    before = (day.month, day.day) < (known.first_on.month, known.first_on.day)
    return day.year - 1 if before else day.year
