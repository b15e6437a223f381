"""Textbooks without our label: lent by the title, taken back from who brings them."""

from __future__ import annotations

import pytest

from library.operations import Lent, Origin, Refused, Returned, Undo, Undone, Unknown
from server import tables
from server.server import Server
from server.services.desk_activity import ACTIVITIES, DeskScan
from server.services.lending import RETURN, Scan, scanned
from server.services.proof import prove
from server.services.undo import undo
from server.services.unlabelled import count_unlabelled, issue_unlabelled, return_unlabelled
from tests.builders import Clock, SchoolBuilder
from tests.server.acting import Librarian


@pytest.fixture
def librarian(server: Server) -> Librarian:
    return Librarian(server)


def act(librarian: Librarian) -> Origin:
    return librarian.deed("").origin


def copies(server: Server, title_id: int) -> list[tuple[str | None, str, int | None]]:
    with server.library.reading():
        rows = tables.Copy.select().where(tables.Copy.title == title_id).order_by(tables.Copy.id)
        return [(row.code, row.state, row.condition) for row in rows]


def test_a_free_unlabelled_copy_is_taken_and_its_condition_kept_with_the_loan(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    pupil, labelled = school.reader(), school.copy("Алгебра", "textbook", grade=8)
    with server.library.writing():
        tables.Copy.create(title=labelled.title_id, condition=4)
    lent = issue_unlabelled(server, act(librarian), pupil.id, labelled.title_id)
    assert isinstance(lent, Lent)
    with server.library.reading():
        assert [row.condition_out for row in tables.Loan.select()] == [4]
        assert count_unlabelled(labelled.title_id) == 0
    back = return_unlabelled(server, act(librarian), pupil.id, labelled.title_id)
    assert isinstance(back, Returned)
    assert isinstance(return_unlabelled(server, act(librarian), pupil.id, labelled.title_id),
                      Unknown)  # fmt: skip
    assert prove(server.library) == ()


def test_a_book_in_hand_becomes_a_copy_once_and_undoing_leaves_it_free(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    first, second = school.reader(), school.reader("Берік")
    title = school.copy("Алгебра", "textbook", grade=8).title_id
    origin = act(librarian)
    lent = issue_unlabelled(server, origin, first.id, title)
    assert issue_unlabelled(server, origin, first.id, title) == lent
    assert copies(server, title)[1:] == [(None, "on-loan", None)]
    undone = undo(server, Undo(act(librarian), origin.operation_id, None), "librarian")
    assert isinstance(undone, Undone)
    assert isinstance(issue_unlabelled(server, act(librarian), second.id, title), Lent)
    assert copies(server, title)[1:] == [(None, "on-loan", None)]
    assert prove(server.library) == ()


def test_a_refusal_makes_no_copy(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    pupil, title = school.reader(), school.copy("Алгебра", "textbook", grade=8).title_id
    assert isinstance(issue_unlabelled(server, act(librarian), pupil.id, title), Lent)
    again = issue_unlabelled(server, act(librarian), pupil.id, title)
    assert isinstance(again, Refused)
    assert isinstance(issue_unlabelled(server, act(librarian), pupil.id, 99_999), Unknown)
    assert len(copies(server, title)) == 2


def test_the_number_on_the_cover_brings_it_back_at_the_desk(
    server: Server, school: SchoolBuilder, librarian: Librarian, clock: Clock
) -> None:
    pupil, title = school.reader(), school.copy("Алгебра", "textbook", grade=8).title_id
    with server.library.writing():
        tables.Title.update(isbn="9786012345670").execute()

    def scan(reader_id: int | None, wish: str = "") -> str:
        return scanned(server, Scan(act(librarian), "9786012345670", reader_id, wish)).kind

    assert scan(pupil.id) == "isbn"
    issue_unlabelled(server, act(librarian), pupil.id, title)
    assert [scan(None), scan(pupil.id), scan(pupil.id, RETURN)] == ["isbn", "already", "returned"]
    issue_unlabelled(server, act(librarian), pupil.id, title)
    clock.pass_(hours=1)
    assert scan(pupil.id) == "returned"


def test_a_desk_scanner_works_for_the_page_of_a_class(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    pupil, book = school.reader(), school.copy("Алгебра", "textbook", grade=8)
    with server.library.reading():
        class_id = int(tables.SchoolClass.get().id)
    does = ACTIVITIES["class-issue"].scanned
    here = {"class": class_id, "reader": 0, "line": 0, "part": 0}
    opened = does(server, DeskScan(act(librarian), pupil.card, "librarian", here))
    assert opened.context == {**here, "reader": pupil.id}
    lent = does(server, DeskScan(act(librarian), book.code, "librarian", opened.context))
    assert lent.told.kind == "lent" and lent.context == opened.context
