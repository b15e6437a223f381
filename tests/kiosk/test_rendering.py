"""Every screen a session can make is rendered in every language, and broken ones too."""

from __future__ import annotations

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.rendering import data_answer, markup, message
from tests.fakes.small_library import FINISH, card_number, copy_number
from tests.kiosk.driver import Driver
from tests.kiosk.test_session_properties import moves, play

ZONE = ZoneInfo("Asia/Qyzylorda")
CARD, COPY = card_number(1), copy_number(1)
FALLBACK = '<main data-answer="to-librarian">'


def content(kiosk: Driver) -> dict:
    return json.loads(message(kiosk.screen, ZONE)[0])


def test_the_message_holds_all_the_page_needs():
    kiosk = Driver()
    kiosk.scan(CARD, COPY)
    sent = content(kiosk)
    assert set(sent) == {
        "version", "session", "screen", "answer", "html", "sound", "announce", "language",
        "themes", "muted",
    }  # fmt: skip
    assert (sent["screen"], sent["answer"], sent["sound"]) == ("session", "lent", "lent")
    assert 'data-answer="lent"' in sent["html"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_newest_answer_is_announced_without_a_name(language: str):
    kiosk = Driver()
    kiosk.scan(CARD)
    kiosk.tap("language", lang=language)
    kiosk.scan(COPY)
    sent = content(kiosk)
    assert sent["language"] == language
    assert "Title" in sent["announce"] and "Reader" not in sent["announce"]


def test_the_same_words_are_announced_once():
    kiosk = Driver()
    kiosk.scan(CARD)
    _, said = message(kiosk.screen, ZONE)
    assert said
    assert json.loads(message(kiosk.screen, ZONE, said)[0])["announce"] == ""


def test_a_muted_page_gets_no_sound():
    kiosk = Driver()
    kiosk.scan(CARD)
    kiosk.tap("mute")
    kiosk.scan(COPY)
    assert kiosk.screen.sound == "lent"
    assert (content(kiosk)["sound"], content(kiosk)["muted"]) == ("none", True)


def test_answers_that_share_a_look_share_the_pages_data_answer():
    kiosk = Driver()
    kiosk.scan("9786013410012")
    assert data_answer(kiosk.screen) == "unknown"
    kiosk.scan(CARD, FINISH)
    assert data_answer(kiosk.screen) == ""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(moves, max_size=12))
def test_every_screen_that_can_come_up_can_be_rendered(order: list[tuple[str, object]]):
    kiosk = Driver()
    version = -1
    for move in order:
        play(kiosk, move)
        if kiosk.screen.version == version:
            continue
        version = kiosk.screen.version
        sent = content(kiosk)
        assert not sent["html"].startswith(FALLBACK)
        if sent["answer"] and sent["screen"] in ("idle", "session", "return"):
            assert f'data-answer="{sent["answer"]}"' in sent["html"]


def test_a_screen_without_a_template_still_shows_a_number():
    html = markup(replace(Driver().screen, name="no-such-screen"), ZONE)
    assert html.startswith(FALLBACK)
