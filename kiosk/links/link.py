"""The port between a station and a library system."""

from __future__ import annotations

from typing import Protocol

from library.operations import Answer, Question


class Link(Protocol):
    """One blocking call; never raises for a "no". Raises only when the other side
    cannot be reached or broke; the station turns that into `Failed`."""

    def ask(self, question: Question) -> Answer:
        """Answer to one question; idempotent for questions with an origin."""
        ...
