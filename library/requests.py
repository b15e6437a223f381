"""Requests: readers who wait for a title, in order of asking."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RequestState(StrEnum):
    """WAITING for any copy; READY: one copy stands on the hold shelf for it."""

    WAITING = "waiting"
    READY = "ready"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """One live request of a title (WAITING or READY), oldest first in every list;
    `copy_id` is the copy held for it while READY."""

    request_id: int
    reader_id: int
    state: RequestState
    copy_id: int | None = None
