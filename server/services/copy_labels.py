"""Which copies get a label: those of a title, new ones, a range of numbers.

No question here reads all copies: a million of them may stand behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from server.server import Server
from server.tables import Copy, Title

MOST_LABELS = 480
"""Labels of one printing: twenty sheets."""
_NEWEST = 20_000
"""New copies have the highest numbers: older rows are not looked at."""


@dataclass(frozen=True, slots=True)
class CopyLabel:
    """What stands on a label."""

    copy_id: int
    code: str
    title: str
    inventory_no: str | None


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one printing; `total` is how many there are, of which at most
    MOST_LABELS are given; `without_number` copies cannot have a label yet."""

    labels: list[CopyLabel]
    total: int
    without_number: int = 0


def labels_of_title(server: Server, title_id: int) -> Labels:
    """All copies of a title, written-off ones left out."""
    return _labels(server, (Copy.title == title_id) & (Copy.state != "written-off"))


def labels_added_since(server: Server, day: date) -> Labels:
    """Copies that came on `day` or later."""
    with server.library.reading():
        newest = Copy.select(fn.MAX(Copy.id)).scalar() or 0
    return _labels(server, (Copy.id > newest - _NEWEST) & (Copy.added_on >= day))


def labels_between(server: Server, first: str, last: str) -> Labels:
    """Copies whose numbers lie between two numbers of ten digits, both included."""
    return _labels(server, (Copy.code >= first) & (Copy.code <= last))


def title_name(server: Server, title_id: int) -> str | None:
    """The title's name, or None."""
    with server.library.reading():
        row = Title.get_or_none(Title.id == title_id)
    return None if row is None else str(row.name)


def _labels(server: Server, condition: Any) -> Labels:
    with server.library.snapshot():
        numbered = condition & Copy.code.is_null(False)
        total = Copy.select(fn.COUNT(Copy.id)).where(numbered).scalar() or 0
        bare = Copy.select(fn.COUNT(Copy.id)).where(condition & Copy.code.is_null()).scalar() or 0
        rows: Any = (
            Copy.select(Copy.id, Copy.code, Title.name, Copy.inventory_no)
            .join(Title)
            .where(numbered)
            .order_by(Copy.code)
            .limit(MOST_LABELS)
            .tuples()
        )
        return Labels([CopyLabel(*row) for row in rows], int(total), int(bare))
