"""The present screen and the one page that watches it.

A watcher always gets the whole newest screen; screens it was too slow for are left out.
"""

from __future__ import annotations

import threading
from dataclasses import replace

from kiosk.screens import Screen


class ScreenBoard:
    """Holds the newest screen of a station; safe to use from any thread."""

    def __init__(self, screen: Screen) -> None:
        self._changed = threading.Condition()
        self._screen = screen
        self._newest: Watch | None = None
        self._closed = False

    @property
    def screen(self) -> Screen:
        return self._screen

    @property
    def watched(self) -> bool:
        return self._newest is not None

    def show(self, screen: Screen) -> None:
        """Publish a newer screen."""
        with self._changed:
            self._screen = screen
            self._changed.notify_all()

    def watch(self) -> Watch:
        """A new watch; the one before it is superseded."""
        with self._changed:
            self._newest = Watch(self)
            self._changed.notify_all()
            return self._newest

    def close(self) -> None:
        """End every watch: the station stops."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait_for(self, watch: Watch, seen: int | None, timeout: float) -> Screen | None:
        """The newest screen once its version is not `seen`, None after `timeout` seconds
        or when the watch ended."""

        def is_due() -> bool:
            return self.ended(watch) or self._screen.version != seen

        with self._changed:
            self._changed.wait_for(is_due, timeout)
            due = not self.ended(watch) and self._screen.version != seen
            return self._screen if due else None

    def ended(self, watch: Watch) -> bool:
        return self._closed or self._newest is not watch

    def superseded(self, watch: Watch) -> bool:
        return not self._closed and self._newest is not watch

    def leave(self, watch: Watch) -> None:
        """The page of this watch is gone."""
        with self._changed:
            if self._newest is watch:
                self._newest = None


class Watch:
    """One page's view of a station."""

    def __init__(self, board: ScreenBoard) -> None:
        self._board = board
        self._seen: int | None = None

    @property
    def ended(self) -> bool:
        """The station stopped, or another page watches now."""
        return self._board.ended(self)

    @property
    def superseded(self) -> bool:
        """Another page of this station was opened later."""
        return self._board.superseded(self)

    def next(self, timeout: float) -> Screen | None:
        """The next screen; the first call gives the present one, silent, because its sound
        was played when it was new. None: nothing new for `timeout` seconds, or ended."""
        first = self._seen is None
        screen = self._board.wait_for(self, self._seen, timeout)
        if screen is None:
            return None
        self._seen = screen.version
        return replace(screen, sound="none") if first else screen

    def close(self) -> None:
        """This page is gone."""
        self._board.leave(self)
