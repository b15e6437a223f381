"""Stations and what they report: added, renamed, closed; calls of kiosks; the computer."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.desk_station import KIND as DESK
from server.services.journal_tail import newest_seq
from server.services.pairing import put_out
from server.tables import Copy, KioskCall, Operation, Staff, Station, Title
from server.tables.fields import instant_or_none

LOOKED_BACK = 20_000
"""So many operations are looked through for the last one of each station."""
CALLS_KEPT_IN_SIGHT = 5_000


@dataclass(frozen=True, slots=True)
class StationFacts:
    """One station with what the library knows of it. `paired`: a browser holds its secret;
    `last_at`: its last operation, None when it is long ago or there was none."""

    station_id: int
    name: str
    kind: str
    active: bool
    paired: bool
    last_at: datetime | None
    open_calls: int

    @property
    def is_desk(self) -> bool:
        """The desk's own station, which nobody closes."""
        return self.kind == DESK


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call of a kiosk (text key `desk.call-<reason>`); `done_by` who came."""

    call_id: int
    called_at: datetime
    station_id: int
    station: str
    reason: str
    title: str | None
    done_at: datetime | None
    done_by: str | None


@dataclass(frozen=True, slots=True)
class ComputerState:
    """Where the library lies and how much room is left, in bytes; None where it is not
    known (PostgreSQL)."""

    engine: str
    fault: str | None
    library_bytes: int | None
    free_bytes: int | None
    operations: int


def station_facts(server: Server) -> list[StationFacts]:
    """All stations, closed ones last."""
    with server.library.snapshot() as work:
        newest = newest_seq(work)
        last: Any = (
            Operation.select(Operation.station, fn.MAX(Operation.recorded_at))
            .where(Operation.seq > newest - LOOKED_BACK, Operation.station.is_null(False))
            .group_by(Operation.station)
        )
        last_at = dict(last.tuples())
        calls: Any = (
            KioskCall.select(KioskCall.station, fn.COUNT(KioskCall.id))
            .where(KioskCall.done_at.is_null())
            .group_by(KioskCall.station)
        )
        waiting = dict(calls.tuples())
        rows: Any = Station.select().order_by(Station.active.desc(), Station.id)
        return [
            StationFacts(
                row.id, row.name, row.kind, bool(row.active), row.secret_hash is not None,
                instant_or_none(last_at.get(row.id)), waiting.get(row.id, 0),
            )
            for row in rows
        ]  # fmt: skip


def station_by_id(server: Server, station_id: int) -> StationFacts | None:
    """One station, or None."""
    return next((each for each in station_facts(server) if each.station_id == station_id), None)


def open_station(server: Server, deed: Deed, name: str) -> bool:
    """A new screen, or a closed one of this name opened again; False when the name is an
    open station's."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        known = Station.get_or_none(Station.name == name)
        if known is not None and known.active:
            return False
        if known is None:
            known = Station.create(name=name)
        else:
            known.active = True
            known.save()
        write_deed(server, work, deed, before={"station": known.id})
        return True


def rename_station(server: Server, deed: Deed, station_id: int, name: str) -> bool | None:
    """Another name; False when another station, closed ones counted in, has it; None when
    there is no such station."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = Station.get_or_none(Station.id == station_id, Station.active)
        if row is None:
            return None
        if Station.select().where(Station.name == name, Station.id != station_id).exists():
            return False
        before = {"station": station_id, "name": row.name}
        if row.name != name:
            row.name = name
            row.save()
            write_deed(server, work, deed, before=before)
        return True


def close_screen(server: Server, deed: Deed, station_id: int) -> bool:
    """The station asks no more; its browser is out at once and its calls are done with.
    False when there is none, or it is the desk's own."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = Station.get_or_none(Station.id == station_id, Station.active, Station.kind != DESK)
        if row is None:
            return False
        put_out(station_id)
        calls = KioskCall.update(done_at=server.now(), done_by=deed.origin.staff_id).where(
            KioskCall.station == station_id, KioskCall.done_at.is_null()
        )
        answered = int(calls.execute())
        write_deed(server, work, deed, before={"station": station_id, "calls": answered})
        return True


def note_link(server: Server, deed: Deed, station_id: int) -> None:
    """A one-time link was made for a station: the journal knows who made it, not the word."""
    with server.library.writing() as work:
        if not done_before(work, deed):
            write_deed(server, work, deed, before={"station": station_id})


def call_lines(server: Server) -> Sequence[CallLine]:
    """The latest calls, newest first; of very many only the latest thousands."""
    with server.library.snapshot():
        rows: Any = (
            KioskCall.select(
                KioskCall.id, KioskCall.called_at, Station.id, Station.name, KioskCall.reason,
                Title.name, KioskCall.done_at, Staff.name, Staff.login,
            )
            .join(Station)
            .join_from(KioskCall, Copy, JOIN.LEFT_OUTER)
            .join(Title, JOIN.LEFT_OUTER)
            .join_from(KioskCall, Staff, JOIN.LEFT_OUTER)
            .order_by(KioskCall.id.desc())
            .limit(CALLS_KEPT_IN_SIGHT)
        )  # fmt: skip
        return [_call(*row) for row in rows.tuples()]


def _call(*row: Any) -> CallLine:
    call_id, called_at, station_id, station, reason, title, done_at, name, login = row
    return CallLine(call_id, called_at, station_id, station, reason, title, done_at, name or login)


def computer_state(server: Server) -> ComputerState:
    """The library's file and disk, and how long its journal is."""
    library, size, free = server.library, None, None
    if library.path is not None:
        size = library.path.stat().st_size
        free = shutil.disk_usage(library.path.parent).free
    with library.reading() as work:
        operations = newest_seq(work)
    return ComputerState(
        "SQLite" if library.is_sqlite else "PostgreSQL", server.fault, size, free, operations
    )
