"""What every use case is given: the library, its rules, its calendar and the clock."""

from __future__ import annotations

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.resources import files as resources
from pathlib import Path
from zoneinfo import ZoneInfo

from library.policy import Policy
from library.school_year import SchoolCalendar
from server.database import Library
from server.services.calendar import load_calendar

CALENDAR_SECONDS = 60.0
"""How old the kept calendar may be: the desk of another process may have changed it."""


def utc_now() -> datetime:
    """The true time, aware UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A new operation id."""
    return str(uuid.uuid4())


def school_zone(name: str = "Asia/Qyzylorda") -> ZoneInfo:
    """The zone from the pinned tzdata package: an old system may not know that the zone
    changed in 2024. Raises KeyError for an unknown name."""
    try:
        source = resources("tzdata").joinpath("zoneinfo", *name.split("/"))
        with source.open("rb") as stream:
            return ZoneInfo.from_file(stream, key=name)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as fault:
        raise KeyError(name) from fault


@dataclass
class Server:
    """One school's server: handed to every use case as its first argument.

    `fault` is None or a stable code (`database-damaged`) that stops lending. `now` gives
    aware UTC, `new_id` ids for operations that begin here.
    """

    library: Library
    policy: Policy
    zone: ZoneInfo = field(default_factory=school_zone)
    now: Callable[[], datetime] = utc_now
    new_id: Callable[[], str] = new_id
    fault: str | None = None
    answers: Counter[str] = field(default_factory=Counter)
    """How often each kind of answer was given since the start: for monitors, no persons."""
    files: Path | None = None
    """Where uploaded files lie, as `<sha256>`; None: this server takes none."""
    work_asked: threading.Event = field(default_factory=threading.Event)
    """Set when somebody asks for long work (server/jobs/work.py)."""

    def __post_init__(self) -> None:
        self._calendar: SchoolCalendar | None = None
        self._loaded_at = 0.0
        self._loading = threading.Lock()

    @property
    def calendar(self) -> SchoolCalendar:
        """Years, closed days and hours, read again at least once a minute."""
        kept = self._calendar
        if kept is not None and time.monotonic() - self._loaded_at < CALENDAR_SECONDS:
            return kept
        with self._loading:
            self._calendar = load_calendar(self.library)
            self._loaded_at = time.monotonic()
            return self._calendar

    def forget_calendar(self) -> None:
        """Read the calendar again at its next use: the desk changed it."""
        self._calendar = None

    def day_of(self, instant: datetime) -> date:
        """The school's local date of an instant."""
        return instant.astimezone(self.zone).date()

    def today(self) -> date:
        """The school's local date of now."""
        return self.day_of(self.now())
