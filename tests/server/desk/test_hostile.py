"""Every form of the desk is sent rubbish: no page breaks, nothing is shown unescaped, the
library stays whole. New rooms are found by walking, so no form is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.database import Library
from server.demonstration.school import LOGIN, build_school
from server.desk import desk_pages
from server.migrations import upgrade
from server.server import Server
from server.services.proof import prove
from tests.builders import POLICY, STOCKS, Clock
from tests.server.desk.forms_of import FoundForm, forms_and_links

MARK = "zq9x"
HOSTILE = {
    "empty": "",
    "long": "Ә" * 10_000,
    "zero": f"Ә\x00{MARK}",
    "markup": f"<script>alert('{MARK}')</script>",
    "sql": "' OR 1=1; DROP TABLE reader; --",
    "decomposed": "И\u0306и\u0306е\u0308",
    "emoji": "📚🧑‍🎓",
    "turned": "\u202eажйА\u2066",
    "number": "99999999999999999999",
    "minus": "-1",
    "path": "../../etc/passwd",
    "format": "{0}{t}%s%n{{7*7}}",
}
LEFT_OUT = ("/desk/sign-out", "/desk/account", "/desk/language")
"""What ends the session of the test itself; tested where they are written."""
OUTSIDE = 0
"""Sent to the door instead of being answered: an earlier form ended the session."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile")
    library = Library.open(folder / "library.db")
    upgrade(library)
    made = Server(library, POLICY, now=Clock(), stocks=STOCKS)
    if hasattr(made, "files"):
        made.files = folder / "files"
    yield made
    library.close()


@pytest.fixture(scope="module")
def app(server: Server) -> Flask:
    password = build_school(server)
    app = create_app(server, b"key", pages=[desk_pages(server)])
    app.config["PASSWORD"] = password
    return app


def signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("language", "en")
    page = client.get("/desk/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    client.post(
        "/desk/sign-in",
        data={"csrf_token": token[1], "login": LOGIN, "password": app.config["PASSWORD"]},
    )
    return client


def shape(path: str) -> str:
    return re.sub(r"\d+", "N", path.partition("?")[0].partition("#")[0])


def all_forms(client: FlaskClient) -> dict[str, tuple[str, FoundForm]]:
    """One form of each shape, with the page it stands on."""
    waiting, seen, found = ["/desk"], {"/desk"}, dict[str, tuple[str, FoundForm]]()
    while waiting:
        page = waiting.pop(0)
        answer = client.get(page)
        assert answer.status_code < 500, page
        if answer.mimetype != "text/html":
            continue
        forms, links = forms_and_links(answer.get_data(as_text=True))
        for form in forms:
            action = form.action or page
            if form.method == "post" and not action.startswith(LEFT_OUT):
                names = ",".join(sorted(form.values))
                found.setdefault(f"{shape(action)} {names}", (page, form))
        for link in links:
            path = link.partition("#")[0]
            ours = path.startswith("/desk") and not path.startswith(LEFT_OUT)
            if ours and shape(path) not in seen and "as=xlsx" not in path:
                seen.add(shape(path))
                waiting.append(path)
    return found


def sent(client: FlaskClient, page: str, form: FoundForm, values: dict[str, str]) -> int:
    """Post it as its page would; the status, OUTSIDE when the session had ended. Looks for
    what came back unescaped."""
    action = (form.action or page).partition("#")[0]
    button = dict(form.buttons[:1])
    answer = client.post(action, data={**form.values, **button, **values})
    text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    assert f"<script>alert('{MARK}" not in text, action
    outside = (answer.location or "").startswith("/desk/sign-in")
    return OUTSIDE if outside else answer.status_code


def test_no_form_breaks_whatever_is_typed(app: Flask, server: Server) -> None:
    client = signed_in(app)
    forms = all_forms(client)
    broken = []
    for name, (page, form) in forms.items():
        for kind, value in HOSTILE.items():
            status = sent(client, page, form, dict.fromkeys(form.typed, value))
            if status == OUTSIDE:
                client = signed_in(app)
                status = sent(client, page, form, dict.fromkeys(form.typed, value))
            if status >= 500 or status in (401, OUTSIDE):
                broken.append(f"{name}: {kind} -> {status}")
    assert not broken, "\n".join(broken[:40])
    assert len(forms) >= 3
    assert prove(server.library) == ()


def test_hidden_fields_may_hold_anything(app: Flask, server: Server) -> None:
    """A page that was changed by hand: row numbers, operation ids and versions are rubbish."""
    client, random = signed_in(app), Random(7)
    broken = []
    for name, (page, form) in all_forms(client).items():
        hidden = [each for each in form.values if each not in ("csrf_token", *form.typed)]
        for each in hidden:
            kind = random.choice(sorted(HOSTILE))
            status = sent(client, page, form, {each: HOSTILE[kind]})
            if status >= 500:
                broken.append(f"{name}: {each} = {kind} -> {status}")
        if form.values.pop("operation", None) is not None:
            status = sent(client, page, form, {})
            if status >= 500:
                broken.append(f"{name}: without an operation -> {status}")
    assert not broken, "\n".join(broken[:40])
    assert prove(server.library) == ()


def test_pressing_twice_and_a_page_from_before_a_restart_break_nothing(
    app: Flask, server: Server, tmp_path: Path
) -> None:
    client = signed_in(app)
    broken = []
    again = create_app(server, b"key", pages=[desk_pages(server)])
    for name, (page, form) in all_forms(client).items():
        cookies = [client.get_cookie("desk", path="/desk"), client.get_cookie("library")]
        first, second = sent(client, page, form, {}), sent(client, page, form, {})
        restarted = again.test_client()
        for cookie in filter(None, cookies):
            restarted.set_cookie(cookie.key, cookie.value, path=cookie.path)
        third = sent(restarted, page, form, {})
        if max(first, second, third) >= 500:
            broken.append(f"{name}: {first}, {second}, {third}")
        if client.get("/desk").status_code == 303:
            client = signed_in(app)
    assert not broken, "\n".join(broken[:40])
    assert prove(server.library) == ()
