"""Devices: screens are added, named, linked and closed; how they stand; who called."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask

from library.operations import CallLibrarian
from server.device_report import StationReport
from server.server import Server
from server.services.accounts import add_staff
from server.services.calls import open_calls
from server.services.desk_station import desk_station
from server.services.devices import station_facts
from server.services.pairing import make_pairing, pair, station_of_secret, stations
from tests.builders import SchoolBuilder
from tests.server.asking import Station, journal
from tests.server.desk.conftest import Devices
from tests.server.desk.visitor import PASSWORD, Visitor


def send(librarian: Visitor, path: str, **fields: str) -> int:
    answer = librarian.send(path, **{"operation": str(uuid.uuid4()), **fields})
    return int(answer.status_code)


def names(server: Server) -> list[str]:
    return [name for _, name, kind in stations(server) if kind != "desk"]


def test_a_screen_is_added_once_and_gets_its_link(
    librarian: Visitor, server: Server, station: Station
) -> None:
    assert send(librarian, "/desk/devices", name="  Оқу   залы ") == 303
    assert "The screen is added: Оқу залы" in librarian.text("/desk/devices")
    assert send(librarian, "/desk/devices", name="Оқу залы") == 422
    number = next(number for number, name, _ in stations(server) if name == "Оқу залы")
    page = librarian.send(f"/desk/devices/{number}/link", operation=str(uuid.uuid4())).get_data(
        as_text=True
    )
    word = re.search(r"http://localhost/pair#([\w-]{20,})", page)
    assert word is not None
    kinds = [row["kind"] for row in journal(server.library)]
    assert kinds == ["station-added", "station-linked"]
    assert word[1] not in str(journal(server.library))
    assert send(librarian, "/desk/devices/999/link") == 404


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "Ә" * 10_000, "a\x00b"])
def test_a_name_that_is_none_is_told_at_its_field(
    librarian: Visitor, server: Server, name: str
) -> None:
    before = names(server)
    assert send(librarian, "/desk/devices", name=name) == 422
    assert names(server) == before


def test_markup_in_a_name_stays_text(librarian: Visitor, server: Server) -> None:
    send(librarian, "/desk/devices", name="<b>Зал</b>")
    page = librarian.open("/desk/devices").get_data(as_text=True)
    assert "&lt;b&gt;Зал&lt;/b&gt;" in page and "<b>Зал</b>" not in page


def test_a_screen_is_renamed_and_two_tabs_are_told(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    number = school.station("Зал")
    page = librarian.open(f"/desk/devices/{number}/name").get_data(as_text=True)
    version = re.search(r'name="version"[^>]*value="([^"]*)"', page)[1]  # type: ignore[index]
    path = f"/desk/devices/{number}/name"
    assert send(librarian, path, name="Оқу залы", version=version) == 303
    assert "Оқу залы" in names(server)
    assert send(librarian, path, name="Дәліз", version=version) == 422, "an older page"
    assert "Оқу залы" in names(server)
    assert send(librarian, path, name="1") == 422, "another screen's name"
    assert journal(server.library)[-1]["kind"] == "station-renamed"


def test_a_closed_screen_is_out_at_once_and_opens_again_under_its_name(
    librarian: Visitor, server: Server, station: Station
) -> None:
    paired = pair(server, make_pairing(server, station.station_id))
    assert paired is not None
    station.ask(CallLibrarian(station.origin(), "touched"))
    path = f"/desk/devices/{station.station_id}/close"
    preview = librarian.text(path)
    assert "put out at once" in preview and "unanswered calls are closed: 1" in preview
    assert station_of_secret(server, paired.secret) == station.station_id
    assert send(librarian, path) == 303
    assert station_of_secret(server, paired.secret) is None
    assert open_calls(server) == [] and names(server) == []
    assert "Closed screens: 1." in librarian.text("/desk/devices")
    assert send(librarian, path) == 404, "a stale page"
    assert send(librarian, "/desk/devices", name="1") == 303
    assert names(server) == ["1"]


def test_the_desk_itself_is_neither_closed_nor_renamed(librarian: Visitor, server: Server) -> None:
    number = desk_station(server)
    for action in ("close", "name"):
        assert librarian.open(f"/desk/devices/{number}/{action}").status_code == 404
        assert send(librarian, f"/desk/devices/{number}/{action}", name="x") == 404


def test_a_closing_sent_twice_closes_once(
    librarian: Visitor, server: Server, station: Station
) -> None:
    operation = str(uuid.uuid4())
    path = f"/desk/devices/{station.station_id}/close"
    assert send(librarian, path, operation=operation) == 303
    assert send(librarian, path, operation=operation) == 303
    assert [row["kind"] for row in journal(server.library)].count("station-closed") == 1


def test_how_screens_stand_and_when_they_last_did_something(
    librarian: Visitor, devices: Devices, station: Station, school: SchoolBuilder
) -> None:
    station.lend(school.copy(), school.reader())
    devices.reports = [StationReport(station.station_id, 2, 1, True)]
    page = librarian.text("/desk/devices")
    assert "connection to the scanner is lost" in page and "14.10.2026 10:24" in page
    facts = station_facts(station.server)
    assert facts[0].last_at == station.server.now()


def test_the_computer_is_told(librarian: Visitor) -> None:
    page = librarian.text("/desk/devices")
    assert "Database in order" in page and "Entries in the journal 0" in page
    assert "0.1.0" in page and "days: 0, hours: 0" in page


def test_calls_are_listed_with_who_came(
    librarian: Visitor, station: Station, server: Server, school: SchoolBuilder
) -> None:
    station.ask(CallLibrarian(station.origin(), "handed-in", school.copy("Ақбілек").code))
    assert "Waits for an answer" in librarian.text("/desk/devices")
    call = open_calls(server)[0].call_id
    send(librarian, "/desk/calls", call=str(call))
    page = librarian.text("/desk/devices/calls")
    assert "Ақбілек" in page and "Айгүл Серікқызы" in page
    assert librarian.open("/desk/devices/calls?as=xlsx").status_code == 200
    other = school.station("2")
    assert "Ақбілек" not in librarian.text(f"/desk/devices/calls?screen={other}")


def test_roles_without_the_right_are_shut_out(app: Flask, server: Server, station: Station) -> None:
    add_staff(server, "director", "Директор", PASSWORD, "director")
    visitor = Visitor(app)
    visitor.sign_in("director")
    for path in ("", "/calls", f"/{station.station_id}/close", f"/{station.station_id}/name"):
        assert visitor.open(f"/desk/devices{path}").status_code == 403
    assert send(visitor, f"/desk/devices/{station.station_id}/close") == 403
    assert send(visitor, f"/desk/devices/{station.station_id}/link") == 403
