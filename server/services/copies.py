"""Copies as the desk lists them: any page of a million within moments.

A filter that leaves few copies is answered from its index, then ordered; one that leaves
many is met often enough while the order itself is walked. Counting stops at COUNTED.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from peewee import JOIN, SQL, fn

from library.catalogue import CopyState
from server.server import Server
from server.tables import Copy, Loan, Place, Title

COUNTED = 10_000
"""More than so many are not counted: the list says that there are more."""
AWAY = tuple(
    state.value for state in CopyState if state not in (CopyState.ON_SHELF, CopyState.ON_LOAN)
)
_COMMON = (CopyState.ON_SHELF.value,)
_PART = 2000


@dataclass(frozen=True, slots=True)
class CopiesWanted:
    """What of the copies to list; `sort` is `code` or `title`."""

    state: str | None = None
    place_id: int | None = None
    item_kind: str | None = None
    sort: str = "code"
    down: bool = False
    first: int = 0
    count: int = 100


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One copy of a list; `due_on` while it is lent. Nobody's name stands in it."""

    copy_id: int
    code: str | None
    inventory_no: str | None
    title_id: int
    title: str
    author: str
    item_kind: str
    state: str
    place: str | None
    due_on: date | None


def list_copies(
    server: Server, wanted: CopiesWanted, counted: int = COUNTED
) -> tuple[list[CopyLine], int]:
    """The copies of one page in their order, and how many fit, counted to `counted` + 1."""
    with server.library.snapshot():
        few = _few(wanted, counted)
        if few is None:
            numbers, total = _walked(server, wanted), _counted(server, wanted, counted)
        else:
            numbers, total = _ordered(wanted, few), len(few)
        return _lines(numbers), total


def _few(wanted: CopiesWanted, counted: int) -> list[int] | None:
    """All copies that fit, when one of the filters leaves few; None when none does."""
    sources: list[Any] = []
    if wanted.state in AWAY:
        # Said in full, so that the index of the uncommon states is known to hold them all.
        away = SQL("\"t1\".\"state\" NOT IN ('on-shelf', 'on-loan')")
        sources.append(Copy.select(Copy.id).where(Copy.state == wanted.state, away))
    if wanted.place_id is not None:
        sources.append(Copy.select(Copy.id).where(Copy.home_place == wanted.place_id))
    if wanted.item_kind is not None:
        # The outer join makes the titles come first; one without copies gives no number.
        titles = Title.select(Copy.id).join(Copy, JOIN.LEFT_OUTER)
        sources.append(titles.where(Title.item_kind == wanted.item_kind))
    if wanted.state == CopyState.ON_LOAN.value:
        sources.append(Loan.select(Loan.copy).where(Loan.closed_at.is_null()))
    for source in sources:
        found = [row[0] for row in source.limit(counted + 1).tuples()]
        if len(found) <= counted:
            return _fitting(wanted, [number for number in found if number is not None])
    return None


def _fitting(wanted: CopiesWanted, numbers: Sequence[int]) -> list[int]:
    fitting: list[int] = []
    for start in range(0, len(numbers), _PART):
        query: Any = Copy.select(Copy.id).where(Copy.id.in_(numbers[start : start + _PART]))
        if wanted.item_kind is not None:
            query = query.join(Title).where(Title.item_kind == wanted.item_kind)
        if wanted.state is not None:
            query = query.where(Copy.state == wanted.state)
        if wanted.place_id is not None:
            query = query.where(Copy.home_place == wanted.place_id)
        fitting += [row[0] for row in query.tuples()]
    return fitting


def _ordered(wanted: CopiesWanted, numbers: Sequence[int]) -> list[int]:
    """One page of these copies in the order that is asked for."""
    keyed: list[tuple[Any, int]] = []
    for start in range(0, len(numbers), _PART):
        query: Any = Copy.select(_key(wanted), Copy.id).join(Title)
        query = query.where(Copy.id.in_(numbers[start : start + _PART]))
        keyed += [(_plain(key), copy_id) for key, copy_id in query.tuples()]
    keyed.sort(reverse=wanted.down)
    return [copy_id for _, copy_id in keyed[wanted.first : wanted.first + wanted.count]]


def _plain(key: Any) -> Any:
    """Copies without a number stand first, as in the index on SQLite."""
    return bytes(key) if isinstance(key, (bytes, memoryview)) else (key or "")


def _key(wanted: CopiesWanted) -> Any:
    return Title.sort_key if wanted.sort == "title" else Copy.code


def _walked(server: Server, wanted: CopiesWanted) -> list[int]:
    """One page, read in the order itself; what does not fit is passed over."""
    key = _key(wanted)
    order = (key.desc(), Copy.id.desc()) if wanted.down else (key, Copy.id)
    query: Any = Copy.select(Copy.id)
    if wanted.sort == "title":
        # The outer join makes the titles come first, in their order.
        query = Title.select(Copy.id).join(Copy, JOIN.LEFT_OUTER)
        query = query.where(fn.COALESCE(Copy.id, 0) > 0)
    elif wanted.item_kind is not None:
        query = query.join(Title)
    query = query.where(*_unindexed(server, wanted)).order_by(*order)
    return [row[0] for row in query.limit(wanted.count).offset(wanted.first).tuples()]


def _unindexed(server: Server, wanted: CopiesWanted) -> list[Any]:
    """The filters as expressions that no index answers: each would lead to a sort of nearly
    everything. SQLite is told that most rows fit; PostgreSQL knows by its statistics."""
    where: list[Any] = []
    if wanted.state is not None:
        where.append(fn.COALESCE(Copy.state, "") == wanted.state)
    if wanted.place_id is not None:
        where.append(fn.COALESCE(Copy.home_place, 0) == wanted.place_id)
    if wanted.item_kind is not None:
        where.append(fn.COALESCE(Title.item_kind, "") == wanted.item_kind)
    if where and server.library.is_sqlite:
        where = [fn.LIKELY(reduce(and_, where))]
    return where or [True]


def _counted(server: Server, wanted: CopiesWanted, counted: int) -> int:
    filters = (wanted.state, wanted.place_id, wanted.item_kind)
    if sum(value is not None for value in filters) == 1 and wanted.state not in _COMMON:
        return counted + 1  # found out while looking for few
    query: Any = Copy.select(Copy.id)
    if wanted.item_kind is not None:
        query = query.join(Title)
    some = query.where(*_unindexed(server, wanted)).limit(counted + 1).alias("some")
    return int(Copy.select(fn.COUNT(SQL("1"))).from_(some).scalar())


def _lines(numbers: Sequence[int]) -> list[CopyLine]:
    lines: dict[int, CopyLine] = {}
    for start in range(0, len(numbers), _PART):
        rows: Any = (
            Copy.select(
                Copy.id, Copy.code, Copy.inventory_no, Title.id, Title.name, Title.author,
                Title.item_kind, Copy.state, Place.name, Loan.due_on,
            )
            .join(Title)
            .join(Place, JOIN.LEFT_OUTER, on=Copy.home_place == Place.id)
            .join(Loan, JOIN.LEFT_OUTER, on=(Loan.copy == Copy.id) & Loan.closed_at.is_null())
            .where(Copy.id.in_(numbers[start : start + _PART]))
        )  # fmt: skip
        lines |= {row[0]: CopyLine(*row) for row in rows.tuples()}
    return [lines[number] for number in numbers]
