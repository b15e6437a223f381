"""The kiosk's page over HTTP: who gets it, what may be posted, what the stream brings."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from waitress.server import create_server

from i18n.texts import texts
from kiosk.session_events import Settings
from kiosk.station import Station
from kiosk.web import kiosk_blueprint
from library.operations import CheckOut
from tests.fakes.small_library import SmallLibrary, card_number, copy_number
from tests.kiosk.test_station import until
from web.app import create_app
from web.checks import HEADER

ZONE = ZoneInfo("Asia/Qyzylorda")
CARD, COPY = card_number(1), copy_number(1)
SCRIPT = {HEADER: "1"}


@pytest.fixture
def library() -> SmallLibrary:
    return SmallLibrary()


@pytest.fixture
def station(library: SmallLibrary) -> Iterator[Station]:
    station = Station(library, Settings(school="Lyceum"))
    station.start()
    yield station
    station.stop()


@pytest.fixture
def app(station: Station) -> Flask:
    app = create_app("test", b"secret", texts)

    def paired(request) -> Station | None:
        return station if request.cookies.get("station") == "one" else None

    app.register_blueprint(kiosk_blueprint(paired, lambda: ZONE))
    return app


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def page(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("station", "one")
    return client


def test_a_paired_browser_gets_the_page(page: FlaskClient):
    answer = page.get("/kiosk")
    assert answer.status_code == 200
    assert 'data-stream="/kiosk/stream"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_unpaired_browser_reads_nothing_and_lends_nothing(
    stranger: FlaskClient, station: Station, library: SmallLibrary
):
    answer = stranger.get("/kiosk")
    assert answer.status_code == 403 and 'data-screen="unpaired"' in answer.text
    assert stranger.get("/kiosk/stream").status_code == 403
    for path, body in [
        ("tap", {"action": "help", "session": 1, "args": {}}),
        ("keys", {"keys": [["Digit7", False, 0]]}),
        ("typed", {"text": CARD}),
    ]:
        answer = stranger.post(f"/kiosk/{path}", json=body, headers=SCRIPT)
        assert (answer.status_code, answer.json) == (
            403,
            {"error": "not-paired", "incident": None},
        )
    assert station.screen.name == "idle" and library.asked == []


def test_physical_keys_become_a_scan(page: FlaskClient, station: Station):
    watch = station.watch()
    keys = [[f"Digit{digit}", False, 5 * n] for n, digit in enumerate(CARD)]
    answer = page.post("/kiosk/keys", json={"keys": keys}, headers=SCRIPT)
    assert answer.status_code == 204
    assert until(watch, name="session").reader


def test_two_codes_in_one_row_of_keys_are_two_scans(
    page: FlaskClient, station: Station, library: SmallLibrary
):
    watch = station.watch()
    keys: list[list[object]] = []
    for code in (CARD, COPY):
        keys += [[f"Digit{digit}", False, 0] for digit in code] + [["Enter", False, 0]]
    page.post("/kiosk/keys", json={"keys": keys}, headers=SCRIPT)
    until(watch, "lent")
    assert library.loans == {COPY: 1}


def test_pasted_text_in_the_kazakh_layout_is_understood(page: FlaskClient, station: Station):
    from library.typed_code import in_layout

    watch = station.watch()
    page.post("/kiosk/typed", json={"text": in_layout(CARD, "kk") + "\n"}, headers=SCRIPT)
    assert until(watch, name="session").reader


def test_a_touch_reaches_the_session(page: FlaskClient, station: Station):
    watch = station.watch()
    body = {"action": "language", "session": 1, "version": 0, "args": {"lang": "ru"}}
    assert page.post("/kiosk/tap", json=body, headers=SCRIPT).status_code == 204
    while until(watch).language != "ru":
        pass


@pytest.mark.parametrize(
    "path, body",
    [
        ("tap", {}),
        ("tap", []),
        ("tap", {"action": 5, "session": 1}),
        ("tap", {"action": "help", "session": "1"}),
        ("tap", {"action": "help", "session": True}),
        ("tap", {"action": "help", "session": 1, "args": [1]}),
        ("keys", {}),
        ("keys", {"keys": "Digit1"}),
        ("keys", {"keys": [5]}),
        ("keys", {"keys": [[]]}),
        ("keys", {"keys": [["Digit1", False, 0]] * 600}),
        ("typed", {}),
        ("typed", {"text": 5}),
        ("typed", {"text": "7" * 5000}),
    ],
)
def test_a_body_of_another_shape_is_refused(page: FlaskClient, path: str, body: object):
    assert page.post(f"/kiosk/{path}", json=body, headers=SCRIPT).status_code == 400


def test_more_than_a_kiosk_ever_sends_is_refused(page: FlaskClient):
    body = {"text": "7" * 20_000}
    assert page.post("/kiosk/typed", json=body, headers=SCRIPT).status_code == 413


def test_a_post_from_another_origin_or_without_the_header_is_refused(
    page: FlaskClient, library: SmallLibrary
):
    body = {"text": CARD}
    foreign = {**SCRIPT, "Origin": "http://evil.example"}
    assert page.post("/kiosk/typed", json=body, headers=foreign).status_code == 403
    assert page.post("/kiosk/typed", json=body).status_code == 403
    own = {**SCRIPT, "Origin": "http://localhost"}
    assert page.post("/kiosk/typed", json=body, headers=own).status_code == 204


class Stream:
    """A browser's end of the stream."""

    def __init__(self, port: int) -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=10)
        self.line.request("GET", "/kiosk/stream", headers={"Cookie": "station=one"})
        self.answer = self.line.getresponse()

    def next(self) -> tuple[str, dict]:
        event = ""
        while True:
            line = self.answer.readline().decode().rstrip("\n")
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            if line.startswith("data: "):
                return event, json.loads(line.removeprefix("data: "))

    def close(self) -> None:
        self.answer.close()
        self.line.close()


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    server = create_server(app, host="127.0.0.1", port=0, threads=8, channel_request_lookahead=1)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    # Its own loop closes the sockets: one closed behind its back is one it still waits for.
    server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map))
    thread.join()
    server.task_dispatcher.shutdown()


def test_the_stream_brings_the_present_screen_and_then_each_new_one(
    port: int, station: Station, library: SmallLibrary
):
    station.scan(CARD)
    until(station.watch(), name="session")
    stream = Stream(port)
    assert stream.answer.headers["Content-Type"].startswith("text/event-stream")
    event, screen = stream.next()
    assert (event, screen["screen"], screen["sound"]) == ("screen", "session", "none")
    station.scan(COPY)
    event, screen = stream.next()
    assert (screen["answer"], screen["sound"]) == ("lent", "lent")
    assert any(isinstance(question, CheckOut) for question in library.asked)
    stream.close()


def test_a_newer_page_takes_over_and_the_older_one_is_told(port: int):
    first = Stream(port)
    first.next()
    second = Stream(port)
    assert second.next()[0] == "screen"
    assert first.next()[0] == "superseded"
    assert first.answer.read().strip() == b""
    first.close()
    second.close()
