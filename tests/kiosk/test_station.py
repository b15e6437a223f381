"""The threads around the session: order, faults, lost replies, watchers."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from hardware.scan import DeviceFound, DeviceLost, Scan
from kiosk.screens import IdlePart, Screen
from kiosk.session_events import Settings
from kiosk.station import Clock, Station
from kiosk.watching import Watch
from library.operations import Answer, CheckOut, Question
from tests.fakes.small_library import SmallLibrary, card_number, copy_number

CARD, COPY, OTHER = card_number(1), copy_number(1), copy_number(2)


@pytest.fixture
def library() -> SmallLibrary:
    return SmallLibrary()


@pytest.fixture
def station(library: SmallLibrary) -> Iterator[Station]:
    station = Station(library, Settings(), retry_pauses=(0.0, 0.0))
    station.start()
    yield station
    station.stop()


def until(watch: Watch, kind: str = "", name: str = "", theme: str = "") -> Screen:
    """The next screen with this answer, name or theme."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        screen = watch.next(0.5)
        if screen is None or (theme and theme not in screen.themes):
            continue
        if name and screen.name != name:
            continue
        if kind and (screen.answer is None or screen.answer.kind != kind):
            continue
        return screen
    raise AssertionError("no such screen came")


def test_a_scan_of_a_device_becomes_a_screen(station: Station):
    watch = station.watch()
    station.post(Scan(CARD, "scanner-1", time.monotonic()))
    station.post(Scan(COPY, "scanner-1", time.monotonic()))
    screen = until(watch, "lent")
    assert screen.reader and screen.sound == "lent"


def test_sixty_scans_at_once_are_all_answered_in_order(station: Station, library: SmallLibrary):
    watch = station.watch()
    station.scan(CARD)
    for _ in range(6):
        for serial in range(1, 10):
            station.scan(copy_number(serial))
    station.scan("?!")
    until(watch, "unknown")
    lent = [q.copy_code for q in library.asked if isinstance(q, CheckOut)]
    assert lent == [copy_number(serial) for serial in range(1, 10)]


def test_a_lost_reply_is_asked_again_under_the_same_id_and_lends_once(
    station: Station, library: SmallLibrary
):
    watch = station.watch()
    station.scan(CARD)
    until(watch, name="session")
    library.lose_replies = 2
    station.scan(COPY)
    until(watch, "lent")
    asked = [q for q in library.asked if isinstance(q, CheckOut)]
    assert len(asked) == 3 and len({q.origin.operation_id for q in asked}) == 1


def test_a_link_without_connection_fails_and_the_next_scan_works(
    station: Station, library: SmallLibrary
):
    watch = station.watch()
    library.lose_replies = 3
    station.scan(CARD)
    screen = until(watch, "failed")
    assert screen.answer and screen.answer.code == "no-connection"
    station.scan(CARD)
    until(watch, name="session")


def test_a_fault_of_the_link_is_logged_without_its_words(
    station: Station, library: SmallLibrary, caplog: pytest.LogCaptureFixture
):
    watch = station.watch()
    library.fail_with = [RuntimeError(f"{CARD} Айша Title")]
    with caplog.at_level(logging.DEBUG):
        station.scan(CARD)
        screen = until(watch, "failed")
    assert screen.answer and screen.answer.incident
    assert screen.answer.incident in caplog.text and "RuntimeError" in caplog.text
    assert CARD not in caplog.text and "Айша" not in caplog.text
    station.scan(CARD)
    until(watch, name="session")


def test_a_fault_in_the_session_is_an_incident_and_the_next_scan_works(
    library: SmallLibrary, caplog: pytest.LogCaptureFixture
):
    class Nonsense:
        def __init__(self) -> None:
            self.broken = True

        def ask(self, question: Question) -> Answer:
            if self.broken:
                self.broken = False
                return "no answer"  # type: ignore[return-value]
            return library.ask(question)

    station = Station(Nonsense(), Settings())
    station.start()
    watch = station.watch()
    station.scan(CARD)
    assert until(watch, "failed").reader is None
    assert "incident" in caplog.text and CARD not in caplog.text
    station.scan(CARD)
    until(watch, name="session")
    station.stop()


def test_the_station_never_waits_for_a_slow_library(library: SmallLibrary):
    gate = threading.Event()

    class Slow:
        def ask(self, question: Question) -> Answer:
            gate.wait(5)
            return library.ask(question)

    station = Station(Slow(), Settings())
    station.start()
    watch = station.watch()
    watch.next(1)
    station.scan(CARD)
    screen = until(watch)
    station.tap("contrast", screen.session, {})
    until(watch, theme="contrast")
    gate.set()
    until(watch, name="session")
    station.stop()


def test_the_newest_watch_wins(station: Station):
    first = station.watch()
    assert first.next(1)
    second = station.watch()
    assert first.next(1) is None and first.superseded and first.ended
    assert second.next(1) and not second.ended
    first.close()
    assert not second.ended
    second.close()
    assert not station.watched()


def test_a_new_watch_gets_the_whole_present_screen_without_its_old_sound(station: Station):
    watch = station.watch()
    station.scan(CARD)
    station.scan(COPY)
    until(watch, "lent")
    screen = station.watch().next(1)
    assert screen and screen.answer and screen.answer.kind == "lent"
    assert screen.sound == "none"


def test_stopping_ends_the_watch(library: SmallLibrary):
    station = Station(library, Settings())
    station.start()
    watch = station.watch()
    assert watch.next(1)
    station.stop()
    assert watch.next(1) is None and watch.ended and not watch.superseded


def test_a_lost_and_found_scanner_shows_and_clears_a_banner(station: Station):
    watch = station.watch()
    watch.next(1)
    station.post(DeviceLost("scanner-1", "unplugged"))
    assert [banner.kind for banner in until(watch).banners] == ["scanner-lost"]
    station.post(DeviceFound("scanner-1"))
    assert until(watch).banners == ()


class HandClock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = 100.0
        self.wall = datetime(2026, 10, 8, 5, 24, tzinfo=UTC)
        self.ids = 0

    def clock(self) -> Clock:
        return Clock(lambda: self.at, lambda: self.wall, self.new_id)

    def new_id(self) -> str:
        self.ids += 1
        return f"id-{self.ids}"


def test_time_and_ids_are_given_from_outside(library: SmallLibrary):
    hand = HandClock()
    station = Station(library, Settings(), clock=hand.clock())
    station.start()
    watch = station.watch()
    station.scan(CARD)
    until(watch, name="session")
    question = library.asked[0]
    assert question.origin.operation_id.startswith("id-")  # type: ignore[union-attr]
    assert question.origin.happened_at == hand.wall  # type: ignore[union-attr]
    hand.at += 76
    station.wake()
    assert until(watch, name="idle").reader is None
    station.stop()


def test_opening_hours_are_looked_at_with_the_clock(library: SmallLibrary):
    hand, hours = HandClock(), {"open": False}
    station = Station(library, Settings(), clock=hand.clock(), is_open=lambda now: hours["open"])
    station.start()
    watch = station.watch()
    station.wake()
    while not until(watch).returns_only:
        pass
    hours["open"] = True
    station.wake()
    assert not until(watch).returns_only
    station.stop()


def test_the_idle_shelf_can_be_given_and_changed(station: Station):
    watch = station.watch()
    watch.next(1)
    station.show_idle(IdlePart("new", ()))
    assert until(watch).idle == IdlePart("new", ())
