"""What every page shares: headers, hosts, origins, forms, fault pages."""

from __future__ import annotations

import logging

import pytest
from flask import Flask, Response, request, session
from flask.testing import FlaskClient

import i18n.texts
import web.language
from i18n.texts import texts
from web.app import Access, create_app

JSON = {"X-Library-Kiosk": "1"}
PAGE = {"Accept": "text/html"}


@pytest.fixture
def app() -> Flask:
    app = create_app("test", b"secret", texts, Access(hosts=("library.school",)))
    app.add_url_rule("/page", "page", lambda: "page")
    app.add_url_rule("/note", "note", lambda: {"got": request.get_json()}, methods=["POST"])
    app.add_url_rule("/form", "form", lambda: "saved", methods=["POST"])

    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("something inside")

    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_nothing_is_loaded_from_outside_or_framed(client: FlaskClient) -> None:
    headers = client.get("/page").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_behind_tls_browsers_are_told_to_stay_there(accept: str) -> None:
    app = create_app("test", b"secret", texts, Access(https=True))
    headers = app.test_client().get("/", headers={"Accept": accept}).headers
    assert "Strict-Transport-Security" in headers


def test_an_answer_for_programs_is_no_page_for_a_browser(client: FlaskClient) -> None:
    headers = client.post("/note", json={}, headers=JSON).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("mimetype", ["text/html", "application/json"])
def test_what_a_view_sets_itself_stays_alone(app: Flask, mimetype: str) -> None:
    own = {"cache-control": "max-age=60", "x-content-type-options": "own"}
    app.add_url_rule("/own", "own", lambda: Response("{}", mimetype=mimetype, headers=own))
    headers = app.test_client().get("/own").headers
    assert headers.getlist("Cache-Control") == ["max-age=60"]
    assert headers.getlist("X-Content-Type-Options") == ["own"]


def test_a_session_is_kept_by_its_cookie_and_by_nothing_else(app: Flask) -> None:
    def seen() -> str:
        session["times"] = session.get("times", 0) + 1
        return str(session["times"])

    app.add_url_rule("/seen", "seen", seen)
    visitor = app.test_client()
    assert [visitor.get("/seen").text for _ in range(2)] == ["1", "2"]
    assert app.test_client().get("/seen").text == "1", "a program without cookies"
    visitor.set_cookie("library", "eyJ0aW1lcyI6OX0.forged.signature")
    assert visitor.get("/seen").text == "1"


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "library.school:8080"])
def test_known_hosts_are_served(client: FlaskClient, host: str) -> None:
    assert client.get("/page", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "library.school.evil.example", "10.0.0.7"])
def test_unknown_hosts_are_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/page", headers={"Host": host}).status_code == 400


def test_a_script_of_our_page_may_post(client: FlaskClient) -> None:
    headers = JSON | {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/note", json={"a": 1}, headers=headers).json == {"got": {"a": 1}}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        JSON | {"Origin": "http://evil.example"},
        JSON | {"Origin": "null"},
        JSON | {"Origin": "http://localhost:9999"},
        JSON | {"Origin": "https://localhost"},
        JSON | {"Sec-Fetch-Site": "cross-site"},
        JSON | {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_foreign_page_may_not(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/note", json={}, headers=headers).status_code == 403


def test_programs_get_their_refusal_as_a_word(client: FlaskClient) -> None:
    answer = client.post("/note", json={}, headers={"Accept": "application/json"})
    assert answer.json == {"error": "header-missing", "incident": None}


def test_a_form_needs_its_token_and_says_what_to_do(client: FlaskClient) -> None:
    answer = client.post("/form", data={"a": "1"}, headers=PAGE | {"Accept-Language": "ru"})
    assert answer.status_code == 400
    assert "Обновите страницу" in answer.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Мұндай бет жоқ"),
        ({"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.5"}, "Такой страницы нет"),
        ({"Accept-Language": "en"}, "There is no such page"),
        ({"Accept-Language": "de"}, "Мұндай бет жоқ"),
    ],
)
def test_a_fault_page_speaks_the_visitors_language(
    client: FlaskClient, asked: dict[str, str], said: str
) -> None:
    answer = client.get("/nothing", headers=asked | PAGE)
    assert answer.status_code == 404
    assert said in answer.text


def test_a_chosen_language_wins_over_the_browsers(client: FlaskClient) -> None:
    client.set_cookie("language", "kk")
    answer = client.get("/nothing", headers=PAGE | {"Accept-Language": "ru"})
    assert "Мұндай бет жоқ" in answer.text


def test_a_broken_page_shows_a_number_that_the_log_knows(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = client.get("/broken?name=secret", headers={"Accept": "application/json"})
    assert answer.status_code == 500
    incident = (answer.json or {})["incident"]
    assert len(incident) == 6
    assert f"incident {incident}" in caplog.text
    assert "secret" not in caplog.text
    page = client.get("/broken", headers=PAGE).text
    assert "Кітапханашыны шақырыңыз" in page
    assert "something inside" not in page


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 418, 429, 500, 502, 503])
def test_every_status_has_its_words(app: Flask, status: int) -> None:
    from flask import abort

    app.add_url_rule("/fault", "fault", lambda: abort(status))
    answer = app.test_client().get("/fault", headers=PAGE)
    assert answer.status_code == status
    assert f'data-fault="{status}"' in answer.text


def test_forwarded_headers_are_believed_only_behind_a_proxy() -> None:
    for proxies, expected in ((0, "http://localhost/"), (1, "https://library.school/")):
        access = Access(hosts=["library.school"], proxies=proxies)
        app = create_app("test", b"secret", texts, access)
        app.add_url_rule("/where", "where", lambda: request.host_url)
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "library.school"}
        assert app.test_client().get("/where", headers=headers).text == expected


def test_pages_offer_the_languages_that_have_texts() -> None:
    assert web.language.LANGUAGES == i18n.texts.LANGUAGES
