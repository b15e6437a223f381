"""A reader at the kiosk: card, PIN, own loans, language, requests, calls."""

from __future__ import annotations

from datetime import date

import pytest

from library.operations import (
    CallLibrarian,
    CheckOut,
    Loans,
    MyLoans,
    Noted,
    OpenSession,
    OpenSessionByPin,
    PinRefused,
    Refused,
    Renewed,
    RequestPlaced,
    Resolve,
    Resolved,
    SessionOpened,
    SetLanguage,
    Unknown,
)
from server.server import Server
from server.services.calls import answer_call, open_calls
from server.services.deeds import Deed
from server.services.pins import set_pin
from server.tables import Card, LinkedCode, Reader, Visit
from tests.builders import Clock, Person, SchoolBuilder
from tests.server.asking import Station, journal


def test_a_card_opens_a_session_with_first_name_and_initial(
    station: Station, school: SchoolBuilder
) -> None:
    aliya = school.reader("Әлия", "Серік", language="kk")
    school.lent(school.copy(), aliya, date(2026, 10, 13))
    answer = station.card(aliya)
    assert isinstance(answer, SessionOpened)
    card = answer.reader
    assert (card.short_name, card.category, card.language) == ("Әлия С.", "student", "kk")
    assert (card.lent, card.limit, card.late) == (1, 5, 1)
    assert answer.blocks == (), "late, but within the days of grace"


def test_a_suspended_reader_still_opens_a_session(station: Station, school: SchoolBuilder) -> None:
    answer = station.card(school.reader(state="suspended", suspended_until=date(2026, 10, 20)))
    assert [reason.code for reason in answer.blocks] == ["suspended-until"]


def test_a_card_counts_one_visit_a_day(
    station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    aliya = school.reader()
    station.card(aliya)
    station.card(aliya)
    clock.pass_(days=1)
    station.card(aliya)
    with school.library.reading():
        assert Visit.select().count() == 2
    assert [row["kind"] for row in journal(school.library)] == ["visit", "visit"]


def test_a_visit_belongs_to_the_day_of_the_school(
    station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    clock.pass_(hours=14)  # 00:24 of the next day there, still the same day in UTC
    station.card(school.reader())
    with school.library.reading():
        assert Visit.get().day == date(2026, 10, 15)


def test_a_withdrawn_or_unknown_card_opens_nothing(station: Station, school: SchoolBuilder) -> None:
    aliya = school.reader()
    with school.library.writing():
        Card.update(state="lost").where(Card.number == aliya.card).execute()
    assert isinstance(station.card(aliya), Unknown)


def test_a_linked_foreign_card_opens_a_session(station: Station, school: SchoolBuilder) -> None:
    aliya = school.reader()
    with school.library.writing():
        LinkedCode.create(code="20114000000001", reader=aliya.id)
    answer = station.ask(OpenSession(station.origin(), "20114000000001"))
    assert answer.reader.reader_id == aliya.id
    assert station.ask(Resolve("20114000000001")) == Resolved("card", "20114000000001")
    assert station.ask(Resolve("nothing")) == Unknown("nothing")


def by_pin(station: Station, person: Person, pin: str) -> SessionOpened | PinRefused:
    answer = station.ask(OpenSessionByPin(station.origin(), person.card, pin))
    assert isinstance(answer, SessionOpened | PinRefused)
    return answer


def test_card_number_and_pin_open_a_session(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    aliya = school.reader()
    set_pin(server, aliya.id, "2580")
    assert isinstance(by_pin(station, aliya, "2580"), SessionOpened)
    assert by_pin(station, aliya, "2581") == PinRefused(0)
    assert by_pin(station, school.reader(), "2580") == PinRefused(0), "has no PIN"
    assert by_pin(station, Person(0, "7999999999"), "2580") == PinRefused(0), "no such card"


def test_wrong_pins_slow_the_keypad_but_never_the_card(
    server: Server, station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    aliya = school.reader()
    set_pin(server, aliya.id, "2580")
    waits = [by_pin(station, aliya, "0000") for _ in range(4)]
    assert waits == [PinRefused(0), PinRefused(0), PinRefused(0), PinRefused(30)]
    assert isinstance(by_pin(station, aliya, "2580"), PinRefused), "the right one waits too"
    assert isinstance(station.card(aliya), SessionOpened)
    clock.pass_(seconds=31)
    assert isinstance(by_pin(station, aliya, "2580"), SessionOpened)
    assert by_pin(station, aliya, "0000") == PinRefused(0), "counted anew"


def test_trying_many_cards_slows_the_station(
    server: Server, station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    tries = [by_pin(station, Person(0, f"70000{n:05d}"), "0000") for n in range(11)]
    assert tries[-2:] == [PinRefused(0), PinRefused(30)]
    elsewhere = Station(server, school.station("2"))
    assert by_pin(elsewhere, Person(0, "7"), "0000") == PinRefused(0)
    clock.pass_(minutes=31)
    assert by_pin(station, Person(0, "7"), "0000") == PinRefused(0)


def test_no_pin_enters_the_journal(server: Server, station: Station, school: SchoolBuilder) -> None:
    aliya = school.reader()
    set_pin(server, aliya.id, "2580")
    by_pin(station, aliya, "2580")
    assert "2580" not in str(journal(school.library)[0]["detail"])


@pytest.mark.parametrize("pin", ["123", "12a4", "123456789", "١٢٣٤"])
def test_a_pin_is_four_to_eight_digits(server: Server, school: SchoolBuilder, pin: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        set_pin(server, school.reader().id, pin)


def test_own_loans_come_soonest_first(station: Station, school: SchoolBuilder) -> None:
    aliya, late, later = school.reader(), school.copy("А"), school.copy("Ә")
    school.lent(later, aliya, date(2026, 11, 2))
    school.lent(late, aliya, date(2026, 10, 13))
    answer = station.ask(MyLoans(aliya.id))
    assert isinstance(answer, Loans)
    assert [(line.copy.title, line.late, line.may_renew) for line in answer.lines] == [
        ("А", True, True),
        ("Ә", False, False),
    ]


def test_a_loan_is_renewed_until_somebody_waits(station: Station, school: SchoolBuilder) -> None:
    aliya, abai = school.reader(), school.copy()
    school.lent(abai, aliya, date(2026, 10, 20))
    answer = station.renew(abai, aliya)
    assert isinstance(answer, Renewed)
    school.request(abai, school.reader("Иван", "Ким"))
    refused = station.renew(abai, aliya)
    assert isinstance(refused, Refused)
    assert refused.reasons[0].code == "others-wait"


def test_who_asks_first_waits_as_first(station: Station, school: SchoolBuilder) -> None:
    abai, first, second = school.copy(), school.reader("Иван", "Ким"), school.reader("Дана")
    school.lent(abai, school.reader(), date(2026, 10, 20))
    answers = [station.request(abai, person) for person in (first, second, first)]
    assert [a.place for a in answers if isinstance(a, RequestPlaced)] == [1, 2]
    assert isinstance(answers[2], Refused)


def test_the_chosen_language_stays_the_readers(station: Station, school: SchoolBuilder) -> None:
    aliya = school.reader()
    question = SetLanguage(station.origin(), aliya.id, "ru")
    assert station.ask(question) == station.ask(question) == Noted(question.origin.operation_id)
    with school.library.reading():
        assert Reader.get().language == "ru"
    with pytest.raises(ValueError, match="language"):
        station.ask(SetLanguage(station.origin(), aliya.id, "xx"))


def test_a_call_stands_on_the_desk_until_answered(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    abai, staff_id = school.copy(), school.staff()
    question = CallLibrarian(station.origin(), "touched", abai.code)
    station.ask(question)
    station.ask(question)
    [call] = open_calls(server)
    assert (call.station, call.reason, call.title) == ("1", "touched", "Абай жолы")
    answers = [Deed(station.origin(staff_id=staff_id), "call-answered") for _ in range(2)]
    assert answer_call(server, answers[0], call.call_id)
    assert not answer_call(server, answers[1], call.call_id)
    assert open_calls(server) == []


def test_a_question_for_another_station_is_put_right(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    second = Station(server, school.station("2"))
    aliya, abai = school.reader(), school.copy()
    second.ask(CheckOut(station.origin(staff_id=5), aliya.id, abai.code))
    [row] = journal(school.library)
    assert (row["station"], row["staff"]) == (second.station_id, None)
