"""Titles as the desk lists and shows them.

A list page reads an index that holds all it filters by, and counts copies only of the
titles it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from library.catalogue import CopyState, ItemKind
from server.server import Server
from server.tables import Copy, Loan, Place, Reader, Request, Title

MOST_COPIES = 300
"""Copies of one title that its page lists."""
KINDS = tuple(kind.value for kind in ItemKind)
LANGUAGES = ("kk", "ru", "en")
GRADES = range(1, 12)
_PART = 2000
_ORDERS = {"added": Title.added_on, "mark": Title.shelf_key}


@dataclass(frozen=True, slots=True)
class TitlesWanted:
    """What of the titles to list; `sort` is `name`, `mark` (the order of the
    shelves) or `added`."""

    item_kind: str | None = None
    language: str | None = None
    grade: int | None = None
    sort: str = "name"
    down: bool = False
    first: int = 0
    count: int = 100


@dataclass(frozen=True, slots=True)
class TitleLine:
    """One title of a list, with its copies that are not written off."""

    title_id: int
    name: str
    author: str
    item_kind: str
    language: str | None
    year: int | None
    grade: int | None
    added_on: date | None
    on_shelf: int
    copies: int
    shelf_mark: str = ""


@dataclass(frozen=True, slots=True)
class CopyOfTitle:
    """One copy on a title's page. Who has it is for eyes that may see readers."""

    copy_id: int
    code: str | None
    inventory_no: str | None
    state: str
    place: str | None
    reading_room_only: bool
    on_display: bool
    reader_id: int | None
    reader: str | None
    class_label: str | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits for the title, or whose copy stands ready."""

    request_id: int
    reader_id: int | None
    reader: str
    state: str
    copy_code: str | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class TitlePage:
    """A title with everything about it. `values` has the columns of the title by name."""

    title_id: int
    values: Any
    copies: tuple[CopyOfTitle, ...]
    more_copies: int
    waiting: tuple[Waiting, ...]
    loans: int

    @property
    def on_shelf(self) -> int:
        """Copies that stand on the shelf."""
        return sum(copy.state == CopyState.ON_SHELF.value for copy in self.copies)


def list_titles(server: Server, wanted: TitlesWanted) -> tuple[list[TitleLine], int]:
    """The titles of one page in their order, and how many fit in all."""
    where = _where(wanted)
    order = _ORDERS.get(wanted.sort, Title.sort_key)
    down = wanted.down
    ids: Any = (
        Title.select(Title.id)
        .where(*where)
        .order_by(order.desc() if down else order, Title.id.desc() if down else Title.id)
        .limit(wanted.count)
        .offset(wanted.first)
    )
    with server.library.snapshot():
        numbers = [row[0] for row in ids.tuples()]
        total = int(Title.select(fn.COUNT(Title.id)).where(*where).scalar())
        return _lines(numbers), total


def _where(wanted: TitlesWanted) -> list[Any]:
    pairs = (
        (Title.item_kind, wanted.item_kind),
        (Title.language, wanted.language),
        (Title.grade, wanted.grade),
    )
    return [column == value for column, value in pairs if value is not None] or [True]


def _lines(numbers: Sequence[int]) -> list[TitleLine]:
    rows: dict[int, Any] = {}
    counts: dict[int, dict[str, int]] = {}
    for start in range(0, len(numbers), _PART):
        part = numbers[start : start + _PART]
        rows |= {row.id: row for row in Title.select().where(Title.id.in_(part))}
        states: Any = (
            Copy.select(Copy.title, Copy.state, fn.COUNT(Copy.id))
            .where(Copy.title.in_(part))
            .group_by(Copy.title, Copy.state)
        )
        for title_id, state, count in states.tuples():
            counts.setdefault(title_id, {})[state] = count
    return [_line(rows[number], counts.get(number, {})) for number in numbers]


def _line(row: Any, states: dict[str, int]) -> TitleLine:
    gone = states.get(CopyState.WRITTEN_OFF.value, 0)
    return TitleLine(
        row.id, row.name, row.author, row.item_kind, row.language, row.year, row.grade,
        row.added_on, states.get(CopyState.ON_SHELF.value, 0), sum(states.values()) - gone,
        " ".join(filter(None, (row.bbk, row.author_mark, row.volume))),
    )  # fmt: skip


def title_page(server: Server, title_id: int) -> TitlePage | None:
    """Everything about one title; None when there is no such title."""
    with server.library.snapshot():
        row = Title.get_or_none(Title.id == title_id)
        if row is None:
            return None
        found = list(_copies(title_id))
        count = Copy.select().where(Copy.title == title_id).count()
        loans = Loan.select(fn.COUNT(Loan.id)).join(Copy).where(
            Copy.title == title_id, (Loan.closed_as != "voided") | Loan.closed_as.is_null()
        ).scalar()  # fmt: skip
        return TitlePage(
            title_id, row, tuple(found), count - len(found), tuple(waiting_for(title_id)), loans
        )


def _copies(title_id: int) -> Iterable[CopyOfTitle]:
    rows: Any = (
        Copy.select(
            Copy.id, Copy.code, Copy.inventory_no, Copy.state, Place.name, Copy.reading_room_only,
            Copy.on_display, Loan.reader, Reader.surname, Reader.given_name, Loan.class_label,
            Loan.due_on,
        )
        .join(Place, JOIN.LEFT_OUTER, on=Copy.home_place == Place.id)
        .join(Loan, JOIN.LEFT_OUTER, on=(Loan.copy == Copy.id) & Loan.closed_at.is_null())
        .join(Reader, JOIN.LEFT_OUTER, on=Loan.reader == Reader.id)
        .where(Copy.title == title_id)
        .order_by(Copy.id)
        .limit(MOST_COPIES)
    )  # fmt: skip
    for row in rows.tuples():
        name = f"{row[8]} {row[9]}" if row[8] is not None else None
        shown = (*row[:5], bool(row[5]), bool(row[6]), row[7], name, *row[10:])
        yield CopyOfTitle(*shown)


def waiting_for(title_id: int) -> Iterable[Waiting]:
    """Live requests of a title, oldest first; inside a block of the library."""
    rows: Any = (
        Request.select(
            Request.id, Request.reader, Reader.surname, Reader.given_name, Request.state,
            Copy.code, Request.asked_at,
        )
        .join(Reader, JOIN.LEFT_OUTER, on=Request.reader == Reader.id)
        .join(Copy, JOIN.LEFT_OUTER, on=Request.copy == Copy.id)
        .where(Request.title == title_id, Request.closed_at.is_null())
        .order_by(Request.asked_at, Request.id)
    )  # fmt: skip
    for request_id, reader_id, surname, given, state, code, asked_at in rows.tuples():
        name = f"{surname} {given}" if surname is not None else ""
        yield Waiting(request_id, reader_id, name, state, code, asked_at)
