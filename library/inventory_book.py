"""How copies are numbered and written in the inventory book (domain F1)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from library.catalogue import ItemKind

BOOKS, TEXTBOOKS = "inventory-books", "inventory-textbooks"
"""The series of inventory numbers; textbooks have their own where the school wants it."""
MOST_NUMBER = 9_999_999
LONGEST_PREFIX = 10
LONGEST_LINE = 300

_DIGITS = re.compile(r"[0-9]{1,7}")


def series_of(accounting: str, item_kind: str, own_textbooks: bool) -> str | None:
    """The series that numbers a line's copies; None for what has no inventory numbers."""
    if accounting != "inventory":
        return None
    return TEXTBOOKS if own_textbooks and item_kind == ItemKind.TEXTBOOK else BOOKS


def written_number(prefix: str, number: int) -> str:
    """The number as it stands in the book and on the title page: `О-` and 17 are `О-17`."""
    return f"{prefix}{number}"


def after_highest(written: Iterable[str]) -> int:
    """Where new numbers may begin, so that no old one is met: after the highest that is
    nothing but digits, else 1."""
    numbers = (int(text) for text in written if _DIGITS.fullmatch(text))
    return min(max(numbers, default=0) + 1, MOST_NUMBER)


def author_title(author: str, name: str, volume: str | None = None) -> str:
    """What stands in the column for author and title: `Әуезов М. Абай жолы. т.1`."""
    said = f"{author.rstrip('. ')}. {name}" if author.strip() else name
    said = f"{said}. {volume}" if volume else said
    return said if len(said) <= LONGEST_LINE else said[: LONGEST_LINE - 1].rstrip() + "…"
