"""Taking back, on both engines."""

from __future__ import annotations

from datetime import date

from library.operations import (
    CardFirst,
    CheckIn,
    Destination,
    JustLent,
    Returned,
    ToLibrarian,
    Unknown,
)
from server.server import Server
from server.services.losses import Lose, lose
from server.tables import Copy, Loan, LoanCase, Request
from tests.builders import Clock, SchoolBuilder
from tests.server.asking import Station, journal


def test_a_kiosk_return_is_provisional(station: Station, school: SchoolBuilder) -> None:
    aliya, abai = school.reader(), school.copy()
    school.lent(abai, aliya, date(2026, 10, 10))
    answer = station.give_back(abai)
    assert isinstance(answer, Returned)
    assert answer.provisional
    assert answer.destination is Destination.TROLLEY
    assert (answer.late_days, answer.own, answer.lent) == (4, False, None)
    with school.library.reading():
        loan = Loan.get()
        assert (loan.closed_as, loan.seen_at, loan.reader.id) == ("returned", None, aliya.id)
        assert Copy.get_by_id(abai.id).state == "to-check"


def test_in_the_own_session_it_counts_what_is_left(station: Station, school: SchoolBuilder) -> None:
    aliya, abai, other = school.reader(), school.copy(), school.copy("Қан мен тер")
    school.lent(abai, aliya, date(2026, 10, 20))
    school.lent(other, aliya, date(2026, 10, 20))
    answer = station.give_back(abai, aliya)
    assert (answer.own, answer.lent, answer.limit) == (True, 1, 5)


def test_a_return_seen_by_a_person_is_final(station: Station, school: SchoolBuilder) -> None:
    abai = school.copy()
    school.lent(abai, school.reader(), date(2026, 10, 20))
    answer = station.give_back(abai, seen=True)
    assert not answer.provisional
    with school.library.reading():
        assert Loan.get().seen_at == Loan.get().closed_at
        assert Copy.get_by_id(abai.id).state == "on-shelf"


def test_a_copy_lent_here_just_now_is_not_returned_by_an_idle_scan(
    station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    aliya, abai = school.reader(), school.copy()
    station.lend(abai, aliya)
    clock.pass_(seconds=29)
    assert isinstance(station.give_back(abai), JustLent)
    assert isinstance(station.give_back(abai, confirmed=True), Returned)


def test_lent_at_another_station_it_is_returned_at_once(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    aliya, abai = school.reader(), school.copy()
    station.lend(abai, aliya)
    assert isinstance(Station(server, school.station("2")).give_back(abai), Returned)


def test_a_copy_on_the_shelf_asks_for_a_card(station: Station, school: SchoolBuilder) -> None:
    assert isinstance(station.give_back(school.copy()), CardFirst)
    assert journal(school.library) == []


def test_the_return_of_a_wanted_copy_goes_to_the_hold_shelf(
    station: Station, school: SchoolBuilder
) -> None:
    abai = school.copy()
    school.lent(abai, school.reader(), date(2026, 10, 20))
    request_id = school.request(abai, school.reader("Иван", "Ким"))
    answer = station.give_back(abai)
    assert answer.destination is Destination.HOLD_SHELF
    with school.library.reading():
        request = Request.get_by_id(request_id)
        assert (request.state, request.copy.id) == ("ready", abai.id)
        assert Copy.get_by_id(abai.id).state == "on-hold-shelf"


def test_a_lost_copy_is_found_again(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    aliya, abai = school.reader(), school.copy()
    school.lent(abai, aliya, date(2026, 10, 20))
    lose(server, Lose(station.origin(staff_id=school.staff()), abai.code))
    with school.library.reading():
        assert Loan.get().closed_as == "lost"
        assert LoanCase.get().reader.id == aliya.id
    question = CheckIn(station.origin(), abai.code)
    answer = station.ask(question)
    assert isinstance(answer, ToLibrarian)
    assert [reason.code for reason in answer.reasons] == ["found-again"]
    assert station.ask(question) == answer
    with school.library.reading():
        assert LoanCase.get().closed_as == "found"
        assert Copy.get_by_id(abai.id).state == "to-check"


def test_a_copy_in_repair_is_handed_in_and_nothing_is_written(
    station: Station, school: SchoolBuilder
) -> None:
    answer = station.give_back(school.copy(state="in-repair"))
    assert isinstance(answer, ToLibrarian)
    assert answer.operation_id is None
    assert journal(school.library) == []


def test_an_unknown_code_is_said(station: Station) -> None:
    assert station.ask(CheckIn(station.origin(), "x")) == Unknown("x")
