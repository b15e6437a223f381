"""One station: a thread that owns the session's state and never blocks on anything else.

Everything enters by `post` and friends, is stamped with its time and a fresh operation id
there, and waits in one inbox. Questions go to the link worker and return to the same
inbox. Each new screen is handed to the one watcher; the newest watcher wins.
"""

from __future__ import annotations

import queue
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from hardware.scan import DeviceEvent, DeviceFound, DeviceLost, Scan
from kiosk.asking import RETRY_PAUSES, LinkWorker
from kiosk.incidents import supervised
from kiosk.links.link import Link
from kiosk.rendering import warm
from kiosk.screens import IdlePart, Screen
from kiosk.session import begin, next_tick, recovered, step
from kiosk.session_events import (
    Answered,
    Ask,
    Event,
    IdleChanged,
    Moment,
    OpeningChanged,
    Scanned,
    ScannerFound,
    ScannerLost,
    Settings,
    SettingsChanged,
    Tapped,
    Ticked,
)
from kiosk.watching import ScreenBoard, Watch
from library.operations import Answer


@dataclass(frozen=True)
class Clock:
    """Where a station gets its time and its operation ids from; tests give their own."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    new_id: Callable[[], str] = lambda: str(uuid.uuid4())


class Station:
    """A named place with one screen. `start()` and `stop()` are called by the root;
    everything else may be called from any thread and returns at once.

    `is_open` tells for an aware instant whether the library lends (None: always);
    `retry_pauses` are the seconds between tries when the link has no connection.
    """

    def __init__(
        self,
        link: Link,
        settings: Settings,
        *,
        clock: Clock | None = None,
        is_open: Callable[[datetime], bool] | None = None,
        idle: IdlePart | None = None,
        retry_pauses: tuple[float, ...] = RETRY_PAUSES,
    ) -> None:
        self.id = settings.station_id
        self.name = f"station-{settings.station_id}"
        self._clock = clock or Clock()
        self._is_open = is_open
        self._inbox: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._worker = LinkWorker(self.name, link, self._link_answered, retry_pauses)
        self._state = begin(settings, self._moment())
        self._board = ScreenBoard(self._state.screen)
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        if idle is not None:
            self.show_idle(idle)

    # -------------------------------------------------------------- what comes in

    def post(self, event: DeviceEvent) -> None:
        """What a device of this station reports; the sink the root gives to the device."""
        match event:
            case Scan(text, _, received_at):
                self._inbox.put(Scanned(text, self._moment(received_at)))
            case DeviceLost(device):
                self._inbox.put(ScannerLost(device, self._moment()))
            case DeviceFound(device):
                self._inbox.put(ScannerFound(device, self._moment()))

    def scan(self, text: str) -> None:
        """A code that came without a device of ours: keyboard wedge, typed, pasted."""
        self._inbox.put(Scanned(text, self._moment()))

    def tap(self, action: str, session: int, args: Mapping[str, object]) -> None:
        """A touched button of the page."""
        self._inbox.put(Tapped(action, session, self._moment(), args))

    def show_idle(self, idle: IdlePart | None) -> None:
        """Other books for the idle screen."""
        self._inbox.put(IdleChanged(idle, self._moment()))

    def change_settings(self, settings: Settings) -> None:
        """The station's settings were changed at the desk."""
        self._inbox.put(SettingsChanged(settings, self._moment()))

    def wake(self) -> None:
        """Look at the clock now (tests move theirs and then wake the station)."""
        self._inbox.put(Ticked(self._moment()))

    # ------------------------------------------------------------- what goes out

    @property
    def screen(self) -> Screen:
        """The present screen."""
        return self._board.screen

    def watch(self) -> Watch:
        """The screens from now on, the present one first. An older watch ends."""
        return self._board.watch()

    def watched(self) -> bool:
        """Is a page connected?"""
        return self._board.watched

    # ---------------------------------------------------------------- life

    def start(self) -> None:
        """Start the threads of the station."""
        self._worker.start()
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """End the watches and the threads; waits at most `timeout` seconds for each."""
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)
        self._worker.stop(timeout)
        self._board.close()

    def _run(self) -> None:
        warm()
        self._check_opening()
        while True:
            try:
                event = self._inbox.get(timeout=self._seconds_to_tick())
            except queue.Empty:
                event = Ticked(self._moment())
            if event is None:
                return
            if isinstance(event, Ticked):
                self._check_opening()
            self._take(event)

    def _seconds_to_tick(self) -> float:
        wait = next_tick(self._state) - self._clock.monotonic()
        return min(60.0, max(0.01, wait))

    def _take(self, event: Event) -> None:
        """One step; a fault in it becomes a screen with its number."""
        before = self._state.screen.version

        def stepped() -> tuple[Ask, ...]:
            self._state, asks = step(self._state, event)
            return asks

        def safe(incident: str) -> tuple[Ask, ...]:
            self._state = recovered(self._state, event, incident)
            return ()

        for ask in supervised(self.name, stepped, safe):
            self._worker.ask(ask)
        if self._state.screen.version != before:
            self._board.show(self._state.screen)

    def _check_opening(self) -> None:
        if self._is_open is None:
            return
        moment, rule = self._moment(), self._is_open
        # A broken calendar must not close the kiosk.
        is_open = supervised(self.name, lambda: rule(moment.wall), lambda incident: True)
        if is_open != self._state.is_open:
            self._take(OpeningChanged(is_open, moment))

    def _link_answered(self, ask: Ask, answer: Answer) -> None:
        self._inbox.put(Answered(ask.number, ask.session, answer, self._moment()))

    def _moment(self, at: float | None = None) -> Moment:
        clock = self._clock
        return Moment(clock.monotonic() if at is None else at, clock.now(), clock.new_id())
