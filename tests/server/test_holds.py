"""Requests seen from the desk."""

from __future__ import annotations

from datetime import date, timedelta

from library.operations import Noted, Unknown
from server.server import Server
from server.services.holds import CancelRequest, cancel_request, open_requests
from server.services.proof import prove
from server.tables import Copy
from tests.builders import NOW, Book, SchoolBuilder
from tests.server.asking import Station


def held(station: Station, school: SchoolBuilder) -> tuple[Book, int, int]:
    """A copy kept for the first of two who wait; the numbers of both requests."""
    book = school.copy()
    school.lent(book, school.reader(), date(2026, 10, 20))
    first = school.request(book, school.reader("Иван", "Ким"))
    second = school.request(book, school.reader("Дана", "Омар"), NOW + timedelta(minutes=1))
    station.give_back(book)
    return book, first, second


def test_the_desk_sees_who_waits_with_the_whole_name(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    book, _, _ = held(station, school)
    lines = open_requests(server)
    assert [(line.reader, line.state, line.copy_code) for line in lines] == [
        ("Ким Иван", "ready", book.code),
        ("Омар Дана", "waiting", None),
    ]


def test_a_cancelled_request_passes_its_copy_on(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    book, first, second = held(station, school)
    question = CancelRequest(station.origin(), first)
    assert cancel_request(server, question) == cancel_request(server, question)
    assert [line.state for line in open_requests(server)] == ["ready"]
    assert isinstance(cancel_request(server, CancelRequest(station.origin(), second)), Noted)
    with school.library.reading():
        assert Copy.get_by_id(book.id).state == "to-check", "nobody has seen it yet"
    assert prove(school.library) == ()


def test_a_request_that_is_over_is_not_cancelled(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    _, first, _ = held(station, school)
    cancel_request(server, CancelRequest(station.origin(), first))
    assert cancel_request(server, CancelRequest(station.origin(), first)) == Unknown("")
    assert cancel_request(server, CancelRequest(station.origin(), 999)) == Unknown("")
