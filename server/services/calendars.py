"""Changing the school's days: what that means for open loans first, then in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Any

from peewee import fn

from library.calendar_changes import LoanGroup, Move, moves
from library.catalogue import ItemKind
from library.readers import Category
from library.school_year import ClosedPeriod, NoOpenDay, OpeningHours, SchoolCalendar, SchoolYear
from server import tables
from server.errors import LibraryError
from server.server import Server
from server.services.calendar import load_calendar
from server.services.deeds import Deed, done_before, write_deed
from server.tables import Copy, Loan, SchoolClass, Title
from server.tables.fields import day_of

Value = SchoolYear | ClosedPeriod | tuple[OpeningHours, ...]


class CalendarFault(LibraryError):
    """The change cannot stand; `code` ends the text key `calendar.fault-<code>`, `about`
    names what it meets."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code)
        self.code, self.about = code, about


@dataclass(frozen=True, slots=True)
class Row:
    """A year or a closed period with its number."""

    row_id: int
    value: SchoolYear | ClosedPeriod


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `what` is year, closed or hours; `row_id` None adds; `value` None
    removes. Hours are always the whole week."""

    what: str
    row_id: int | None
    value: Value | None

    @property
    def content(self) -> str:
        """All it says, to tell equal forms from different ones."""
        return repr((self.what, self.row_id, self.value))


def years(server: Server) -> list[Row]:
    """All school years, the latest first."""
    with server.library.reading():
        rows = tables.SchoolYear.select().order_by(tables.SchoolYear.first_on.desc())
        return [Row(row.id, _year(row)) for row in rows]


def closed_periods(server: Server) -> list[Row]:
    """All vacations, holidays and closed days, in their order."""
    with server.library.reading():
        rows = tables.ClosedPeriod.select().order_by(tables.ClosedPeriod.first_on)
        return [Row(row.id, _period(row)) for row in rows]


def proposed(change: Change, old: SchoolCalendar, before: Value | None) -> SchoolCalendar:
    """The calendar after the change; `before` is what stands in its row now. Raises
    CalendarFault."""
    if change.what == "hours":
        assert isinstance(change.value, tuple)
        return _checked(SchoolCalendar(old.years, old.closed, change.value))
    if change.what == "year":
        kept = [each for each in old.years if each != before]
        if isinstance(change.value, SchoolYear):
            kept.append(change.value)
        kept.sort(key=lambda each: each.first_on)
        for one, other in pairwise(kept):
            if other.first_on <= one.last_on:
                raise CalendarFault("overlap", one.name if other is change.value else other.name)
        return _checked(SchoolCalendar(tuple(kept), old.closed, old.hours))
    closed = list(old.closed)
    if before is not None:
        closed.remove(before)  # type: ignore[arg-type]
    if isinstance(change.value, ClosedPeriod):
        value = change.value
        twin = (value.kind, value.first_on, value.last_on)
        if any((each.kind, each.first_on, each.last_on) == twin for each in closed):
            raise CalendarFault("twice")
        closed.append(value)
    return _checked(SchoolCalendar(old.years, tuple(closed), old.hours))


def preview(server: Server, change: Change) -> tuple[Move, ...]:
    """Which open loans the change would move. Raises CalendarFault."""
    with server.library.snapshot():
        old = load_calendar(server.library)
        before = _standing(change)
        _refuse_year_in_use(change, before)
        return _moves(server, old, proposed(change, old, before))


def change_calendar(server: Server, deed: Deed, change: Change, move: bool) -> int:
    """Do it, and move the loans it concerns when `move`; how many were moved. Raises
    CalendarFault, also when the row is gone."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return 0
        old = load_calendar(server.library)
        before = _standing(change)
        new = proposed(change, old, before)
        _refuse_year_in_use(change, before)
        _write(change)
        moved = _move_loans(_moves(server, old, new)) if move else []
        write_deed(server, work, deed, before={
            "what": change.what, "old": _said(old.hours if change.what == "hours" else before),
            "new": _said(change.value), "moved": moved,
        })  # fmt: skip
    server.forget_calendar()
    # Read at once: a snapshot begun before the change must not bring the old days back.
    return sum(len(loans) for _from, _to, loans in moved) if server.calendar else 0


def _standing(change: Change) -> SchoolYear | ClosedPeriod | None:
    """What stands in the row of the change; None when it adds. Raises CalendarFault."""
    if change.row_id is None:
        return None
    table: Any = tables.SchoolYear if change.what == "year" else tables.ClosedPeriod
    row = table.get_or_none(table.id == change.row_id)
    if row is None:
        raise CalendarFault("gone")
    return _year(row) if change.what == "year" else _period(row)


def _checked(calendar: SchoolCalendar) -> SchoolCalendar:
    try:
        calendar.next_open_day(date(2000, 1, 1))
    except NoOpenDay as fault:
        raise CalendarFault("no-open-day") from fault
    return calendar


def _refuse_year_in_use(change: Change, before: Value | None) -> None:
    """A year with classes is not removed: they are known by its name."""
    if change.value is not None or not isinstance(before, SchoolYear):
        return
    if SchoolClass.select().where(SchoolClass.year == before.name).exists():
        raise CalendarFault("year-has-classes", before.name)


def _moves(server: Server, old: SchoolCalendar, new: SchoolCalendar) -> tuple[Move, ...]:
    today = server.today()
    rows: Any = (
        Loan.select(Loan.due_on, Loan.category, Title.item_kind, fn.COUNT(Loan.id))
        .join(Copy)
        .join(Title)
        .where(Loan.closed_at.is_null(), Loan.due_on > today)
        .group_by(Loan.due_on, Loan.category, Title.item_kind)
        .tuples()
    )
    groups = [
        LoanGroup(day_of(due), Category(category), ItemKind(kind), count)
        for due, category, kind, count in rows
    ]
    try:
        return moves(groups, server.policy, old, new, today)
    except NoOpenDay as fault:
        raise CalendarFault("no-open-day") from fault


def _move_loans(found: Sequence[Move]) -> list[tuple[str, str, list[int]]]:
    """Give the loans their new dates; which ones, for the journal."""
    # All are found before any is moved: a loan moved to another group's day moves once.
    moved = [(move, _loans_of(move.group)) for move in found]
    for move, loans in moved:
        for first in range(0, len(loans), 500):
            part = loans[first : first + 500]
            Loan.update(due_on=move.to).where(Loan.id.in_(part)).execute()
    return [(m.group.due_on.isoformat(), m.to.isoformat(), loans) for m, loans in moved]


def _loans_of(group: LoanGroup) -> list[int]:
    rows = (
        Loan.select(Loan.id)
        .join(Copy)
        .join(Title)
        .where(
            Loan.closed_at.is_null(), Loan.due_on == group.due_on,
            Loan.category == group.category.value, Title.item_kind == group.kind.value,
        )
    )  # fmt: skip
    return [row.id for row in rows]


def _write(change: Change) -> None:
    value = change.value
    if change.what == "hours":
        tables.OpeningHours.delete().execute()
        for each in value if isinstance(value, tuple) else ():
            tables.OpeningHours.create(
                weekday=each.weekday, opens=clock(each.opens), closes=clock(each.closes)
            )
        return
    table: Any = tables.SchoolYear if change.what == "year" else tables.ClosedPeriod
    if isinstance(value, SchoolYear):
        status = "confirmed" if value.confirmed else "unconfirmed"
        said: dict[str, Any] = {"name": value.name, "status": status}
    elif isinstance(value, ClosedPeriod):
        said = {"name": value.name, "kind": value.kind}
    else:
        table.delete().where(table.id == change.row_id).execute()
        return
    said |= {"first_on": value.first_on, "last_on": value.last_on}
    if change.row_id is None:
        table.create(**said)
    else:
        table.update(**said).where(table.id == change.row_id).execute()


def clock(value: time) -> str:
    """`HH:MM`; the last instant of a day is 24:00."""
    return "24:00" if value == time.max else f"{value:%H:%M}"


def _said(value: Value | None) -> Any:
    """Plain values for the journal."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return [[each.weekday, clock(each.opens), clock(each.closes)] for each in value]
    said: dict[str, Any] = {
        "name": value.name, "first_on": value.first_on.isoformat(),
        "last_on": value.last_on.isoformat(),
    }  # fmt: skip
    if isinstance(value, SchoolYear):
        return said | {"confirmed": value.confirmed}
    return said | {"kind": value.kind}


def _year(row: Any) -> SchoolYear:
    return SchoolYear(row.name, row.first_on, row.last_on, row.status == "confirmed")


def _period(row: Any) -> ClosedPeriod:
    return ClosedPeriod(row.kind, row.name, row.first_on, row.last_on)
