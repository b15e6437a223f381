"""Only librarians reach the desk; wrong passwords are slowed, never explained."""

from __future__ import annotations

from flask import Flask

from server.app import create_app
from server.desk import desk_pages
from server.server import Server
from server.services.accounts import add_staff
from tests.builders import Clock
from tests.server.desk.visitor import LOGIN, PASSWORD, Visitor


def test_without_a_session_every_page_leads_to_the_door(visitor: Visitor) -> None:
    for path in ("/desk", "/desk/sheets/commands"):
        answer = visitor.open(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/sign-in")
    assert visitor.open("/desk/now").status_code == 401
    headers = {"X-Library-Kiosk": "1"}
    line = visitor.client.post("/desk/checks/line", json={"code": "6"}, headers=headers)
    assert line.status_code == 401
    assert visitor.send("/desk/checks", copy="1", finding="fine").status_code == 401


def test_the_cookie_is_for_the_desk_alone_and_for_no_script(visitor: Visitor) -> None:
    cookie = next(
        line for line in visitor.sign_in().headers.getlist("Set-Cookie") if line.startswith("desk=")
    )
    assert {"HttpOnly", "SameSite=Strict", "Path=/desk"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_behind_tls_the_cookie_goes_nowhere_else(server: Server) -> None:
    add_staff(server, LOGIN, "Айгүл", PASSWORD, "head")
    app = create_app(server, b"key", pages=[desk_pages(server, https=True)])
    cookies = Visitor(app).sign_in().headers.getlist("Set-Cookie")
    assert any(line.startswith("desk=") and "Secure" in line for line in cookies)


def test_a_wrong_password_and_an_unknown_login_look_alike(visitor: Visitor) -> None:
    wrong = visitor.sign_in(password="nope nope")
    unknown = visitor.sign_in(login="nobody")
    assert wrong.status_code == unknown.status_code == 401
    said = "Wrong login or password."
    assert said in wrong.get_data(as_text=True) and said in unknown.get_data(as_text=True)


def test_tries_are_slowed_and_then_free_again(visitor: Visitor, clock: Clock) -> None:
    for _ in range(4):
        answer = visitor.sign_in(password="nope nope")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1
    assert visitor.sign_in().status_code == 429, "also with the right password"
    clock.pass_(minutes=20)
    assert visitor.sign_in().status_code == 303


def test_signing_out_ends_the_session_for_good(librarian: Visitor) -> None:
    kept = librarian.client.get_cookie("desk", path="/desk")
    assert kept is not None
    assert librarian.send("/desk/sign-out").status_code == 303
    librarian.client.set_cookie("desk", kept.value, path="/desk")
    assert librarian.open("/desk").status_code == 303


def test_a_page_that_renews_itself_keeps_no_session_alive(
    librarian: Visitor, clock: Clock
) -> None:
    for _ in range(5):
        clock.pass_(hours=1)
        last = librarian.open("/desk/now").status_code
    assert last == 401


def test_a_form_without_its_token_is_refused(visitor: Visitor) -> None:
    answer = visitor.client.post("/desk/sign-in", data={"login": LOGIN, "password": PASSWORD})
    assert answer.status_code == 400


def test_a_teacher_is_led_to_the_own_class(app: Flask, server: Server) -> None:
    add_staff(server, "teacher", "Мұғалім", PASSWORD, "teacher")
    visitor = Visitor(app)
    visitor.sign_in(login="teacher")
    answer = visitor.open("/desk")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/my-class")
    assert visitor.open("/desk/now").status_code == 403
    assert visitor.open("/desk/stream").status_code == 403


def test_a_library_without_staff_says_so(server: Server) -> None:
    app = create_app(server, b"key", pages=[desk_pages(server)])
    assert "No member of staff has an account" in Visitor(app).text("/desk/sign-in")
