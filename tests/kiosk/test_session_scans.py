from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.session_events import OpeningChanged, ScannerFound, ScannerLost
from library.operations import CallLibrarian, CheckIn, CheckOut, OpenSession, Resolve, Undo
from tests.fakes.small_library import (
    DUE,
    FINISH,
    LANGUAGE,
    RETURN,
    UNDO,
    card_number,
    copy_number,
)
from tests.kiosk.driver import Driver

CARD, OTHER_CARD, RUSSIAN, LATE_READER = (card_number(n) for n in (1, 2, 3, 4))
COPY, OTHER, THIRD = (copy_number(n) for n in (1, 2, 3))
NOBODYS_COPY = copy_number(99)


@pytest.fixture
def kiosk() -> Driver:
    return Driver()


def test_a_card_on_the_idle_screen_opens_a_session(kiosk: Driver):
    screen = kiosk.scan(CARD)
    assert screen.name == "session"
    assert screen.reader and screen.reader.short_name == "Reader 1."
    assert isinstance(kiosk.asked[0], OpenSession)


def test_a_copy_in_a_session_is_lent(kiosk: Driver):
    screen = kiosk.scan(CARD, COPY)
    assert (kiosk.kind, screen.sound) == ("lent", "lent")
    assert screen.answer and screen.answer.due_on == DUE
    assert [line.kind for line in screen.lines] == ["lent"]
    assert screen.reader and screen.reader.lent == 1
    assert screen.undo and screen.undo.seconds_left == 60.0


def test_a_copy_on_the_idle_screen_is_returned(kiosk: Driver):
    kiosk.library.loans[COPY] = 2
    screen = kiosk.scan(COPY)
    assert (screen.name, kiosk.kind, screen.reader) == ("return", "returned", None)
    kiosk.library.loans[OTHER] = 2
    screen = kiosk.scan(OTHER)
    assert [line.copy.code for line in screen.lines] == [OTHER, COPY]


def test_a_copy_from_the_shelf_waits_for_its_card(kiosk: Driver):
    screen = kiosk.scan(COPY)
    assert (kiosk.kind, screen.hint) == ("card-first", "scan-card")
    kiosk.wait(19)
    screen = kiosk.scan(CARD)
    assert (screen.name, kiosk.kind) == ("session", "lent")
    assert kiosk.library.loans == {COPY: 1}


def test_a_copy_that_waited_too_long_is_not_lent(kiosk: Driver):
    kiosk.scan(COPY)
    kiosk.wait(21)
    screen = kiosk.scan(CARD)
    assert (screen.name, screen.answer, kiosk.library.loans) == ("session", None, {})


def test_the_card_counts_from_its_scan_even_when_the_library_is_slow(kiosk: Driver):
    kiosk.scan(COPY)
    kiosk.wait(18)
    kiosk.hold = True
    kiosk.scan(CARD)
    kiosk.wait(5)
    kiosk.hold = False
    kiosk.deliver()
    assert kiosk.kind == "lent"


def test_a_copy_lent_a_moment_ago_is_returned_only_by_a_second_scan(kiosk: Driver):
    kiosk.library.loans[COPY] = 1
    kiosk.library.just_lent.add(COPY)
    screen = kiosk.scan(COPY)
    assert (kiosk.kind, screen.hint) == ("just-lent", "scan-again-to-return")
    assert kiosk.library.loans
    kiosk.scan(COPY)
    assert kiosk.kind == "returned"


def test_another_copy_between_takes_the_confirmation_away(kiosk: Driver):
    kiosk.library.loans |= {COPY: 1, OTHER: 2}
    kiosk.library.just_lent.add(COPY)
    kiosk.scan(COPY, OTHER, COPY)
    assert kiosk.kind == "just-lent"


def test_a_copy_of_the_session_scanned_again_makes_no_second_loan(kiosk: Driver):
    kiosk.scan(CARD, COPY, COPY)
    assert (kiosk.kind, kiosk.screen.hint) == ("already-yours", "already-here")
    assert sum(isinstance(q, CheckOut) for q in kiosk.asked) == 1


def test_an_own_copy_offers_return_and_renewal(kiosk: Driver):
    kiosk.library.loans[COPY] = 1
    screen = kiosk.scan(CARD, COPY)
    assert screen.answer and screen.answer.kind == "already-yours" and screen.answer.renew_to
    kiosk.tap("renew-this", code=COPY)
    assert kiosk.kind == "renewed"
    kiosk.scan(FINISH)
    kiosk.scan(CARD, COPY)
    kiosk.tap("return-this", code=COPY)
    assert kiosk.kind == "returned"
    assert kiosk.library.loans == {}


def test_a_foreign_copy_code_is_resolved_and_then_lent(kiosk: Driver):
    kiosk.scan(CARD, "FOREIGN1")
    assert [type(q) for q in kiosk.asked] == [OpenSession, Resolve, CheckOut]
    assert kiosk.kind == "lent"


def test_a_foreign_card_opens_a_session_and_ends_the_one_before(kiosk: Driver):
    kiosk.scan(CARD, COPY)
    screen = kiosk.scan("FOREIGN2")
    assert screen.reader and screen.reader.short_name == "Reader 2."
    assert (screen.lines, screen.answer) == ((), None)


def test_an_isbn_asks_for_the_librarys_label_and_the_library_nothing(kiosk: Driver):
    kiosk.scan(CARD, "9786013410012")
    assert kiosk.kind == "isbn"
    assert len(kiosk.asked) == 1


def test_a_wrong_check_digit_is_unknown_and_asks_nothing(kiosk: Driver):
    wrong = COPY[:-1] + str((int(COPY[-1]) + 1) % 10)
    screen = kiosk.scan(wrong)
    assert (kiosk.kind, screen.sound, kiosk.asked) == ("unknown", "again", [])


def test_three_unknown_scans_in_a_row_call_the_librarian_once(kiosk: Driver):
    kiosk.scan(CARD, NOBODYS_COPY, NOBODYS_COPY)
    assert not any(isinstance(q, CallLibrarian) for q in kiosk.asked)
    screen = kiosk.scan(NOBODYS_COPY)
    calls = [q for q in kiosk.asked if isinstance(q, CallLibrarian)]
    assert [call.reason for call in calls] == ["unknown-codes"]
    assert (screen.name, kiosk.kind) == ("call-librarian", "unknown")
    assert kiosk.scan(COPY).name == "session"


def test_a_noisy_scanner_calls_once_a_visit(kiosk: Driver):
    kiosk.scan(CARD, *["?!"] * 30)
    assert len([q for q in kiosk.asked if isinstance(q, CallLibrarian)]) == 1
    assert kiosk.screen.name == "call-librarian"
    kiosk.scan(OTHER_CARD, *["?!"] * 3)
    assert len([q for q in kiosk.asked if isinstance(q, CallLibrarian)]) == 2


def test_a_known_scan_between_starts_the_count_again(kiosk: Driver):
    kiosk.scan(CARD, "?!", "?!", COPY, "?!", "?!")
    assert not any(isinstance(q, CallLibrarian) for q in kiosk.asked)


def test_a_second_card_ends_the_first_session_and_shows_nothing_of_it(kiosk: Driver):
    kiosk.scan(CARD, COPY)
    number = kiosk.screen.session
    screen = kiosk.scan(OTHER_CARD)
    assert screen.reader and screen.reader.short_name == "Reader 2."
    assert (screen.lines, screen.answer, screen.undo) == ((), None, None)
    assert screen.session > number


def test_a_second_card_that_is_unknown_still_ends_the_first_session(kiosk: Driver):
    kiosk.scan(CARD, COPY)
    screen = kiosk.scan(card_number(77))
    assert (screen.name, screen.reader, screen.lines) == ("idle", None, ())
    assert kiosk.kind == "unknown"


def test_the_own_card_again_keeps_the_session(kiosk: Driver):
    kiosk.scan(CARD, COPY)
    screen = kiosk.scan(CARD)
    assert screen.reader and screen.lines and screen.hint == "already-open"


def test_scans_while_the_library_thinks_keep_their_order_and_their_reader(kiosk: Driver):
    kiosk.scan(CARD)
    kiosk.hold = True
    kiosk.scan(COPY, OTHER, OTHER_CARD, THIRD)
    assert (kiosk.screen.reader, kiosk.screen.name) == (None, "idle")
    kiosk.hold = False
    kiosk.deliver()
    assert kiosk.library.loans == {COPY: 1, OTHER: 1, THIRD: 2}
    assert [line.copy.code for line in kiosk.screen.lines] == [THIRD]


def test_more_scans_than_can_wait_are_refused_aloud(kiosk: Driver):
    kiosk.hold = True
    kiosk.scan(CARD, *[COPY] * 64)
    assert kiosk.kind is None
    screen = kiosk.scan(OTHER)
    assert (kiosk.kind, screen.hint) == ("unknown", "wait-a-moment")


def test_finish_says_farewell_with_the_dates_and_then_goes_idle(kiosk: Driver):
    kiosk.library.loans[THIRD] = 1
    kiosk.scan(CARD, COPY, OTHER)
    kiosk.scan(RETURN, THIRD)
    screen = kiosk.scan(FINISH)
    assert (screen.name, screen.reader, screen.answer) == ("farewell", None, None)
    assert screen.farewell and (screen.farewell.lent, screen.farewell.returned) == (2, 1)
    assert [line.due_on for line in screen.farewell.lines] == [DUE, DUE]
    kiosk.wait(7)
    assert kiosk.screen.name == "farewell"
    assert kiosk.wait(2).name == "idle"


def test_a_scan_during_the_farewell_works_at_once(kiosk: Driver):
    kiosk.scan(CARD, COPY, FINISH)
    screen = kiosk.scan(OTHER_CARD)
    assert screen.reader and screen.reader.short_name == "Reader 2."
    kiosk.scan(FINISH)
    kiosk.scan(COPY)
    assert kiosk.kind == "returned"


@pytest.mark.parametrize("dialog", ["my-books", "help", "call-librarian"])
def test_a_scan_works_under_any_dialog(kiosk: Driver, dialog: str):
    kiosk.scan(CARD)
    assert kiosk.tap(dialog).name == dialog
    screen = kiosk.scan(COPY)
    assert (screen.name, kiosk.kind) == ("session", "lent")


def test_a_scan_works_under_the_keypad(kiosk: Driver):
    assert kiosk.tap("keypad").name == "keypad"
    assert kiosk.scan(CARD).name == "session"


def test_the_command_undo_takes_the_newest_back_and_then_the_one_before(kiosk: Driver):
    kiosk.scan(CARD, COPY, OTHER)
    kiosk.scan(UNDO)
    assert (kiosk.kind, kiosk.library.loans) == ("undone", {COPY: 1})
    screen = kiosk.scan(UNDO)
    assert (screen.lines, kiosk.library.loans) == ((), {})
    screen = kiosk.scan(UNDO)
    assert screen.hint == "nothing-to-undo"
    assert sum(isinstance(q, Undo) for q in kiosk.asked) == 2


def test_undo_ends_after_sixty_seconds(kiosk: Driver):
    kiosk.scan(CARD, COPY)
    kiosk.wait(58)
    assert kiosk.screen.undo
    kiosk.wait(3)
    assert kiosk.screen.undo is None
    kiosk.scan(UNDO)
    assert kiosk.library.loans == {COPY: 1}


def test_only_the_last_cardless_return_can_be_undone_until_the_next_card(kiosk: Driver):
    kiosk.library.loans |= {COPY: 1, OTHER: 1}
    kiosk.scan(COPY, OTHER, UNDO, UNDO)
    assert kiosk.library.loans == {OTHER: 1}
    kiosk.scan(OTHER, CARD, UNDO)
    assert kiosk.library.loans == {}


def test_after_an_undone_return_the_loan_stands_in_the_list_again(kiosk: Driver):
    kiosk.scan(CARD, COPY, RETURN, COPY)
    assert [line.kind for line in kiosk.screen.lines] == ["returned"]
    kiosk.scan(UNDO)
    assert [line.kind for line in kiosk.screen.lines] == ["lent"]


def test_the_command_return_makes_the_next_copies_come_back(kiosk: Driver):
    kiosk.library.loans |= {COPY: 1, OTHER: 1}
    screen = kiosk.scan(CARD, RETURN)
    assert screen.returning and screen.hint == "scan-to-return"
    kiosk.scan(COPY, OTHER)
    assert kiosk.library.loans == {}
    kiosk.scan(RETURN, COPY)
    assert kiosk.library.loans == {COPY: 1}


def test_the_command_language_goes_round_and_stays_the_readers_own(kiosk: Driver):
    assert kiosk.scan(CARD, LANGUAGE).language == "ru"
    assert kiosk.scan(LANGUAGE, LANGUAGE).language == "kk"
    assert len(kiosk.asked) == 4


def test_the_language_follows_the_reader_and_goes_back_afterwards(kiosk: Driver):
    assert kiosk.scan(RUSSIAN).language == "ru"
    assert kiosk.scan(FINISH).language == "ru"
    assert kiosk.wait(9).language == "kk"


def test_commands_without_a_session_are_harmless(kiosk: Driver):
    for code in (FINISH, UNDO, RETURN, LANGUAGE, FINISH):
        kiosk.scan(code)
    assert (kiosk.screen.name, kiosk.screen.language, kiosk.asked) == ("idle", "kk", [])


def test_while_closed_copies_come_back_and_nothing_is_lent(kiosk: Driver):
    kiosk.library.loans[COPY] = 1
    screen = kiosk.send(OpeningChanged(False, kiosk.moment()))
    assert screen.returns_only and [b.kind for b in screen.banners] == ["returns-only"]
    kiosk.scan(CARD, COPY)
    assert kiosk.kind == "returned"
    kiosk.scan(OTHER)
    assert kiosk.kind == "closed"
    assert kiosk.library.loans == {}
    assert not any(isinstance(q, CheckOut) for q in kiosk.asked)


def test_a_copy_waiting_for_a_card_is_not_lent_while_closed(kiosk: Driver):
    kiosk.send(OpeningChanged(False, kiosk.moment()))
    kiosk.scan(COPY, CARD)
    assert kiosk.library.loans == {}


def test_a_lost_scanner_is_one_quiet_line_until_it_is_found(kiosk: Driver):
    screen = kiosk.send(ScannerLost("scanner-1", kiosk.moment()))
    assert [b.kind for b in screen.banners] == ["scanner-lost"]
    assert screen.banners[0].values["since"] == datetime(2026, 10, 8, 5, 24, tzinfo=UTC)
    assert screen.sound == "none"
    assert kiosk.send(ScannerFound("scanner-1", kiosk.moment())).banners == ()


def test_a_return_scanned_twice_is_said_twice_and_recorded_once(kiosk: Driver):
    kiosk.library.loans[COPY] = 1
    first = kiosk.scan(COPY).answer
    again = kiosk.scan(COPY).answer
    assert first and again and again.kind == "returned" and again.number > first.number
    assert sum(isinstance(q, CheckIn) for q in kiosk.asked) == 1


def test_a_shelf_copy_scanned_to_be_returned_is_told_apart(kiosk: Driver):
    kiosk.scan(CARD, RETURN)
    answer = kiosk.scan(COPY).answer
    assert answer and [reason.code for reason in answer.reasons] == ["not-on-loan"]
    assert kiosk.library.loans == {}


def test_noise_from_the_line_is_answered_but_not_shown(kiosk: Driver):
    for noise in ("\x00\x01?", "9" * 4096, "", "\ufffd\n"):
        answer = kiosk.scan(noise).answer
        assert answer and (answer.kind, answer.code) == ("unknown", None)
