"""Lending at the desk: what a scan means with and without an open reader."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library.operations import Origin
from library.scanned_code import make_number
from server import tables
from server.database import Library
from server.migrations import upgrade
from server.server import Server
from server.services.accounts import StaffMember, add_staff
from server.services.desk_reader import last_acts, reader_at_desk
from server.services.desk_station import desk_station
from server.services.lending import (
    OPEN,
    OVERRIDE,
    RENEW,
    RENEW_ALL,
    RETURN,
    TAKE_OVER,
    Scan,
    Told,
    scanned,
)
from server.services.proof import prove
from server.services.searching import index_reader
from tests.builders import TODAY, Clock, SchoolBuilder, server_of


class Desk:
    """A librarian with a scanner; the open reader stays open as the page would keep him."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.staff = StaffMember(
            add_staff(server, "aigul", "Айгүл", "kitap-soresi", "librarian"), "aigul", "Айгүл",
            "librarian",
        )  # fmt: skip
        self.reader_id: int | None = None
        self.done: list[Scan] = []

    def scan(self, text: str, wish: str = "", reason: str = "") -> Told:
        origin = Origin(
            str(uuid4()), desk_station(self.server), self.server.now(), self.staff.staff_id
        )
        scan = Scan(origin, text, self.reader_id, wish, reason)
        self.done.append(scan)
        told = scanned(self.server, scan)
        self.reader_id = told.reader_id
        return told


@pytest.fixture
def desk(server: Server) -> Desk:
    return Desk(server)


def test_a_card_opens_its_reader_and_copies_are_lent_to_him(
    desk: Desk, school: SchoolBuilder
) -> None:
    aliya, first, second = school.reader(), school.copy("Бірінші"), school.copy("Екінші")
    assert desk.scan(aliya.card).kind == "reader"
    assert [desk.scan(book.code).kind for book in (first, second)] == ["lent", "lent"]
    reader = reader_at_desk(desk.server, aliya.id)
    assert reader is not None
    assert reader.name == "Серік Әлия"
    assert [line.copy.title for line in reader.loans] == ["Бірінші", "Екінші"]
    assert [line.kind for line in last_acts(desk.server, desk.staff.staff_id)] == ["check-out"] * 2


def test_without_a_reader_a_book_is_taken_back_for_good(desk: Desk, school: SchoolBuilder) -> None:
    aliya, book = school.reader(), school.copy()
    school.lent(book, aliya, due_on=TODAY - timedelta(days=3))
    told = desk.scan(book.code)
    assert (told.kind, told.late_days, told.destination) == ("returned", 3, "trolley")
    assert reader_at_desk(desk.server, aliya.id).loans == ()


def test_an_own_book_is_taken_back_but_one_lent_just_now_is_asked_about(
    desk: Desk, school: SchoolBuilder
) -> None:
    aliya, old, new = school.reader(), school.copy("Ескі"), school.copy("Жаңа")
    school.lent(old, aliya, due_on=TODAY + timedelta(days=3))
    desk.scan(aliya.card)
    assert desk.scan(old.code).kind == "returned"
    assert desk.scan(new.code).kind == "lent"
    asked = desk.scan(new.code)
    assert (asked.kind, asked.operation_id) == ("already", None)
    assert desk.scan(new.code, RETURN).kind == "returned"


def test_the_next_card_ends_the_reader_before(desk: Desk, school: SchoolBuilder) -> None:
    aliya, daulet, book = school.reader(), school.reader("Дәулет", "Оспан"), school.copy()
    desk.scan(aliya.card)
    assert desk.scan(daulet.card).reader_id == daulet.id
    desk.scan(book.code)
    assert [line.reader for line in last_acts(desk.server, desk.staff.staff_id)] == ["Оспан Дәулет"]


def test_anothers_book_is_taken_back_and_lent_on_in_one_press(
    desk: Desk, school: SchoolBuilder
) -> None:
    aliya, daulet, book = school.reader(), school.reader("Дәулет", "Оспан"), school.copy()
    school.lent(book, daulet, due_on=TODAY + timedelta(days=3))
    desk.scan(aliya.card)
    refused = desk.scan(book.code)
    assert (refused.kind, refused.may_take_over, refused.may_override) == ("refused", True, False)
    assert desk.scan(book.code, TAKE_OVER).kind == "lent"
    assert reader_at_desk(desk.server, daulet.id).loans == ()


def test_a_rule_is_overruled_with_a_reason_and_a_fact_never(
    desk: Desk, school: SchoolBuilder
) -> None:
    aliya = school.reader(state="suspended")
    book, gone = school.copy("Кітап"), school.copy("Жоқ", state="written-off")
    desk.scan(aliya.card)
    assert desk.scan(book.code).may_override
    assert desk.scan(book.code, OVERRIDE, "").kind == "refused"
    assert desk.scan(book.code, OVERRIDE, "олимпиада").kind == "lent"
    assert not desk.scan(gone.code).may_override
    assert desk.scan(gone.code, OVERRIDE, "олимпиада").kind == "refused"


def test_a_loan_is_renewed(desk: Desk, school: SchoolBuilder) -> None:
    aliya, book = school.reader(), school.copy()
    school.lent(book, aliya, due_on=TODAY + timedelta(days=1))
    desk.scan(aliya.card)
    told = desk.scan(book.code, RENEW)
    assert told.kind == "renewed"
    assert told.due_on is not None and told.due_on > date(2026, 10, 20)


def test_a_name_opens_the_reader_it_fits(desk: Desk, school: SchoolBuilder) -> None:
    aliya = school.reader()
    with school.library.writing():
        index_reader(aliya.id, "Серік", "Әлия")
    assert (desk.scan("серик").kind, desk.reader_id) == ("reader", aliya.id)
    daulet = school.reader("Дәулет", "Серіков")
    with school.library.writing():
        index_reader(daulet.id, "Серіков", "Дәулет")
    told = desk.scan("Серик")
    assert (told.kind, desk.reader_id) == ("choose", None)
    assert {hit.row_id for hit in told.choices} == {aliya.id, daulet.id}
    desk.reader_id = daulet.id
    assert (desk.scan("", OPEN).kind, desk.reader_id) == ("reader", daulet.id)
    with school.library.reading():
        assert tables.Visit.select().count() == 2


def test_everything_that_may_be_renewed_is(desk: Desk, school: SchoolBuilder) -> None:
    aliya, books = school.reader(), [school.copy(str(n)) for n in range(3)]
    for number, book in enumerate(books):
        school.lent(book, aliya, due_on=TODAY + timedelta(days=number))
    school.request(books[2], school.reader("Дәулет", "Оспан"))
    desk.scan(aliya.card)
    told = desk.scan("", RENEW_ALL)
    assert (told.kind, told.renewed, told.loans) == ("renewed-all", 2, 3)
    assert scanned(desk.server, desk.done[-1]) == told
    assert [line.kind for line in last_acts(desk.server, desk.staff.staff_id)] == ["renew"] * 2


def test_a_take_over_is_offered_only_when_it_would_lend(desk: Desk, school: SchoolBuilder) -> None:
    suspended, daulet = school.reader(state="suspended"), school.reader("Дәулет", "Оспан")
    book = school.copy()
    school.lent(book, daulet, due_on=TODAY)
    desk.scan(suspended.card)
    told = desk.scan(book.code)
    assert (told.kind, told.may_take_over, told.may_override) == ("refused", False, False)
    assert desk.scan(book.code, RETURN).kind == "returned"
    assert desk.scan(book.code).may_override


def test_codes_that_are_no_copies_are_said(desk: Desk) -> None:
    kinds = {
        "9786010709676": "isbn", make_number("5", 1): "not-here", make_number("8", 1): "not-here",
        make_number("7", 5): "unknown-card", make_number("6", 5): "unknown",
        "6000000011": "wrong-digit",
        "Абай": "unknown", "' OR 1=1": "unknown", "🙂": "unknown", "ұ.ү,қ\"қ.құ,.,": "isbn",
    }  # fmt: skip
    assert {text: desk.scan(text).kind for text in kinds} == kinds


def test_a_lost_reply_is_asked_again_and_done_once(desk: Desk, school: SchoolBuilder) -> None:
    aliya, old, new = school.reader(), school.copy("Ескі"), school.copy("Жаңа")
    school.lent(old, aliya, due_on=TODAY)
    desk.scan(aliya.card)
    first = [desk.scan(old.code), desk.scan(new.code)]
    assert [scanned(desk.server, scan) for scan in desk.done[1:]] == first
    assert len(reader_at_desk(desk.server, aliya.id).loans) == 1


WISHED = st.sampled_from(["", RETURN, RENEW, TAKE_OVER, OVERRIDE, OPEN, RENEW_ALL])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 7), WISHED), max_size=25))
def test_any_scans_in_any_order_leave_the_library_whole(
    steps: list[tuple[int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    library = Library.open(tmp_path_factory.mktemp("any") / "library.db")
    upgrade(library)
    school, clock = SchoolBuilder(library), Clock()
    desk = Desk(server_of(library, clock))
    people = [school.reader(), school.reader("Дәулет", "Оспан"), school.reader(state="left")]
    books = [school.copy(str(n)) for n in range(5)]
    codes = [*(person.card for person in people), *(book.code for book in books)]
    changing: list[str] = []
    for place, wish in steps:
        clock.pass_(minutes=4)
        told = desk.scan(codes[place], wish, "себеп")
        if told.operation_id:
            changing.append(told.operation_id)
            assert scanned(desk.server, desk.done[-1]) == told
    assert prove(library) == ()
    with library.reading():
        journal = [row.id for row in tables.Operation.select()]
    assert len(changing) == len(set(changing))
    assert all(journal.count(each) == 1 for each in changing)
    library.close()
