"""How wrong PINs and passwords slow down whoever tries: free tries, then growing waits."""

from __future__ import annotations

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
