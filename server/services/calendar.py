"""The school's calendar as the rules see it, read from the tables."""

from __future__ import annotations

from datetime import time

from library.school_year import ClosedPeriod, OpeningHours, SchoolCalendar, SchoolYear
from server import tables
from server.database import Library


def load_calendar(library: Library) -> SchoolCalendar:
    """All years, closed periods and opening hours."""
    with library.snapshot():
        years = [
            SchoolYear(row.name, row.first_on, row.last_on, row.status == "confirmed")
            for row in tables.SchoolYear.select().order_by(tables.SchoolYear.first_on)
        ]
        closed = [
            ClosedPeriod(row.kind, row.name, row.first_on, row.last_on)
            for row in tables.ClosedPeriod.select().order_by(tables.ClosedPeriod.first_on)
        ]
        hours = [
            OpeningHours(row.weekday, _time(row.opens), _time(row.closes))
            for row in tables.OpeningHours.select().order_by(
                tables.OpeningHours.weekday, tables.OpeningHours.opens
            )
        ]
    return SchoolCalendar(tuple(years), tuple(closed), tuple(hours))


def _time(text: str) -> time:
    """`HH:MM`; 24:00 is the last instant of the day."""
    return time.max if text == "24:00" else time.fromisoformat(text)
