"""Any order of scans, touches, time and answers: the promises hold in every state."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.session_events import OpeningChanged, ScannerFound, ScannerLost
from kiosk.session_taps import WAITING_TAPS
from library.operations import CheckOut, Failed, OpenSession, OpenSessionByPin, Refused
from tests.fakes.small_library import (
    FINISH,
    LANGUAGE,
    RETURN,
    UNDO,
    SmallLibrary,
    card_number,
    copy_number,
)
from tests.kiosk.driver import Driver

CODES = [
    *(card_number(n) for n in (1, 2, 3, 4, 50)),
    *(copy_number(n) for n in (1, 2, 3, 99)),
    FINISH,
    UNDO,
    LANGUAGE,
    RETURN,
    "FOREIGN1",
    "FOREIGN2",
    "9786013410012",
    "",
    "\x00?",
    "7" * 300,
]
TAPS = [
    *sorted(WAITING_TAPS),
    "back",
    "continue",
    "contrast",
    "large",
    "mute",
    "help",
    "details",
    "keypad",
    "key",
    "key-back",
    "key-clear",
    "language",
    "unheard-of",
]
FAILURES = [
    Failed("no-connection", "A"),
    Failed("incident", "B"),
    Failed("disk-full", "C"),
    Failed("database-damaged", "D"),
    Refused(None, ()),
]

moves = st.one_of(
    st.tuples(st.just("scan"), st.sampled_from(CODES)),
    st.tuples(st.just("tap"), st.sampled_from(TAPS)),
    st.tuples(st.just("wait"), st.sampled_from([0.05, 0.3, 5.0, 21.0, 61.0, 76.0])),
    st.tuples(st.just("hold"), st.booleans()),
    st.tuples(st.just("open"), st.booleans()),
    st.tuples(st.just("fail"), st.sampled_from(FAILURES)),
    st.tuples(st.just("device"), st.booleans()),
)


def play(kiosk: Driver, move: tuple[str, object]) -> None:
    match move:
        case ("scan", str(code)):
            kiosk.scan(code)
        case ("tap", str(action)):
            kiosk.tap(action, **touched_args(kiosk))
        case ("wait", float(seconds)):
            kiosk.wait(seconds)
        case ("hold", bool(hold)):
            kiosk.hold = hold
            if not hold:
                kiosk.deliver()
        case ("open", bool(is_open)):
            kiosk.send(OpeningChanged(is_open, kiosk.moment()))
        case ("fail", answer):
            kiosk.library.fail_with = [answer]  # type: ignore[list-item]
        case ("device", bool(lost)):
            kind = ScannerLost if lost else ScannerFound
            kiosk.send(kind("scanner-1", kiosk.moment()))


def touched_args(kiosk: Driver) -> dict[str, object]:
    """What the buttons of the present screen hold."""
    screen = kiosk.screen
    copy = screen.answer.copy if screen.answer else None
    return {
        "operation_id": screen.undo.operation_id if screen.undo else "",
        "code": copy.code if copy else "",
        "digit": "7",
        "lang": "ru",
    }


def check_screen(kiosk: Driver) -> None:
    screen, visit = kiosk.screen, kiosk.state.visit
    personal = bool(screen.reader or screen.loans or screen.notes)
    if screen.name in ("idle", "return", "farewell", "keypad", "out-of-service"):
        assert not personal
    if visit.reader is None or visit.veiled:
        assert not personal
    if screen.name == "idle":
        assert screen.lines == () and screen.farewell is None
    assert (screen.name == "farewell") == (screen.farewell is not None and visit.view == "")
    assert len(kiosk.state.queue) <= 64 + 3
    waiting = kiosk.state.awaiting
    assert (waiting is None) == (not kiosk.out)
    assert waiting is not None or kiosk.state.queue == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(moves, max_size=40))
def test_no_order_of_events_breaks_a_promise(order: list[tuple[str, object]]):
    kiosk = Driver()
    version = kiosk.screen.version
    for move in order:
        play(kiosk, move)
        check_screen(kiosk)
        assert kiosk.screen.version >= version
        version = kiosk.screen.version
    kiosk.hold = False
    kiosk.library.fail_with = []
    kiosk.deliver()
    check_screen(kiosk)
    kiosk.wait(200)
    assert kiosk.screen.name == "idle" or kiosk.state.trouble
    assert kiosk.screen.reader is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=60), st.integers())
def test_every_scan_changes_the_screen_whatever_the_pace_of_the_library(
    codes: list[str], seed: int
):
    """Answers come when they like; each scan is worked through in order and none is lost."""
    pace = random.Random(seed)
    slow, quick = Driver(SmallLibrary()), Driver(SmallLibrary())
    for code in codes:
        slow.hold = pace.random() < 0.7
        slow.scan(code)
        before = quick.screen.version
        quick.scan(code)
        assert quick.screen.version > before
    slow.hold = False
    slow.deliver()
    assert slow.library.loans == quick.library.loans
    assert [q.__class__ for q in slow.asked] == [q.__class__ for q in quick.asked]


@settings(max_examples=100, deadline=None)
@given(st.lists(moves, max_size=40))
def test_a_loan_goes_only_to_the_reader_whose_card_was_read_last(
    order: list[tuple[str, object]],
):
    kiosk = Driver()
    for move in order:
        play(kiosk, move)
    reader = None
    for question in kiosk.asked:
        if isinstance(question, OpenSession | OpenSessionByPin):
            reader = question.card
        if isinstance(question, CheckOut):
            assert reader == card_number(question.reader_id)
