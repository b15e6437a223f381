"""What stands on the idle screens: new titles and the most read of the month, in turn.

No person is in them. The lists are made once an hour; the screens change calmly.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle

from kiosk.screens import IdlePart, ShelfBook
from library.operations import CopyCard
from server.server import Server
from server.services.arrivals import most_read, new_arrivals

SHELF = 4
"""Books on the idle screen."""
TURN_SECONDS = 30.0
"""How long one shelf stays; a pupil must never wait for it to come round."""
RENEW_SECONDS = 3600.0


class IdleShelves:
    """Gives the shelf whose turn it is."""

    def __init__(self, server: Server, clock: Callable[[], float] = time.monotonic) -> None:
        self._server = server
        self._clock = clock
        self._made_at = float("-inf")
        self._turns = cycle((IdlePart("new", ()),))

    def next(self) -> IdlePart:
        """The next shelf; an empty one is left out, and without any the help stands there."""
        if self._clock() - self._made_at >= RENEW_SECONDS:
            self._made_at = self._clock()
            self._turns = cycle(self._made())
        return next(self._turns)

    def _made(self) -> list[IdlePart]:
        shelves = [
            _part("new", new_arrivals(self._server, SHELF)),
            _part("most-read", most_read(self._server, SHELF)),
        ]
        return [shelf for shelf in shelves if shelf.shelf] or shelves[:1]


def _part(kind: str, cards: tuple[CopyCard, ...]) -> IdlePart:
    return IdlePart(kind, tuple(ShelfBook(card) for card in cards))
