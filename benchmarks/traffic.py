"""Lend and return, lend and return: the questions that every contender is asked."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from library.operation_wire import to_wire
from library.operations import CheckIn, CheckOut, Origin

Pair = tuple[int, str]
"""A reader's id and the code of a copy that only this client touches."""


class Lane:
    """One client's pairs, over and over: each copy is lent to its reader, then returned.

    `lent`: the next operation is a return.
    """

    def __init__(self, pairs: Sequence[Pair]) -> None:
        if not pairs:
            raise ValueError("a client needs at least one pair")
        self._pairs = pairs
        self._place = 0
        self.lent = False

    def next_operation(self, station: int) -> CheckOut | CheckIn:
        """The next question. A return is confirmed and seen, so the copy stands on the
        shelf again and the 30 s rule for a book just lent does not answer instead."""
        reader, code = self._pairs[self._place]
        origin = Origin(str(uuid.uuid4()), station, datetime.now(UTC))
        if not self.lent:
            self.lent = True
            return CheckOut(origin, reader, code)
        self.lent = False
        self._place = (self._place + 1) % len(self._pairs)
        return CheckIn(origin, code, reader, confirmed=True, seen=True)


def body_of(question: CheckOut | CheckIn) -> bytes:
    """What is posted to a station API."""
    return json.dumps(to_wire(question)).encode()
