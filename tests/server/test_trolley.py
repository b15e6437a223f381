"""The returns trolley: what a scan confirms, where it sends the copy, who may what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from library.checking import Finding
from library.whereabouts import Spot
from server import tables
from server.server import Server
from server.services.batch_lines import BatchLine, last_borrower
from server.services.batches import TROLLEY, put_away
from server.services.proof import prove
from server.services.trolley import Put, found_fault, put, take_line_back
from tests.builders import TODAY, Book, SchoolBuilder
from tests.server.asking import Station
from tests.server.scanning import Scanner


class Trolley(Scanner):
    """A librarian or an assistant at the trolley."""

    def scan(self, code: str) -> Put:
        return put(self.server, self.origin(), code, self.role != "assistant")

    def list(self) -> list[BatchLine]:
        return self.lines(TROLLEY)

    def damaged(self, done: Put, finding: Finding = Finding.DAMAGED) -> Put:
        return found_fault(self.server, self.origin(), done.line_id or 0, finding, self.role)

    def undo(self, done: Put) -> Put:
        return take_line_back(self.server, self.origin(), done.line_id or 0, TROLLEY, self.role)


@pytest.fixture
def trolley(server: Server) -> Trolley:
    return Trolley(server)


def state(server: Server, book: Book) -> str:
    with server.library.reading():
        return str(tables.Copy.get_by_id(book.id).state)


def loan_of(server: Server, book: Book) -> tables.Loan:
    with server.library.reading():
        return tables.Loan.get(tables.Loan.copy == book.id)


def kinds(server: Server) -> list[str]:
    with server.library.reading():
        return [row.kind for row in tables.Operation.select().order_by(tables.Operation.seq)]


def returned_at_the_kiosk(school: SchoolBuilder, station: Station, book: Book) -> None:
    school.lent(book, school.reader(), due_on=TODAY + timedelta(days=3))
    station.give_back(book)


def test_a_scan_confirms_what_came_back_at_a_kiosk(
    trolley: Trolley, school: SchoolBuilder, station: Station
) -> None:
    book = school.copy()
    returned_at_the_kiosk(school, station, book)
    assert trolley.scan(book.code).kind == "checked"
    assert state(trolley.server, book) == "on-shelf"
    assert loan_of(trolley.server, book).seen_at is not None
    assert [line.spot for line in trolley.list()] == [Spot.SHELF]


def test_a_book_that_was_never_scanned_at_the_kiosk_is_returned_and_checked(
    trolley: Trolley, school: SchoolBuilder
) -> None:
    book = school.copy()
    school.lent(book, school.reader(), due_on=TODAY - timedelta(days=2))
    assert trolley.scan(book.code).kind == "returned"
    loan = loan_of(trolley.server, book)
    assert (loan.closed_as, loan.seen_at is not None) == ("returned", True)
    assert [line.detail for line in trolley.list()] == [{"late_days": 2}]
    assert kinds(trolley.server) == ["check-in", "check"]
    assert prove(trolley.server.library) == ()


def test_a_book_that_stands_on_its_shelf_is_told_so_harmlessly(
    trolley: Trolley, school: SchoolBuilder
) -> None:
    book = school.copy()
    assert [trolley.scan(book.code).kind for _ in range(3)] == ["on-shelf", "again", "again"]
    assert len(trolley.list()) == 1
    assert kinds(trolley.server) == []


def test_a_book_that_somebody_waits_for_goes_to_the_hold_shelf(
    trolley: Trolley, school: SchoolBuilder, station: Station
) -> None:
    waited, there = school.copy("Бірінші"), school.copy("Екінші")
    daulet = school.reader("Дәулет", "Оспан")
    returned_at_the_kiosk(school, station, waited)
    for book in (waited, there):
        school.request(book, daulet)
        assert trolley.scan(book.code).kind == "checked"
    assert {line.spot for line in trolley.list()} == {Spot.HOLD_SHELF}
    assert prove(trolley.server.library) == ()


@pytest.mark.parametrize("finding", [Finding.DAMAGED, Finding.PAGES_MISSING])
@pytest.mark.parametrize("kiosk", [True, False])
def test_damage_is_a_case_of_the_last_borrower(
    trolley: Trolley, school: SchoolBuilder, station: Station, finding: Finding, kiosk: bool
) -> None:
    book, aliya = school.copy(), school.reader()
    school.lent(book, aliya, due_on=TODAY)
    if kiosk:
        station.give_back(book)
    done = trolley.scan(book.code)
    assert trolley.damaged(done, finding).kind == finding.value
    with trolley.server.library.reading():
        case = tables.LoanCase.get()
    assert (case.kind, case.reader_id, case.copy_id) == (finding.value, aliya.id, book.id)
    assert state(trolley.server, book) == "in-repair"
    assert [line.spot for line in trolley.list()] == [Spot.REPAIR]
    assert last_borrower(trolley.server, book.id) == "Серік Әлия"
    assert prove(trolley.server.library) == ()


def test_undoing_a_line_gives_the_library_as_it_was(
    trolley: Trolley, school: SchoolBuilder, station: Station
) -> None:
    at_kiosk, on_loan = school.copy("Бірінші"), school.copy("Екінші")
    returned_at_the_kiosk(school, station, at_kiosk)
    school.lent(on_loan, school.reader(), due_on=TODAY)
    for book, before in ((at_kiosk, "to-check"), (on_loan, "on-loan")):
        done = trolley.scan(book.code)
        assert trolley.undo(done).kind == "undone"
        assert state(trolley.server, book) == before
    assert [line.undone for line in trolley.list()] == [True, True]
    assert loan_of(trolley.server, at_kiosk).seen_at is None
    assert prove(trolley.server.library) == ()


def test_a_damaged_book_is_undone_too(trolley: Trolley, school: SchoolBuilder) -> None:
    book = school.copy()
    school.lent(book, school.reader(), due_on=TODAY)
    done = trolley.scan(book.code)
    trolley.damaged(done)
    assert trolley.undo(done).kind == "undone"
    assert state(trolley.server, book) == "on-loan"
    assert prove(trolley.server.library) == ()


def test_a_lost_book_turns_up_and_is_checked_by_the_next_scan(
    trolley: Trolley, school: SchoolBuilder
) -> None:
    book = school.copy(state="missing")
    assert [trolley.scan(book.code).kind for _ in range(2)] == ["found-again", "checked"]


@pytest.mark.parametrize("where", ["written-off", "at-partner", "in-processing"])
def test_a_book_without_a_place_goes_to_the_librarian(
    trolley: Trolley, school: SchoolBuilder, where: str
) -> None:
    assert trolley.scan(school.copy(state=where).code).kind == "hand-in"
    assert [line.spot for line in trolley.list()] == [Spot.DESK]


def test_an_assistant_takes_in_provisionally_and_confirms_nothing(
    server: Server, school: SchoolBuilder, station: Station
) -> None:
    assistant = Trolley(server, "assistant")
    on_loan, at_kiosk, there = (school.copy(name) for name in ("А", "Ә", "Б"))
    school.lent(on_loan, school.reader(), due_on=TODAY - timedelta(days=9))
    returned_at_the_kiosk(school, station, at_kiosk)
    told = [assistant.scan(book.code).kind for book in (on_loan, at_kiosk, there)]
    assert told == ["taken-in", "to-check", "on-shelf"]
    assert [state(server, book) for book in (on_loan, at_kiosk)] == ["to-check"] * 2
    assert loan_of(server, on_loan).seen_at is None
    assert all(line.detail == {} for line in assistant.list())
    assert Trolley(server).scan(on_loan.code).kind == "checked"
    assert prove(server.library) == ()


def test_the_list_is_in_the_order_of_the_shelves(trolley: Trolley, school: SchoolBuilder) -> None:
    with school.library.writing():
        places = {
            name: tables.Place.create(name=name, kind="shelf").id for name in ("Б-1", "А-2", "Ә-1")
        }
    books = []
    for place, bbk, mark in (("Б-1", "84", "А"), ("А-2", "84", "Ә"), ("А-2", "84", "А"),
                             ("Ә-1", "63", "Қ"), ("А-2", "22", "Я")):  # fmt: skip
        book = school.copy(f"{place} {bbk} {mark}", home_place=places[place])
        with school.library.writing():
            tables.Title.update(bbk=bbk, author_mark=mark).where(
                tables.Title.id == book.title_id
            ).execute()
        books.append(book)
    shown = school.copy("Көрмеде", on_display=True)
    read = school.copy("Оқу залы", reading_room_only=True)
    for book in (read, shown, *books):
        trolley.scan(book.code)
    ordered = [line.title for line in sorted(trolley.list(), key=lambda line: line.order)]
    assert ordered == [
        "А-2 22 Я", "А-2 84 А", "А-2 84 Ә", "Ә-1 63 Қ", "Б-1 84 А", "Көрмеде", "Оқу залы",
    ]  # fmt: skip


def test_a_scan_whose_answer_was_lost_is_one_line(trolley: Trolley, school: SchoolBuilder) -> None:
    book = school.copy()
    school.lent(book, school.reader(), due_on=TODAY)
    origin = trolley.origin()
    done = [put(trolley.server, origin, book.code, True) for _ in range(3)]
    assert done[0] == done[1] == done[2]
    assert len(trolley.list()) == 1


def test_the_list_stays_until_it_is_put_away(trolley: Trolley, school: SchoolBuilder) -> None:
    trolley.scan(school.copy("Бірінші").code)
    again = Scanner.lines(trolley, TROLLEY)
    assert [line.title for line in again] == ["Бірінші"]
    put_away(trolley.server, trolley.staff_id, TROLLEY)
    assert trolley.list() == []
    trolley.scan(school.copy("Екінші").code)
    assert [line.title for line in trolley.list()] == ["Екінші"]


def test_what_is_no_copy_is_told_and_makes_no_line(trolley: Trolley, school: SchoolBuilder) -> None:
    texts = {
        school.reader().card: "card", "9786010709676": "isbn", "6000000011": "wrong-digit",
        "жоқ": "unknown", "": "unknown", "🙂": "unknown", "' OR 1=1": "unknown",
    }  # fmt: skip
    assert {text: trolley.scan(text).kind for text in texts} == texts
    assert trolley.list() == []
