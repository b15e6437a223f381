"""Labels printed ahead for existing stock: numbers are kept aside, books get them later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from library.scanned_code import COPY_DIGIT, SERIALS, make_number
from server.server import Server
from server.services.copy_numbers import next_serial
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.tables import Copy, LabelRoll

MOST = 1000
"""Labels of one roll: some thirty sheets, or a thermal roll."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Numbers from `first` to `last`; `used` stick on books."""

    roll_id: int
    first: str
    last: str
    count: int
    used: int
    printed_at: datetime


def add_roll(server: Server, deed: Deed, count: int) -> int:
    """Keep the next `count` numbers aside; the roll's number. Raises ValueError for a count
    outside 1 to MOST and when no serials are left."""
    if not 1 <= count <= MOST:
        raise ValueError("a roll has 1 to 1000 labels")
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            return int(recorded.detail["before"]["roll"])
        first = next_serial()
        if first + count > SERIALS:
            raise ValueError("no serials are left")
        row = LabelRoll.create(
            first_serial=first, last_serial=first + count - 1, printed_at=server.now(),
            staff=deed.origin.staff_id,
        )  # fmt: skip
        write_deed(server, work, deed, before={"roll": row.id, "labels": count})
        return int(row.id)


def rolls(server: Server) -> list[Roll]:
    """All rolls, newest first."""
    with server.library.snapshot():
        return [_roll(row) for row in LabelRoll.select().order_by(LabelRoll.id.desc())]


def roll_numbers(server: Server, roll_id: int) -> list[str]:
    """The numbers of a roll in order; empty when there is no such roll."""
    with server.library.reading():
        row = LabelRoll.get_or_none(LabelRoll.id == roll_id)
    if row is None:
        return []
    return [make_number(COPY_DIGIT, n) for n in range(row.first_serial, row.last_serial + 1)]


def _roll(row: LabelRoll) -> Roll:
    first = make_number(COPY_DIGIT, row.first_serial)
    last = make_number(COPY_DIGIT, row.last_serial)
    used = Copy.select(fn.COUNT(Copy.id)).where(Copy.code >= first, Copy.code <= last).scalar()
    return Roll(
        row.id, first, last, row.last_serial - row.first_serial + 1, int(used or 0), row.printed_at
    )
