"""People: enrolled, renamed, suspended, removed, merged; nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from library.checking import Finding
from library.scanned_code import make_number
from server import tables
from server.server import Server
from server.services.cards import CardTaken, cards_of, replace_card
from server.services.checking import Check, check
from server.services.finding import find
from server.services.proof import prove
from server.services.reader_list import WantedReaders, list_readers
from server.services.reader_pages import reader_page
from server.services.readers import ReaderValues, change_reader, enrol, lift, mark_left, suspend
from server.services.removal import remove_reader
from tests.builders import TODAY, SchoolBuilder
from tests.server.acting import Librarian
from tests.server.asking import Station

AISHA = ReaderValues("Ахметова", "Айша", "Серікқызы", born_on=date(2012, 5, 1))


@pytest.fixture
def librarian(server: Server) -> Librarian:
    return Librarian(server)


def row(server: Server, reader_id: int) -> tables.Reader:
    with server.library.reading():
        return tables.Reader.get_by_id(reader_id)


def test_a_new_reader_has_a_card_and_is_found(server: Server, librarian: Librarian) -> None:
    number = enrol(server, librarian.deed("reader-enrolled"), AISHA, rules_accepted=True)
    page = reader_page(server, number)
    assert page is not None
    assert page.name == "Ахметова Айша Серікқызы"
    assert [card.state for card in page.cards] == ["active"]
    assert page.row["registered_on"] == page.row["rules_accepted_on"] == TODAY
    assert [hit.row_id for hit in find(server, "ахмет айша").hits] == [number]


def test_a_form_sent_twice_enrols_once(server: Server, librarian: Librarian) -> None:
    act = librarian.deed("reader-enrolled", content="x")
    first = enrol(server, act, AISHA, rules_accepted=False)
    assert enrol(server, act, AISHA, rules_accepted=False) == first
    assert list_readers(server, WantedReaders()).total == 1


def test_a_new_name_keeps_the_person_and_the_old_name_finds_her(
    server: Server, librarian: Librarian
) -> None:
    number = enrol(server, librarian.deed("reader-enrolled"), AISHA, rules_accepted=False)
    cards = cards_of(server, number)
    change_reader(
        server, librarian.deed("reader-changed", number), replace(AISHA, surname="Ахметқызы")
    )
    page = reader_page(server, number)
    assert page is not None
    assert page.name == "Ахметқызы Айша Серікқызы"
    assert page.former == [("Ахметова Айша Серікқызы", TODAY)]
    assert page.cards == cards
    for name in ("ахметова", "ахметкызы"):
        assert [hit.row_id for hit in find(server, name).hits] == [number]


def test_no_name_stands_in_the_journal(server: Server, librarian: Librarian) -> None:
    number = enrol(server, librarian.deed("reader-enrolled"), AISHA, rules_accepted=False)
    change_reader(server, librarian.deed("reader-changed", number), replace(AISHA, surname="Ли"))
    suspend(server, librarian.deed("reader-suspended", number), TODAY, "кітап жыртты")
    with server.library.reading():
        details = " ".join(each.detail for each in tables.Operation.select())
    for word in ("Ахметова", "Айша", "Ли", "жыртты"):
        assert word not in details


def test_a_suspended_reader_gets_nothing_until_it_is_lifted(
    server: Server, librarian: Librarian, school: SchoolBuilder, station: Station
) -> None:
    aliya, book = school.reader(), school.copy()
    suspend(server, librarian.deed("reader-suspended", aliya.id), None, "себеп")
    assert type(station.lend(book, aliya)).__name__ == "Refused"
    lift(server, librarian.deed("reader-lifted", aliya.id))
    assert type(station.lend(book, aliya)).__name__ == "Lent"


def test_a_lost_card_dies_and_the_new_one_opens_the_same_record(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    aliya, book = school.reader(), school.copy()
    school.lent(book, aliya, due_on=TODAY)
    act = librarian.deed("card-replaced", aliya.id)
    number = replace_card(server, act)
    assert replace_card(server, act) == number
    assert [(card.number, card.state) for card in cards_of(server, aliya.id)] == [
        (number, "active"), (aliya.card, "lost"),
    ]  # fmt: skip
    assert find(server, number).sure.row_id == aliya.id
    page = reader_page(server, aliya.id)
    assert page is not None and len(page.open) == 1


def test_a_pupil_with_loans_cannot_be_removed(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    aliya, book = school.reader(), school.copy()
    school.lent(book, aliya, due_on=TODAY)
    refused = remove_reader(server, librarian.deed("reader-removed", aliya.id))
    assert refused is not None and refused.loans == 1
    mark_left(server, librarian.deed("reader-left", aliya.id))
    assert row(server, aliya.id).state == "left"
    assert row(server, aliya.id).surname == "Серік"


def test_removing_a_reader_erases_the_person_and_touches_no_copy(
    server: Server, librarian: Librarian, school: SchoolBuilder, station: Station
) -> None:
    aliya, book = school.reader(phone="+7 777", born_on=date(2012, 5, 1)), school.copy()
    station.lend(book, aliya)
    station.give_back(book, confirmed=True)
    check(server, Check(librarian.deed("check").origin, book.id, Finding.FINE))
    with server.library.reading():
        before = [each.__data__ for each in tables.Copy.select()]
        loans = [(each.category, each.class_label) for each in tables.Loan.select()]
    assert remove_reader(server, librarian.deed("reader-removed", aliya.id)) is None
    gone = row(server, aliya.id)
    assert (gone.surname, gone.phone, gone.born_on, gone.search_key) == ("–", None, None, "")
    with server.library.reading():
        assert [each.__data__ for each in tables.Copy.select()] == before
        assert [(each.category, each.class_label) for each in tables.Loan.select()] == loans
    assert reader_page(server, aliya.id) is None
    assert find(server, "серік").hits == ()
    assert prove(server.library) == ()


def test_the_same_form_names_the_same_reader_whatever_came_between(
    server: Server, librarian: Librarian
) -> None:
    act = librarian.deed("reader-enrolled", content="x")
    number = enrol(server, act, AISHA, rules_accepted=False)
    change_reader(server, librarian.deed("reader-changed", number), replace(AISHA, surname="Ли"))
    assert enrol(server, act, AISHA, rules_accepted=False) == number


def test_a_card_that_lies_ready_is_given_once(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    ready, book = make_number("7", 77), school.copy()
    number = enrol(server, librarian.deed("reader-enrolled"), AISHA, False, ready)
    assert isinstance(number, int)
    assert [card.number for card in cards_of(server, number)] == [ready]
    for taken in (ready, book.code):
        again = enrol(server, librarian.deed("reader-enrolled"), AISHA, False, taken)
        assert again == CardTaken(taken)
        act = librarian.deed("card-replaced", number)
        assert replace_card(server, act, number=taken) == CardTaken(taken)
    assert list_readers(server, WantedReaders()).total == 1


def test_who_has_left_is_not_suspended(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    aliya = school.reader()
    assert mark_left(server, librarian.deed("reader-left", aliya.id))
    assert not suspend(server, librarian.deed("reader-suspended", aliya.id), None, "себеп")
    assert row(server, aliya.id).state == "left"
    assert lift(server, librarian.deed("reader-lifted", aliya.id))
    assert (row(server, aliya.id).state, row(server, aliya.id).left_on) == ("active", None)


def test_a_removed_reader_takes_no_more_acts(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    aliya = school.reader()
    with server.library.writing():
        tables.LinkedCode.create(code="04A2B3C4", reader=aliya.id)
    assert remove_reader(server, librarian.deed("reader-removed", aliya.id)) is None
    assert not change_reader(server, librarian.deed("reader-changed", aliya.id), AISHA)
    assert replace_card(server, librarian.deed("card-replaced", aliya.id)) is None
    assert not lift(server, librarian.deed("reader-lifted", aliya.id))
    assert remove_reader(server, librarian.deed("reader-removed", aliya.id)) is None
    assert row(server, aliya.id).surname == "–"
    with server.library.reading():
        assert tables.LinkedCode.select().count() == 0
        assert tables.Operation.select().count() == 1


def test_a_return_nobody_has_looked_at_keeps_its_reader(
    server: Server, librarian: Librarian, school: SchoolBuilder, station: Station
) -> None:
    aliya, book = school.reader(), school.copy()
    station.lend(book, aliya)
    station.give_back(book, confirmed=True)
    refused = remove_reader(server, librarian.deed("reader-removed", aliya.id))
    assert refused is not None and (refused.loans, refused.unseen) == (0, 1)
