"""Clearance slips: who gets one, what they are worth later, whole classes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from library.clearance import Owed, Purpose, SlipState
from server import tables
from server.server import Server
from server.services.clearance import (
    Slip,
    give_class,
    give_slip,
    people_of_class,
    slip_by_code,
    slip_of,
    void_slip,
)
from server.services.removal import remove_reader
from tests.builders import NOW, TODAY, Clock, SchoolBuilder
from tests.server.acting import Librarian


@pytest.fixture
def librarian(server: Server) -> Librarian:
    return Librarian(server)


def given(server: Server, librarian: Librarian, reader_id: int) -> Slip | Owed | None:
    return give_slip(server, librarian.deed("clearance-given", reader_id), Purpose.LEAVES)


def test_a_book_an_open_case_and_a_return_nobody_saw_hinder(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    pupil, book = school.reader(), school.copy("Алгебра", "textbook", grade=8)
    loan = school.lent(book, pupil, TODAY + timedelta(days=9))
    assert isinstance(given(server, librarian, pupil.id), Owed)
    with server.library.writing():
        tables.Loan.update(closed_at=NOW, closed_as="returned").execute()
        case = tables.LoanCase.create(kind="lost", copy=book.id, reader=pupil.id, opened_at=NOW)
    owed = given(server, librarian, pupil.id)
    assert isinstance(owed, Owed) and loan is not None
    assert (owed.books, owed.unseen, len(owed.hindering)) == ((), ("Алгебра",), 1)
    with server.library.writing():
        tables.Loan.update(seen_at=NOW).execute()
        tables.LoanCase.update(closed_at=NOW, closed_as="found").where(
            tables.LoanCase.id == case.id
        ).execute()
    slip = given(server, librarian, pupil.id)
    assert isinstance(slip, Slip) and slip.holds and slip.number == 1
    again = given(server, librarian, pupil.id)
    assert isinstance(again, Slip) and again.slip_id == slip.slip_id
    assert given(server, librarian, 999) is None


def test_a_slip_tells_when_something_is_owed_again_and_is_voided_once(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    pupil, book = school.reader(), school.copy()
    slip = given(server, librarian, pupil.id)
    assert isinstance(slip, Slip)
    found = slip_by_code(server, f" {slip.code[:3]} {slip.code[3:]} ")
    assert found is not None and found.slip_id == slip.slip_id
    school.lent(book, pupil, TODAY + timedelta(days=9))
    later = slip_of(server, slip.slip_id)
    assert later is not None and later.state is SlipState.OWES_AGAIN
    assert void_slip(server, librarian.deed("clearance-voided"), slip.slip_id, "қате")
    assert not void_slip(server, librarian.deed("clearance-voided"), slip.slip_id, "қате")
    voided = slip_of(server, slip.slip_id)
    assert voided is not None and (voided.state, voided.voided_why) == (SlipState.VOIDED, "қате")
    assert slip_by_code(server, "40000000000") is None


def test_a_class_gets_slips_except_who_owes_and_numbers_have_no_gap(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    pupils = [school.reader(name) for name in ("Асан", "Берік", "Дана")]
    school.lent(school.copy(), pupils[1], TODAY + timedelta(days=9))
    with server.library.reading():
        class_id = int(tables.SchoolClass.get().id)
    deed = librarian.deed("clearance-class")
    done = give_class(server, deed, class_id, Purpose.GRADUATES)
    assert (done.slips, done.had, done.owing) == (2, 0, 1)
    assert give_class(server, deed, class_id, Purpose.GRADUATES).slips == 0
    with server.library.writing():
        # Graduates are in no class any more, and still of this one.
        tables.Membership.update(to_on=TODAY).execute()
    slips = [each.slip for each in people_of_class(server, class_id)]
    assert [slip and slip.number for slip in slips] == [1, None, 2]


def test_a_class_gets_new_slips_in_the_next_school_year(
    server: Server, school: SchoolBuilder, librarian: Librarian, clock: Clock
) -> None:
    school.reader("Асан")
    with server.library.reading():
        class_id = int(tables.SchoolClass.get().id)
    for days, made in ((0, 1), (200, 0), (200, 1)):
        clock.pass_(days=days)
        deed = librarian.deed("clearance-class")
        assert give_class(server, deed, class_id, Purpose.YEAR_END).slips == made


def test_the_last_of_a_chain_answers_for_a_book_lent_to_another(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    borrower, debtor = school.reader("Асан"), school.reader("Берік")
    book = school.copy("Алгебра", "textbook", grade=8)
    school.lent(book, borrower, TODAY + timedelta(days=9))
    with server.library.writing():
        row = tables.SchoolClass.get()
        collection = tables.Collection.create(
            school_class=row.id, year=row.year, class_label="8Ә", state="closed", opened_at=NOW,
            closed_at=NOW, posted_at=NOW,
        )  # fmt: skip
        tables.CollectionLine.create(
            collection=collection.id, reader=borrower.id, copy=book.id,
            loan=tables.Loan.get().id, title=book.title_id, subject="Алгебра",
            ending="carried", debtor=debtor.id,
        )  # fmt: skip
    assert isinstance(given(server, librarian, borrower.id), Slip)
    owed = given(server, librarian, debtor.id)
    assert isinstance(owed, Owed) and [book.for_other for book in owed.books] == [True]


def test_who_is_removed_leaves_a_number_without_a_name(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    pupil, book = school.reader("Асан"), school.copy()
    with server.library.writing():
        tables.LoanCase.create(
            kind="lost", copy=book.id, reader=pupil.id, opened_at=NOW, closed_at=NOW,
            closed_as="forgiven", order_no="7", order_on=TODAY, order_reason="Асанның үйі жанды",
        )  # fmt: skip
    slip = given(server, librarian, pupil.id)
    assert isinstance(slip, Slip) and "Асан" in slip.lines[0].note
    assert remove_reader(server, librarian.deed("reader-removed", pupil.id)) is None
    found = slip_of(server, slip.slip_id)
    assert found is not None and "Асан" not in found.name and found.lines == ()
    with server.library.reading():
        assert tables.LoanCase.get().order_reason == ""
