"""A new library's calendar: the school's own file, else the one that comes along."""

from __future__ import annotations

import tomllib
from pathlib import Path

from config.faults import Fault, SettingsFaults
from library.calendar_file import CalendarFaults, calendar_from
from library.school_year import SchoolCalendar
from server import tables
from server.server import Server
from start.data_folder import DataFolder

FILE = "school_calendar.toml"


def fill_calendar(server: Server, folder: DataFolder, root: Path) -> bool:
    """Write years, closed days and hours into a library that has none; whether it did.

    Raises SettingsFaults with everything that is wrong in the file.
    """
    if server.calendar.years or server.calendar.hours:
        return False
    own = folder.path / FILE
    calendar = _read(own if own.is_file() else root / "config" / FILE)
    with server.library.writing():
        _write(calendar)
    server.forget_calendar()
    return True


def _read(path: Path) -> SchoolCalendar:
    try:
        return calendar_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except CalendarFaults as fault:
        raise SettingsFaults(
            Fault("calendar", str(path), {"detail": detail}) for detail in fault.faults
        ) from fault
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SettingsFaults(
            [Fault("unreadable-file", str(path), {"detail": str(fault)})]
        ) from fault


def _write(calendar: SchoolCalendar) -> None:
    for year in calendar.years:
        status = "confirmed" if year.confirmed else "unconfirmed"
        tables.SchoolYear.create(
            name=year.name, first_on=year.first_on, last_on=year.last_on, status=status
        )
    for period in calendar.closed:
        tables.ClosedPeriod.create(
            kind=period.kind, name=period.name, first_on=period.first_on, last_on=period.last_on
        )
    for hours in calendar.hours:
        closes = "24:00" if hours.closes.microsecond else f"{hours.closes:%H:%M}"
        tables.OpeningHours.create(
            weekday=hours.weekday, opens=f"{hours.opens:%H:%M}", closes=closes
        )
