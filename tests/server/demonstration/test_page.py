"""The demonstration page types what is clicked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.exceptions import Conflict

from i18n.texts import LANGUAGES
from server.app import create_app
from server.database import Library
from server.demonstration.page import demonstration_pages
from server.demonstration.school import build_school
from server.server import Server
from tests.builders import POLICY, Clock
from tests.server.databases import SqliteShelf
from web.app import Access

HEADER = {"X-Library-Kiosk": "1"}


class Scanner:
    """What the page's clicks reach."""

    def __init__(self) -> None:
        self.typed: list[str] = []
        self.plugged = True

    def type_code(self, text: str) -> None:
        if not self.plugged:
            raise Conflict
        self.typed.append(text)

    def unplug(self) -> None:
        self.plugged = False


@pytest.fixture(scope="module")
def built(sqlite_shelf: SqliteShelf) -> Iterator[Server]:
    server = Server(Library.open(sqlite_shelf.new()), POLICY, now=Clock())
    build_school(server)
    yield server
    server.library.close()


@pytest.fixture
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture
def client(built: Server, scanner: Scanner) -> FlaskClient:
    pages = demonstration_pages(
        built, lambda: "secret", scanner.type_code, {"unplug": scanner.unplug}
    )
    return create_app(built, b"key", Access(framed=True), [pages]).test_client()


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_and_copies_lie_ready_in_every_language(client: FlaskClient, language: str) -> None:
    client.set_cookie("language", language)
    page = client.get("/demo").get_data(as_text=True)
    assert page.count('class="barcode"') > 30
    assert 'src="/kiosk"' in page and "secret" in page


def test_a_click_types_the_code(client: FlaskClient, scanner: Scanner) -> None:
    answer = client.post("/demo/scan", json={"text": "6000000016"}, headers=HEADER)
    assert answer.status_code == 200
    assert scanner.typed == ["6000000016"]


def test_an_unplugged_scanner_types_nothing_and_says_so(
    client: FlaskClient, scanner: Scanner
) -> None:
    assert client.post("/demo/trick", json={"name": "unplug"}, headers=HEADER).status_code == 200
    answer = client.post("/demo/scan", json={"text": "6000000016"}, headers=HEADER)
    assert answer.status_code == 409
    assert scanner.typed == []


@pytest.mark.parametrize("content", [{}, {"text": ""}, {"text": 5}, {"text": "6" * 6000}, []])
def test_nonsense_is_refused(client: FlaskClient, content: object) -> None:
    assert client.post("/demo/scan", json=content, headers=HEADER).status_code == 400
    assert client.post("/demo/trick", json={"name": "x"}, headers=HEADER).status_code == 400


def test_a_foreign_page_cannot_click(client: FlaskClient, scanner: Scanner) -> None:
    answer = client.post("/demo/scan", json={"text": "6000000016"})
    assert answer.status_code == 403
    assert scanner.typed == []


def test_the_search_finds_people_and_titles(client: FlaskClient) -> None:
    page = client.get("/demo", query_string={"words": "абай жолы"}).get_data(as_text=True)
    assert "Абай жолы. 1-кітап" in page
    nothing = client.get("/demo", query_string={"words": "жоқ мұндай"}).get_data(as_text=True)
    assert 'class="demo-none"' in nothing


def test_only_our_own_pages_may_frame_the_kiosk(client: FlaskClient) -> None:
    headers = client.get("/demo").headers
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
