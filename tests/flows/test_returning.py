"""Stories of giving back: with and without a card, provisional until somebody has looked."""

from __future__ import annotations

import pytest

from tests.flows.kiosk_page import KioskPage, short_name
from tests.flows.school import RETURN, UNDO, School, until


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_book_comes_back_without_a_card(kiosk: KioskPage, school: School, language: str) -> None:
    copy = school.copy("on-loan")
    if language != "kk":
        kiosk.touch("language", lang=language)
        kiosk.speak(language)
        kiosk.says(kiosk.t("kiosk.invite"))
    kiosk.scan(copy["code"])
    kiosk.answers("returned", kiosk.t("answer.returned"), copy["title"])
    kiosk.shows("return")
    kiosk.says(kiosk.t("destination.put-trolley"), kiosk.t("answer.provisional"))
    assert school.state(copy) == "to-check"
    closed_as, seen_at, reader_id = school.rows(
        "SELECT closed_as, seen_at, reader_id FROM loan JOIN copy ON copy.id = copy_id"
        " WHERE code = ? ORDER BY loan.id DESC LIMIT 1", copy["code"],
    )[0]  # fmt: skip
    assert (closed_as, seen_at) == ("returned", None)
    assert reader_id, "the last borrower stays on record until somebody has seen the book"


def test_several_returns_in_a_row_and_the_last_is_taken_back_by_command(
    kiosk: KioskPage, school: School
) -> None:
    copies = [school.copy("on-loan") for _ in range(3)]
    for copy in copies:
        kiosk.scan(copy["code"])
        kiosk.answers("returned", copy["title"])
    kiosk.says(kiosk.t("kiosk.returned-count", n=3))
    kiosk.scan(UNDO)
    kiosk.answers("undone", kiosk.t("answer.undone-check-in"))
    assert [school.state(copy) for copy in copies] == ["to-check", "to-check", "on-loan"]


def test_what_was_just_lent_is_not_returned_by_one_idle_scan(
    kiosk: KioskPage, school: School
) -> None:
    reader, copy = school.reader(), school.copy()
    kiosk.begin(reader)
    kiosk.scan(copy["code"])
    kiosk.answers("lent")
    kiosk.clear()
    kiosk.scan(copy["code"])
    kiosk.answers("already-yours", kiosk.t("answer.just-lent"), kiosk.t("answer.just-lent-more"))
    kiosk.is_silent_about(short_name(reader), reader["card"])
    assert school.loans(copy) == [None]
    kiosk.scan(copy["code"])
    kiosk.answers("returned")
    assert school.loans(copy) == ["returned"]


def test_the_command_return_turns_a_session_into_returns(kiosk: KioskPage, school: School) -> None:
    reader, copies = school.reader(language="ru"), school.copies(2)
    kiosk.begin(reader)
    for copy in copies:
        kiosk.scan(copy["code"])
        kiosk.answers("lent")
    kiosk.scan(RETURN)
    kiosk.says(kiosk.t("hint.scan-to-return"))
    kiosk.scan(copies[0]["code"])
    kiosk.answers("returned", kiosk.t("answer.returned"))
    kiosk.scan(RETURN)
    kiosk.scan(copies[1]["code"])
    kiosk.answers("already-yours")
    assert [school.loans(copy) for copy in copies] == [["returned"], [None]]


def test_a_copy_in_repair_goes_to_the_librarian_and_the_desk_is_called(
    kiosk: KioskPage, school: School
) -> None:
    copy, before = school.copy("in-repair"), school.calls()
    kiosk.scan(copy["code"])
    kiosk.answers("to-librarian", kiosk.t("answer.to-librarian"), copy["title"])
    assert until(lambda: school.calls() == [*before, "handed-in"])


def test_a_lost_copy_is_found_again(kiosk: KioskPage, school: School) -> None:
    copy = school.copy("lost")
    kiosk.scan(copy["code"])
    kiosk.answers("to-librarian", kiosk.t("refusal.found-again"))
    assert "find" in school.operations(copy)
    assert school.state(copy) != "lost"
