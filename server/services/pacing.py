"""A number that is costly in a large library is counted less often there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")
CHEAP_SECONDS = 0.01
"""What costs less is counted whenever somebody asks."""
SHARE = 100
"""Anything else rests for so many times what it cost: one hundredth of a processor."""


class Paced(Generic[Value]):
    """Keeps what `compute` gave; threads may share it."""

    def __init__(
        self, compute: Callable[[], Value], clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._compute = compute
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: tuple[Hashable, Value] | None = None
        self._rests_until = 0.0

    def get(self, about: Hashable = None) -> Value:
        """The value, computed anew when `about` differs (another day) or it has rested."""
        with self._lock:
            began = self._clock()
            if self._kept is None or self._kept[0] != about or began >= self._rests_until:
                self._kept = about, self._compute()
                cost = self._clock() - began
                rest = 0.0 if cost < CHEAP_SECONDS else SHARE * cost
                self._rests_until = began + cost + rest
            return self._kept[1]
