"""A locked full-screen Chromium that shows the kiosk page and comes back when it dies.

Each launch gets a fresh one-time link, so nothing secret lies in the browser's profile.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

_log = logging.getLogger(__name__)

NAMES = (
    "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome",
    "microsoft-edge", "msedge",
)  # fmt: skip
WINDOWS_PLACES = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--kiosk", "--incognito", "--noerrdialogs", "--no-first-run", "--no-default-browser-check",
    "--disable-infobars", "--disable-session-crashed-bubble", "--disable-pinch",
    "--disable-translate", "--disable-component-update", "--disable-background-networking",
    "--disable-features=Translate,TouchpadOverscrollHistoryNavigation,InfiniteSessionRestore",
    "--overscroll-history-navigation=0", "--password-store=basic",
    "--autoplay-policy=no-user-gesture-required", "--check-for-update-interval=31536000",
)  # fmt: skip
BACK_OFF = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before the next launch; the last one repeats."""

HEALTHY_AFTER = 60.0
"""A browser that lived so long is started again without delay growing."""


class Process(Protocol):
    """What the supervisor needs of a running browser."""

    def wait(self, timeout: float | None = None) -> int: ...
    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


Launch = Callable[[Sequence[str]], Process]


def find_chromium(chosen: str = "") -> str | None:
    """The path of the browser to use: the chosen one, else the first that is there."""
    if chosen:
        return shutil.which(chosen)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found or sys.platform != "win32":
        return found
    homes = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    places = [Path(home) / place for home in homes if home for place in WINDOWS_PLACES]
    return next((str(place) for place in places if place.is_file()), None)


def browser_words(path: str, profile: Path, url: str) -> list[str]:
    """The command line of the locked browser."""
    words = [path, *FLAGS, f"--user-data-dir={profile}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium refuses to run as root with its sandbox; a kiosk should not run as root.
        words.append("--no-sandbox")
    return [*words, url]


def launch(words: Sequence[str]) -> Process:
    """Start a browser whose chatter goes nowhere."""
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class KioskBrowser:
    """Keeps one browser alive until `stop()`. `link` makes the address of each launch."""

    def __init__(
        self,
        path: str,
        profile: Path,
        link: Callable[[], str],
        *,
        start_process: Launch = launch,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        self._path = path
        self._profile = profile
        self._link = link
        self._start_process = start_process
        self._clock = clock
        self._stopping = threading.Event()
        self._wait = wait or self._stopping.wait
        self._process: Process | None = None
        self._thread = threading.Thread(target=self.keep_alive, name="kiosk browser", daemon=True)

    def start(self) -> None:
        """Open it and watch over it in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Close it for good."""
        self._stopping.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()
        if self._thread.is_alive():
            self._thread.join(5)

    def keep_alive(self) -> None:
        """Open the browser again and again, with growing pauses while it dies young."""
        failures = 0
        while not self._stopping.is_set():
            began = self._clock()
            self._run_once()
            if self._stopping.is_set():
                return
            lived = self._clock() - began
            failures = 0 if lived >= HEALTHY_AFTER else failures + 1
            pause = BACK_OFF[min(max(failures - 1, 0), len(BACK_OFF) - 1)]
            _log.warning("kiosk browser ended after %.0f s, again in %.0f s", lived, pause)
            if self._wait(pause):
                return

    def _run_once(self) -> None:
        try:
            words = browser_words(self._path, self._profile, self._link())
            self._process = self._start_process(words)
            # A stop that came during the launch found no process to end.
            if self._stopping.is_set():
                self._process.terminate()
            self._process.wait()
        except Exception:  # whatever it was, the screen must come back
            _log.exception("kiosk browser could not be started")
