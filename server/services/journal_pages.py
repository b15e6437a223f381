"""The journal as its page shows it: newest first, a page at a time, however long it is.

The journal has no index but those that lending needs. So a page is read backwards by `seq`
in windows; a rare kind is looked for until its time is over, and the page then says how
far it came (`Page.reached`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Any

from peewee import JOIN

from server.database import Work
from server.server import Server
from server.services.inverses import INVERSES
from server.services.journal import find
from server.services.journal_tail import first_seq_since, newest_seq
from server.services.undo import DESK_SECONDS, objection
from server.tables import Copy, Operation, Reader, Staff, Station, Title
from server.tables.fields import instant_of

WINDOW = 4_000
"""Rows that are looked through at once."""
LOOK_SECONDS = 0.1
"""How long a page looks for rows; a file may take longer."""
FILE_SECONDS = 20.0
FILE_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which operations. Days are those on which they were written, both counted in;
    `before` is a number of the journal, not counted in; `role`: only what this role may
    undo now."""

    kind: str | None = None
    station_id: int | None = None
    staff_id: int | None = None
    copy_id: int | None = None
    reader_id: int | None = None
    first_on: date | None = None
    last_on: date | None = None
    before: int | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One operation. `reader` is the whole name, for staff who may see it; `undoes` and
    `undone_by` are numbers of the journal, `undone_kind` what was undone."""

    seq: int
    operation_id: str
    kind: str
    happened_at: datetime
    recorded_at: datetime
    station: str | None
    staff: str | None
    copy_id: int | None
    code: str | None
    title: str | None
    reader_id: int | None
    reader: str | None
    undoes: int | None
    undone_kind: str | None
    undone_by: int | None

    @property
    def told_later(self) -> bool:
        """Whether it was written down well after it happened: a kiosk that was cut off, a
        day on paper."""
        return abs(self.recorded_at - self.happened_at) > timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Page:
    """`reached`: everything from this number on was looked at; older ones may follow.
    None: there are no older ones."""

    lines: list[Line]
    reached: int | None


def journal_page(server: Server, wanted: Wanted, count: int, seconds: float = LOOK_SECONDS) -> Page:
    """The newest operations that fit, at most `count`; looks for at most about `seconds`."""
    with server.library.snapshot() as work:
        low, high = _bounds(server, work, wanted)
        numbers, reached = _numbers(server, work, wanted, low, high, count, seconds)
        return Page(_lines(numbers), reached)


def _bounds(server: Server, work: Work, wanted: Wanted) -> tuple[int, int]:
    """From which number to before which one."""
    low, high = 1, newest_seq(work) + 1
    if wanted.first_on is not None:
        low = first_seq_since(work, _midnight(server, wanted.first_on))
    if wanted.last_on is not None:
        high = first_seq_since(work, _midnight(server, wanted.last_on + timedelta(days=1)))
    if wanted.role is not None:
        since = server.now() - timedelta(seconds=DESK_SECONDS.get(wanted.role, 0))
        low = max(low, first_seq_since(work, since))
    return low, high if wanted.before is None else min(high, wanted.before)


def _midnight(server: Server, day: date) -> datetime:
    return datetime.combine(day, clock_time(), server.zone).astimezone(UTC)


def _numbers(
    server: Server, work: Work, wanted: Wanted, low: int, high: int, count: int, seconds: float
) -> tuple[list[int], int | None]:
    """Numbers of what fits, newest first, and how far it looked."""
    fits = _fits(server, work, wanted)
    step = count if not _conditions(wanted) and wanted.role is None else WINDOW
    if wanted.copy_id is not None or wanted.reader_id is not None:
        step = high  # an index finds them all at once
    found: list[int] = []
    deadline = time.monotonic() + seconds
    while high > low:
        bottom = max(low, high - step)
        rows: Any = (
            Operation.select(Operation.seq)
            .where(Operation.seq >= bottom, Operation.seq < high, *_conditions(wanted))
            .order_by(Operation.seq.desc())
        )
        for (seq,) in rows.tuples():
            if fits(seq):
                found.append(seq)
            if len(found) == count:
                return found, seq if seq > low else None
        high = bottom
        if time.monotonic() > deadline:
            break
    return found, high if high > low else None


def _conditions(wanted: Wanted) -> list[Any]:
    found: list[Any] = []
    if wanted.kind is not None:
        found.append(Operation.kind == wanted.kind)
    elif wanted.role is not None:
        found.append(Operation.kind.in_(list(INVERSES)))
    for column, value in (
        (Operation.station, wanted.station_id), (Operation.staff, wanted.staff_id),
        (Operation.copy, wanted.copy_id), (Operation.reader, wanted.reader_id),
    ):  # fmt: skip
        if value is not None:
            found.append(column == value)
    return found


def _fits(server: Server, work: Work, wanted: Wanted) -> Callable[[int], bool]:
    """Whether the role may undo it now; everything fits when nobody asked for that."""
    if wanted.role is None:
        return lambda _seq: True
    now, role = server.now(), wanted.role

    def undoable(seq: int) -> bool:
        recorded = find(work, str(Operation.get(Operation.seq == seq).id))
        return recorded is not None and objection(work, recorded, role, now) is None

    return undoable


def _lines(numbers: list[int]) -> list[Line]:
    found: dict[int, Line] = {}
    undone, undoing = Operation.alias(), Operation.alias()
    for start in range(0, len(numbers), 500):
        rows: Any = (
            Operation.select(
                Operation.seq, Operation.id, Operation.kind, Operation.happened_at,
                Operation.recorded_at, Station.name, Staff.name, Staff.login, Copy.id, Copy.code,
                Title.name, Reader.id, Reader.surname, Reader.given_name, undone.seq,
                undone.kind, undoing.seq,
            )
            .join(Station, JOIN.LEFT_OUTER, on=Operation.station == Station.id)
            .join(Staff, JOIN.LEFT_OUTER, on=Operation.staff == Staff.id)
            .join(Copy, JOIN.LEFT_OUTER, on=Operation.copy == Copy.id)
            .join(Title, JOIN.LEFT_OUTER, on=Copy.title == Title.id)
            .join(Reader, JOIN.LEFT_OUTER, on=Operation.reader == Reader.id)
            .join(undone, JOIN.LEFT_OUTER, on=undone.id == Operation.undoes)
            .join(undoing, JOIN.LEFT_OUTER, on=undoing.undoes == Operation.id)
            .where(Operation.seq.in_(numbers[start : start + 500]))
        )  # fmt: skip
        found |= {row[0]: _line(row) for row in rows.tuples()}
    return [found[seq] for seq in numbers]


def _line(row: tuple[Any, ...]) -> Line:
    (seq, operation_id, kind, happened_at, recorded_at, station, staff, login, copy_id, code,
     title, reader_id, surname, given_name, undoes, undone_kind, undone_by) = row  # fmt: skip
    return Line(
        seq, operation_id, kind, instant_of(happened_at), instant_of(recorded_at), station,
        staff or login, copy_id, code, title, reader_id,
        None if reader_id is None else f"{surname} {given_name}".strip() or None,
        undoes, undone_kind, undone_by,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One operation with all that is kept of it. `before` is what stood before, `answer`
    what was answered: plain values, no names. `refused`: the code of what speaks against
    undoing it now, None when it may be undone; `inverse`: whether its kind ever may."""

    line: Line
    before: dict[str, Any]
    answer: dict[str, Any]
    inverse: bool
    refused: str | None


def told(server: Server, seq: int, role: str) -> Told | None:
    """An operation by its number, as `role` meets it; None when there is none."""
    with server.library.snapshot() as work:
        lines = _lines([seq]) if _exists(seq) else []
        recorded = find(work, lines[0].operation_id) if lines else None
        if recorded is None:
            return None
        return Told(
            lines[0], recorded.detail.get("before") or {}, recorded.detail.get("answer") or {},
            recorded.kind in INVERSES, objection(work, recorded, role, server.now()),
        )  # fmt: skip


def _exists(seq: int) -> bool:
    # A number of an address may be longer than any column.
    return 0 < seq < 2**62 and bool(Operation.select().where(Operation.seq == seq).exists())


def seq_of(server: Server, operation_id: str) -> int | None:
    """The number of an operation in the journal."""
    with server.library.reading() as work:
        found = find(work, operation_id)
    return None if found is None else found.seq


def stations_and_staff(server: Server) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Everybody who may stand in the journal, closed ones too: number and name."""
    with server.library.reading():
        stations: Any = Station.select(Station.id, Station.name).order_by(Station.id).tuples()
        staff: Any = Staff.select(Staff.id, Staff.name, Staff.login).order_by(Staff.id).tuples()
        return list(stations), [(number, name or login) for number, name, login in staff]
