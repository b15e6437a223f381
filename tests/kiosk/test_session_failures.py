from __future__ import annotations

import pytest

from kiosk.session import recovered, step
from kiosk.session_events import Answered, Scanned, Ticked
from library.operations import (
    CallLibrarian,
    CheckOut,
    Failed,
    OperationReused,
    Resolve,
    ToLibrarian,
)
from library.refusals import About, Next, Reason
from tests.fakes.small_library import card_number, copy_card, copy_number
from tests.kiosk.driver import Driver

CARD, COPY, OTHER = card_number(1), copy_number(1), copy_number(2)
NO_CONNECTION = Failed("no-connection", "A1B2C3")
INCIDENT = Failed("incident", "7F3A2C")


@pytest.fixture
def kiosk() -> Driver:
    return Driver()


def test_a_failure_is_said_with_its_number_and_the_next_scan_works(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.library.fail_with = [INCIDENT]
    screen = kiosk.scan(COPY)
    assert screen.answer and (screen.answer.kind, screen.answer.incident) == ("failed", "7F3A2C")
    assert screen.sound != "none" or "call" in kiosk.sounds
    assert [q.reason for q in kiosk.asked if isinstance(q, CallLibrarian)] == ["incident"]
    kiosk.scan(OTHER)
    assert kiosk.kind == "lent"


def test_a_full_disk_is_said_until_something_was_written_again(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.library.fail_with = [Failed("disk-full", "7F3A2C")]
    screen = kiosk.scan(COPY)
    assert [b.kind for b in screen.banners] == ["disk-full"]
    assert kiosk.tap("my-books").banners
    assert kiosk.scan(COPY).banners == ()
    assert kiosk.kind == "lent"


def test_a_rescan_after_a_lost_reply_repeats_the_same_operation(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.library.fail_with = [NO_CONNECTION]
    kiosk.scan(COPY)
    kiosk.scan(OTHER)
    kiosk.scan(COPY)
    first, _, second = [q for q in kiosk.asked if isinstance(q, CheckOut)]
    assert first == second
    assert kiosk.kind == "lent"


def test_once_the_outcome_is_known_a_scan_is_a_new_operation(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.library.fail_with = [NO_CONNECTION]
    kiosk.scan(COPY, COPY)
    assert kiosk.screen.undo
    kiosk.tap("undo", operation_id=kiosk.screen.undo.operation_id)
    kiosk.scan(COPY)
    first, second, third = [q.origin.operation_id for q in kiosk.asked if isinstance(q, CheckOut)]
    assert first == second != third
    assert kiosk.library.loans == {COPY: 1}


def test_while_the_line_is_down_the_station_tries_it_by_itself(kiosk: Driver):
    kiosk.library.fail_with = [NO_CONNECTION, NO_CONNECTION]
    screen = kiosk.scan(CARD)
    assert [b.kind for b in screen.banners] == ["no-connection"]
    number = screen.answer.number if screen.answer else 0
    kiosk.wait(11)
    assert kiosk.screen.banners and kiosk.screen.answer and kiosk.screen.answer.number == number
    kiosk.wait(11)
    assert kiosk.screen.banners == ()
    assert sum(isinstance(q, Resolve) for q in kiosk.asked) == 2


def test_a_damaged_database_takes_the_station_out_of_service(kiosk: Driver):
    kiosk.library.fail_with = [Failed("database-damaged", "7F3A2C")]
    assert kiosk.scan(CARD).name == "out-of-service"
    assert kiosk.scan(CARD).name == "session"


def test_a_call_that_did_not_get_through_is_not_claimed(kiosk: Driver):
    kiosk.library.fail_with = [NO_CONNECTION]
    screen = kiosk.tap("call-librarian")
    assert (screen.name, kiosk.kind) == ("idle", "failed")


def test_an_answer_for_an_ended_session_is_never_shown(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.hold = True
    kiosk.scan(COPY)
    late = kiosk.out[0]
    kiosk.state = recovered(kiosk.state, Ticked(kiosk.moment()), "ABC")
    kiosk.hold = False
    screen = kiosk.deliver()
    assert (screen.reader, screen.lines, kiosk.kind) == (None, (), "failed")
    assert isinstance(late.question, CheckOut)
    assert kiosk.scan(CARD).name == "session"


def test_an_answer_to_nothing_changes_nothing(kiosk: Driver):
    before = kiosk.screen
    kiosk.send(Answered(99, 1, Failed("incident", "X"), kiosk.moment()))
    assert kiosk.screen == before


def test_after_a_fault_in_the_session_the_next_scan_works(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.hold = True
    kiosk.scan(COPY)
    ask = kiosk.out.pop()
    broken = Answered(ask.number, ask.session, "no answer", kiosk.moment())  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        step(kiosk.state, broken)
    kiosk.state = recovered(kiosk.state, broken, "7F3A2C")
    assert (kiosk.screen.name, kiosk.kind, kiosk.screen.reader) == ("idle", "failed", None)
    kiosk.hold = False
    assert kiosk.send(Scanned(CARD, kiosk.moment())).name == "session"


def test_a_reused_operation_id_is_an_incident_and_is_not_repeated(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.library.fail_with = [OperationReused("0000")]
    kiosk.scan(COPY)
    assert kiosk.kind == "failed"
    kiosk.scan(COPY)
    assert kiosk.kind == "lent"


def test_a_book_for_the_librarian_calls_the_librarian(kiosk: Driver):
    reason = Reason("in-repair", About.BOOK, Next.GIVE_TO_LIBRARIAN)
    kiosk.library.fail_with = [ToLibrarian(copy_card(COPY), (reason,), "op")]
    kiosk.scan(COPY)
    assert (kiosk.kind, kiosk.sounds) == ("to-librarian", ["call"])
    call = kiosk.asked[-1]
    assert isinstance(call, CallLibrarian)
    assert (call.reason, call.copy_code) == ("handed-in", COPY)
