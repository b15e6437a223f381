"""The public page: the school, its hours, new books; nobody's name."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from i18n.texts import LANGUAGES
from server.app import create_app
from server.catalogue import public_pages
from server.server import Server
from server.services.arrivals import new_arrivals
from server.tables import Title
from tests.builders import SchoolBuilder


@pytest.fixture
def client(server: Server, school: SchoolBuilder) -> FlaskClient:
    return create_app(server, b"key", pages=[public_pages(server)]).test_client()


def arrived(school: SchoolBuilder, name: str, day: date | None, kind: str = "fiction",
            state: str = "on-shelf") -> None:  # fmt: skip
    book = school.copy(name, kind, state=state)
    with school.library.writing():
        Title.update(added_on=day).where(Title.id == book.title_id).execute()


def test_new_titles_come_newest_first_without_textbooks_and_lost_ones(
    server: Server, school: SchoolBuilder
) -> None:
    arrived(school, "Ескі", date(2026, 1, 1))
    arrived(school, "Жаңа", date(2026, 10, 1))
    arrived(school, "Жоғалған", date(2026, 10, 2), state="lost")
    arrived(school, "Алгебра", date(2026, 10, 3), kind="textbook")
    arrived(school, "Күні белгісіз", None)
    assert [card.title for card in new_arrivals(server, 5)] == ["Жаңа", "Ескі"]
    assert [card.title for card in new_arrivals(server, 1)] == ["Жаңа"]
    assert {card.code for card in new_arrivals(server, 5)} == {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_for_everybody_in_every_language(
    client: FlaskClient, school: SchoolBuilder, language: str
) -> None:
    arrived(school, "Ұшқан ұя", date(2026, 10, 1))
    school.lent(school.copy(), school.reader("Әлия", "Серік"), date(2026, 10, 20))
    client.set_cookie("language", language)
    page = client.get("/").get_data(as_text=True)
    assert "№4 лицей-интернат" in page and "Ұшқан ұя" in page and "08:30–17:00" in page
    assert "Серік" not in page and "Әлия" not in page
    assert 'href="/kiosk"' in page


def test_the_language_is_remembered_and_leads_back(client: FlaskClient) -> None:
    answer = client.get("/language/ru")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "Часы работы" in client.get("/").get_data(as_text=True)
    assert client.get("/language/xx").status_code == 404
