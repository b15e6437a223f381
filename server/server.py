"""What every use case is given: the library, its rules, its calendar and the clock."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.resources import files as resources
from pathlib import Path
from zoneinfo import ZoneInfo

from labels.stock import Stock
from library.lessons import LessonFacts
from library.policy import Policy
from library.school_year import SchoolCalendar
from server.database import Library
from server.desk_scanners import DeskScanners
from server.kept import Kept
from server.printer_port import PrinterPort
from server.services.calendar import load_calendar
from server.services.going_lessons import load_lessons
from server.services.policy import load_policy
from server.services.slowing import Strangers

LESSON_SECONDS = 20.0
"""How old kept lessons may be, when another process opened or closed one."""
CALENDAR_SECONDS = 60.0
"""How old kept calendar and rules may be: the desk of another process may have changed them."""


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

    `file_policy` are the loan rules of the file, in force until the desk changes them.
    `fault` is None or a stable code (`database-damaged`) that stops lending. `now` gives
    aware UTC, `new_id` ids for operations that begin here.
    """

    library: Library
    file_policy: Policy
    zone: ZoneInfo = field(default_factory=school_zone)
    now: Callable[[], datetime] = utc_now
    new_id: Callable[[], str] = new_id
    fault: str | None = None
    answers: Counter[str] = field(default_factory=Counter)
    """How often each kind of answer was given since the start: for monitors, no persons."""
    files: Path | None = None
    """Where uploaded files lie, as `<sha256>`; None: this server takes none."""
    folder: Path | None = None
    """The data folder, whose `backups` are made and listed; None: this server makes none."""
    stocks: Mapping[str, Stock] = field(default_factory=dict)
    """Sheets and rolls of labels that came with the program, by name."""
    printers: PrinterPort | None = None
    """How to reach label printers; None: this server only makes files."""
    labels_asked: threading.Event = field(default_factory=threading.Event)
    """Set when somebody asks for labels (server/jobs/printing.py)."""
    strangers: Strangers = field(default_factory=Strangers)
    """Who tried to sign in under a login that is nobody's."""
    work_asked: threading.Event = field(default_factory=threading.Event)
    """Set when somebody asks for long work (server/jobs/work.py)."""
    desk_scanners: DeskScanners = field(default_factory=DeskScanners)
    """Serial scanners of desk stations, and the open page that each works for."""

    def __post_init__(self) -> None:
        self._calendar = Kept(lambda: load_calendar(self.library), CALENDAR_SECONDS)
        self._lessons = Kept(lambda: load_lessons(self.library), LESSON_SECONDS)
        self._policy = Kept(lambda: load_policy(self.library) or self.file_policy, CALENDAR_SECONDS)

    @property
    def calendar(self) -> SchoolCalendar:
        """Years, closed days and hours, read again at least once a minute."""
        return self._calendar.get()

    def forget_calendar(self) -> None:
        """Read the calendar again at its next use: the desk changed it."""
        self._calendar.forget()

    @property
    def lessons(self) -> Mapping[int, LessonFacts]:
        """Textbook lessons by station, so that a card costs no query more."""
        return self._lessons.get()

    def forget_lessons(self) -> None:
        """Read the lessons again at their next use: one was opened or closed."""
        self._lessons.forget()

    @property
    def policy(self) -> Policy:
        """The loan rules in force: those of the desk, else of the file. Read again at least
        once a minute, so that a scan costs no query more."""
        return self._policy.get()

    def forget_policy(self) -> None:
        """Read the rules again at their next use: the desk changed them."""
        self._policy.forget()

    def day_of(self, instant: datetime) -> date:
        """The school's local date of an instant."""
        return instant.astimezone(self.zone).date()

    def today(self) -> date:
        """The school's local date of now."""
        return self.day_of(self.now())
