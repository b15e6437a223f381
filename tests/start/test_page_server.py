"""Connections: short answers are left in peace, streams notice that their browser is gone."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask, Response, request
from waitress.adjustments import Adjustments
from waitress.wasyncore import close_all

from start.page_server import LOOK_AFTER, Connection, PageServer, PortTaken

PATIENCE = 10.0


@pytest.fixture
def gone() -> threading.Event:
    return threading.Event()


@pytest.fixture
def port(gone: threading.Event) -> Iterator[int]:
    """A page server with one short answer and one stream that says when it ended."""
    app = Flask("test")
    app.add_url_rule("/short", "short", lambda: "short")

    @app.get("/stream")
    def stream() -> Response:
        left = request.environ["waitress.client_disconnected"]

        def lines() -> Iterator[bytes]:
            yield b"first\n"
            while not left():
                time.sleep(0.01)
            gone.set()

        return Response(lines())

    server = PageServer(app, "127.0.0.1", 0, stations=1)
    waitress = server._server
    thread = threading.Thread(target=waitress.run, daemon=True)
    thread.start()
    yield server.port
    # The serving thread closes its own sockets, and ends when none is left.
    waitress.trigger.pull_trigger(lambda: close_all(waitress._map))
    thread.join(PATIENCE)
    waitress.task_dispatcher.shutdown()


def test_a_stream_notices_that_its_browser_left(port: int, gone: threading.Event) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", "/stream")
    answer = line.getresponse()
    assert answer.readline() == b"first\n"
    assert not gone.is_set()
    answer.close()
    line.close()
    assert gone.wait(PATIENCE)


def test_requests_on_one_line_are_answered_in_turn_also_when_sent_at_once(port: int) -> None:
    asked = b"GET /short HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(3 * asked)
        received = b""
        while received.count(b"\r\n\r\nshort") < 3:
            piece = line.recv(65536)
            assert piece, received
            received += piece


def test_only_a_long_answer_is_watched_for_its_browser() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        server = SimpleNamespace(active_channels={})
        settings = Adjustments(channel_request_lookahead=1)
        connection = Connection(server, ours, ("127.0.0.1", 1), settings, map={})
        assert connection.readable(), "the next request may come"
        connection.requests.append(object())
        connection.last_activity = time.time()
        assert not connection.readable(), "a short answer is under way"
        connection.last_activity = time.time() - 2 * LOOK_AFTER
        assert connection.readable(), "a stream"


def test_a_taken_port_is_said(port: int) -> None:
    with pytest.raises(PortTaken):
        PageServer(Flask("test"), "127.0.0.1", port, stations=1)
