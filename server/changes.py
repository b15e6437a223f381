"""Tells waiting pages that something in the library changed; costs a scan one addition."""

from __future__ import annotations

import threading


class Changes:
    """A count that rises with every change; pages wait for it to rise.

    `note` takes no lock that a reader holds for long and computes nothing: what changed is
    for the waiting page to find out.
    """

    def __init__(self) -> None:
        self._count = 0
        self._ended = False
        self._risen = threading.Condition()

    @property
    def count(self) -> int:
        """How many changes there were since the start."""
        return self._count

    @property
    def ended(self) -> bool:
        """Whether the program stops: who waits should let go."""
        return self._ended

    def note(self) -> None:
        """Something changed and is durable."""
        with self._risen:
            self._count += 1
            self._risen.notify_all()

    def end(self) -> None:
        """The program stops. Without the lock: a signal may come while this very thread
        holds it; who waits looks again within its timeout."""
        self._ended = True

    def wait(self, known: int, timeout: float) -> int:
        """The count once it differs from `known`, or after `timeout` seconds."""
        with self._risen:
            self._risen.wait_for(lambda: self._count != known, timeout)
            return self._count
