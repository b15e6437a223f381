"""Numbers without gaps: each is given inside the transaction that uses it, so a number given
to nothing does not exist, and none is given twice (one writer at a time on either engine)."""

from __future__ import annotations

from library.inventory_book import BOOKS as BOOKS
from library.inventory_book import TEXTBOOKS as TEXTBOOKS
from server.tables import NumberSeries


def take_numbers(key: str, count: int) -> range:
    """The next `count` numbers of a series, begun at 1 when it is new; inside a writing()
    block, and only right before they are written down."""
    row = NumberSeries.get_or_none(NumberSeries.key == key)
    first = 1 if row is None else int(row.next_number)
    if row is None:
        NumberSeries.create(key=key, next_number=first + count)
    else:
        NumberSeries.update(next_number=first + count).where(NumberSeries.key == key).execute()
    return range(first, first + count)


def next_of(key: str) -> int:
    """The number that would be given next; inside a block of the library."""
    row = NumberSeries.get_or_none(NumberSeries.key == key)
    return 1 if row is None else int(row.next_number)


def prefix_of(key: str) -> str:
    """What stands before the numbers of a series (`О-`); inside a block of the library."""
    row = NumberSeries.get_or_none(NumberSeries.key == key)
    return "" if row is None else str(row.prefix)


def summary_series(part: int, year: int) -> str:
    """The series of a part of the summary book: it begins anew each year (domain F2)."""
    return f"summary-{part}-{year}"


def act_series(kind: str, year: int) -> str:
    """The series of one kind of act: it begins anew each year."""
    return f"act-{kind}-{year}"
