"""Accounts: made, changed, closed; a first password opens nothing but its own change."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from server.server import Server
from server.services.accounts import SignedIn, add_staff, sign_in, staff_of
from server.services.staff import staff_lines
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import PASSWORD, Visitor

GOOD = "қызыл үкі сөреде"


@pytest.fixture
def head(app: Flask, server: Server) -> Visitor:
    add_staff(server, "bas", "Бас", PASSWORD, "head")
    visitor = Visitor(app)
    assert visitor.sign_in("bas").status_code == 303
    return visitor


def send(visitor: Visitor, path: str, **fields: str) -> Any:
    return visitor.send(path, **{"operation": str(uuid4()), **fields})


def number(server: Server, login: str) -> int:
    return next(line.staff_id for line in staff_lines(server) if line.login == login)


def made(head: Visitor, login: str = "dana", role: str = "assistant") -> str:
    page = send(head, "/desk/staff", login=login, name="Дана", role=role).get_data(as_text=True)
    found = re.search(r"<code>([a-z0-9-]+)</code>", page)
    assert found is not None
    return found[1]


def test_a_first_password_must_be_changed_before_anything_else(
    app: Flask, head: Visitor, server: Server
) -> None:
    password = made(head)
    dana = Visitor(app)
    assert dana.sign_in("dana", password).status_code == 303
    assert dana.open("/desk/titles").headers["Location"] == "/desk/account"
    page = dana.open("/desk/account").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    answer = dana.client.post(
        "/desk/account",
        data={
            "csrf_token": token[1], "operation": str(uuid4()), "old": password,
            "password": GOOD, "again": GOOD,
        },
    )  # fmt: skip
    assert answer.headers["Location"] == "/desk/sign-in"
    assert dana.sign_in("dana", GOOD).status_code == 303
    assert dana.open("/desk/titles").status_code == 200


def test_the_first_password_is_shown_once(head: Visitor) -> None:
    password = made(head)
    assert password not in head.open("/desk/staff").get_data(as_text=True)


def test_a_login_that_is_taken_and_rubbish_are_told(head: Visitor, server: Server) -> None:
    before = len(staff_lines(server))
    for login, name, role, said in (
        ("AIGUL", "x", "librarian", "taken"), ("", "x", "librarian", "Fill in"),
        ("a b", "x", "librarian", "letters, digits"), ("good", "x", "root", "Choose"),
        ("good", "Ә" * 10_000, "head", "too long"), ("good", "\x00", "head", "invisible"),
    ):  # fmt: skip
        answer = send(head, "/desk/staff", login=login, name=name, role=role)
        assert answer.status_code == 422
        assert said in answer.get_data(as_text=True)
    assert len(staff_lines(server)) == before


def test_the_last_head_remains(head: Visitor, server: Server) -> None:
    me = number(server, "bas")
    send(head, f"/desk/staff/{me}/close")
    send(head, f"/desk/staff/{me}", name="Бас", role="librarian")
    (line,) = [each for each in staff_lines(server) if each.login == "bas"]
    assert (line.active, line.role) == (True, "head")
    made(head, "second", "head")
    send(head, f"/desk/staff/{me}", name="Бас", role="librarian")
    assert head.open("/desk/staff").status_code in (303, 403)


def test_closing_an_account_ends_its_sessions_and_a_new_password_opens_it(
    head: Visitor, server: Server
) -> None:
    add_staff(server, "dana", "Дана", PASSWORD, "librarian")
    session = sign_in(server, "dana", PASSWORD)
    assert isinstance(session, SignedIn)
    dana = number(server, "dana")
    send(head, f"/desk/staff/{dana}/close")
    assert staff_of(server, session.token) is None
    assert not isinstance(sign_in(server, "dana", PASSWORD), SignedIn)
    page = send(head, f"/desk/staff/{dana}/password").get_data(as_text=True)
    found = re.search(r"<code>([a-z0-9-]+)</code>", page)
    assert found is not None
    assert isinstance(sign_in(server, "dana", found[1]), SignedIn)


def test_signing_out_everywhere_kills_a_copied_cookie(
    app: Flask, librarian: Visitor, server: Server
) -> None:
    cookie = librarian.client.get_cookie("desk", path="/desk")
    assert cookie is not None
    thief = Visitor(app)
    thief.client.set_cookie("desk", cookie.value, path="/desk")
    assert thief.open("/desk/titles").status_code == 200
    assert send(librarian, "/desk/account/sign-out").headers["Location"] == "/desk/sign-in"
    assert thief.open("/desk/titles").status_code == 303


def test_the_old_password_is_asked_and_slowed(librarian: Visitor) -> None:
    said = ""
    for _ in range(5):
        answer = send(librarian, "/desk/account", old="wrong", password=GOOD, again=GOOD)
        assert answer.status_code == 422
        said = answer.get_data(as_text=True)
    assert "Try again in" in said


def test_a_login_nobody_has_is_slowed_like_one_somebody_has(app: Flask, head: Visitor) -> None:
    answers = {}
    for login in ("nobody", "aigul"):
        visitor = Visitor(app)
        answers[login] = [visitor.sign_in(login, "wrong").status_code for _ in range(6)]
    assert answers["nobody"] == answers["aigul"]


def test_one_form_sent_twice_makes_one_account(head: Visitor, server: Server) -> None:
    form = {"operation": str(uuid4()), "login": "dana", "name": "Дана", "role": "director"}
    first, again = (head.send("/desk/staff", **form).get_data(as_text=True) for _ in range(2))
    assert "<code>" in first and "link-words" not in again
    assert len([line for line in staff_lines(server) if line.login == "dana"]) == 1


def test_an_account_is_known_as_a_reader_by_the_card(
    head: Visitor, server: Server, school: SchoolBuilder
) -> None:
    made(head)
    page, reader = f"/desk/staff/{number(server, 'dana')}", school.reader("Дана")
    for card in ("12345", "<b>", "9" * 40, "\u202e"):
        answer = send(head, page, name="Дана", role="assistant", card=card)
        assert answer.status_code in (303, 422)
        assert staff_lines(server)[-1].reader_id is None
    assert send(head, page, name="Дана", role="assistant", card=reader.card).status_code == 303
    line = next(each for each in staff_lines(server) if each.login == "dana")
    assert (line.reader_id, line.card) == (reader.id, reader.card)
    assert f"/desk/readers/{reader.id}" in head.open(page).get_data(as_text=True)


def test_accounts_are_a_list_like_any_other(head: Visitor) -> None:
    made(head)
    assert "Дана" not in head.text("/desk/staff?role=head")
    assert "Дана" in head.text("/desk/staff?state=new&sort=role&down=1")
    file = head.open("/desk/staff?as=xlsx")
    assert file.status_code == 200 and file.data[:2] == b"PK"


def test_a_changed_password_is_told_at_the_door_and_in_the_journal(
    librarian: Visitor, server: Server
) -> None:
    answer = send(librarian, "/desk/account", old=PASSWORD, password=GOOD, again=GOOD)
    assert answer.headers["Location"] == "/desk/sign-in"
    assert "The password is changed" in librarian.text("/desk/sign-in")
    with server.library.reading():
        run = server.library.database.execute_sql
        assert run("SELECT kind FROM operation").fetchall() == [("own-password",)]


@pytest.mark.parametrize("role", ["librarian", "assistant", "teacher", "director"])
def test_only_the_head_sees_accounts(app: Flask, server: Server, role: str) -> None:
    add_staff(server, role, role, PASSWORD, role)
    visitor = Visitor(app)
    visitor.sign_in(role)
    assert visitor.open("/desk/staff").status_code == 403
    assert visitor.open("/desk/account").status_code == 200
