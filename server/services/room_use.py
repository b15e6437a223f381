"""A copy read in the reading room: an issue that the diary counts, without a loan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from library.catalogue import CopyState
from library.scanned_code import CardNumber, Isbn, read_code
from library.typed_code import typed_code
from library.visits import VisitGroup
from server.database import Work
from server.facts import FoundCopy, copy_by_code
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.tables import Copy, RoomUse, Title

ONCE_SECONDS = 60
"""A second scan within so many seconds is the same one: a scanner read twice."""
ASK_MINUTES = 20
"""Within so many minutes a person says whether the book was taken again."""
_RECENT = 8
_NOT_HERE = {
    CopyState.ON_LOAN: "on-loan",
    CopyState.LOST: "lost",
    CopyState.MISSING: "lost",
    CopyState.WRITTEN_OFF: "written-off",
}


@dataclass(frozen=True, slots=True)
class UseAnswer:
    """What came of a scan: `kind` is counted, twice (the scanner read it again), again (a
    person must say), on-loan, lost, written-off, card, isbn or unknown. `today` counts the
    copy's uses of the day."""

    kind: str
    copy_id: int | None = None
    title: str = ""
    today: int = 0


@dataclass(frozen=True, slots=True)
class Used:
    """One line of today's list."""

    use_id: int
    used_at: datetime
    title: str
    code: str | None


def use(
    server: Server, deed: Deed, code: str, group: VisitGroup | None = None, again: bool = False
) -> UseAnswer:
    """Count a scanned copy as used in the reading room now. `again`: a person said that it
    was taken once more. `deed.content` must tell the code."""
    text = typed_code(code).text
    with server.library.writing() as work:
        copy = copy_by_code(work, text)
        if copy is None:
            return UseAnswer(_nothing(text))
        deed = replace(deed, copy_id=copy.facts.copy_id)
        if done_before(work, deed):
            return _answer(server, "counted", copy)
        kind = "counted" if again else _standing(server, deed, copy)
        if copy.facts.state in _NOT_HERE:
            kind = _NOT_HERE[copy.facts.state]
        if kind == "counted":
            _write(server, work, deed, copy, group)
        return _answer(server, kind, copy)


def take_back_use(server: Server, deed: Deed, use_id: int) -> bool:
    """Remove a use of today; False when it is gone."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row: Any = RoomUse.get_or_none(RoomUse.id == use_id, RoomUse.day == server.today())
        if row is None:
            return False
        row.delete_instance()
        write_deed(server, work, deed, before={"room_use": use_id, "copy": row.copy_id})
        return True


def used_today(server: Server) -> tuple[int, list[Used]]:
    """How many uses today, and the latest of them."""
    with server.library.snapshot():
        today = RoomUse.day == server.today()
        total = RoomUse.select().where(today).count()
        rows: Any = (
            RoomUse.select(RoomUse.id, RoomUse.used_at, Title.name, Copy.code)
            .join(Copy)
            .join(Title)
            .where(today)
            .order_by(RoomUse.id.desc())
            .limit(_RECENT)
        )
        return total, [Used(*row) for row in rows.tuples()]


def _nothing(text: str) -> str:
    match read_code(text):
        case CardNumber():
            return "card"
        case Isbn():
            return "isbn"
    return "unknown"


def _standing(server: Server, deed: Deed, copy: FoundCopy) -> str:
    last = RoomUse.select(fn.MAX(RoomUse.id)).where(RoomUse.copy == copy.facts.copy_id).scalar()
    if last is None:
        return "counted"
    since = deed.origin.happened_at - RoomUse.get_by_id(last).used_at
    if since < timedelta(seconds=ONCE_SECONDS):
        return "twice"
    return "again" if since < timedelta(minutes=ASK_MINUTES) else "counted"


def _write(
    server: Server, work: Work, deed: Deed, copy: FoundCopy, group: VisitGroup | None
) -> None:
    at = deed.origin.happened_at
    row = RoomUse.create(
        copy=copy.facts.copy_id, day=server.day_of(at), used_at=at,
        category=group.value if group else None, staff=deed.origin.staff_id,
        station=deed.origin.station_id,
    )  # fmt: skip
    write_deed(server, work, deed, before={"room_use": row.id})


def _answer(server: Server, kind: str, copy: FoundCopy) -> UseAnswer:
    copy_id = copy.facts.copy_id
    count = RoomUse.select().where(RoomUse.copy == copy_id, RoomUse.day == server.today()).count()
    return UseAnswer(kind, copy_id, copy.card.title, count)
