"""Something of the library that is read often and changed rarely, kept for a minute."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Kept(Generic[_T]):
    """What `load` gives, read again when it is older than `seconds` or was forgotten.

    Between two loads asking costs no query; other processes see a change within `seconds`.
    """

    def __init__(self, load: Callable[[], _T], seconds: float) -> None:
        self._load, self._seconds = load, seconds
        self._found: tuple[float, _T] | None = None
        self._changes = 0
        self._loading = threading.Lock()

    def get(self) -> _T:
        """The kept value, never older than `seconds`."""
        found = self._found
        if found is not None and time.monotonic() - found[0] < self._seconds:
            return found[1]
        with self._loading:
            changes = self._changes
            value = self._load()
            # What was forgotten while it was read may be the old one: not kept.
            if changes == self._changes:
                self._found = (time.monotonic(), value)
            return value

    def forget(self) -> None:
        """Read it again at its next use: it was changed here."""
        self._changes += 1
        self._found = None
