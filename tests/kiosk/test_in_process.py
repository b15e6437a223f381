"""A station on the real rules and tables: scan in, loan in the database, screen out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.links.in_process import InProcessLink
from kiosk.session_events import Settings
from kiosk.station import Clock, Station
from kiosk.watching import Watch
from library.scanned_code import make_number
from server import tables
from server.database import Library
from tests import builders
from tests.builders import SchoolBuilder, server_of
from tests.kiosk.test_station import until
from tests.server.databases import SqliteShelf

FINISH, UNDO = make_number("5", 1), make_number("5", 2)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> SqliteShelf:
    return SqliteShelf(tmp_path_factory.mktemp("libraries"))


@pytest.fixture
def library(shelf: SqliteShelf) -> Iterator[Library]:
    library = Library.open(shelf.new())
    yield library
    library.close()


@pytest.fixture
def school(library: Library) -> SchoolBuilder:
    return SchoolBuilder(library)


@pytest.fixture
def station(library: Library, school: SchoolBuilder) -> Iterator[Station]:
    clock = builders.Clock()
    link = InProcessLink(server_of(library, clock), school.station_id)
    settings = Settings(station_id=school.station_id)
    station = Station(link, settings, clock=Clock(now=clock))
    station.start()
    yield station
    station.stop()


@pytest.fixture
def watch(station: Station) -> Watch:
    return station.watch()


def open_loans(library: Library) -> list[tuple[int, int]]:
    with library.reading():
        rows = tables.Loan.select().where(tables.Loan.closed_at.is_null())
        return [(row.copy_id, row.reader_id) for row in rows]


def test_a_pupil_borrows_undoes_and_borrows_again(
    station: Station, school: SchoolBuilder, library: Library, watch: Watch
):
    aliya, abai = school.reader(), school.copy()
    station.scan(aliya.card)
    screen = until(watch, name="session")
    assert screen.reader and "Серік" not in screen.reader.short_name
    station.scan(abai.code)
    screen = until(watch, "lent")
    assert open_loans(library) == [(abai.id, aliya.id)]
    station.scan(UNDO)
    until(watch, "undone")
    assert open_loans(library) == []
    station.scan(abai.code)
    until(watch, "lent")
    station.scan(FINISH)
    screen = until(watch, name="farewell")
    assert screen.farewell and screen.farewell.lent == 1


def test_a_book_just_lent_comes_back_only_by_a_second_scan(
    station: Station, school: SchoolBuilder, library: Library, watch: Watch
):
    aliya, abai = school.reader(), school.copy()
    for code in (aliya.card, abai.code, FINISH, abai.code):
        station.scan(code)
    until(watch, "just-lent")
    assert open_loans(library)
    station.scan(abai.code)
    screen = until(watch, "returned")
    assert screen.answer and screen.answer.provisional
    assert open_loans(library) == []


def test_a_shelf_book_before_the_card_is_lent_with_the_card(
    station: Station, school: SchoolBuilder, library: Library, watch: Watch
):
    aliya, abai = school.reader(), school.copy()
    station.scan(abai.code)
    until(watch, "card-first")
    station.scan(aliya.card)
    until(watch, "lent")
    assert open_loans(library) == [(abai.id, aliya.id)]


def test_another_readers_book_is_refused_with_its_reason(
    station: Station, school: SchoolBuilder, library: Library, watch: Watch
):
    aliya, temir, abai = school.reader(), school.reader("Темір"), school.copy()
    school.lent(abai, temir, due_on=builders.TODAY)
    station.scan(aliya.card)
    station.scan(abai.code)
    screen = until(watch, "refused")
    assert screen.answer and [reason.code for reason in screen.answer.reasons]
    assert open_loans(library) == [(abai.id, temir.id)]
