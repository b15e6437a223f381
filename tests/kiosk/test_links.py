"""The two links: over HTTP to the station API, and in one process."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kiosk.links.http import HttpLink
from library.operation_wire import question_from_wire, to_wire
from library.operations import CheckOut, Lent, OpenSession, Origin, Resolve, SessionOpened, Unknown
from tests.fakes.small_library import SmallLibrary, card_number, copy_number

CARD, COPY = card_number(1), copy_number(1)


def origin(operation_id: str) -> Origin:
    return Origin(operation_id, 1, datetime(2026, 10, 8, 5, 24, tzinfo=UTC))


class StationApi(ThreadingHTTPServer):
    """The server's side: a small library behind `POST /station/operations`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.library = SmallLibrary()
        self.lines = 0
        self.drop_after_doing = 0
        self.instead: tuple[int, bytes] | None = None
        self.url = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StationApi

    def setup(self) -> None:
        super().setup()
        self.server.lines += 1

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.path == "/station/operations"
        status, body = 401, b"{}"
        if self.headers["Authorization"] == "Bearer token":
            answer = self.server.library.ask(question_from_wire(json.loads(raw)))
            status, body = self.server.instead or (200, json.dumps(to_wire(answer)).encode())
        if self.server.drop_after_doing:
            self.server.drop_after_doing -= 1
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def api() -> Iterator[StationApi]:
    api = StationApi()
    thread = threading.Thread(target=api.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield api
    api.shutdown()
    api.server_close()


@pytest.fixture
def link(api: StationApi) -> Iterator[HttpLink]:
    link = HttpLink(api.url, "token", timeout=2)
    yield link
    link.close()


def test_questions_go_over_one_kept_line(api: StationApi, link: HttpLink):
    assert isinstance(link.ask(OpenSession(origin("a"), CARD)), SessionOpened)
    answer = link.ask(CheckOut(origin("b"), 1, COPY))
    assert isinstance(answer, Lent) and answer.operation_id == "b"
    assert link.ask(Resolve("nothing")) == Unknown("nothing")
    assert api.lines == 1


def test_a_line_that_was_closed_meanwhile_is_opened_again_and_lends_once(
    api: StationApi, link: HttpLink
):
    link.ask(Resolve("nothing"))
    api.drop_after_doing = 1
    answer = link.ask(CheckOut(origin("b"), 1, COPY))
    assert isinstance(answer, Lent)
    assert api.library.loans == {COPY: 1}
    assert sum(isinstance(question, CheckOut) for question in api.library.asked) == 2


def test_a_lost_reply_on_a_new_line_is_a_connection_error(api: StationApi, link: HttpLink):
    api.drop_after_doing = 1
    with pytest.raises(ConnectionError):
        link.ask(CheckOut(origin("b"), 1, COPY))
    assert isinstance(link.ask(CheckOut(origin("b"), 1, COPY)), Lent)
    assert api.library.loans == {COPY: 1}


@pytest.mark.parametrize(
    "instead",
    [(500, b"{}"), (200, b"<html>"), (200, b"{}"), (200, b'{"is": "Lent"}'), (200, b"\xff")],
)
def test_what_is_no_answer_is_a_connection_error(
    api: StationApi, link: HttpLink, instead: tuple[int, bytes]
):
    api.instead = instead
    with pytest.raises(ConnectionError):
        link.ask(Resolve("nothing"))


def test_a_wrong_token_is_a_connection_error(api: StationApi):
    with pytest.raises(ConnectionError, match="401"):
        HttpLink(api.url, "other").ask(Resolve("nothing"))


def test_a_server_that_is_not_there_is_a_connection_error(api: StationApi):
    link = HttpLink("http://127.0.0.1:9", "token", timeout=1)
    with pytest.raises(ConnectionError):
        link.ask(Resolve("nothing"))


def test_a_fault_never_names_the_code_that_was_asked(api: StationApi, link: HttpLink):
    api.instead = (500, CARD.encode())
    with pytest.raises(ConnectionError) as fault:
        link.ask(OpenSession(origin("a"), CARD))
    assert CARD not in str(fault.value)


@pytest.mark.parametrize("url", ["ftp://host", "host:80", "http://"])
def test_an_address_without_scheme_or_host_is_refused_at_once(url: str):
    with pytest.raises(ValueError, match="address"):
        HttpLink(url, "token")
