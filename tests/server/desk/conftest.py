"""A desk on a small school."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.serving import make_server

from server.app import create_app
from server.desk import desk_pages
from server.device_report import StationReport
from server.server import Server
from server.services.accounts import add_staff
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import LOGIN, PASSWORD, Visitor


class Devices:
    """What the root would report; tests change it."""

    def __init__(self) -> None:
        self.reports: list[StationReport] = []

    def __call__(self) -> list[StationReport]:
        return self.reports


@pytest.fixture
def devices() -> Devices:
    return Devices()


class Compiled(BytecodeCache):
    """Templates compiled once for all applications of a run: each test makes its own."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key + bucket.checksum in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


COMPILED = Compiled()


@pytest.fixture
def app(server: Server, school: SchoolBuilder, devices: Devices) -> Flask:
    add_staff(server, LOGIN, "Айгүл Серікқызы", PASSWORD, "librarian")
    app = create_app(server, b"key", pages=[desk_pages(server, devices=devices)])
    app.jinja_env.bytecode_cache = COMPILED
    return app


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def librarian(visitor: Visitor) -> Visitor:
    assert visitor.sign_in().status_code == 303
    return visitor


@pytest.fixture
def desk_address(app: Flask) -> Iterator[str]:
    served = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.port}"
    served.shutdown()
    thread.join()
    served.server_close()
