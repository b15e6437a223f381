from __future__ import annotations

import pytest

from library.operations import (
    CallLibrarian,
    CheckIn,
    OpenSessionByPin,
    PinRefused,
    PlaceRequest,
    SetLanguage,
    Undo,
)
from tests.fakes.small_library import card_number, copy_number
from tests.kiosk.driver import Driver

CARD, LATE_READER = card_number(1), card_number(4)
COPY, OTHER = copy_number(1), copy_number(2)


@pytest.fixture
def kiosk() -> Driver:
    return Driver()


def test_finish_by_touch_ends_the_session(kiosk: Driver):
    kiosk.scan(CARD, COPY)
    assert kiosk.tap("finish").name == "farewell"
    assert kiosk.tap("continue").name == "idle"


def test_a_double_touch_on_undo_undoes_once(kiosk: Driver):
    kiosk.scan(CARD, COPY, OTHER)
    assert kiosk.screen.undo
    wanted = kiosk.screen.undo.operation_id
    kiosk.hold = True
    kiosk.tap("undo", operation_id=wanted)
    kiosk.tap("undo", operation_id=wanted)
    kiosk.hold = False
    kiosk.deliver()
    assert kiosk.library.loans == {COPY: 1}
    assert sum(isinstance(q, Undo) for q in kiosk.asked) == 1


def test_a_touch_from_the_last_readers_screen_does_nothing(kiosk: Driver):
    kiosk.scan(CARD, COPY)
    old = kiosk.screen
    kiosk.scan(card_number(2))
    before = kiosk.screen
    assert old.undo
    kiosk.tap("undo", session=old.session, operation_id=old.undo.operation_id)
    kiosk.tap("finish", session=old.session)
    kiosk.tap("my-books", session=old.session)
    assert kiosk.screen == before


def test_return_by_touch_needs_the_copy_just_scanned(kiosk: Driver):
    kiosk.library.loans |= {COPY: 1, OTHER: 1}
    kiosk.scan(CARD, COPY)
    kiosk.tap("return-this", code=OTHER)
    kiosk.scan("?!")
    kiosk.tap("return-this", code=COPY)
    assert not any(isinstance(q, CheckIn) for q in kiosk.asked)
    kiosk.scan(COPY)
    kiosk.tap("return-this", code=COPY)
    assert kiosk.library.loans == {OTHER: 1}


def test_my_books_come_only_after_a_touch_and_can_be_renewed(kiosk: Driver):
    kiosk.library.loans[COPY] = 1
    assert kiosk.scan(CARD).loans == ()
    screen = kiosk.tap("my-books")
    assert (screen.name, [line.copy.code for line in screen.loans]) == ("my-books", [COPY])
    kiosk.tap("renew-this", code=OTHER)
    assert kiosk.kind is None
    kiosk.tap("renew-this", code=COPY)
    assert kiosk.kind == "renewed"
    kiosk.tap("my-books")
    assert kiosk.tap("back").loans == ()


def test_a_refusal_shows_the_book_at_once_and_the_person_after_a_touch(kiosk: Driver):
    kiosk.library.loans[COPY] = 1
    screen = kiosk.scan(LATE_READER, COPY)
    answer = screen.answer
    assert answer and answer.kind == "refused" and screen.sound == "attention"
    assert [r.code for r in answer.reasons] == ["on-loan-to-other"]
    assert (answer.person_reasons, answer.details) == (1, False)
    answer = kiosk.tap("details").answer
    assert answer and [r.code for r in answer.reasons] == ["on-loan-to-other", "late-loans"]
    assert answer.details


def test_notes_about_the_person_wait_for_a_touch(kiosk: Driver):
    screen = kiosk.scan(LATE_READER)
    assert screen.reader and screen.reader.person_reasons == 1
    assert (screen.notes, screen.answer) == ((), None)
    assert [r.code for r in kiosk.tap("details").notes] == ["late-loans"]
    assert kiosk.tap("details").notes == ()


def test_a_refused_title_can_be_requested_once(kiosk: Driver):
    kiosk.library.loans[COPY] = 2
    screen = kiosk.scan(CARD, COPY)
    assert screen.answer and screen.answer.may_request
    kiosk.tap("request-this", code=COPY)
    kiosk.tap("request-this", code=COPY)
    assert (kiosk.kind, kiosk.screen.answer and kiosk.screen.answer.place) == ("requested", 1)
    assert sum(isinstance(q, PlaceRequest) for q in kiosk.asked) == 1


def test_the_librarian_is_called_once_a_visit(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.tap("call-librarian")
    kiosk.tap("back")
    assert kiosk.tap("call-librarian").name == "call-librarian"
    assert sum(isinstance(q, CallLibrarian) for q in kiosk.asked) == 1
    assert kiosk.sounds == ["call"]


def test_a_language_is_shown_at_once_and_told_to_the_library(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.hold = True
    kiosk.scan(COPY)
    assert kiosk.tap("language", lang="ru").language == "ru"
    kiosk.hold = False
    kiosk.deliver()
    assert [q.language for q in kiosk.asked if isinstance(q, SetLanguage)] == ["ru"]
    assert kiosk.kind == "lent"


@pytest.mark.parametrize(
    "action, args",
    [
        ("language", {"lang": "de"}),
        ("language", {"lang": ["kk"]}),
        ("undo", {}),
        ("undo", {"operation_id": 5}),
        ("return-this", {"code": None}),
        ("renew-this", {}),
        ("request-this", {}),
        ("key", {"digit": "12"}),
        ("key", {"digit": None}),
        ("keypad-ok", {}),
        ("dance", {}),
        ("my-books", {}),
    ],
)
def test_a_touch_that_fits_nothing_is_ignored(kiosk: Driver, action: str, args: dict):
    kiosk.tap(action, **args)
    assert (kiosk.screen.name, kiosk.screen.language, kiosk.asked) == ("idle", "kk", [])


def type_in(kiosk: Driver, digits: str) -> None:
    for digit in digits:
        kiosk.tap("key", digit=digit)


def test_a_forgotten_card_is_typed_and_proved_with_the_pin(kiosk: Driver):
    kiosk.tap("keypad")
    type_in(kiosk, CARD)
    screen = kiosk.tap("keypad-ok")
    assert screen.keypad and (screen.keypad.step, screen.hint) == ("pin", "type-pin")
    type_in(kiosk, "1234")
    assert kiosk.screen.keypad and kiosk.screen.keypad.shown == "••••"
    screen = kiosk.tap("keypad-ok")
    assert (screen.name, screen.keypad) == ("session", None)
    kiosk.scan(CARD)
    assert kiosk.screen.hint == "already-open"


def test_a_wrong_pin_says_so_and_waits(kiosk: Driver):
    kiosk.tap("keypad")
    type_in(kiosk, CARD)
    kiosk.tap("keypad-ok")
    type_in(kiosk, "9999")
    screen = kiosk.tap("keypad-ok")
    assert screen.keypad and screen.keypad.wrong
    assert (screen.keypad.wait_seconds, screen.keypad.filled) == (5, 0)
    type_in(kiosk, "1234")
    kiosk.tap("keypad-ok")
    assert kiosk.screen.name == "keypad"
    kiosk.wait(5.1)
    assert kiosk.tap("keypad-ok").name == "session"
    assert sum(isinstance(q, OpenSessionByPin) for q in kiosk.asked) == 2


def test_the_pin_stays_nowhere(kiosk: Driver):
    kiosk.library.fail_with = [PinRefused(1)]
    kiosk.tap("keypad")
    type_in(kiosk, CARD)
    kiosk.tap("keypad-ok")
    type_in(kiosk, "4321")
    assert "4321" not in repr(kiosk.state)
    kiosk.tap("keypad-ok")
    assert kiosk.state.visit.keypad.pin == ""


def test_erasing_goes_back_from_the_pin_to_the_card(kiosk: Driver):
    kiosk.tap("keypad")
    type_in(kiosk, "712")
    kiosk.tap("keypad-ok")
    type_in(kiosk, "1")
    kiosk.tap("key-back")
    kiosk.tap("key-back")
    screen = kiosk.tap("key-back")
    assert screen.keypad and (screen.keypad.step, screen.keypad.shown) == ("card", "71")
    screen = kiosk.tap("key-clear")
    assert screen.keypad and screen.keypad.filled == 0


def test_the_keypad_is_not_offered_inside_a_session(kiosk: Driver):
    kiosk.scan(CARD)
    assert kiosk.tap("keypad").name == "session"


def test_a_teacher_opens_a_lesson_with_the_pin_and_ends_it(kiosk: Driver):
    teacher = card_number(2)
    assert [each.label for each in kiosk.scan(teacher).charges] == ["8Ә"]
    kiosk.tap("lesson", charge=9)
    assert kiosk.screen.name == "session", "a charge that is not on the screen"
    assert kiosk.tap("lesson", charge=1).keypad
    for digit in "1234":
        kiosk.tap("key", digit=digit)
    screen = kiosk.tap("keypad-ok")
    assert (screen.name, screen.lesson and screen.lesson.label) == ("idle", "8Ә")
    kiosk.scan(card_number(1))
    kiosk.tap("lesson-close")
    assert kiosk.screen.lesson, "a pupil ends nothing"
    kiosk.scan(teacher)
    assert kiosk.tap("lesson-close").lesson is None


def test_a_wrong_pin_opens_no_lesson_and_the_last_erasing_leaves_the_keypad(kiosk: Driver):
    kiosk.scan(card_number(2))
    kiosk.tap("lesson", charge=1)
    for digit in "9999":
        kiosk.tap("key", digit=digit)
    screen = kiosk.tap("keypad-ok")
    assert screen.keypad and screen.keypad.wrong and screen.lesson is None
    assert kiosk.tap("key-back").name == "session"


def test_a_lesson_is_over_at_its_time(kiosk: Driver):
    kiosk.scan(card_number(2))
    kiosk.tap("lesson", charge=1)
    for digit in "1234":
        kiosk.tap("key", digit=digit)
    assert kiosk.tap("keypad-ok").lesson
    assert kiosk.wait(46 * 60).lesson is None
