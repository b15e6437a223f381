"""Copies nobody fetched go to the next reader, or back to their shelf."""

from __future__ import annotations

from datetime import date, timedelta

from library.holds import kept_until
from server.server import Server
from server.services.hold_expiry import end_old_holds
from server.services.proof import prove
from server.tables import Copy, Operation, Request
from tests.builders import NOW, TODAY, Book, Clock, SchoolBuilder
from tests.server.asking import Station


def held(station: Station, school: SchoolBuilder, readers: int) -> tuple[Book, list[int]]:
    """A copy kept for the first of those who wait."""
    book = school.copy()
    school.lent(book, school.reader(), date(2026, 10, 20))
    asked = [
        school.request(book, school.reader(f"{n}"), NOW + timedelta(minutes=n))
        for n in range(readers)
    ]
    station.give_back(book)
    return book, asked


def states(server: Server, asked: list[int]) -> list[str]:
    with server.library.reading():
        return [Request.get_by_id(number).state for number in asked]


def test_only_open_days_count(server: Server) -> None:
    assert kept_until(TODAY, server.calendar) == date(2026, 10, 21), "Wednesday to Wednesday"
    assert kept_until(date(2026, 10, 23), server.calendar) == date(2026, 11, 6), "a vacation"


def test_a_hold_that_nobody_fetched_goes_to_who_waits_next(
    server: Server, station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    _, asked = held(station, school, 2)
    clock.pass_(days=7)
    assert end_old_holds(server) == 0, "on its last day it is kept"
    clock.pass_(days=1)
    assert end_old_holds(server) == 1
    assert states(server, asked) == ["expired", "ready"]
    assert end_old_holds(server) == 0, "the next one has all the days"
    assert prove(server.library) == ()


def test_without_anybody_else_the_copy_leaves_the_hold_shelf(
    server: Server, station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    book, _ = held(station, school, 1)
    clock.pass_(days=8)
    assert end_old_holds(server) == 1
    with server.library.reading():
        assert Copy.get_by_id(book.id).state == "to-check", "nobody has seen it yet"
        last = Operation.select().order_by(Operation.seq.desc()).first()
        assert (last.kind, last.copy_id, last.staff_id) == ("hold-expired", book.id, None)
    assert prove(server.library) == ()


def test_on_a_closed_day_nothing_ends(
    server: Server, station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    held(station, school, 1)
    clock.pass_(days=10)
    assert clock.now.date() == date(2026, 10, 24)
    assert end_old_holds(server) == 0
