"""A station on another computer asks over HTTP with its token; nobody else is heard."""

from __future__ import annotations

from typing import Any

import pytest

from library.operation_wire import answer_from_wire, to_wire
from library.operations import CheckOut, Lent, OpenSession, SessionOpened
from server.app import create_app
from server.database import Library
from server.server import Server
from server.services.pairing import close_station, make_token
from tests.builders import Clock, SchoolBuilder, server_of
from tests.server.asking import Station

HEADERS = {"X-Library-Kiosk": "1"}


@pytest.fixture
def page(server: Server) -> Any:
    return create_app(server, b"key").test_client()


def test_a_station_elsewhere_asks_over_http(
    page: Any, server: Server, school: SchoolBuilder, station: Station
) -> None:
    aliya, abai = school.reader(), school.copy()
    token = make_token(server, school.station_id)
    headers = {**HEADERS, "Authorization": f"Bearer {token}"}
    body = to_wire(CheckOut(station.origin(), aliya.id, abai.code))
    first = page.post("/station/operations", json=body, headers=headers)
    assert first.status_code == 200
    assert isinstance(answer_from_wire(first.json), Lent)
    again = page.post("/station/operations", json=body, headers=headers)
    assert again.json == first.json, "a lost reply is asked for again"
    opened = page.post(
        "/station/operations",
        json=to_wire(OpenSession(station.origin(), aliya.card)),
        headers=headers,
    )
    assert isinstance(answer_from_wire(opened.json), SessionOpened)
    settings = page.get("/station/settings", headers=headers).json
    assert settings["school"] == "№4 лицей-интернат"
    assert settings["open_now"] is True


def test_an_unpaired_program_reads_and_lends_nothing(
    page: Any, school: SchoolBuilder, station: Station
) -> None:
    body = to_wire(OpenSession(station.origin(), school.reader().card))
    for headers in (HEADERS, {**HEADERS, "Authorization": "Bearer guess"}):
        answer = page.post("/station/operations", json=body, headers=headers)
        assert (answer.status_code, answer.json["error"]) == (401, "unknown-station")
    assert page.get("/station/settings").status_code == 401


def test_a_station_closed_by_another_program_is_out_at_its_next_question(
    page: Any, server: Server, school: SchoolBuilder, station: Station, address: str
) -> None:
    """Also on a line that was good a moment ago: no token is remembered."""
    headers = {**HEADERS, "Authorization": f"Bearer {make_token(server, school.station_id)}"}
    body = to_wire(OpenSession(station.origin(), school.reader().card))

    def status(token: dict[str, str]) -> int:
        answer = page.post("/station/operations", json=body, headers=token)
        return int(answer.status_code)

    assert status(headers) == 200
    elsewhere = Library.open(address)
    try:
        other = server_of(elsewhere, Clock())
        newer = {**HEADERS, "Authorization": f"Bearer {make_token(other, school.station_id)}"}
        assert (status(headers), status(newer)) == (401, 200)
        close_station(other, school.station_id)
        assert status(newer) == 401
    finally:
        elsewhere.close()


def test_an_answer_is_json_in_the_letters_of_its_language(
    page: Any, server: Server, school: SchoolBuilder, station: Station
) -> None:
    headers = {**HEADERS, "Authorization": f"Bearer {make_token(server, school.station_id)}"}
    body = to_wire(OpenSession(station.origin(), school.reader().card))
    answer = page.post("/station/operations", json=body, headers=headers)
    assert answer.mimetype == "application/json"
    assert answer.json["reader"]["short_name"] in answer.data.decode()


def test_what_is_no_question_is_not_understood(
    page: Any, server: Server, school: SchoolBuilder
) -> None:
    token = make_token(server, school.station_id)
    headers = {**HEADERS, "Authorization": f"Bearer {token}"}
    for body in ([], {}, {"is": "Lent"}, {"is": "CheckOut", "reader_id": "x"}, None):
        answer = page.post("/station/operations", json=body, headers=headers)
        assert (answer.status_code, answer.json["error"]) == (400, "not-understood")
