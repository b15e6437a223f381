"""Nobody gets to a page whose right the role has not; a page without a right is shut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask

from library.rights import Right
from server.app import create_app
from server.desk.guard import add_guard, allowed, asks_by_itself, i_may, open_to_all, signed_in
from server.server import Server
from server.services.accounts import add_staff, dismiss, sign_in
from tests.builders import SchoolBuilder


@pytest.fixture
def app(server: Server, school: SchoolBuilder) -> Flask:
    pages = Blueprint("desk", __name__, url_prefix="/desk")
    add_guard(pages, server)

    @pages.get("/forgotten")
    def forgotten() -> str:
        return "never"

    @pages.get("/rules")
    @allowed(Right.RULES)
    def rules() -> str:
        return signed_in().name

    @pages.get("/either")
    @allowed(Right.SHELVE, Right.RULES)
    def either() -> str:
        return "yes" if i_may(Right.READERS) else "no"

    @pages.get("/open")
    @open_to_all
    def open_page() -> str:
        return "welcome"

    @pages.get("/live")
    @allowed(Right.HOME)
    @asks_by_itself
    def live() -> str:
        return "now"

    return create_app(server, b"key", pages=[pages])


@pytest.fixture
def roles(server: Server, app: Flask) -> Iterator[dict[str, tuple[int, str]]]:
    """Number and session of an account of each role."""
    made = {}
    for role in ("head", "librarian", "assistant", "teacher", "director"):
        number = add_staff(server, role, f"The {role}", "password-1", role)
        made[role] = (number, sign_in(server, role, "password-1").token)
    yield made


def status(app: Flask, path: str, token: str | None) -> int:
    client = app.test_client()
    if token:
        client.set_cookie("desk", token, path="/desk")
    return client.get(path).status_code


def test_each_role_gets_what_its_rights_say(app: Flask, roles: dict) -> None:
    found = {role: status(app, "/desk/rules", token) for role, (_, token) in roles.items()}
    assert found == {
        "head": 200, "librarian": 403, "assistant": 403, "teacher": 403, "director": 403,
    }  # fmt: skip


def test_one_of_several_rights_is_enough(app: Flask, roles: dict) -> None:
    assert status(app, "/desk/either", roles["assistant"][1]) == 200
    assert status(app, "/desk/either", roles["teacher"][1]) == 403


def test_a_page_that_names_no_right_is_shut_to_the_head_too(app: Flask, roles: dict) -> None:
    assert status(app, "/desk/forgotten", roles["head"][1]) == 403


def test_a_stranger_is_led_to_the_door_and_a_script_is_told(app: Flask) -> None:
    assert status(app, "/desk/rules", None) == 303
    assert status(app, "/desk/rules", "made-up") == 303
    assert status(app, "/desk/live", None) == 401
    assert status(app, "/desk/open", None) == 200


def test_a_dismissed_account_is_out_at_its_next_page(
    app: Flask, server: Server, roles: dict
) -> None:
    number, token = roles["head"]
    assert status(app, "/desk/rules", token) == 200
    dismiss(server, number)
    assert status(app, "/desk/rules", token) == 303
