"""A desk on a small school."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from werkzeug.serving import make_server

from server.app import create_app
from server.desk import desk_pages
from server.device_report import StationReport
from server.server import Server
from server.tables import Staff
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import LOGIN, PASSWORD, Visitor

ON_BOTH_ENGINES = frozenset({
    "test_titles.py", "test_copies.py", "test_readers.py", "test_journal.py", "test_find.py",
    "test_requests.py", "test_registers.py", "test_acquisitions.py", "test_lending.py",
    "test_home.py", "test_marc.py", "test_trolley.py",
})  # fmt: skip
"""Pages whose lists and scans are statements of their own. The forms of the others end in use
cases, which have their own tests on both engines (tests/server)."""
HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the second engine out where it would only run the same page again."""
    left_out = [
        item for item in items
        if item.path.parent == HERE and item.path.name not in ON_BOTH_ENGINES
        and item.get_closest_marker("postgres") is not None
    ]  # fmt: skip
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


class Devices:
    """What the root would report; tests change it."""

    def __init__(self) -> None:
        self.reports: list[StationReport] = []

    def __call__(self) -> list[StationReport]:
        return self.reports


@pytest.fixture
def devices() -> Devices:
    return Devices()


@cache
def hashed() -> str:
    """Slow on purpose where a school runs; here a cheap one, verified 700 times in a run."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def app(server: Server, school: SchoolBuilder, devices: Devices) -> Flask:
    with server.library.writing():
        Staff.create(login=LOGIN, name="Айгүл Серікқызы", password_hash=hashed(),
                     role="librarian", made_at=server.now())  # fmt: skip
    return create_app(server, b"key", pages=[desk_pages(server, devices=devices)])


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
