"""Places where copies stand: shelves, corners, rooms, the hold shelf."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import fn

from library.scanned_code import PLACE_DIGIT, make_number
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.tables import Copy, Place
from server.tables.catalogue import PLACE_KINDS

COUNTED = 10_000
"""Copies of one place are counted so far."""
KINDS = PLACE_KINDS


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place; `copies` at home there, counted to COUNTED + 1."""

    place_id: int
    name: str
    kind: str
    number: str | None
    copies: int = 0


def places(server: Server, counted: bool = False) -> list[PlaceLine]:
    """All places in the order they were made."""
    with server.library.reading():
        rows = list(Place.select().order_by(Place.id))
        return [
            PlaceLine(row.id, row.name, row.kind, row.number, _count(row.id) if counted else 0)
            for row in rows
        ]


def _count(place_id: int) -> int:
    some = Copy.select(Copy.id).where(Copy.home_place == place_id).limit(COUNTED + 1).alias("some")
    return int(Place.select(fn.COUNT(some.c.id)).from_(some).scalar())


def place(server: Server, place_id: int) -> PlaceLine | None:
    """One place; None when there is no such one."""
    with server.library.reading():
        row = Place.get_or_none(Place.id == place_id)
        return None if row is None else PlaceLine(row.id, row.name, row.kind, row.number)


def add_place(server: Server, deed: Deed, name: str, kind: str) -> int:
    """A new place with a number to print; its row number, 0 when the form was sent before."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return 0
        row = Place.create(name=name, kind=kind)
        Place.update(number=_number(row.id)).where(Place.id == row.id).execute()
        write_deed(server, work, deed, before={"place": row.id})
        return int(row.id)


def _number(place_id: int) -> str:
    """The serial is the row's own number; a number entered by hand before is stepped over."""
    taken = {row.number for row in Place.select(Place.number)}
    serials = range(place_id, place_id + len(taken) + 1)
    return next(
        number for number in (make_number(PLACE_DIGIT, n) for n in serials) if number not in taken
    )


def change_place(server: Server, deed: Deed, place_id: int, name: str, kind: str) -> bool:
    """Another name or kind; False when there is no such place."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = Place.get_or_none(Place.id == place_id)
        if row is None:
            return False
        before = {"place": place_id, "kind": row.kind}
        Place.update(name=name, kind=kind).where(Place.id == place_id).execute()
        write_deed(server, work, deed, before=before)
        return True
