"""What came back through a kiosk is looked at, or becomes a task after two open days."""

from __future__ import annotations

from datetime import date

from library.checking import Finding
from library.operations import Noted, Refused
from server.jobs.unseen_returns import find_unseen_returns
from server.server import Server
from server.services.checking import Check, check, to_check
from server.tables import Copy, DeskTask, Loan, LoanCase, Request
from tests.builders import Book, Clock, SchoolBuilder
from tests.server.asking import Station


def returned(station: Station, school: SchoolBuilder) -> Book:
    book = school.copy()
    school.lent(book, school.reader(), date(2026, 10, 20))
    station.give_back(book)
    return book


def look(station: Station, school: SchoolBuilder, book: Book, finding: Finding) -> object:
    return check(station.server, Check(station.origin(staff_id=None), book.id, finding))


def test_a_whole_copy_goes_to_its_shelf(station: Station, school: SchoolBuilder) -> None:
    book = returned(station, school)
    assert [line.title for line in to_check(station.server)] == ["Абай жолы"]
    assert isinstance(look(station, school, book, Finding.FINE), Noted)
    assert to_check(station.server) == []
    with school.library.reading():
        assert Copy.get_by_id(book.id).state == "on-shelf"
        assert Loan.get().seen_at is not None


def test_a_damaged_copy_goes_to_repair_with_a_case(station: Station, school: SchoolBuilder) -> None:
    book = returned(station, school)
    look(station, school, book, Finding.PAGES_MISSING)
    with school.library.reading():
        case = LoanCase.get()
        assert (case.kind, case.reader.id) == ("pages-missing", Loan.get().reader.id)
        assert Copy.get_by_id(book.id).state == "in-repair"


def test_a_copy_somebody_waits_for_goes_to_the_hold_shelf(
    station: Station, school: SchoolBuilder
) -> None:
    book = returned(station, school)
    school.request(book, school.reader("Иван", "Ким"))
    look(station, school, book, Finding.FINE)
    with school.library.reading():
        assert Request.get().state == "ready"
        assert Copy.get_by_id(book.id).state == "on-hold-shelf"


def test_a_damaged_copy_kept_for_somebody_is_not_kept(
    station: Station, school: SchoolBuilder
) -> None:
    book = school.copy()
    school.lent(book, school.reader(), date(2026, 10, 20))
    school.request(book, school.reader("Иван", "Ким"))
    station.give_back(book)
    look(station, school, book, Finding.DAMAGED)
    with school.library.reading():
        assert (Request.get().state, Request.get().copy) == ("waiting", None)


def test_a_copy_on_loan_is_not_checked(station: Station, school: SchoolBuilder) -> None:
    book = school.copy()
    school.lent(book, school.reader(), date(2026, 10, 20))
    assert isinstance(look(station, school, book, Finding.FINE), Refused)


def test_after_two_open_days_unseen_it_is_a_task(
    server: Server, station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    book = returned(station, school)  # on a Wednesday
    clock.pass_(days=2)
    assert find_unseen_returns(server) == 0, "on Friday only Thursday is over"
    clock.pass_(days=1)
    assert find_unseen_returns(server) == 1
    assert find_unseen_returns(server) == 0
    assert to_check(server)[0].overdue
    look(station, school, book, Finding.FINE)
    with school.library.reading():
        assert DeskTask.get().done_at is not None


def test_a_weekend_does_not_count(
    server: Server, station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    clock.pass_(days=2)
    returned(station, school)  # on a Friday
    clock.pass_(days=4)
    assert find_unseen_returns(server) == 0, "on Tuesday only Monday is over"
    clock.pass_(days=1)
    assert find_unseen_returns(server) == 1
