"""What monitors read: states without contents, numbers behind a token."""

from __future__ import annotations

from flask import Flask

from i18n.texts import texts
from web.app import create_app
from web.health import health_page
from web.metrics import Reading, metrics_page


def broken() -> str:
    raise RuntimeError


def app_with(*pages: object) -> Flask:
    app = create_app("test", b"secret", texts)
    for page in pages:
        app.register_blueprint(page)  # type: ignore[arg-type]
    return app


def test_health_is_200_when_everything_answers() -> None:
    page = health_page({"database": lambda: "ok"}, {"version": "1"})
    answer = app_with(page).test_client().get("/health")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "version": "1", "checks": {"database": "ok"}}


def test_health_is_503_and_names_the_part() -> None:
    page = health_page({"database": broken, "disk": lambda: "full", "web": lambda: "ok"}, {})
    answer = app_with(page).test_client().get("/health")
    assert answer.status_code == 503
    assert answer.json == {
        "status": "faulty", "checks": {"database": "failed", "disk": "full", "web": "ok"},
    }  # fmt: skip


READINGS = [
    Reading("kiosk_stations", "Stations running.", lambda: 2),
    Reading("kiosk_scans", "Scans since the start.", lambda: 41, kind="counter"),
    Reading("kiosk_broken", "Never answers.", lambda: float(broken())),
]


def test_metrics_need_the_token() -> None:
    client = app_with(metrics_page(READINGS, "word")).test_client()
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401
    answer = client.get("/metrics", headers={"Authorization": "Bearer word"})
    assert answer.status_code == 200
    assert "kiosk_stations 2.0" in answer.text
    assert "kiosk_scans_total 41.0" in answer.text
    assert "kiosk_broken" not in answer.text
    assert "process_resident_memory_bytes" in answer.text


def test_the_demonstration_shows_them_openly() -> None:
    assert app_with(metrics_page([], None)).test_client().get("/metrics").status_code == 200
