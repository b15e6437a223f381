"""One home page for all open desks: computed once a second at most, however many scans.

`SharedHome` is what all requests ask; `HomeFeed` is one browser's stream of it. A stream
sleeps through a storm of scans: it is woken once, then looks again when its turn is over.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from server.device_report import DeviceReport, StationReport
from server.server import Server
from server.services.desk_station import KIND as DESK
from server.services.home import Desk, Needs, glance
from server.services.pairing import stations
from web.channel import FeedClosed, Message

TURN_SECONDS = 1.0
"""Between two computations at least."""
LOOK_SECONDS = 5.0
"""How often somebody looks for what other processes and unrecorded work changed."""
SESSION_SECONDS = 30.0
"""How often a stream asks whether its session still stands."""
MOST_STREAMS = 12
"""Each stream holds a thread of the web server; a page without one asks every few seconds."""

Clock = Callable[[], float]


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
    """What needs somebody, with the screens; `version` differs when the page would."""

    needs: Needs
    stations: tuple[StationLine, ...]
    version: str

    @property
    def screens_wrong(self) -> int:
        """Screens somebody should look at."""
        return sum(line.needs_person for line in self.stations)

    @property
    def counts(self) -> dict[str, int]:
        """Numbers beside the rooms of the navigation, by the name of the room."""
        needs = self.needs
        return {
            "home": len(needs.calls), "checks": needs.unseen,
            "requests": needs.to_fetch, "devices": self.screens_wrong,
        }  # fmt: skip


def station_lines(server: Server, reports: Sequence[StationReport] = ()) -> tuple[StationLine, ...]:
    """All screens of the library, with what is known of them."""
    known = {report.station_id: report for report in reports}
    return tuple(
        StationLine(number, name, known.get(number))
        for number, name, kind in stations(server)
        # A desk is a station with something to tell once it has a scanner.
        if kind != DESK or (number in known and known[number].scanners)
    )


class SharedHome:
    """The home of all desks; threads share it."""

    def __init__(
        self, server: Server, devices: DeviceReport, clock: Clock = time.monotonic
    ) -> None:
        self.changes = server.library.changes
        self._server = server
        self._devices = devices
        self._clock = clock
        self._desk = Desk(server)
        self._lock = threading.Lock()
        self._home: Home | None = None
        self._change = -1
        self._at = self._looked_at = 0.0
        self._glance: tuple[object, ...] = ()
        self._reports: tuple[StationReport, ...] = ()

    def now(self) -> Home:
        """As it is at this moment: for a page somebody opens."""
        with self._lock:
            return self._compute()

    def asked(self) -> Home:
        """As it is, but not computed when nothing changed: for a page that asks by itself."""
        with self._lock:
            return self._compute() if self._stale() or self._home is None else self._home

    def turn(self) -> Home:
        """As it is, computed once a turn at most: for streams."""
        with self._lock:
            resting = self._home is not None and self._clock() - self._at < TURN_SECONDS
            if self._home is None or (not resting and self._stale()):
                return self._compute()
            return self._home

    def rest(self) -> float:
        """Seconds until the next computation for streams may begin."""
        return max(self._at + TURN_SECONDS - self._clock(), 0.0)

    @property
    def kept(self) -> Home | None:
        """The last one that was computed."""
        return self._home

    @property
    def change(self) -> int:
        """The change the kept home has in it."""
        return self._change

    def _stale(self) -> bool:
        if self.changes.count != self._change or self._reports != tuple(self._devices()):
            return True
        if self._clock() - self._looked_at < LOOK_SECONDS:
            return False
        self._looked_at = self._clock()
        return glance(self._server) != self._glance

    def _compute(self) -> Home:
        self._change, self._reports = self.changes.count, tuple(self._devices())
        self._glance = glance(self._server)
        needs, lines = self._desk.needs(), station_lines(self._server, self._reports)
        version = f"{zlib.crc32(repr((needs, lines)).encode()):08x}"
        self._home = Home(needs, lines, version)
        self._at = self._looked_at = self._clock()
        return self._home


class HomeFeed:
    """One browser's stream. `draw` gives the fragment of a home; `stands` whether the
    session still does; `version` is what the browser shows already."""

    def __init__(
        self, shared: SharedHome, draw: Callable[[Home], str], stands: Callable[[], bool],
        version: str = "", on_close: Callable[[HomeFeed], None] = lambda _feed: None,
        clock: Clock = time.monotonic,
    ) -> None:  # fmt: skip
        self._shared, self._draw, self._stands = shared, draw, stands
        self._version = version
        self._on_close = on_close
        self._clock = clock
        self._known = -1
        self._asked_at = clock()
        self._ending = threading.Event()
        self._last_word = ""
        self._told = False

    def end(self, word: str) -> None:
        """Close it from elsewhere: `superseded` by a newer one, or `ended`."""
        self._last_word = word
        self._ending.set()

    def take(self, timeout: float) -> Message | None:
        """The fragment when it changed; one last word; then FeedClosed."""
        if self._told or self._shared.changes.ended:
            raise FeedClosed
        if self._clock() - self._asked_at >= SESSION_SECONDS:
            self._asked_at = self._clock()
            if not self._stands():
                self.end("ended")
        if self._ending.is_set():
            self._told = True
            return Message(self._last_word, "{}")
        rest = self._shared.rest()
        if rest > 0 and not self._behind():
            # Not a wait for changes: a storm of scans must not wake every stream each time.
            self._ending.wait(min(rest, timeout))
            return None
        if rest == 0:
            self._shared.changes.wait(self._known, timeout)
        home = self._shared.turn()
        self._known = self._shared.change
        if home.version == self._version:
            return None
        self._version = home.version
        return Message("home", self._draw(home), home.version)

    def _behind(self) -> bool:
        """Whether another stream's turn found something new already."""
        kept = self._shared.kept
        return kept is not None and kept.version != self._version

    def close(self) -> None:
        """The browser is gone."""
        self._on_close(self)


class Streams:
    """The streams that are open: one a session, so many in all."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, HomeFeed] = {}

    def open(self, session: str, feed: HomeFeed) -> bool:
        """Take the place of the session's older stream; False when there are too many."""
        with self._lock:
            if session not in self._open and len(self._open) >= MOST_STREAMS:
                return False
            older = self._open.get(session)
            self._open[session] = feed
        if older is not None:
            older.end("superseded")
        return True

    def closed(self, feed: HomeFeed) -> None:
        """Let go of it, unless a newer one has its place."""
        with self._lock:
            for session in [key for key, each in self._open.items() if each is feed]:
                del self._open[session]

    def __len__(self) -> int:
        return len(self._open)
