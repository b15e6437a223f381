"""How wrong PINs and passwords slow down whoever tries: free tries, then growing waits."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Slowing:
    """`free` wrong tries cost nothing, the next waits `first_seconds`, each one more twice
    as long, at most `longest_seconds`. Without a wrong try for `forget_seconds` the count
    starts anew (0: never, only success clears it)."""

    free: int
    first_seconds: int
    longest_seconds: int
    forget_seconds: int = 0

    def wait_after(self, failures: int) -> int:
        """Seconds to wait after so many wrong tries."""
        if failures <= self.free:
            return 0
        steps = min(failures - self.free - 1, 30)
        return min(self.first_seconds << steps, self.longest_seconds)

    def until(self, failures: int, now: datetime) -> datetime | None:
        """The end of the wait that begins now, if there is one."""
        seconds = self.wait_after(failures)
        return now + timedelta(seconds=seconds) if seconds else None

    def counted(self, failures: int, failed_at: datetime | None, now: datetime) -> int:
        """The failures that still count."""
        if self.forget_seconds and failed_at is not None:
            fresh = now - failed_at < timedelta(seconds=self.forget_seconds)
            return failures if fresh else 0
        return failures


READER_PIN = Slowing(free=3, first_seconds=30, longest_seconds=15 * 60)
STATION_PIN = Slowing(free=10, first_seconds=30, longest_seconds=5 * 60, forget_seconds=30 * 60)
STAFF_PASSWORD = Slowing(free=3, first_seconds=5, longest_seconds=15 * 60)


def seconds_left(until: datetime | None, now: datetime) -> int:
    """Whole seconds until then, rounded up; 0 when over."""
    if until is None or until <= now:
        return 0
    return int((until - now).total_seconds()) + 1


class Strangers:
    """Logins nobody has are slowed like those somebody has, so that trying tells nothing.

    Kept in memory, the last `most` of them: there is nothing to protect behind them.
    """

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._tried: OrderedDict[str, tuple[int, datetime | None]] = OrderedDict()
        self._using = threading.Lock()

    def wait(self, login: str, now: datetime) -> int:
        """Seconds to wait after one more try of this login; the rest of a running wait."""
        name = login.strip().casefold()
        with self._using:
            failures, until = self._tried.pop(name, (0, None))
            left = seconds_left(until, now)
            if not left:
                failures += 1
                until = STAFF_PASSWORD.until(failures, now)
            self._tried[name] = (failures, until)
            while len(self._tried) > self._most:
                self._tried.popitem(last=False)
            return left or STAFF_PASSWORD.wait_after(failures)
