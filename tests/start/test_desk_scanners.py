"""The scanners of desk stations on pseudo-terminals, routed to the page that takes them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from config.settings import StationDevices
from hardware.simulated import SimulatedScanner
from server.desk_scanners import ScannerPage
from server.server import Server
from server.services.accounts import StaffMember
from server.services.pairing import set_kind, stations
from start.desk_scanners import DeskStations
from start.devices import Devices
from start.stations import Stations
from tests.builders import SchoolBuilder, server_of
from tests.flows.school import until
from tests.server.conftest import sqlite_shelf  # noqa: F401
from tests.server.databases import SqliteShelf
from tests.server.new_books import Workshop
from web.channel import Message

pytestmark = [
    pytest.mark.devices, pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals"),
]  # fmt: skip


@pytest.fixture
def workshop(sqlite_shelf: SqliteShelf) -> Iterator[Workshop]:  # noqa: F811
    from server.database import Library

    library = Library.open(str(sqlite_shelf.new()))
    yield Workshop(server_of(library), SchoolBuilder(library))
    library.close()


@pytest.fixture
def scanner() -> Iterator[SimulatedScanner]:
    scanner = SimulatedScanner("desk-wiring")
    yield scanner
    scanner.close()


def no_kiosk(number: int) -> None:
    return None


def test_a_desk_scanner_makes_copies_ready_and_heals_after_its_cable(
    workshop: Workshop, scanner: SimulatedScanner
) -> None:
    server, station = workshop.server, workshop.school.station("Үстел", "desk")
    delivery = workshop.delivery()
    workshop.tick_all(delivery)
    desks = DeskStations(server)
    devices = Devices([StationDevices(station, "", (scanner.url,))], Stations(no_kiosk), desks)
    devices.start()
    try:
        assert until(lambda: devices.connected() == 1)
        assert (devices.desks(), server.desk_scanners.stations) == ((station,), (station,))
        page = page_of(server, station, workshop.staff_id)
        for book in delivery.books[:3]:
            assert scanner.type_code(book.code)
        assert until(lambda: workshop.state(delivery.books[2]) == "on-shelf")
        scanner.unplug()
        assert until(lambda: "lost" in words(page))
        scanner.replug()
        assert until(lambda: "found" in words(page))
        assert scanner.type_code(delivery.books[3].code)
        assert until(lambda: workshop.state(delivery.books[3]) == "on-shelf")
    finally:
        devices.stop()
    assert server.desk_scanners.stations == ()


def page_of(server: Server, station: int, staff_id: int) -> ScannerPage:
    member = StaffMember(staff_id, "at-work", "Айгүл", "librarian")
    page = ScannerPage(station, "scan-back", "one", {}, lambda _: member, lambda told: told.kind)
    assert server.desk_scanners.open(page)
    return page


def words(page: ScannerPage) -> list[str]:
    found = []
    while (message := page.take(0.01)) is not None:
        assert isinstance(message, Message)
        found.append(message.event)
    return found


def test_a_number_that_is_no_desk_gets_no_scanner(
    workshop: Workshop, scanner: SimulatedScanner
) -> None:
    places = [StationDevices(workshop.school.station_id, "", (scanner.url,))]
    devices = Devices(places, Stations(no_kiosk), DeskStations(workshop.server))
    assert (devices.connected(), devices.missing(), devices.desks()) == (0, 0, ())


def test_a_kiosk_that_becomes_a_desk_loses_its_browser(workshop: Workshop) -> None:
    server, number = workshop.server, workshop.school.station_id
    set_kind(server, number, "desk")
    set_kind(server, 999, "desk")
    assert (number, "1", "desk") in stations(server)
