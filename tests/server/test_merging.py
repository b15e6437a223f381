"""Two records of one person become one: nothing is lost, nothing is kept twice."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import tables
from server.database import Library
from server.migrations import upgrade
from server.server import Server
from server.services.doubles import doubles, same_person
from server.services.finding import find
from server.services.merging import merge
from server.services.proof import prove
from server.services.reader_pages import kept_instead, reader_page
from server.services.removal import remove_reader
from tests.builders import NOW, TODAY, Book, Person, SchoolBuilder, server_of
from tests.server.acting import Librarian

BORN = date(2012, 2, 2)
STAYS = {("operation", "reader"), ("operation", "session_reader"), ("membership", "reader")}
"""The journal is never rewritten; a class both were in stays with the double's row."""


@pytest.fixture
def librarian(server: Server) -> Librarian:
    return Librarian(server)


def row(server: Server, reader_id: int) -> tables.Reader:
    with server.library.reading():
        return tables.Reader.get_by_id(reader_id)


def merged(server: Server, librarian: Librarian, kept: Person, double: Person) -> tables.Reader:
    act = librarian.deed("readers-merged", kept.id, str(double.id))
    assert merge(server, act, double.id) == ""
    return row(server, kept.id)


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
    assert merge(server, librarian.deed("readers-merged", kept.id, "1"), double.id) == ""
    page = reader_page(server, kept.id)
    assert page is not None
    assert len(page.open) == 1 and len(page.cards) == 2
    assert find(server, double.card).sure.row_id == kept.id
    assert reader_page(server, double.id) is None
    assert merge(server, librarian.deed("readers-merged", kept.id, "2"), double.id) == "gone"
    assert merge(server, librarian.deed("readers-merged", kept.id, "3"), kept.id) == "gone"


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
    assert merge(server, librarian.deed("m", people[0].id), people[1].id) == ""
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


def ready(server: Server, book: Book, person: Person, days: int = 0) -> int:
    """A copy stands on the hold shelf for the person; the number of the request."""
    with server.library.writing():
        tables.Copy.update(state="on-hold-shelf").where(tables.Copy.id == book.id).execute()
        made = tables.Request.create(
            reader=person.id, title=book.title_id, state="ready", copy=book.id,
            asked_at=NOW + timedelta(days=days), ready_at=NOW,
        )  # fmt: skip
    return int(made.id)


def test_the_older_request_takes_the_copy_that_was_held_for_the_later_one(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    kept, double = school.reader(), school.reader()
    book = school.copy()
    older = school.request(book, kept)
    later = ready(server, book, double, days=1)
    merged(server, librarian, kept, double)
    with server.library.reading():
        states = {each.id: (each.state, each.copy_id) for each in tables.Request.select()}
    assert states == {older: ("ready", book.id), later: ("cancelled", None)}
    assert prove(server.library) == ()


def test_two_copies_of_one_title_held_for_both_are_settled_first(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    kept, double = school.reader(), school.reader()
    ready(server, school.copy("Абай жолы"), kept)
    ready(server, school.copy("Абай жолы"), double)
    act = librarian.deed("readers-merged", kept.id)
    assert merge(server, act, double.id) == "both-held"
    assert row(server, double.id).removed_at is None


def test_nothing_but_the_journal_points_to_the_double_any_more(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    kept, double = school.reader(), school.reader()
    book = school.copy()
    school.request(book, double)
    loan = school.lent(school.copy("Көксерек"), double, due_on=TODAY)
    with server.library.writing():
        tables.Staff.create(login="t", name="", password_hash="", role="teacher", reader=double.id)
        tables.TopicRequest.create(
            topic="Абай", how_many=5, reader=double.id, wanted_on=TODAY, asked_at=NOW
        )
        tables.LinkedCode.create(code="04A2B3C4", reader=double.id)
        tables.LoanCase.create(kind="damaged", copy=book.id, reader=double.id, opened_at=NOW)
        tables.FormerName.create(reader=double.id, surname="Ли", given_name="Анна", until_on=TODAY)
        tables.Visit.create(reader=double.id, day=TODAY, category="student", came_at=NOW)
    merged(server, librarian, kept, double)
    with server.library.reading():
        for table in tables.ALL:
            for field in table._meta.refs:
                if field.rel_model is tables.Reader and (field.name != "merged_into"):
                    left = table.select().where(field == double.id).count()
                    name = (table._meta.table_name, field.name)
                    assert not left or name in STAYS, name
        detail = json.loads(tables.Operation.get(tables.Operation.kind == "readers-merged").detail)
    assert detail["before"]["loans"] == [loan]
    assert kept_instead(server, double.id) == kept.id


def test_what_only_the_double_knows_is_kept(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    kept = school.reader(grade=None, registered_on=TODAY, room="9")
    known: dict[str, Any] = {"born_on": BORN, "phone": "+7 700", "pin_hash": "x"}
    double = school.reader(registered_on=BORN, dormitory="№1", room="12", **known)
    found = merged(server, librarian, kept, double)
    assert {name: getattr(found, name) for name in known} == known
    assert (found.registered_on, found.dormitory, found.room) == (BORN, None, "9")
    page = reader_page(server, kept.id)
    assert page is not None and page.class_label == "8Ә"


@pytest.mark.parametrize(
    ("kept", "double", "after"),
    [
        ("active", "suspended", "suspended"), ("suspended", "active", "suspended"),
        ("left", "active", "active"), ("active", "left", "active"), ("left", "left", "left"),
    ],
)  # fmt: skip
def test_merging_lifts_no_suspension(
    server: Server, librarian: Librarian, school: SchoolBuilder, kept: str, double: str, after: str
) -> None:
    people = school.reader(state=kept), school.reader(state=double)
    assert merged(server, librarian, *people).state == after


def test_the_double_s_name_finds_the_kept_one_and_goes_with_him(
    server: Server, librarian: Librarian, school: SchoolBuilder
) -> None:
    kept = school.reader("Айша", "Ахмет", born_on=BORN)
    double = school.reader("Айша", "Ахметова", born_on=BORN, guardian="Ахметов, +7 700")
    assert doubles(server) == [(kept.id, double.id)]
    merged(server, librarian, kept, double)
    assert [hit.row_id for hit in find(server, "ахметова").hits] == [kept.id]
    assert remove_reader(server, librarian.deed("reader-removed", kept.id)) is None
    for person in (kept, double):
        gone = row(server, person.id)
        assert (gone.surname, gone.born_on, gone.guardian) == ("–", None, None)
    assert find(server, "ахмет").hits == ()
    with server.library.reading():
        assert tables.FormerName.select().count() == 0


def test_who_is_here_already_is_known_before_enrolling(
    server: Server, school: SchoolBuilder
) -> None:
    aliya = school.reader("Әлия", "Серік", born_on=BORN)
    assert [each.reader_id for each in same_person(server, "серик", "алия", "", None)] == [aliya.id]
    assert same_person(server, "Серік", "Әлия", "", TODAY) == []
