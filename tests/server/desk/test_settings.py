"""The settings on their page: school, kiosks, and what the start was told."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from flask import Flask

from server.app import create_app
from server.desk import desk_pages
from server.server import Server
from server.services.accounts import add_staff
from server.services.kiosk_settings import TIMES, kept_kiosk_settings
from server.services.settings import change_setting, setting
from server.services.station_settings import settings_for
from server.start_settings import StartSetting
from tests.builders import SchoolBuilder
from tests.server.asking import journal
from tests.server.desk.visitor import PASSWORD, Visitor

PAGE = "/desk/settings"
GOOD = {
    "name": "№4 лицей", "code": "KZ-L4", "language": "ru", "zone": "Asia/Almaty", "keypad": "no",
    "idle_after": "90", "countdown": "20", "undo_for": "30", "card_follows_within": "15",
    "farewell_for": "5",
}  # fmt: skip
BAD = ["x" * 10_000, "\0", "<b>8</b>", "' OR 1=1", "e\u0301", "📚", "-1", "1.5", "99999"]


@pytest.fixture
def head(server: Server, school: SchoolBuilder) -> Visitor:
    add_staff(server, "head", "Меңгеруші", PASSWORD, "head")
    started = (StartSetting("server.port", "8080", "default"),
               StartSetting("kiosk.idle_after", "45.0", "file"),
               StartSetting("start.role", '"all"', "line"))  # fmt: skip
    app: Flask = create_app(server, b"key", pages=[desk_pages(server, started=started)])
    visitor = Visitor(app)
    visitor.sign_in("head")
    return visitor


def send(visitor: Visitor, **fields: str) -> Any:
    fields.setdefault("operation", str(uuid.uuid4()))
    return visitor.send(PAGE, **fields)


def test_settings_are_saved_with_their_old_values_in_the_journal(
    head: Visitor, server: Server
) -> None:
    assert send(head, **GOOD).status_code == 303
    assert setting(server.library, "school.name") == "№4 лицей"
    assert setting(server.library, "school.zone") == "Asia/Almaty"
    assert str(server.zone) == "Asia/Almaty"  # at once: no start is waited for
    assert kept_kiosk_settings(server.library) == {
        "keypad": False, "idle_after": 90, "countdown": 20, "undo_for": 30,
        "card_follows_within": 15, "farewell_for": 5,
    }  # fmt: skip
    before = journal(server.library)[-1]["detail"]["before"]
    assert before["old"]["school.name"] == "№4 лицей-интернат"
    assert before["new"]["kiosk.idle_after"] == "90"
    text = head.text(PAGE)
    assert "at the next start" in text


def test_an_empty_field_goes_back_to_what_the_start_says(head: Visitor, server: Server) -> None:
    send(head, **GOOD)
    send(head, name="№4 лицей", language="", keypad="")
    assert kept_kiosk_settings(server.library) == {}
    assert setting(server.library, "school.language", "kk") == "kk"


def test_saving_the_same_again_writes_nothing(head: Visitor, server: Server) -> None:
    for _ in range(2):
        send(head, **GOOD)
    assert len(journal(server.library)) == 1
    assert "Nothing has changed" in head.text(PAGE)


def test_a_form_sent_twice_is_one_change(head: Visitor, server: Server) -> None:
    same = str(uuid.uuid4())
    for _ in range(2):
        assert send(head, **GOOD, operation=same).status_code == 303
    assert len(journal(server.library)) == 1


@pytest.mark.parametrize("field", [each.key for each in TIMES])
@pytest.mark.parametrize("bad", BAD)
def test_a_time_out_of_bounds_is_told_at_its_field(
    head: Visitor, server: Server, field: str, bad: str
) -> None:
    page = send(head, **{**GOOD, field: bad})
    assert page.status_code == 422
    assert f'id="{field}-wrong"' in page.get_data(as_text=True)
    assert journal(server.library) == []


@pytest.mark.parametrize(
    ("field", "bad"),
    [("undo_for", "61"), ("name", ""), ("name", "x" * 10_000), ("name", "\0"), ("code", "КЗ"),
     ("code", "a b"), ("language", "de"), ("keypad", "maybe"), ("zone", "Mars/Olympus"),
     ("zone", "../../etc/passwd"), ("zone", "Asia"), ("zone", "/etc/localtime"), ("zone", "\0"),
     ("zone", "x" * 10_000), ("zone", "__init__.py")],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field(
    head: Visitor, server: Server, field: str, bad: str
) -> None:
    page = send(head, **{**GOOD, field: bad})
    assert page.status_code == 422
    assert f'id="{field}-wrong"' in page.get_data(as_text=True)
    assert journal(server.library) == []


def test_the_second_of_two_tabs_is_told_what_changed(head: Visitor, server: Server) -> None:
    found = re.search(r'name="version"[^>]*value="([^"]*)"', head.open(PAGE).get_data(True))
    assert found
    send(head, **GOOD)
    late = send(head, **{**GOOD, "name": "Басқа"}, version=found[1])
    assert late.status_code == 422
    assert "field-now" in late.get_data(as_text=True)
    assert setting(server.library, "school.name") == "№4 лицей"


def test_what_the_start_was_told_is_shown_with_its_source(head: Visitor) -> None:
    text = head.text(PAGE)
    assert "server.port 8080 default" in text
    assert "kiosk.idle_after 45.0 settings.toml" in text
    assert "start.role all starting command" in text


def test_stations_elsewhere_are_told_what_the_desk_keeps(
    head: Visitor, server: Server, school: SchoolBuilder
) -> None:
    send(head, **GOOD)
    told = settings_for(server, school.station_id)
    assert told["kiosk"]["idle_after"] == 90
    assert told["language"] == "ru"


@pytest.mark.parametrize("text", ["", "x", "-5", "9", "601", "60.5", "٦٠"])
def test_a_damaged_kept_time_counts_as_not_kept(server: Server, text: str) -> None:
    change_setting(server.library, "kiosk.idle_after", text)
    assert "idle_after" not in kept_kiosk_settings(server.library)


def test_a_damaged_row_still_opens_the_page(head: Visitor, server: Server) -> None:
    change_setting(server.library, "kiosk.idle_after", "soon")
    change_setting(server.library, "school.language", "de")
    assert head.open(PAGE).status_code == 200


@pytest.mark.parametrize("role", ["librarian", "assistant", "teacher", "director"])
def test_only_the_head_librarian_changes_settings(
    visitor: Visitor, server: Server, app: Flask, role: str
) -> None:
    add_staff(server, role, role, PASSWORD, role)
    visitor.sign_in(role)
    assert visitor.open(PAGE).status_code == 403
