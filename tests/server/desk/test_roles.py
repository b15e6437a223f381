"""Each role at each address of the desk: in where the table says so, out everywhere else."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask

from library.rights import Role
from server.desk.roles_page import Guarded, addresses
from server.server import Server
from server.services.accounts import SignedIn, add_staff, sign_in
from tests.builders import SchoolBuilder

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
"""Who gets in is decided before any query that the engines could answer differently."""

PASSWORD = "kitap-soresi"
ASKED = {
    "/desk/requests/new": "?title=1",
    "/desk/labels/sample.png": "?title=1&kind=pocket&stock=a4-24-70x37",
    "/desk/printers/calibration.pdf": "?stock=a4-24-70x37",
}
"""Pages that show nothing without something in their address."""
_IN = {200, 204, 303, 422}
_NOT_THERE = {400, 404, 409}


@pytest.fixture
def desk(app: Flask, server: Server, school: SchoolBuilder) -> list[Guarded]:
    """Its addresses, on a school that has one of most things."""
    school.lent(school.copy(), school.reader(), date(2026, 10, 20))
    return [each for each in addresses(app) if each.endpoint.startswith("desk.") and each.rights]


def path_of(each: Guarded) -> str:
    """An address with something in its gaps; it need not exist."""
    numbered = re.sub(r"<int:[a-z_]+>", "1", each.path)
    return re.sub(r"<(?:[a-z]+:)?[a-z_]+>", "x", numbered) + ASKED.get(each.path, "")


def client_of(app: Flask, server: Server, role: str | None) -> tuple[Any, str]:
    """A browser with a session of the role, and a token for its forms."""
    client = app.test_client()
    client.set_cookie("language", "en")
    page = client.get("/desk/sign-in").get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    if role is not None:
        add_staff(server, f"the-{role}", f"The {role}", PASSWORD, role)
        answer = sign_in(server, f"the-{role}", PASSWORD)
        assert isinstance(answer, SignedIn)
        client.set_cookie("desk", answer.token, path="/desk")
    return client, found[1] if found else ""


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_each_role_opens_its_pages_and_no_others(
    app: Flask, server: Server, desk: list[Guarded], role: str
) -> None:
    client, _ = client_of(app, server, role)
    wrong = []
    for each in (line for line in desk if "GET" in line.methods and "stream" not in line.path):
        status = client.get(path_of(each)).status_code
        fits = status in _IN or ("<" in each.path and status in _NOT_THERE)
        if not (fits if each.lets_in(role) else status == 403):
            wrong.append((each.path, status))
    assert wrong == [], wrong


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_each_role_posts_only_what_it_may(
    app: Flask, server: Server, desk: list[Guarded], role: str
) -> None:
    client, token = client_of(app, server, role)
    before = _operations(server)
    got_in = [
        each.path
        for each in desk
        if "POST" in each.methods
        and not each.lets_in(role)
        and client.post(path_of(each), data={"csrf_token": token}).status_code != 403
    ]
    assert got_in == []
    assert _operations(server) == before


def test_a_stranger_is_led_to_the_door_everywhere(
    app: Flask, server: Server, desk: list[Guarded]
) -> None:
    client, token = client_of(app, server, None)
    for each in desk:
        if "GET" in each.methods:
            answer = client.get(path_of(each))
            led = answer.status_code == 303 and answer.headers["Location"] == "/desk/sign-in"
            assert led or answer.status_code == 401, each.path
        if "POST" in each.methods:
            status = client.post(path_of(each), data={"csrf_token": token}).status_code
            assert status == 401, each.path


def _operations(server: Server) -> int:
    with server.library.reading():
        row = server.library.database.execute_sql("SELECT count(*) FROM operation").fetchone()
    return int(row[0])
