"""Serial scanners of desk stations, and the open page of the desk that each works for.

A page says "this scanner works here" by opening its stream; the newest page of a station
wins. What is scanned while no page is open is not done: nothing happens that nobody sees.
Only this program's memory: after a restart the open pages say it again by themselves.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from web.channel import FeedClosed, Message

SESSION_SECONDS = 30.0
"""How often a stream asks whether its session still stands."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a scan: `answer` as its activity gives it, None when the scan failed."""

    answer: Any


class ScannerPage:
    """One open page that a scanner works for, and the feed of its stream.

    `session` is the secret of who signed in; `member` gives who that is now (`present`: a
    person did something), None when the session ended; `draw` makes the fragment of an
    answer, in the stream's own thread; `context` is what is open on the page (a reader, a
    title), row numbers or 0.
    """

    def __init__(
        self, station_id: int, activity: str, session: str, context: Mapping[str, int],
        member: Callable[[bool], Any], draw: Callable[[Any], str],
        on_close: Callable[[ScannerPage], None] = lambda _page: None,
    ) -> None:  # fmt: skip
        self.station_id, self.activity, self.session = station_id, activity, session
        self.context = dict(context)
        self.member = member
        self._draw = draw
        self._on_close = on_close
        self._waiting: queue.SimpleQueue[Message | Told] = queue.SimpleQueue()
        self._ended = False
        self._quiet = 0.0

    def tell(self, told: Told) -> None:
        """An answer for this page; from any thread."""
        self._waiting.put(told)

    def say(self, word: str, text: str = "{}") -> None:
        """A word for the page: here, lost, found, superseded, ended."""
        self._waiting.put(Message(word, text))

    def end(self, word: str) -> None:
        """The scanner works here no more; the stream says why and closes."""
        self.say(word)
        self._waiting.put(_END)

    def take(self, timeout: float) -> Message | None:
        """The next word or fragment; None after `timeout` seconds; FeedClosed at the end."""
        if self._ended:
            raise FeedClosed
        try:
            found = self._waiting.get(timeout=timeout)
        except queue.Empty:
            self._still(timeout)
            return None
        if found is _END:
            self._ended = True
            raise FeedClosed
        if isinstance(found, Message):
            return found
        return Message("failed", "{}") if found.answer is None else self._drawn(found.answer)

    def _drawn(self, answer: Any) -> Message:
        return Message("answer", self._draw(answer))

    def _still(self, passed: float) -> None:
        self._quiet += passed
        if self._quiet >= SESSION_SECONDS:
            self._quiet = 0.0
            if self.member(False) is None:
                self.end("ended")

    def close(self) -> None:
        """The browser is gone."""
        self._on_close(self)


_END = Message("", "")


class DeskScanners:
    """The scanners of this program's desk stations; threads share it."""

    def __init__(self) -> None:
        self._pages: dict[int, ScannerPage] = {}
        self._lost: dict[int, bool] = {}
        self._changed = threading.Condition()

    def attach(self, station_id: int, lost: bool = False) -> None:
        """The station has a scanner here; `lost`: it does not answer now."""
        with self._changed:
            self._lost[station_id] = lost
            page = self._pages.get(station_id)
        if page is not None:
            page.say("lost" if lost else "found")

    def detach(self, station_id: int) -> None:
        """The station has no scanner here any more: the program stops."""
        with self._changed:
            self._lost.pop(station_id, None)
            page = self._pages.pop(station_id, None)
            self._changed.notify_all()
        if page is not None:
            page.end("stopped")

    @property
    def stations(self) -> tuple[int, ...]:
        """The desk stations that have a scanner here, by number."""
        return tuple(sorted(self._lost))

    def open(self, page: ScannerPage) -> bool:
        """The scanner of the page's station works for it from now on; False when the station
        has none."""
        with self._changed:
            if page.station_id not in self._lost:
                return False
            older = self._pages.get(page.station_id)
            self._pages[page.station_id] = page
            lost = self._lost[page.station_id]
            self._changed.notify_all()
        if older is not None:
            older.end("superseded")
        page.say("here")
        if lost:
            page.say("lost")
        return True

    def page_of(self, station_id: int, patience: float = 0.0) -> ScannerPage | None:
        """The page the scanner works for; waits at most `patience` seconds for one to open:
        a page that is loaded anew comes back within a moment."""
        with self._changed:
            self._changed.wait_for(
                lambda: station_id in self._pages or station_id not in self._lost, patience
            )
            return self._pages.get(station_id)

    def closed(self, page: ScannerPage) -> None:
        """Let go of a page, unless a newer one has its place."""
        with self._changed:
            if self._pages.get(page.station_id) is page:
                del self._pages[page.station_id]

    def leave(self, session: str, station_id: int | None = None) -> None:
        """The browser of this session shows another page now: what was open there is not
        open any more, whatever the network says of its stream."""
        with self._changed:
            gone = [
                page for number, page in self._pages.items()
                if page.session == session and station_id in (None, number)
            ]  # fmt: skip
            for page in gone:
                del self._pages[page.station_id]
        for page in gone:
            page.end("superseded")

    def end(self) -> None:
        """The program stops: no thread waits for a page, no stream stays open."""
        for station_id in self.stations:
            self.detach(station_id)
