"""People: enrolled, renamed, suspended, removed, merged; nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import tables
from server.database import Library
from server.migrations import upgrade
from server.server import Server
from server.services.cards import cards_of, replace_card
from server.services.finding import find
from server.services.merging import doubles, merge
from server.services.proof import prove
from server.services.reader_pages import reader_lines, reader_page
from server.services.readers import ReaderValues, change_reader, enrol, lift, mark_left, suspend
from server.services.removal import remove_reader
from tests.builders import TODAY, SchoolBuilder, server_of
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
    number = enrol(server, librarian.act("reader-enrolled"), AISHA, rules_accepted=True)
    page = reader_page(server, number)
    assert page is not None
    assert page.name == "Ахметова Айша Серікқызы"
    assert [card.state for card in page.cards] == ["active"]
    assert page.row["registered_on"] == page.row["rules_accepted_on"] == TODAY
    assert [hit.row_id for hit in find(server, "ахмет айша").hits] == [number]


def test_a_form_sent_twice_enrols_once(server: Server, librarian: Librarian) -> None:
    act = librarian.act("reader-enrolled", content="x")
    first = enrol(server, act, AISHA, rules_accepted=False)
    assert enrol(server, act, AISHA, rules_accepted=False) == first
    assert len(reader_lines(server)) == 1


def test_a_new_name_keeps_the_person_and_the_old_name_finds_her(
    server: Server, librarian: Librarian
) -> None:
    number = enrol(server, librarian.act("reader-enrolled"), AISHA, rules_accepted=False)
    cards = cards_of(server, number)
    change_reader(
        server, librarian.act("reader-changed", number), replace(AISHA, surname="Ахметқызы")
    )
    page = reader_page(server, number)
    assert page is not None
    assert page.name == "Ахметқызы Айша Серікқызы"
    assert page.former == [("Ахметова Айша Серікқызы", TODAY)]
    assert page.cards == cards
    for name in ("ахметова", "ахметкызы"):
        assert [hit.row_id for hit in find(server, name).hits] == [number]


def test_no_name_stands_in_the_journal(server: Server, librarian: Librarian) -> None:
    number = enrol(server, librarian.act("reader-enrolled"), AISHA, rules_accepted=False)
    change_reader(server, librarian.act("reader-changed", number), replace(AISHA, surname="Ли"))
    suspend(server, librarian.act("reader-suspended", number), TODAY, "кітап жыртты")
    with server.library.reading():
        details = " ".join(each.detail for each in tables.Operation.select())
    for word in ("Ахметова", "Айша", "Ли", "жыртты"):
        assert word not in details


def test_a_suspended_reader_gets_nothing_until_it_is_lifted(
    server: Server, librarian: Librarian, school: SchoolBuilder, station: Station
) -> None:
    aliya, book = school.reader(), school.copy()
    suspend(server, librarian.act("reader-suspended", aliya.id), None, "себеп")
    assert type(station.lend(book, aliya)).__name__ == "Refused"
    lift(server, librarian.act("reader-lifted", aliya.id))
    assert type(station.lend(book, aliya)).__name__ == "Lent"


def test_a_lost_card_dies_and_the_new_one_opens_the_same_record(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    aliya, book = school.reader(), school.copy()
    school.lent(book, aliya, due_on=TODAY)
    act = librarian.act("card-replaced", aliya.id)
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
    refused = remove_reader(server, librarian.act("reader-removed", aliya.id))
    assert refused is not None and refused.loans == 1
    mark_left(server, librarian.act("reader-left", aliya.id))
    assert row(server, aliya.id).state == "left"
    assert row(server, aliya.id).surname == "Серік"


def test_removing_a_reader_erases_the_person_and_touches_no_copy(
    server: Server, librarian: Librarian, school: SchoolBuilder, station: Station
) -> None:
    aliya, book = school.reader(phone="+7 777", born_on=date(2012, 5, 1)), school.copy()
    station.lend(book, aliya)
    station.give_back(book, confirmed=True)
    with server.library.reading():
        before = [each.__data__ for each in tables.Copy.select()]
        loans = [(each.category, each.class_label) for each in tables.Loan.select()]
    assert remove_reader(server, librarian.act("reader-removed", aliya.id)) is None
    gone = row(server, aliya.id)
    assert (gone.surname, gone.phone, gone.born_on, gone.search_key) == ("–", None, None, "")
    with server.library.reading():
        assert [each.__data__ for each in tables.Copy.select()] == before
        assert [(each.category, each.class_label) for each in tables.Loan.select()] == loans
    assert reader_page(server, aliya.id) is None
    assert find(server, "серік").hits == ()
    assert prove(server.library) == ()


def test_two_records_of_one_person_are_found_and_become_one(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    kept, double = school.reader(), school.reader()
    other = school.reader(born_on=date(2010, 1, 1))
    with server.library.writing():
        tables.Reader.update(born_on=date(2012, 2, 2)).where(tables.Reader.id == kept.id).execute()
    assert (kept.id, double.id) in doubles(server)
    assert (kept.id, other.id) not in doubles(server)
    book = school.copy()
    school.lent(book, double, due_on=TODAY)
    assert merge(server, librarian.act("readers-merged", kept.id, "1"), double.id) == ""
    page = reader_page(server, kept.id)
    assert page is not None
    assert len(page.open) == 1 and len(page.cards) == 2
    assert find(server, double.card).sure.row_id == kept.id
    assert reader_page(server, double.id) is None
    assert merge(server, librarian.act("readers-merged", kept.id, "2"), double.id) == "gone"
    assert merge(server, librarian.act("readers-merged", kept.id, "3"), kept.id) == "gone"


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    loans=st.lists(st.booleans(), max_size=6),
    wishes=st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=6, unique=True),
    visits=st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=6, unique=True),
)
def test_merging_loses_no_loan_and_leaves_one_request_for_each_title(
    loans: list[bool], wishes: list[tuple[bool, int]], visits: list[tuple[bool, int]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    library = Library.open(tmp_path_factory.mktemp("merge") / "library.db")
    upgrade(library)
    school = SchoolBuilder(library)
    server = server_of(library)
    librarian, people = Librarian(server), (school.reader(), school.reader())
    for place, mine in enumerate(loans):
        school.lent(school.copy(f"берілді {place}"), people[mine], due_on=TODAY)
    titles = [school.copy(f"күтілді {place}") for place in range(3)]
    for mine, place in wishes:
        school.request(titles[place], people[mine])
    with library.writing():
        for mine, place in visits:
            tables.Visit.create(
                reader=people[mine].id, day=TODAY - timedelta(days=place), category="student",
                came_at=server.now(),
            )  # fmt: skip
    assert merge(server, librarian.act("m", people[0].id), people[1].id) == ""
    with library.reading():
        assert {each.reader_id for each in tables.Loan.select()} <= {people[0].id}
        assert tables.Loan.select().count() == len(loans)
        live = [each.title_id for each in tables.Request.select().where(
            tables.Request.closed_at.is_null())]  # fmt: skip
        assert sorted(live) == sorted({titles[place].title_id for _, place in wishes})
        days = [each.day for each in tables.Visit.select()]
        assert sorted(days) == sorted({TODAY - timedelta(days=place) for _, place in visits})
    assert prove(library) == ()
    library.close()
