"""How far a school is with its existing stock, and what an inspector would ask about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from peewee import fn

from library.existing_stock import DoubtfulNumber, doubtful_numbers
from server.server import Server
from server.services.settings import setting
from server.tables import Copy, StockLink, Title

GOAL = "stock.goal"
"""How many books the school had: counted by hand, or from its old summary book."""
SHOWN = 6


@dataclass(frozen=True, slots=True)
class LinkedLine:
    """One book that got its label."""

    copy_id: int
    code: str
    written_no: str
    title: str
    author: str
    linked_at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of so many; `goal` 0 when the school did not say."""

    linked: int
    today: int
    goal: int
    last: tuple[LinkedLine, ...]

    @property
    def percent(self) -> int:
        """Of the goal, never above 100."""
        return min(100, self.linked * 100 // self.goal) if self.goal else 0


def progress(server: Server, staff_id: int | None) -> Progress:
    """The counts, and the last books."""
    goal = setting(server.library, GOAL)
    morning = datetime.combine(server.today(), time.min, server.zone)
    with server.library.snapshot():
        linked = StockLink.select(fn.COUNT(StockLink.copy)).scalar() or 0
        today = (
            StockLink.select(fn.COUNT(StockLink.copy))
            .where(StockLink.linked_at >= morning)
            .scalar()
            or 0
        )
        last = tuple(_last(staff_id))
    return Progress(int(linked), int(today), int(goal) if goal.isdigit() else 0, last)


def _last(staff_id: int | None) -> list[LinkedLine]:
    rows: Any = (
        StockLink.select(
            Copy.id, Copy.code, StockLink.written_no, Title.name, Title.author,
            StockLink.linked_at, StockLink.staff,
        )
        .join(Copy)
        .join(Title)
        .order_by(StockLink.linked_at.desc(), Copy.id.desc())
        .limit(SHOWN)
        .tuples()
    )  # fmt: skip
    return [
        LinkedLine(copy_id, code, number or "", name, author, at, staff == staff_id)
        for copy_id, code, number, name, author, at, staff in rows
    ]


def doubtful(server: Server) -> list[DoubtfulNumber]:
    """Doubles, letters and gaps among the old numbers of linked books."""
    with server.library.snapshot():
        numbers: Any = StockLink.select(StockLink.written_no).where(
            StockLink.written_no.is_null(False)
        )
        return doubtful_numbers(row[0] for row in numbers.tuples())
