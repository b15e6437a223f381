"""Byte on the serial line → painted answer, seen in a real headless Chromium.

One clock: Chromium counts in ticks of CLOCK_MONOTONIC, the clock of `time.monotonic()`.
The DevTools value NavigationStart is that clock at `performance.now() == 0`, so a mark in
the page maps to the writer's clock without any message in between. A bracketed reading
(monotonic, now, monotonic) checks the mapping; its half width is printed as the doubt.
Painted: a mutation of the answer was seen, then two animation frames began, so the frame
with the answer has been handed to the screen.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
LONGEST_WAIT = 5.0
INSTRUMENT = """(() => {
  const marks = []; let last = null; window.benchMarks = marks;
  const look = () => {
    const answer = document.querySelector("[data-answer]");
    const seen = answer ? answer.dataset.answer + "|" + answer.textContent : "";
    if (seen === last) return;
    last = seen;
    const swapped = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(
      () => marks.push([seen, swapped, performance.now()])));
  };
  new MutationObserver(look).observe(
    document, {subtree: true, childList: true, attributes: true, characterData: true});
})()"""


@dataclass(frozen=True, slots=True)
class Expected:
    """What to type on the line and what the answer must then say; a `quiet` scan (a card)
    is typed and waited for, not measured."""

    code: str
    kind: str
    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Painted:
    """Seconds from the last byte written to the swap of the page and to the paint."""

    kind: str
    swapped: float
    painted: float


class NeverPainted(RuntimeError):
    """An expected answer did not come within the longest wait."""


class SerialLine:
    """The scanner's end of a pseudo-terminal; `path` is what the station opens."""

    def __init__(self) -> None:
        import tty

        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)

    def type(self, code: str) -> float:
        """Send one frame at once; the monotonic instant just before its bytes left."""
        frame = code.encode("ascii") + b"\r"
        at = time.monotonic()
        os.write(self._master, frame)
        return at

    def close(self) -> None:
        """Unplug."""
        os.close(self._master)
        os.close(self._slave)


class Watched:
    """One page under watch."""

    def __init__(self, page: Any, line: SerialLine) -> None:
        self._page, self._line = page, line
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "timeTicks"})
        metrics = session.send("Performance.getMetrics")["metrics"]
        self._origin = next(m["value"] for m in metrics if m["name"] == "NavigationStart")
        self.clock_error, self.clock_doubt = self._check_clock()

    def _check_clock(self, readings: int = 30) -> tuple[float, float]:
        best = (float("inf"), 0.0)
        for _ in range(readings):
            before = time.monotonic()
            now = self._page.evaluate("performance.now()")
            after = time.monotonic()
            origin = (before + after) / 2 - now / 1000
            best = min(best, (after - before, origin - self._origin))
        return best[1], best[0] / 2

    def scan(self, expected: Expected) -> Painted:
        """Type one code, wait until its answer stands on the screen."""
        self._page.evaluate("benchMarks.length = 0")
        time.sleep(random.uniform(0.03, 0.03 + 1 / 60))  # never in step with the frames
        typed = self._line.type(expected.code)
        until = typed + LONGEST_WAIT
        pause = 0.08  # looking into the page would disturb what is measured
        while time.monotonic() < until:
            time.sleep(pause)
            pause = 0.02
            for seen, swapped, painted in self._page.evaluate("benchMarks"):
                kind, _, text = seen.partition("|")
                if kind == expected.kind and expected.text in text:
                    return Painted(
                        kind,
                        self._origin + swapped / 1000 - typed,
                        self._origin + painted / 1000 - typed,
                    )
        raise NeverPainted(f"no answer {expected.kind!r} to {expected.code!r}")

    def scan_quietly(self, code: str, script: str) -> None:
        """Type one code and wait until `script` is true in the page; not measured."""
        until = self._line.type(code) + LONGEST_WAIT
        while not self._page.evaluate(script):
            if time.monotonic() > until:
                raise NeverPainted(f"{script} did not come true")
            time.sleep(0.05)

    def front(self) -> None:
        """Bring the page to the front before its turn."""
        self._page.bring_to_front()


def chromium_path() -> str | None:
    """The system's Chromium, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def why_no_browser() -> str | None:
    """None when a browser can be driven here, else what is missing."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "the package playwright is missing (it comes with the test requirements)"
    if os.name != "posix":
        return "pseudo-terminals need a POSIX system"
    return None if chromium_path() else "no Chromium on the path"


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless browser, 1080×1920, closed at the end."""
    from playwright.sync_api import sync_playwright

    sandbox = [] if os.name != "posix" or os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=sandbox)
        try:
            yield browser
        finally:
            browser.close()


def watch(browser: Any, url: str, line: SerialLine, cookies: Sequence[Any] = ()) -> Watched:
    """Open `url` in a context of its own and instrument it."""
    context = browser.new_context(viewport={"width": 1080, "height": 1920})
    if cookies:
        context.add_cookies(list(cookies))
    page = context.new_page()
    page.add_init_script(INSTRUMENT)
    page.goto(url)
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    return Watched(page, line)
