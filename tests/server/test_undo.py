"""Undoing: what was before stands again, unless something changed since."""

from __future__ import annotations

from datetime import date

from library.operations import Lent, Refused, Returned, Undo, Undone
from server.server import Server
from server.services.proof import prove
from server.services.undo import undo
from server.tables import Copy, Loan, Request
from tests.builders import Clock, SchoolBuilder
from tests.server.asking import Station, journal


def code(answer: Refused) -> str:
    assert isinstance(answer, Refused)
    return answer.reasons[0].code


def test_an_undone_lending_is_voided(station: Station, school: SchoolBuilder) -> None:
    aliya, abai = school.reader(), school.copy()
    answer = station.undo(station.lend(abai, aliya), aliya)
    assert isinstance(answer, Undone)
    assert (answer.kind, answer.lent, answer.limit) == ("check-out", 0, 5)
    with school.library.reading():
        assert Loan.get().closed_as == "voided"
        assert Copy.get_by_id(abai.id).state == "on-shelf"
    assert isinstance(station.lend(abai, aliya), Lent)


def test_an_undone_return_goes_on_with_its_due_date(
    station: Station, school: SchoolBuilder
) -> None:
    aliya, other, abai = school.reader(), school.reader("Иван", "Ким"), school.copy()
    loan_id = school.lent(abai, aliya, date(2026, 10, 20))
    school.request(abai, other)
    answer = station.undo(station.give_back(abai))
    assert isinstance(answer, Undone)
    with school.library.reading():
        loan = Loan.get_by_id(loan_id)
        assert (loan.closed_at, loan.closed_as, loan.due_on) == (None, None, date(2026, 10, 20))
        assert Copy.get_by_id(abai.id).state == "on-loan"
        request = Request.get()
        assert (request.state, request.copy) == ("waiting", None)


def test_an_undone_renewal_has_its_old_date(station: Station, school: SchoolBuilder) -> None:
    aliya, abai = school.reader(), school.copy()
    school.lent(abai, aliya, date(2026, 10, 20))
    renewed = station.renew(abai, aliya)
    assert renewed.due_on == date(2026, 11, 2)
    station.undo(renewed, aliya)
    with school.library.reading():
        assert (Loan.get().due_on, Loan.get().renewals) == (date(2026, 10, 20), 0)


def test_an_undone_lending_of_a_held_copy_holds_it_again(
    station: Station, school: SchoolBuilder
) -> None:
    aliya, abai = school.reader(), school.copy()
    school.lent(abai, school.reader("Иван", "Ким"), date(2026, 10, 20))
    school.request(abai, aliya)
    station.give_back(abai)
    station.undo(station.lend(abai, aliya), aliya)
    with school.library.reading():
        request = Request.get()
        assert (request.state, request.copy.id, request.closed_at) == ("ready", abai.id, None)
        assert Copy.get_by_id(abai.id).state == "on-hold-shelf"
        assert Loan.select().where(Loan.seen_at.is_null(False)).count() == 0


def test_after_sixty_seconds_it_is_too_late(
    station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    aliya, abai = school.reader(), school.copy()
    lent = station.lend(abai, aliya)
    clock.pass_(seconds=66)
    assert code(station.undo(lent, aliya)) == "undo-too-late"


def test_another_session_or_station_cannot_undo(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    aliya, other, abai = school.reader(), school.reader("Иван", "Ким"), school.copy()
    lent = station.lend(abai, aliya)
    assert code(station.undo(lent, other)) == "undo-not-yours"
    assert code(station.undo(lent)) == "undo-not-yours"
    assert code(Station(server, school.station("2")).undo(lent, aliya)) == "undo-not-yours"


def test_without_a_card_only_the_last_return_is_undone(
    station: Station, school: SchoolBuilder
) -> None:
    aliya, abai, other = school.reader(), school.copy(), school.copy("Қан мен тер")
    school.lent(abai, aliya, date(2026, 10, 20))
    school.lent(other, aliya, date(2026, 10, 20))
    first, second = station.give_back(abai), station.give_back(other)
    assert code(station.undo(first)) == "undo-not-yours"
    assert isinstance(station.undo(second), Undone)


def test_what_changed_since_is_not_undone(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    aliya, abai = school.reader(), school.copy()
    lent = station.lend(abai, aliya)
    Station(server, school.station("2")).give_back(abai)
    assert code(station.undo(lent, aliya)) == "changed-since"


def test_an_undo_is_not_undone(station: Station, school: SchoolBuilder) -> None:
    aliya, abai = school.reader(), school.copy()
    lent = station.lend(abai, aliya)
    undone = station.undo(lent, aliya)
    assert code(station.undo(undone, aliya)) == "undo-not-yours"
    assert code(station.undo(lent, aliya)) == "changed-since"


def test_a_repeated_undo_gets_the_same_answer(station: Station, school: SchoolBuilder) -> None:
    aliya, abai = school.reader(), school.copy()
    lent = station.lend(abai, aliya)
    question = Undo(station.origin(), lent.operation_id, aliya.id)
    assert station.ask(question) == station.ask(question)
    assert [row["kind"] for row in journal(school.library)] == ["check-out", "undo"]


def test_the_desk_undoes_longer_by_role(
    server: Server, station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    abai = school.copy()
    school.lent(abai, school.reader(), date(2026, 10, 20))
    returned = station.give_back(abai)
    assert isinstance(returned, Returned)
    clock.pass_(hours=30)
    question = Undo(station.origin(staff_id=school.staff()), returned.operation_id)
    assert code(undo(server, question, role="librarian")) == "undo-too-late"
    assert isinstance(undo(server, question, role="head"), Undone)


def test_steps_are_taken_back_one_after_the_other(station: Station, school: SchoolBuilder) -> None:
    aliya, abai = school.reader(), school.copy()
    lent = station.lend(abai, aliya)
    returned = station.give_back(abai, aliya)
    assert code(station.undo(lent, aliya)) == "changed-since"
    assert isinstance(station.undo(returned, aliya), Undone)
    assert isinstance(station.undo(lent, aliya), Undone)
    assert code(station.undo(returned, aliya)) == "changed-since"
    assert prove(school.library) == ()
