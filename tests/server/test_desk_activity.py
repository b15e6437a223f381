"""A scan at a desk station: done as the open page wants it, told there, and never unseen."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from server.desk_scanners import DeskScanners, ScannerPage
from server.server import Server
from server.services.accounts import StaffMember
from server.services.desk_activity import scanned
from tests.builders import Book, SchoolBuilder
from tests.server.new_books import Workshop
from web.channel import FeedClosed, Message

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


class Desk:
    """A desk station with a scanner, and pages opened in a browser."""

    def __init__(self, server: Server, workshop: Workshop) -> None:
        self.server, self.workshop = server, workshop
        self.station = workshop.school.station("Үстел", "desk")
        self.member: StaffMember | None = StaffMember(
            workshop.staff_id, "at-work", "Айгүл", "librarian"
        )
        server.desk_scanners.attach(self.station)

    def page(self, activity: str, session: str = "one", **context: int) -> ScannerPage:
        page = ScannerPage(
            self.station, activity, session, context, lambda _present: self.member,
            lambda told: str(told.kind), self.server.desk_scanners.closed,
        )  # fmt: skip
        assert self.server.desk_scanners.open(page)
        assert word(page) == "here"
        return page

    def scan(self, text: str, patience: float = 0.0, operation_id: str = "") -> Any:
        now = self.server.now()
        return scanned(self.server, self.station, text, now, operation_id, patience)


def word(page: ScannerPage) -> str:
    found = page.take(1)
    assert isinstance(found, Message)
    return found.data if found.event == "answer" else found.event


@pytest.fixture
def workshop(server: Server, school: SchoolBuilder) -> Workshop:
    return Workshop(server, school)


@pytest.fixture
def desk(server: Server, workshop: Workshop) -> Desk:
    return Desk(server, workshop)


@pytest.fixture
def book(workshop: Workshop) -> Book:
    delivery = workshop.delivery()
    workshop.tick_all(delivery)
    return delivery.books[0]


def test_a_scan_on_the_scan_back_page_makes_the_copy_ready(desk: Desk, book: Book) -> None:
    page = desk.page("scan-back")
    desk.scan(book.code)
    assert (word(page), desk.workshop.state(book)) == ("ready", "on-shelf")
    [kept] = desk.workshop.operations("scan-back")
    assert kept["before"]["ready"] is True


def test_what_is_open_on_the_page_counts(desk: Desk, book: Book) -> None:
    other = desk.workshop.delivery(1, ("Басқа",)).books[0]
    page = desk.page("scan-back", title=other.title_id)
    desk.scan(book.code)
    assert word(page) == "other-title"
    page.context = {"title": 0, "vouch": 1}
    desk.scan(other.code)
    assert word(page) == "ready", "whoever scans vouches for the open steps"


def test_a_card_and_a_copy_on_the_lending_page_lend(desk: Desk, school: SchoolBuilder) -> None:
    reader, copy = school.reader(), school.copy("Қан мен тер")
    page = desk.page("lending", reader=0)
    desk.scan(reader.card)
    assert (word(page), page.context) == ("reader", {"reader": reader.id})
    desk.scan(copy.code)
    assert word(page) == "lent"


def test_a_returned_book_on_the_trolley_page_is_checked(desk: Desk, school: SchoolBuilder) -> None:
    copy = school.copy("Қан мен тер", state="to-check")
    page = desk.page("trolley")
    desk.scan(copy.code)
    assert word(page) == "checked"


def test_a_repeated_scan_with_its_id_is_done_once(desk: Desk, book: Book) -> None:
    page = desk.page("scan-back")
    one = desk.server.new_id()
    assert [desk.scan(book.code, operation_id=one).told.kind for _ in range(2)] == ["ready"] * 2
    assert [word(page), word(page)] == ["ready", "ready"]
    assert len(desk.workshop.operations("scan-back")) == 1


def test_nothing_is_done_that_nobody_sees(desk: Desk, book: Book) -> None:
    assert desk.scan(book.code) is None
    assert desk.workshop.state(book) == "in-processing"


def test_a_page_that_is_loaded_anew_gets_the_scan_of_the_moment(desk: Desk, book: Book) -> None:
    answers: list[Any] = []
    scanning = threading.Thread(target=lambda: answers.append(desk.scan(book.code, 20)))
    scanning.start()
    page = desk.page("scan-back")
    scanning.join(20)
    assert (word(page), answers[0].told.kind) == ("ready", "ready")


def test_the_newest_page_has_the_scanner(desk: Desk, book: Book) -> None:
    older, newer = desk.page("trolley"), desk.page("scan-back", session="two")
    assert word(older) == "superseded"
    with pytest.raises(FeedClosed):
        older.take(1)
    older.close()
    desk.scan(book.code)
    assert word(newer) == "ready"


def test_a_browser_that_shows_another_page_left_the_reader_behind(
    desk: Desk, school: SchoolBuilder
) -> None:
    """The network may say late that a stream is closed: the book would go to the last reader."""
    reader, copy = school.reader(), school.copy("Қан мен тер")
    page = desk.page("lending", reader=reader.id)
    desk.server.desk_scanners.leave("somebody else")
    assert desk.server.desk_scanners.page_of(desk.station) is page
    desk.server.desk_scanners.leave("one")
    assert desk.scan(copy.code) is None
    assert desk.workshop.state(copy) == "on-shelf"


def test_who_is_signed_out_or_lost_the_right_scans_nothing(desk: Desk, book: Book) -> None:
    page = desk.page("scan-back")
    desk.member = None
    assert desk.scan(book.code) is None
    assert word(page) == "ended"
    staff_id = desk.workshop.staff_id
    for less in (StaffMember(staff_id, "d", "Д", "director"),
                 StaffMember(staff_id, "l", "Л", "librarian", must_change=True)):  # fmt: skip
        desk.member = less
        page = desk.page("scan-back")
        assert desk.scan(book.code) is None
        assert word(page) == "ended"
    assert desk.workshop.state(book) == "in-processing"


def test_a_failure_is_told_and_the_next_scan_works(desk: Desk, book: Book) -> None:
    page, member = desk.page("scan-back"), desk.member
    desk.member = StaffMember(999_999, "nobody", "", "librarian")
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        desk.scan(book.code)
    desk.member = member
    desk.scan(book.code)
    assert [word(page), word(page)] == ["failed", "ready"]


def test_rubbish_from_the_line_is_an_unknown_code(desk: Desk) -> None:
    page = desk.page("scan-back")
    for text in ("", "\x00\x01", "Ә" * 5000, "<script>"):
        desk.scan(text)
        assert word(page) == "unknown"


def test_a_pulled_cable_is_told_and_healed(desk: Desk) -> None:
    page = desk.page("scan-back")
    desk.server.desk_scanners.attach(desk.station, lost=True)
    desk.server.desk_scanners.attach(desk.station)
    assert [word(page), word(page)] == ["lost", "found"]


def test_a_stopped_program_lets_go_of_pages_and_scans(desk: Desk) -> None:
    scanners = DeskScanners()
    scanners.attach(7)
    page = ScannerPage(7, "trolley", "one", {}, lambda _: None, str)
    scanners.open(page)
    scanners.end()
    assert [word(page), word(page)] == ["here", "stopped"]
    assert scanners.page_of(7, 20) is None, "nobody waits for a page that never comes"
    assert not scanners.open(page)
