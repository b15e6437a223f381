"""Which copies a revaluation is about: a range of inventory numbers, a list, or all with an
old price; each with what it costs now and would cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, fn

from library.catalogue import CopyState
from library.inventory_book import author_title
from library.revaluation import NotPriced, Pricing, new_price
from server.tables import AccessionCopy, AccessionLine, Copy, InventoryLine, StockLink, Title

MOST_COPIES = 5_000
"""Of one act."""
OLD_STOCK = "existing"
"""Stands for a series: copies that were there before the program, by their old numbers."""
_PART = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list: an inventory number or a copy number, and its price if it has one."""

    number: str
    price_tiyn: int | None = None


@dataclass(frozen=True, slots=True)
class CopiesWanted:
    """`by` range (series, first to last), list, or written (all with an old price)."""

    by: str
    series: str = ""
    first: int = 0
    last: int = 0
    listed: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Revalued:
    """A copy with its price before and after, in tiyn, and what it is counted by."""

    copy_id: int
    inventory_no: str | None
    author_title: str
    year: int | None
    before: int
    after: int
    item_kind: str
    language: str | None
    grade: int | None
    bbk: str | None
    written_price: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """What keeps its price, and why (`NotPriced`)."""

    number: str
    code: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a revaluation would do. `too_many`: nothing, the choice is too large."""

    lines: tuple[Revalued, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    too_many: bool = False

    @property
    def before(self) -> int:
        """Sum of the old prices."""
        return sum(line.before for line in self.lines)

    @property
    def after(self) -> int:
        """Sum of the new prices."""
        return sum(line.after for line in self.lines)


def planned(wanted: CopiesWanted, pricing: Pricing) -> Plan:
    """The choice with its prices, inside a block of the library."""
    lines: list[Revalued] = []
    skipped: list[Skipped] = []
    rows, not_found = _chosen(wanted)
    if len(rows) > MOST_COPIES:
        return Plan(too_many=True)
    for row, listed in rows:
        number = row.inventory_no or row.code or ""
        price = _price(row, pricing, listed)
        if isinstance(price, NotPriced):
            skipped.append(Skipped(number, price.code))
            continue
        lines.append(Revalued(
            row.copy_id, row.inventory_no, author_title(row.author, row.name, row.volume),
            row.year, row.price_tiyn or 0, price, row.item_kind, row.language, row.grade,
            row.bbk, row.written_price,
        ))  # fmt: skip
    return Plan(tuple(lines), (*not_found, *skipped))


def _price(row: Any, pricing: Pricing, listed: int | None) -> int | NotPriced:
    if row.state == CopyState.WRITTEN_OFF.value:
        return NotPriced("gone")
    if row.accounting == "temporary":
        return NotPriced("temporary")
    return new_price(row.price_tiyn, row.written_price, pricing, listed)


def _chosen(wanted: CopiesWanted) -> tuple[list[tuple[Any, int | None]], list[Skipped]]:
    if wanted.by == "list":
        return _of_list(wanted.listed)
    copies = Copy.select(Copy.id)
    if wanted.by == "written":
        where: Any = Copy.id.in_(
            StockLink.select(StockLink.copy).where(StockLink.written_price.is_null(False))
        )
    elif wanted.series == OLD_STOCK:
        ids = _old_numbers(wanted.first, wanted.last)
        return [(row, None) for row in _rows_of(ids)], []
    else:
        where = Copy.id.in_(
            InventoryLine.select(InventoryLine.copy).where(
                InventoryLine.series == wanted.series,
                InventoryLine.number.between(wanted.first, wanted.last),
                InventoryLine.corrects.is_null(),
            )
        )
    # One more than fits tells that the choice is too large.
    found: Any = copies.where(where).order_by(Copy.id).limit(MOST_COPIES + 1)
    return [(row, None) for row in _rows_of([each[0] for each in found.tuples()])], []


def _old_numbers(first: int, last: int) -> list[int]:
    """Copies of the old stock whose number, as written, is a whole one of the range."""
    rows: Any = StockLink.select(StockLink.copy, StockLink.written_no).where(
        StockLink.written_no.is_null(False), fn.LENGTH(StockLink.written_no) <= len(str(last))
    )
    found = [
        (int(text), copy_id)
        for copy_id, text in rows.tuples()
        if text.isascii() and text.isdigit() and first <= int(text) <= last
    ]
    return [copy_id for _number, copy_id in sorted(found)][: MOST_COPIES + 1]


def _of_list(listed: Sequence[Listed]) -> tuple[list[tuple[Any, int | None]], list[Skipped]]:
    """By copy number or inventory number; a number of several copies is told, not guessed."""
    prices: dict[int, int | None] = {}
    skipped: list[Skipped] = []
    by_code, by_number = _by_number([each.number for each in listed])
    for each in listed:
        found = by_code.get(each.number, by_number.get(each.number, []))
        if len(found) != 1 or found[0] in prices:
            skipped.append(Skipped(each.number, "double" if found else "unknown"))
        else:
            prices[found[0]] = each.price_tiyn
    return [(row, prices[row.copy_id]) for row in _rows_of(list(prices))], skipped


def _by_number(numbers: Sequence[str]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    by_code: dict[str, list[int]] = {}
    by_number: dict[str, list[int]] = {}
    for part in _parts(numbers):
        rows: Any = Copy.select(Copy.id, Copy.code, Copy.inventory_no).where(
            Copy.code.in_(part) | Copy.inventory_no.in_(part)
        )
        for copy_id, code, number in rows.tuples():
            if code:
                by_code.setdefault(code, []).append(copy_id)
            if number:
                by_number.setdefault(number, []).append(copy_id)
    return by_code, by_number


def _rows_of(ids: Sequence[int]) -> list[Any]:
    """What the plan needs of each copy, in the given order."""
    found: dict[int, Any] = {}
    for part in _parts(ids):
        asked: Any = (
            Copy.select(
                Copy.id.alias("copy_id"), Copy.code, Copy.inventory_no, Copy.state,
                Copy.price_tiyn, Title.author, Title.name, Title.volume, Title.year,
                Title.item_kind, Title.language, Title.grade, Title.bbk,
                AccessionLine.accounting, StockLink.written_price,
            )
            .join(Title)
            .join_from(Copy, AccessionCopy, JOIN.LEFT_OUTER, on=(AccessionCopy.copy == Copy.id))
            .join(AccessionLine, JOIN.LEFT_OUTER, on=(AccessionCopy.line == AccessionLine.id))
            .join_from(Copy, StockLink, JOIN.LEFT_OUTER, on=(StockLink.copy == Copy.id))
            .where(Copy.id.in_(part))
        )  # fmt: skip
        found.update((row.copy_id, row) for row in asked.namedtuples())
    return [found[each] for each in ids if each in found]


def _parts(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[place : place + _PART] for place in range(0, len(items), _PART))
