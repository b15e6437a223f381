"""Stories of lending: the scan decides, the screen answers, the library file knows."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.flows.kiosk_page import KioskPage, short_name
from tests.flows.school import FINISH, UNDO, School


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_pupil_lends_five_books_and_goes(kiosk: KioskPage, school: School, language: str) -> None:
    reader, copies = school.reader(language=language), school.copies(5)
    kiosk.begin(reader)
    for copy in copies:
        kiosk.scan(copy["code"])
        kiosk.answers("lent", kiosk.t("answer.lent"), copy["title"])
        kiosk.says(kiosk.date(school.due_on(reader, copy)))
    kiosk.says(kiosk.t("kiosk.limit-full", n=5), kiosk.t("kiosk.session-count", n=5))
    sixth = school.copy()
    kiosk.scan(sixth["code"])
    kiosk.answers("refused", kiosk.t("refusal.limit-reached", n=5), kiosk.t("next.return-one"))
    kiosk.scan(FINISH)
    kiosk.shows("farewell")
    kiosk.says(kiosk.t("kiosk.farewell"), kiosk.t("kiosk.write-date"))
    kiosk.says(kiosk.t("kiosk.lent-total", n=5), *(copy["title"] for copy in copies))
    kiosk.is_silent_about(short_name(reader), reader["card"])
    assert [school.operations(copy) for copy in copies] == [["check-out"]] * 5
    assert school.state(sixth) == "on-shelf"
    visits = school.rows("SELECT day FROM visit WHERE reader_id = ?", school.reader_id(reader))
    assert len(visits) == 1


def test_a_second_visit_of_the_day_is_not_counted(kiosk: KioskPage, school: School) -> None:
    reader = school.reader()
    for _ in range(2):
        kiosk.begin(reader)
        kiosk.touch("finish")
        kiosk.shows("farewell")
        kiosk.touch("finish")
        kiosk.shows("idle")
    key = school.reader_id(reader)
    assert school.one("SELECT count(*) FROM visit WHERE reader_id = ?", key) == 1


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_book_before_the_card_is_lent_when_the_card_follows(
    kiosk: KioskPage, school: School, language: str
) -> None:
    reader, copy = school.reader(language=language), school.copy()
    kiosk.scan(copy["code"])
    kiosk.answers("card-first", kiosk.t("answer.card-first"), copy["title"])
    kiosk.begin(reader)
    kiosk.answers("lent", kiosk.t("answer.lent"), copy["title"])
    assert school.due_on(reader, copy)


def test_undo_by_touch_and_by_the_printed_command(kiosk: KioskPage, school: School) -> None:
    reader, (touched, scanned) = school.reader(), school.copies(2)
    kiosk.begin(reader)
    for copy in (touched, scanned):
        kiosk.scan(copy["code"])
        kiosk.answers("lent")
    kiosk.scan(UNDO)
    kiosk.answers("undone", kiosk.t("answer.undone"), scanned["title"])
    kiosk.touch("undo")
    kiosk.answers("undone", kiosk.t("answer.undone"), touched["title"])
    for copy in (touched, scanned):
        assert school.loans(copy) == ["voided"]
        assert school.operations(copy) == ["check-out", "undo"]
        assert school.state(copy) == "on-shelf"
    kiosk.scan(UNDO)
    kiosk.says(kiosk.t("hint.nothing-to-undo"))
    kiosk.scan(scanned["code"])
    kiosk.answers("lent")
    assert school.loans(scanned) == ["voided", None]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_an_own_book_is_offered_to_renew_or_return(
    kiosk: KioskPage, school: School, language: str
) -> None:
    reader, (first, second) = school.reader(language=language), school.copies(2)
    kiosk.begin(reader)
    for copy in (first, second):
        kiosk.scan(copy["code"])
        kiosk.answers("lent")
    kiosk.scan(FINISH)
    kiosk.begin(reader)
    kiosk.scan(first["code"])
    kiosk.answers("already-yours", kiosk.t("answer.already-yours"), first["title"])
    kiosk.touch("return-this")
    kiosk.answers("returned", kiosk.t("answer.returned"), first["title"])
    assert (school.state(first), school.loans(first)) == ("to-check", ["returned"])
    kiosk.touch("my-books")
    kiosk.shows("my-books")
    kiosk.says(second["title"])
    expect(kiosk.page.locator("#screen")).not_to_contain_text(first["title"])


def test_an_older_loan_is_renewed_by_touch(kiosk: KioskPage, school: School) -> None:
    """A loan of the demonstration, some days old: renewing it gains time."""
    number, code, loan_id, due = school.rows(
        "SELECT card.number, copy.code, loan.id, due_on FROM loan JOIN card USING (reader_id)"
        " JOIN copy ON copy.id = copy_id JOIN title ON title.id = title_id"
        " WHERE loan.closed_at IS NULL AND item_kind = 'fiction' AND renewals = 0"
        " AND due_on > date('now') AND lent_at < datetime('now', '-3 days') AND category ="
        " 'student' AND title_id NOT IN (SELECT title_id FROM request WHERE closed_at IS NULL)"
        " ORDER BY due_on LIMIT 1"
    )[0]
    reader = next(each for each in school.demo["readers"] if each["card"] == number)
    school.taken.add(number)
    kiosk.begin(reader)
    kiosk.scan(code)
    kiosk.answers("already-yours")
    kiosk.touch("renew-this", code=code)
    kiosk.answers("renewed", kiosk.t("answer.renewed"))
    [(renewals, later)] = school.rows("SELECT renewals, due_on FROM loan WHERE id = ?", loan_id)
    assert renewals == 1
    assert later > due
    kiosk.says(kiosk.date(later))


def test_another_readers_book_is_refused_requested_and_held(
    kiosk: KioskPage, school: School
) -> None:
    owner, waiting, copy = school.reader(), school.reader(language="ru"), school.copy()
    kiosk.begin(owner)
    kiosk.scan(copy["code"])
    kiosk.answers("lent")
    kiosk.begin(waiting)
    kiosk.scan(copy["code"])
    kiosk.answers("refused", kiosk.t("refusal.on-loan-to-other"))
    kiosk.is_silent_about(short_name(owner), owner["card"])
    kiosk.touch("request-this")
    kiosk.answers("requested", kiosk.t("answer.requested"))
    kiosk.touch("finish")
    kiosk.touch("finish")
    kiosk.shows("idle")
    kiosk.speak("kk")
    kiosk.scan(copy["code"])
    answer = kiosk.answers("already-yours", kiosk.t("answer.just-lent"))
    assert answer.get_attribute("data-kind") == "just-lent"
    kiosk.scan(copy["code"])
    kiosk.answers("returned", kiosk.t("destination.put-hold-shelf"), copy["title"])
    kiosk.is_silent_about(short_name(waiting), waiting["name"].split()[0], waiting["card"])
    assert school.state(copy) == "on-hold-shelf"
    kiosk.begin(owner)
    kiosk.scan(copy["code"])
    kiosk.answers("refused", kiosk.t("refusal.held-for-other"))
    kiosk.begin(waiting)
    kiosk.scan(copy["code"])
    kiosk.answers("lent", kiosk.t("answer.lent"))
    assert school.due_on(waiting, copy)
