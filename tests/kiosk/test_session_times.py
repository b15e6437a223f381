from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.session import next_tick
from kiosk.session_events import SettingsChanged
from tests.fakes.small_library import LANGUAGE, RETURN, card_number, copy_number
from tests.kiosk.driver import Driver

CARD, OTHER_CARD = card_number(1), card_number(2)
COPY, OTHER = copy_number(1), copy_number(2)


@pytest.fixture
def kiosk() -> Driver:
    return Driver()


def test_a_session_ends_after_sixty_seconds_and_a_visible_countdown_of_fifteen(kiosk: Driver):
    kiosk.scan(CARD, COPY)
    assert kiosk.wait(59).idle_seconds is None
    assert kiosk.wait(1).idle_seconds == 15
    assert kiosk.wait(14).idle_seconds == 1
    screen = kiosk.wait(1)
    assert (screen.name, screen.reader, screen.lines, screen.answer) == ("idle", None, (), None)


def test_each_second_of_the_countdown_is_one_new_screen(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.wait(60)
    seen = [kiosk.wait(1).idle_seconds for _ in range(14)]
    assert seen == list(range(14, 0, -1))


@pytest.mark.parametrize("dialog", ["my-books", "help", "call-librarian"])
def test_the_countdown_runs_under_every_dialog(kiosk: Driver, dialog: str):
    kiosk.scan(CARD)
    kiosk.tap(dialog)
    screen = kiosk.wait(61)
    assert (screen.name, screen.idle_seconds) == (dialog, 14)
    screen = kiosk.wait(15)
    assert (screen.name, screen.reader, screen.loans) == ("idle", None, ())


def test_the_keypad_forgets_its_digits(kiosk: Driver):
    kiosk.tap("keypad")
    kiosk.tap("key", digit="7")
    screen = kiosk.wait(76)
    assert (screen.name, screen.keypad) == ("idle", None)
    assert kiosk.state.visit.keypad.card == ""


def test_any_touch_or_scan_goes_on_with_the_session(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.wait(70)
    assert kiosk.tap("continue").idle_seconds is None
    kiosk.wait(70)
    assert kiosk.scan(COPY).name == "session"
    assert kiosk.wait(59).name == "session"


def test_a_touch_on_an_older_screen_keeps_nothing_alive(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.wait(70)
    kiosk.tap("continue", session=kiosk.screen.session - 1)
    assert kiosk.wait(6).name == "idle"


def test_themes_language_and_mute_end_with_the_session(kiosk: Driver):
    kiosk.tap("contrast")
    kiosk.scan(CARD)
    kiosk.tap("large")
    kiosk.tap("mute")
    kiosk.tap("language", lang="en")
    screen = kiosk.screen
    assert (screen.themes, screen.muted, screen.language) == ({"contrast", "large"}, True, "en")
    screen = kiosk.wait(76)
    assert (screen.themes, screen.muted, screen.language) == (frozenset(), False, "kk")


def test_what_was_chosen_on_the_idle_screen_is_forgotten_after_a_minute(kiosk: Driver):
    kiosk.scan(LANGUAGE)
    kiosk.tap("contrast")
    assert kiosk.wait(59).language == "ru"
    screen = kiosk.wait(2)
    assert (screen.language, screen.themes) == ("kk", frozenset())


def test_the_next_reader_does_not_get_the_last_ones_themes(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.tap("contrast")
    assert kiosk.scan(OTHER_CARD).themes == frozenset()


def test_the_return_screen_is_wiped_when_its_undo_ends(kiosk: Driver):
    kiosk.library.loans[COPY] = 1
    kiosk.scan(COPY)
    assert kiosk.wait(59).name == "return"
    screen = kiosk.wait(2)
    assert (screen.name, screen.lines, screen.answer, screen.undo) == ("idle", (), None, None)


def test_an_answer_on_the_idle_screen_goes_by_itself(kiosk: Driver):
    kiosk.scan(COPY)
    assert kiosk.kind == "card-first"
    kiosk.wait(21)
    assert (kiosk.kind, kiosk.screen.hint) == (None, "scan-card-or-book")


def test_the_return_screen_opened_by_command_closes_too(kiosk: Driver):
    assert kiosk.scan(RETURN).name == "return"
    assert kiosk.wait(61).name == "idle"


def test_a_slow_answer_shows_a_waiting_mark_and_a_quick_one_does_not(kiosk: Driver):
    kiosk.hold = True
    before = kiosk.screen.version
    kiosk.scan(CARD)
    assert kiosk.screen.version == before + 1 and not kiosk.screen.busy
    assert kiosk.wait(0.2).busy
    kiosk.hold = False
    assert not kiosk.deliver().busy


def test_a_session_that_ends_while_the_library_thinks_is_wiped_and_nothing_is_lost(
    kiosk: Driver,
):
    kiosk.scan(CARD)
    kiosk.hold = True
    kiosk.scan(COPY, OTHER)
    screen = kiosk.wait(80)
    assert (screen.name, screen.reader, screen.lines) == ("idle", None, ())
    kiosk.scan(COPY)
    kiosk.hold = False
    screen = kiosk.deliver()
    assert screen.reader is None
    assert kiosk.library.loans == {OTHER: 1}
    assert kiosk.kind == "returned"


def test_a_quiet_idle_station_wakes_only_for_the_clock(kiosk: Driver):
    kiosk.wait(200)
    version, left = kiosk.screen.version, next_tick(kiosk.state) - kiosk.at
    assert 0 < left <= 60
    kiosk.wait(60)
    assert kiosk.screen.version == version + 1


def test_new_settings_hold_at_once(kiosk: Driver):
    settings = kiosk.state.settings
    kiosk.send(SettingsChanged(replace(settings, keypad_offered=False), kiosk.moment()))
    assert not kiosk.screen.keypad_offered
    assert kiosk.tap("keypad").name == "idle"
