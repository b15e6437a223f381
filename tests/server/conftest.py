"""Libraries for the server's tests: each test has its own, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.database import Library
from server.server import Server
from tests.builders import Clock, SchoolBuilder, server_of
from tests.server.asking import Station
from tests.server.databases import PostgresShelf, SqliteShelf, postgres_server


@pytest.fixture(scope="session")
def sqlite_shelf(tmp_path_factory: pytest.TempPathFactory) -> SqliteShelf:
    return SqliteShelf(tmp_path_factory.mktemp("libraries"))


@pytest.fixture(scope="session")
def postgres_shelf() -> Iterator[PostgresShelf]:
    yield from postgres_server()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where an empty, migrated library is."""
    shelf = request.getfixturevalue(f"{request.param}_shelf")
    where = str(shelf.new())
    yield where
    shelf.release(where)


@pytest.fixture
def library(address: str) -> Iterator[Library]:
    opened = Library.open(address)
    yield opened
    opened.close()


@pytest.fixture
def school(library: Library) -> SchoolBuilder:
    return SchoolBuilder(library)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(library: Library, school: SchoolBuilder, clock: Clock) -> Server:
    return server_of(library, clock)


@pytest.fixture
def station(server: Server, school: SchoolBuilder) -> Station:
    """The kiosk of the school."""
    return Station(server, school.station_id)
