"""A drop-box: its books come back at the moment they were dropped."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from library.whereabouts import Spot
from server import tables
from server.server import Server
from server.services.batches import DROP_BOX, put_away
from server.services.drop_box import dropped_when, empty_out
from server.services.hold_expiry import end_old_holds
from server.services.proof import prove
from server.services.trolley import Put, take_line_back
from tests.builders import NOW, TODAY, Clock, SchoolBuilder
from tests.server.scanning import Scanner

DROPPED = NOW - timedelta(days=2)


class Box(Scanner):
    """A librarian with a box of two days ago."""

    def scan(self, code: str) -> Put:
        return empty_out(self.server, self.origin(), code)


@pytest.fixture
def box(server: Server, school: SchoolBuilder) -> Box:
    made = Box(server)
    made.begin(DROP_BOX, DROPPED)
    return made


def test_books_come_back_when_they_were_dropped(box: Box, school: SchoolBuilder) -> None:
    in_time, late = school.copy("Бірінші"), school.copy("Екінші")
    school.lent(in_time, school.reader(), due_on=TODAY - timedelta(days=1))
    school.lent(late, school.reader(), due_on=TODAY - timedelta(days=5))
    assert [box.scan(book.code).kind for book in (in_time, late)] == ["returned"] * 2
    assert [line.detail for line in box.lines(DROP_BOX)] == [{"late_days": 3}, {}]
    with box.server.library.reading():
        loans = list(tables.Loan.select())
        operation = tables.Operation.get()
    assert {loan.closed_at for loan in loans} == {DROPPED}
    assert all(loan.seen_at for loan in loans)
    assert (operation.happened_at, operation.recorded_at) == (DROPPED, NOW)
    assert prove(box.server.library) == ()


def test_a_book_lent_after_the_box_was_filled_is_not_taken_back(
    box: Box, school: SchoolBuilder
) -> None:
    book = school.copy()
    school.lent(book, school.reader(), TODAY + timedelta(days=14), TODAY - timedelta(days=1))
    assert box.scan(book.code).kind == "lent-later"
    assert [line.detail for line in box.lines(DROP_BOX)] == [{"lent_on": "2026-10-13"}]
    with box.server.library.reading():
        assert tables.Loan.get().closed_at is None


def test_a_hold_begins_when_the_book_stands_on_the_shelf(
    box: Box, school: SchoolBuilder, clock: Clock
) -> None:
    book = school.copy()
    school.lent(book, school.reader(), due_on=TODAY)
    school.request(book, school.reader("Дәулет", "Оспан"))
    box.scan(book.code)
    assert [line.spot for line in box.lines(DROP_BOX)] == [Spot.HOLD_SHELF]
    with box.server.library.reading():
        assert tables.Request.get().ready_at == NOW
    end_old_holds(box.server)
    assert [line.spot for line in box.lines(DROP_BOX)] == [Spot.HOLD_SHELF]


def test_a_lost_book_in_the_box_is_found_now(box: Box, school: SchoolBuilder) -> None:
    book = school.copy(state="lost")
    assert box.scan(book.code).kind == "found-again"
    assert prove(box.server.library) == ()


def test_what_is_not_on_loan_is_told(box: Box, school: SchoolBuilder) -> None:
    book = school.copy()
    assert [box.scan(book.code).kind for _ in range(2)] == ["not-on-loan", "again"]
    assert box.scan(school.reader().card).kind == "card"


def test_a_return_is_undone_also_days_after_it_happened(box: Box, school: SchoolBuilder) -> None:
    book = school.copy()
    school.lent(book, school.reader(), due_on=TODAY)
    done = box.scan(book.code)
    undone = take_line_back(box.server, box.origin(), done.line_id or 0, DROP_BOX, "librarian")
    assert undone.kind == "undone"
    with box.server.library.reading():
        assert tables.Loan.get().closed_at is None
    assert prove(box.server.library) == ()


def test_without_a_day_nothing_is_taken_back(box: Box, school: SchoolBuilder) -> None:
    put_away(box.server, box.staff_id, DROP_BOX)
    assert box.scan(school.copy().code).kind == "no-box"


@pytest.mark.parametrize(
    ("day", "minutes", "expected"),
    [
        (TODAY, 0, datetime(2026, 10, 13, 19, tzinfo=NOW.tzinfo)),
        (TODAY, 10 * 60 + 24, NOW),
        (TODAY, 10 * 60 + 25, None),
        (TODAY, None, NOW),
        (TODAY - timedelta(days=1), None, datetime(2026, 10, 13, 18, 59, tzinfo=NOW.tzinfo)),
        (TODAY + timedelta(days=1), None, None),
        (TODAY + timedelta(days=1), 0, None),
    ],
)
def test_a_moment_of_a_day_lies_never_in_the_future(
    server: Server, day: date, minutes: int | None, expected: datetime | None
) -> None:
    assert dropped_when(server, day, minutes) == expected
