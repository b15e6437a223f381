"""The first start: one word, one head, no second time."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.desk import desk_pages
from server.desk.set_up import set_up_pages
from server.server import Server
from server.services.accounts import SignedIn, add_staff, sign_in
from server.services.set_up import SetUpDoor
from server.services.settings import LANGUAGE, SCHOOL_NAME, ZONE, setting

PASSWORD = "қызыл үкі сөреде"
GOOD = {
    "school": "№4 лицей-интернат", "language": "ru", "zone": "Asia/Almaty", "name": "Айгүл",
    "login": "aigul", "password": PASSWORD, "again": PASSWORD, "network": "here",
}  # fmt: skip


class Kept:
    """Where a school said its pages are shown."""

    def __init__(self) -> None:
        self.school: list[bool] = []

    def __call__(self, school: bool) -> None:
        self.school.append(school)


@pytest.fixture
def door(server: Server) -> SetUpDoor:
    return SetUpDoor(server)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def app(server: Server, door: SetUpDoor, kept: Kept) -> Flask:
    pages = [desk_pages(server), set_up_pages(server, door, keep_host=kept)]
    return create_app(server, b"key", pages=pages)


def send(client: FlaskClient, **fields: str) -> Any:
    client.set_cookie("language", "en")
    page = client.get("/set-up", follow_redirects=True).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    return client.post("/set-up", data={"csrf_token": token[1], **GOOD, **fields})


def test_the_first_head_is_signed_in_at_once_and_the_address_dies(
    app: Flask, server: Server, door: SetUpDoor, kept: Kept
) -> None:
    client, word = app.test_client(), door.new_word()
    answer = send(client, word=f"http://127.0.0.1/set-up#{word} ", network="school")
    assert answer.headers["Location"] == "/desk/first-steps"
    assert client.get("/desk/first-steps").status_code == 200
    assert kept.school == [True]
    found = [setting(server.library, key) for key in (SCHOOL_NAME, LANGUAGE, ZONE)]
    assert found == ["№4 лицей-интернат", "ru", "Asia/Almaty"]
    assert server.zone.key == "Asia/Almaty"
    member = sign_in(server, "aigul", PASSWORD)
    assert isinstance(member, SignedIn) and member.member.role == "head"
    stranger = app.test_client()
    assert stranger.get("/set-up").headers["Location"] == "/desk"
    assert not door.fits(word) and not door.fits(door.new_word())


def test_two_tabs_make_one_head(app: Flask, server: Server, door: SetUpDoor) -> None:
    word, first, second = door.new_word(), app.test_client(), app.test_client()
    page = second.get("/set-up").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    assert send(first, word=word).status_code == 303
    late = {"csrf_token": token[1], **GOOD, "word": word, "login": "second"}
    assert second.post("/set-up", data=late).headers["Location"] == "/desk"
    door_page = second.get("/desk", follow_redirects=True).get_data(as_text=True)
    assert "іске қосылып қойған" in door_page
    assert not isinstance(sign_in(server, "second", PASSWORD), SignedIn)


@pytest.mark.parametrize("word", ["", "x", "' OR 1=1", "Ә" * 5000])
def test_without_the_word_nothing_happens(
    app: Flask, server: Server, door: SetUpDoor, word: str
) -> None:
    door.new_word()
    answer = send(app.test_client(), word=word)
    assert answer.status_code == 403
    assert "The code is wrong" in answer.get_data(as_text=True)
    assert not door.is_done()


def test_a_new_start_makes_the_old_address_void(app: Flask, door: SetUpDoor) -> None:
    old = door.new_word()
    door.new_word()
    assert send(app.test_client(), word=old).status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("school", "", "Fill in"), ("school", "Ә" * 10_000, "too long"),
        ("zone", "Asia/Nowhere", "no such zone"), ("zone", "../../etc/passwd", "no such zone"),
        ("login", "", "Fill in"), ("login", "ай гүл", "letters, digits"),
        ("login", "<b>", "letters, digits"), ("name", "\x00", "invisible"),
        ("password", "", "Fill in"), ("password", "aigul2026", "easy to guess"),
        ("password", "қысқа", "too short"), ("again", "басқа құпиясөз", "differ"),
        ("language", "de", "Choose"), ("network", "world", "Choose"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_and_nothing_is_made(
    app: Flask, door: SetUpDoor, field: str, value: str, said: str
) -> None:
    answer = send(app.test_client(), word=door.new_word(), **{field: value})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert PASSWORD not in page
    assert not door.is_done()


def test_the_strength_is_told_while_typing(app: Flask) -> None:
    client = app.test_client()
    header = {"X-Library-Kiosk": "1"}
    levels = [
        client.post("/set-up/strength", json={"password": each}, headers=header).json["level"]
        for each in ("", "12345678", "kitap-soresi-7", PASSWORD)
    ]
    assert levels == [0, 1, 2, 3]
    for odd in ([], None, {"password": ["x"]}, "text"):
        answer = client.post("/set-up/strength", json=odd, headers=header)
        assert answer.status_code == 200


def test_a_foreign_host_gets_nothing(app: Flask, door: SetUpDoor) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example"):
        answer = app.test_client().get("/set-up", headers={"Host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.get_data(as_text=True)


def test_a_library_with_an_account_offers_no_set_up(
    app: Flask, server: Server, door: SetUpDoor
) -> None:
    add_staff(server, "old", "Old", "password-1", "head")
    assert door.is_done()
    assert app.test_client().get("/set-up").headers["Location"] == "/desk"
