"""The boards of a collection: one with names for staff, one without for the hall; the day."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.board import board_pages
from server.desk import desk_pages
from server.server import Server
from server.services.hall_board import board_word
from tests.builders import TODAY, Book, Person, SchoolBuilder
from tests.server.desk.visitor import Visitor

BOARD = "/desk/collection/board"
NAMES = ("Айгүл", "Берік", "Гүлім")


@pytest.fixture
def app(app: Flask, server: Server) -> Flask:
    return create_app(server, b"key", pages=[desk_pages(server), board_pages(server)])


@pytest.fixture
def pupils(school: SchoolBuilder) -> list[tuple[Person, Book]]:
    found = []
    for name in NAMES:
        pupil, book = school.reader(name, "Серік"), school.copy("Алгебра", "textbook", 8)
        school.lent(book, pupil, TODAY + timedelta(days=60))
        found.append((pupil, book))
    return found


def act(librarian: Visitor, path: str, **fields: str) -> TestResponse:
    return librarian.send(path, operation=str(uuid4()), **fields)


def opened(librarian: Visitor, **fields: str) -> None:
    assert act(librarian, "/desk/collection/open", all="1", **fields).status_code == 303


def scanned(librarian: Visitor, text: str, by: int | str = "") -> None:
    page = "/desk/collection/scan"
    assert act(librarian, page, text=text, by=str(by)).status_code == 200


def hall(librarian: Visitor, server: Server) -> tuple[FlaskClient, str]:
    """A screen nobody signed in at, and its address."""
    act(librarian, f"{BOARD}/hall", step="open")
    return librarian.client.application.test_client(), f"/board/{board_word(server)}"


def test_the_hall_sees_how_far_each_class_is_and_nobody_by_name(
    librarian: Visitor, server: Server, pupils: list[tuple[Person, Book]]
) -> None:
    screen, address = hall(librarian, server)
    assert "басталған жоқ" in screen.get(address).get_data(as_text=True)
    opened(librarian)
    page = screen.get(f"{address}/now?version=old").get_data(as_text=True)
    version = re.search(r'data-version="(\w+)"', page)
    assert version is not None
    assert screen.get(f"{address}/now?version={version[1]}").status_code == 204
    scanned(librarian, pupils[0][1].code, pupils[1][0].id)
    page = screen.get(f"{address}/now?version={version[1]}").get_data(as_text=True)
    assert "33 %" in page and "<strong>1</strong> / 3" in page
    assert 'lang="kk"' in page and 'lang="ru"' in page
    assert not any(name in page for name in ("Серік", "Алгебра", *NAMES))


def test_the_address_of_the_hall_is_void_once_another_is_made_or_the_board_shut(
    librarian: Visitor, server: Server, pupils: list[tuple[Person, Book]]
) -> None:
    screen, old = hall(librarian, server)
    assert board_word(server) in librarian.open(BOARD).get_data(as_text=True)
    _, new = hall(librarian, server)
    assert screen.get(old).status_code == screen.get(f"{old}/now").status_code == 404
    assert screen.get(new).status_code == 200
    act(librarian, f"{BOARD}/hall", step="shut")
    for part in ("", "/now", "/stream"):
        assert screen.get(f"{new}{part}").status_code == 404
    assert act(librarian, f"{BOARD}/hall", step="?").status_code == 400


def test_a_stream_of_the_hall_tells_a_scan(
    librarian: Visitor, server: Server, pupils: list[tuple[Person, Book]]
) -> None:
    screen, address = hall(librarian, server)
    opened(librarian)
    answer = screen.get(f"{address}/stream?version=old")
    told = iter(answer.response)
    assert next(told).startswith(b"retry")  # type: ignore[arg-type]
    assert "0 %" in next(told).decode()  # type: ignore[union-attr]
    scanned(librarian, pupils[0][1].code)
    assert "33 %" in next(told).decode()  # type: ignore[union-attr]
    answer.close()


def test_the_board_of_staff_tells_swaps_in_words_and_renews_only_when_something_moved(
    librarian: Visitor, pupils: list[tuple[Person, Book]]
) -> None:
    assert librarian.open(BOARD).status_code == 200
    opened(librarian)
    scanned(librarian, pupils[1][1].code, pupils[0][0].id)
    page = librarian.open(BOARD).get_data(as_text=True)
    chosen = re.search(rf'href="({BOARD}\?class=\d+)"', page)
    assert chosen is not None
    words = librarian.text(chosen[1])
    assert "Brought by Серік Айгүл. Lent to Серік Берік." in words
    assert "Owes: Серік Берік" in words and "Серік Гүлім 1" in words
    version = re.search(r'data-version="([\w-]+)"', page)
    assert version is not None
    now = f"{chosen[1].replace('board', 'board/now')}&version={version[1]}"
    assert librarian.open(now).status_code == 204
    scanned(librarian, pupils[2][1].code)
    assert "Серік Гүлім" not in librarian.text(now)
    assert librarian.open(f"{BOARD}?class=999999").status_code == 404


def test_the_day_says_which_class_is_late(
    librarian: Visitor, server: Server, pupils: list[tuple[Person, Book]]
) -> None:
    day = "/desk/collection/day"
    assert "No class is planned" in librarian.text(day)
    now = server.now().astimezone(server.zone)
    due = now - timedelta(hours=1)
    opened(librarian, day=due.strftime("%d.%m.%Y"), hour=due.strftime("%H:%M"))
    assert "Classes that are late: 1" in librarian.text(day)
    for _, book in pupils:
        scanned(librarian, book.code)
    words = librarian.text(f"{day}?day={now:%Y-%m-%d}")
    assert "All back" in words and "that are late" not in words
