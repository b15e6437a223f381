"""A school calendar from parsed TOML (`config/school_calendar.toml`), all faults at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, TypeVar

from library.school_year import (
    ClosedPeriod,
    OpeningHours,
    SchoolCalendar,
    SchoolYear,
    YearlyHoliday,
    holidays_of,
)

_KEYS = {
    "year": {"name", "first_on", "last_on", "confirmed"},
    "vacation": {"name", "first_on", "last_on"},
    "yearly_holiday": {"name", "first", "last"},
    "moving_holiday": {"name", "days"},
    "hours": {"weekdays", "opens", "closes"},
}
_LONGEST_DAYS = 366
_T = TypeVar("_T")


class CalendarFaults(ValueError):
    """Everything wrong with a calendar at once; `faults` are English sentences."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def calendar_from(raw: Mapping[str, Any]) -> SchoolCalendar:
    """The calendar of a file. Yearly holidays are written out for every calendar year that
    its school years touch; later ones are derived like the years. Raises CalendarFaults."""
    faults = [f"unknown setting {key!r}" for key in raw if key not in _KEYS]
    years = _each(raw, "year", _year, faults)
    closed = _each(raw, "vacation", _vacation, faults)
    holidays = _each(raw, "yearly_holiday", _yearly, faults)
    moving = [day for days in _each(raw, "moving_holiday", _moving, faults) for day in days]
    hours = [one for many in _each(raw, "hours", _hours, faults) for one in many]
    faults += _overlaps(years, hours)
    if faults:
        raise CalendarFaults(faults)
    touched = range(min((year.first_on.year for year in years), default=0),
                    max((year.last_on.year for year in years), default=-1) + 1)
    yearly = [period for year in touched for period in holidays_of(year, holidays)]
    periods = sorted([*closed, *yearly, *moving], key=lambda each: each.first_on)
    return SchoolCalendar(
        tuple(sorted(years, key=lambda each: each.first_on)), tuple(periods), tuple(hours)
    )


def _each(
    raw: Mapping[str, Any],
    key: str,
    made: Callable[[Mapping[str, Any]], _T],
    faults: list[str],
) -> list[_T]:
    """Every table of one name, made; what is wrong with one goes to `faults`."""
    entries = raw.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(e, Mapping) for e in entries):
        faults.append(f"{key} must be a list of tables: [[{key}]]")
        return []
    found: list[_T] = []
    for number, entry in enumerate(entries, start=1):
        where = f"{key} {number}"
        unknown = [each for each in entry if each not in _KEYS[key]]
        faults += [f"{where}: unknown setting {each!r}" for each in unknown]
        try:
            found.append(made(entry))
        except ValueError as fault:
            faults.append(f"{where}: {fault}")
    return found


def _year(entry: Mapping[str, Any]) -> SchoolYear:
    first_on, last_on = _period(entry)
    confirmed = entry.get("confirmed", True)
    if not isinstance(confirmed, bool):
        raise ValueError("confirmed must be true or false")
    return SchoolYear(_name(entry), first_on, last_on, confirmed)


def _vacation(entry: Mapping[str, Any]) -> ClosedPeriod:
    return ClosedPeriod("vacation", _name(entry), *_period(entry))


def _yearly(entry: Mapping[str, Any]) -> YearlyHoliday:
    first = _month_day(entry.get("first"), "first")
    last = _month_day(entry.get("last", entry.get("first")), "last")
    if last < first:
        raise ValueError("last lies before first; write two holidays around the New Year")
    return YearlyHoliday(_name(entry), first, last)


def _moving(entry: Mapping[str, Any]) -> list[ClosedPeriod]:
    """Of the kind `other`: what moves is never derived for the next year."""
    days = entry.get("days", [])
    if not isinstance(days, list):
        raise ValueError("days must be a list of dates, e.g. [2030-04-13]")
    name = _name(entry)
    return [ClosedPeriod("other", name, day, day) for day in (_day(d, "days") for d in days)]


def _hours(entry: Mapping[str, Any]) -> list[OpeningHours]:
    weekdays = entry.get("weekdays")
    if not isinstance(weekdays, list) or not weekdays or not all(
        type(day) is int and 1 <= day <= 7 for day in weekdays
    ):
        raise ValueError("weekdays must be a list of 1 (Monday) to 7 (Sunday)")
    opens, closes = _time(entry.get("opens"), "opens"), _time(entry.get("closes"), "closes")
    if closes <= opens:
        raise ValueError("closes must come after opens")
    return [OpeningHours(day, opens, closes) for day in weekdays]


def _overlaps(years: list[SchoolYear], hours: list[OpeningHours]) -> Iterable[str]:
    ordered = sorted(years, key=lambda each: each.first_on)
    for before, after in pairwise(ordered):
        if after.first_on <= before.last_on:
            yield f"years {before.name} and {after.name} overlap"
    stretches = sorted(hours, key=lambda each: (each.weekday, each.opens))
    for one, other in pairwise(stretches):
        if one.weekday == other.weekday and other.opens < one.closes:
            yield f"hours of weekday {one.weekday} overlap"


def _name(entry: Mapping[str, Any]) -> str:
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ValueError("name is needed")
    return name.strip()


def _period(entry: Mapping[str, Any]) -> tuple[date, date]:
    first_on = _day(entry.get("first_on"), "first_on")
    last_on = _day(entry.get("last_on"), "last_on")
    if not 0 <= (last_on - first_on).days < _LONGEST_DAYS:
        raise ValueError("last_on must come after first_on, within a year")
    return first_on, last_on


def _day(value: Any, key: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"{key} must be a date without quotes, e.g. 2025-05-25")
    return value


def _month_day(value: Any, key: str) -> tuple[int, int]:
    try:
        month, day = (int(part) for part in str(value).split("-"))
        date(2023, month, day)
    except ValueError:
        raise ValueError(f"{key} must be a month and a day in quotes, e.g. \"03-21\"") from None
    return month, day


def _time(value: Any, key: str) -> time:
    """`HH:MM`; 24:00 is the last instant of the day."""
    if value == "24:00":
        return time.max
    try:
        if isinstance(value, str) and len(value) == 5:
            return time.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f"{key} must be a time in quotes, e.g. \"08:30\"")
