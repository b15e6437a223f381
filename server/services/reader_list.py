"""The list of readers: filtered, ordered and cut by the database, whatever their number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, SQL, Case, fn

from i18n.sorting import sort_key
from library.classes import class_label
from library.re_registration import marks_count_since
from library.readers import Category, ReaderState
from server.server import Server
from server.tables import Card, Loan, Membership, Reader, SchoolClass


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """One line. `state`: `absent` (left?), `expired`, or a ReaderState; `marked`: has this
    year's mark of re-registration."""

    reader_id: int
    name: str
    category: str
    state: str
    class_label: str
    card: str
    loans: int
    overdue: int
    re_registered_on: date | None
    marked: bool


@dataclass(frozen=True, slots=True)
class WantedReaders:
    """Which readers, all parts at once; empty: any. `state` as in ReaderLine, or `here`: has
    not left; `mark`: `marked` or `unmarked` this year; `holds`: `loans` or `overdue`."""

    class_id: int | None = None
    category: str = ""
    state: str = ""
    mark: str = ""
    holds: str = ""


@dataclass(frozen=True, slots=True)
class ReaderLines:
    """Some of the lines and how many there are in all."""

    lines: list[ReaderLine]
    total: int


def list_readers(
    server: Server, wanted: WantedReaders, sort: str = "name", down: bool = False,
    first: int = 0, count: int | None = None,
    said: Callable[[str], str] = str,
) -> ReaderLines:  # fmt: skip
    """Readers by name, class, category, card, loans, overdue, marked or state; those
    without the value stand last. `said` gives the word of a category, by which it is
    ordered."""
    today = server.today()
    since = marks_count_since(server.calendar, today)
    with server.library.snapshot():
        held = _held(today)
        conditions = _conditions(wanted, today, since, held)
        total = _joined(Reader.select(fn.COUNT(Reader.id)), held).where(*conditions).scalar()
        rows = _joined(_columns(held), held).where(*conditions)
        rows = rows.order_by(*_order(sort, down, held, said))
        if count is not None:
            rows = rows.limit(count).offset(first)
        return ReaderLines([_line(row, today, since) for row in rows.tuples()], int(total or 0))


def _held(today: date) -> Any:
    """Open loans and those past their date, by reader."""
    late = fn.SUM(Case(None, [(Loan.due_on < today, 1)], 0))
    return (
        Loan.select(Loan.reader, fn.COUNT(Loan.id).alias("loans"), late.alias("late"))
        .where(Loan.closed_at.is_null(), Loan.reader.is_null(False))
        .group_by(Loan.reader)
        .alias("held")
    )


def _card() -> Any:
    """The newest card that works: the one in the reader's hand."""
    other = Card.alias()
    newest = other.select(fn.MAX(other.id)).where(
        other.reader == Reader.id, other.state == "active"
    )
    return Card.select(Card.number).where(Card.id == newest)


def _columns(held: Any) -> Any:
    return Reader.select(
        Reader.id, Reader.surname, Reader.given_name, Reader.patronymic, Reader.category,
        Reader.state, Reader.absent_since, Reader.valid_until, SchoolClass.grade,
        SchoolClass.letter, _card().alias("card"), held.c.loans, held.c.late,
        Reader.re_registered_on,
    )  # fmt: skip


def _joined(query: Any, held: Any) -> Any:
    return (
        query.join(
            Membership, JOIN.LEFT_OUTER,
            on=(Membership.reader == Reader.id) & Membership.to_on.is_null(),
        )
        .join(SchoolClass, JOIN.LEFT_OUTER, on=Membership.school_class == SchoolClass.id)
        .join_from(Reader, held, JOIN.LEFT_OUTER, on=held.c.reader_id == Reader.id)
    )  # fmt: skip


def _conditions(wanted: WantedReaders, today: date, since: date, held: Any) -> list[Any]:
    found: list[Any] = [Reader.removed_at.is_null()]
    marked = Reader.re_registered_on.is_null(False) & (Reader.re_registered_on >= since)
    states: dict[str, Any] = {
        "here": Reader.state != ReaderState.LEFT.value,
        "absent": Reader.absent_since.is_null(False),
        "expired": (Reader.valid_until < today) & (Reader.state != ReaderState.LEFT.value),
        **{each.value: Reader.state == each.value for each in ReaderState},
    }
    others: dict[str, Any] = {
        "marked": marked,
        "unmarked": Reader.re_registered_on.is_null() | (Reader.re_registered_on < since),
        "loans": held.c.loans > 0,
        "overdue": held.c.late > 0,
    }
    if wanted.class_id is not None:
        found.append(Membership.school_class == wanted.class_id)
    if wanted.category:
        found.append(Reader.category == wanted.category)
    found += [states[word] for word in (wanted.state,) if word]
    return found + [others[word] for word in (wanted.mark, wanted.holds) if word]


def _order(sort: str, down: bool, held: Any, said: Callable[[str], str]) -> list[Any]:
    letters: Any = SchoolClass.select(SchoolClass.letter).distinct().tuples()
    by_place = sorted((letter for (letter,) in letters), key=sort_key)
    by_word = sorted(Category, key=lambda each: sort_key(said(each.value)))
    orders: dict[str, list[Any]] = {
        "name": [Reader.sort_key],
        "class": [SchoolClass.grade, _places(SchoolClass.letter, by_place)],
        "category": [_places(Reader.category, [each.value for each in by_word])],
        "card": [SQL("card")],
        "loans": [held.c.loans],
        "overdue": [held.c.late],
        "marked": [Reader.re_registered_on],
        "state": [Reader.absent_since.is_null(), Reader.state],
    }
    chosen = orders.get(sort, orders["name"])
    # "card" is a computed column: both engines order by its name, but compute nothing with it.
    empty = [] if sort in ("card", "state") else [chosen[0].is_null()]
    turned = [part.desc() if down else part.asc() for part in chosen]
    return [*empty, *turned, Reader.sort_key, Reader.id]


def _places(column: Any, values: list[str]) -> Any:
    places = [(value, place) for place, value in enumerate(values)]
    return Case(column, places, len(places)) if places else SQL("0")


def _line(row: tuple[Any, ...], today: date, since: date) -> ReaderLine:
    (reader_id, surname, given, patronymic, category, state, absent, valid_until, grade, letter,
     card, loans, late, marked_on) = row  # fmt: skip
    if absent is not None:
        state = "absent"
    elif state == ReaderState.ACTIVE.value and valid_until is not None and valid_until < today:
        state = "expired"
    return ReaderLine(
        reader_id, " ".join(filter(None, (surname, given, patronymic))), category, state,
        "" if grade is None else class_label(grade, letter), card or "", int(loans or 0),
        int(late or 0), marked_on, marked_on is not None and marked_on >= since,
    )  # fmt: skip
