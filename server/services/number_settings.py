"""How inventory numbers run: from which number on, with what prefix, textbooks in a series of
their own or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import fn

from library.inventory_book import LONGEST_PREFIX, MOST_NUMBER, after_highest
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.number_series import BOOKS, TEXTBOOKS, next_of, prefix_of
from server.services.settings import put_setting
from server.tables import Copy, InventoryLine, NumberSeries, Setting

OWN_TEXTBOOKS = "accession.own-textbooks"
"""`yes`: textbooks are numbered in a series of their own."""

TEXTBOOK_PREFIX = "О-"
"""Before the numbers of textbooks until the librarian says another: оқулық."""


@dataclass(frozen=True, slots=True)
class SeriesState:
    """A series: what comes next; `begun`: a number was given, so it is settled. `suggested` is
    the start after the highest old number that is written in the stock; of a series that
    has begun or is not used, its next number."""

    key: str
    prefix: str
    next_number: int
    begun: bool
    suggested: int


@dataclass(frozen=True, slots=True)
class NumberSettings:
    """`own_textbooks`: textbooks are numbered in a series of their own."""

    books: SeriesState
    textbooks: SeriesState
    own_textbooks: bool


@dataclass(frozen=True, slots=True)
class StartRefused:
    """Text key `accession.start-<code>`: series (there is none of this key), begun (a number
    was given), number (1 to 9,999,999), prefix (at most 10 letters), same (both series
    would write the same numbers)."""

    code: str


def number_settings(server: Server) -> NumberSettings:
    """How numbers run now."""
    with server.library.snapshot():
        return _settings()


def set_start(
    server: Server, deed: Deed, key: str, start: int, prefix: str = ""
) -> NumberSettings | StartRefused:
    """Set where a series (`inventory-books`, `inventory-textbooks`) begins, once: refused
    after its first number was given."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return _settings()
        refused = _refused(key, start, prefix)
        if refused is not None:
            return StartRefused(refused)
        old = [prefix_of(key), next_of(key)]
        NumberSeries.delete().where(NumberSeries.key == key).execute()
        NumberSeries.create(key=key, prefix=prefix, next_number=start)
        write_deed(server, work, deed, before={"old": old, "new": [prefix, start]})
        return _settings()


def set_own_textbooks(server: Server, deed: Deed, own: bool) -> NumberSettings:
    """Number textbooks in a series of their own from now on, or not."""
    with server.library.writing() as work:
        if not done_before(work, deed):
            old = own_textbooks()
            put_setting(OWN_TEXTBOOKS, "yes" if own else None)
            if own and NumberSeries.get_or_none(NumberSeries.key == TEXTBOOKS) is None:
                NumberSeries.create(key=TEXTBOOKS, prefix=TEXTBOOK_PREFIX, next_number=1)
            write_deed(server, work, deed, before={"old": [old], "new": [own]})
        return _settings()


def own_textbooks() -> bool:
    """Whether textbooks have a series of their own; inside a block of the library."""
    row: Any = Setting.get_or_none(Setting.key == OWN_TEXTBOOKS)
    return row is not None and row.value == "yes"


def begun(key: str) -> bool:
    """Whether a number of the series was given; inside a block of the library."""
    return InventoryLine.select().where(InventoryLine.series == key).exists()


def _settings() -> NumberSettings:
    own = own_textbooks()
    return NumberSettings(_state(BOOKS), _state(TEXTBOOKS, own), own)


def _state(key: str, used: bool = True) -> SeriesState:
    prefix, started = prefix_of(key), begun(key)
    number = next_of(key)
    open_start = used and not started
    return SeriesState(key, prefix, number, started, _suggested(prefix) if open_start else number)


def _suggested(prefix: str) -> int:
    """Of digits of one length the highest text is the highest number, so the engine looks for
    it: the stock may have a million numbers."""
    tail = fn.SUBSTR(Copy.inventory_no, len(prefix) + 1)
    rows: Any = (
        Copy.select(fn.MAX(tail))
        .where(
            fn.SUBSTR(Copy.inventory_no, 1, len(prefix)) == prefix,
            fn.LTRIM(tail, "0123456789") == "", tail != "",
        )
        .group_by(fn.LENGTH(tail))
        .tuples()
    )  # fmt: skip
    return after_highest(row[0] for row in rows)


def _refused(key: str, start: int, prefix: str) -> str | None:
    if key not in (BOOKS, TEXTBOOKS):
        return "series"
    if begun(key):
        return "begun"
    if not 1 <= start <= MOST_NUMBER:
        return "number"
    if len(prefix) > LONGEST_PREFIX or prefix[-1:].isdigit() or prefix != prefix.strip():
        return "prefix"
    other = TEXTBOOKS if key == BOOKS else BOOKS
    row: Any = NumberSeries.get_or_none(NumberSeries.key == other)
    return "same" if row is not None and row.prefix == prefix else None
