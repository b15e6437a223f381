"""The streams of the hall's screens: a new picture soon after a scan, never more than two a
second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from server.changes import Changes
from server.services.hall_board import HallBoard, SharedBoard
from web.channel import FeedClosed, Message

TURN_SECONDS = 0.5
"""Between two pictures at least."""
LOOK_SECONDS = 5.0
"""How often a screen looks for what other processes changed, and for the places."""
WORD_SECONDS = 30.0
"""How often a stream asks whether its address still stands."""
MOST_STREAMS = 4
"""Each holds a thread of the web server; further screens ask every few seconds."""

Clock = Callable[[], float]


class Screens:
    """How many streams are open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0

    def enter(self) -> bool:
        """One more; False when there are too many."""
        with self._lock:
            if self._open >= MOST_STREAMS:
                return False
            self._open += 1
            return True

    def leave(self) -> None:
        """One less."""
        with self._lock:
            self._open -= 1


class BoardFeed:
    """One screen's stream. `draw` gives the picture of a board, `stands` whether its address
    still opens it; `version` is what the screen shows already."""

    def __init__(
        self, shared: SharedBoard, changes: Changes, draw: Callable[[HallBoard], str],
        stands: Callable[[], bool], version: str, screens: Screens, clock: Clock = time.monotonic,
    ) -> None:  # fmt: skip
        self._shared, self._changes, self._draw, self._stands = shared, changes, draw, stands
        self._version, self._screens, self._clock = version, screens, clock
        self._known, self._ended = -1, False
        self._drawn_at, self._looked_at, self._asked_at = -TURN_SECONDS, clock(), clock()

    def take(self, timeout: float) -> Message | None:
        """The picture when it changed; one last word; then FeedClosed."""
        if self._ended or self._changes.ended:
            raise FeedClosed
        if self._clock() - self._asked_at >= WORD_SECONDS:
            self._asked_at = self._clock()
            if not self._stands():
                self._ended = True
                return Message("ended", "{}")
        rest = self._drawn_at + TURN_SECONDS - self._clock()
        if rest > 0:
            # Not a wait for changes: a storm of scans must not wake every screen each time.
            time.sleep(min(rest, timeout))
        return self._look(self._changes.wait(self._known, timeout))

    def _look(self, count: int) -> Message | None:
        now = self._clock()
        if count == self._known and now - self._looked_at < LOOK_SECONDS:
            return None
        self._known, self._looked_at, self._drawn_at = count, now, now
        board = self._shared.now()
        if board.version == self._version:
            return None
        self._version = board.version
        return Message("board", self._draw(board), board.version)

    def close(self) -> None:
        """The screen is gone."""
        self._screens.leave()
