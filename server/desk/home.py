"""What the desk's home page shows: what needs a person now."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from library.requests import RequestState
from server.device_report import DeviceReport, StationReport
from server.server import Server
from server.services.calls import OpenCall, open_calls
from server.services.checking import ToCheck, to_check
from server.services.desk_station import KIND as DESK
from server.services.holds import OpenRequest, open_requests
from server.services.pairing import stations
from server.services.settings import SCHOOL_NAME, setting

SHOWN_AT_MOST = 100
"""Lines of one list on the page; the count above it is always the whole."""


@dataclass(frozen=True, slots=True)
class StationLine:
    """One screen of the library; `report` None: it runs on another computer or not at all."""

    station_id: int
    name: str
    report: StationReport | None

    @property
    def state(self) -> str:
        """Text key `desk.station-<state>`: the worst that is known."""
        if self.report is None:
            return "elsewhere"
        if self.report.missing:
            return "scanner-lost"
        if not self.report.screen_open:
            return "no-screen"
        return "fine" if self.report.scanners else "no-scanner"

    @property
    def needs_person(self) -> bool:
        """Whether somebody should go and look."""
        return self.state == "scanner-lost"


@dataclass(frozen=True, slots=True)
class Home:
    """The page's values; `fault` as in `Server`; `version` changes when anything shown does."""

    school: str
    today: date
    fault: str | None
    calls: tuple[OpenCall, ...]
    checks: tuple[ToCheck, ...]
    ready: tuple[OpenRequest, ...]
    waiting: tuple[OpenRequest, ...]
    stations: tuple[StationLine, ...]

    @property
    def version(self) -> str:
        """A short word that differs when the page would."""
        return f"{zlib.crc32(repr(self).encode()):08x}"

    @property
    def first_checks(self) -> tuple[ToCheck, ...]:
        """The lines of the queue that the page shows."""
        return self.checks[:SHOWN_AT_MOST]

    @property
    def first_requests(self) -> tuple[OpenRequest, ...]:
        """The lines of requests that the page shows: ready ones first."""
        return (*self.ready, *self.waiting)[:SHOWN_AT_MOST]

    def holder(self, copy_code: str) -> str | None:
        """Whose name goes on the slip of a copy on the hold shelf."""
        return next((each.reader for each in self.ready if each.copy_code == copy_code), None)

    @property
    def overdue(self) -> int:
        """Returns that nobody saw for so long that they are tasks of the desk."""
        return sum(line.overdue for line in self.checks)


def home_of(server: Server, devices: DeviceReport) -> Home:
    """Everything the home page needs."""
    requests = open_requests(server)
    return Home(
        school=setting(server.library, SCHOOL_NAME),
        today=server.today(),
        fault=server.fault,
        calls=tuple(open_calls(server)),
        checks=tuple(sorted(to_check(server), key=lambda line: not line.overdue)),
        ready=tuple(each for each in requests if each.state == RequestState.READY.value),
        waiting=tuple(each for each in requests if each.state == RequestState.WAITING.value),
        stations=station_lines(server, devices()),
    )


def line_of_code(server: Server, code: str) -> ToCheck | None:
    """The queue's line of a copy by its number."""
    return next((line for line in to_check(server) if line.code == code), None)


def station_lines(server: Server, reports: Sequence[StationReport] = ()) -> tuple[StationLine, ...]:
    """All screens of the library, with what is known of them."""
    known = {report.station_id: report for report in reports}
    return tuple(
        StationLine(number, name, known.get(number))
        for number, name, kind in stations(server)
        if kind != DESK
    )
