"""Cases at work: promised, not required, mended, replaced with both acts and both registers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from library.cases import CaseState, Replacing, Way
from library.clearance import CaseStanding
from library.form_headings import Signers
from library.operations import Noted
from server import tables
from server.server import Server
from server.services.acts import act_of
from server.services.cases import Case, CaseRefused, case_of, not_require, open_again, promise
from server.services.losses import Lose, lose
from server.services.owed import owed_of
from server.services.proof import prove
from server.services.register_headings import change_signers
from server.services.replacements import (
    Brought,
    NotReplaced,
    offers,
    replace_copy,
    replacements,
)
from tests.builders import TODAY, Book, Person, SchoolBuilder
from tests.server.acting import Librarian
from tests.server.issuing import YEAR


@pytest.fixture
def librarian(server: Server) -> Librarian:
    return Librarian(server)


def lost(
    server: Server, school: SchoolBuilder, librarian: Librarian, price: int = 180_000
) -> tuple[Person, Book, int]:
    pupil, book = school.reader(), school.copy("Алгебра", "textbook", grade=8, price_tiyn=price)
    school.lent(book, pupil, TODAY + timedelta(days=9))
    assert isinstance(lose(server, Lose(librarian.deed("").origin, book.code)), Noted)
    with server.library.reading():
        return pupil, book, int(tables.LoanCase.get().id)


def commission(server: Server, librarian: Librarian) -> None:
    people = Signers("Серік А.", "Айгүл Б.", "Болат С.", ("Дана К.", "Ерлан Т."))
    change_signers(server, librarian.deed("signers-changed"), people)


def seen(server: Server, case_id: int) -> Case:
    case = case_of(server, case_id)
    assert case is not None
    return case


def test_a_promise_and_an_order_let_a_pupil_go_with_a_line(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    pupil, _, case_id = lost(server, school, librarian)
    by = TODAY + timedelta(days=30)
    past = TODAY - timedelta(days=1)
    assert promise(server, librarian.deed("a"), case_id, past, "") == CaseRefused("past")
    assert promise(server, librarian.deed("a"), case_id, by, "тамызда") is None
    assert seen(server, case_id).state is CaseState.PROMISED
    with server.library.reading():
        (line,) = owed_of([pupil.id], TODAY)[pupil.id].lines
        assert (line.standing, line.on) == (CaseStanding.PROMISED, by)
        assert not owed_of([pupil.id], by + timedelta(days=1))[pupil.id].clear
    assert not_require(server, librarian.deed("b"), case_id, "14", TODAY, "өрт") is None
    assert not_require(server, librarian.deed("b"), case_id, "15", TODAY, "су") == CaseRefused(
        "closed"
    )
    with server.library.reading():
        (line,) = owed_of([pupil.id], TODAY)[pupil.id].lines
        assert line.standing is CaseStanding.NOT_REQUIRED and "14" in line.note
    assert open_again(server, librarian.deed("c"), case_id) is None
    assert seen(server, case_id).way is None
    assert open_again(server, librarian.deed("c"), case_id) == CaseRefused("gone")


def test_a_replaced_book_is_in_by_one_act_and_out_by_another(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    pupil, book, case_id = lost(server, school, librarian)
    brought = Brought(book.title_id, 180_000)
    refused = replace_copy(server, librarian.deed("r"), case_id, brought)
    assert isinstance(refused, NotReplaced) and refused.reason is not None
    assert refused.reason.code == "no-commission"
    with server.library.reading():
        assert tables.AccessionBatch.select().count() == 0, "nothing half done"
    commission(server, librarian)
    deed = librarian.deed("case-replaced", pupil.id)
    case = replace_copy(server, deed, case_id, brought)
    assert isinstance(case, Case) and case.taken is not None
    assert (case.way, case.copy_state, case.taken.replacing) == (
        Way.REPLACED, "written-off", Replacing.SAME,
    )  # fmt: skip
    again = replace_copy(server, deed, case_id, brought)
    assert isinstance(again, Case) and again.taken == case.taken
    with server.library.reading():
        new = tables.Copy.get_by_id(case.taken.copy_id)
        assert (new.state, new.price_tiyn) == ("in-processing", 180_000)
        entries: Any = tables.SummaryEntry.select().order_by(tables.SummaryEntry.part)
        parts = [(each.part, each.kind, each.copies, each.sum_tiyn) for each in entries]
        assert parts == [(1, "arrival", 1, 180_000), (2, "disposal", 1, 180_000)]
    act = act_of(server, case.taken.act_id)
    assert act is not None and (act.kind, act.copies) == ("write-off", -1)
    assert [each.case_id for each in replacements(server)] == [case_id]
    assert prove(server.library) == ()
    late = replace_copy(server, librarian.deed("x"), case_id, brought)
    assert late == NotReplaced("closed")


def test_the_plan_allows_another_edition_and_the_librarian_an_equal_book(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    commission(server, librarian)
    _, book, case_id = lost(server, school, librarian)
    allowed = school.copy("Алгебра, Мектеп", "textbook", grade=8)
    other = school.copy("Абай жолы")
    with server.library.writing():
        row = tables.TextbookPlanLine.create(
            year=YEAR, grade=8, subject="Алгебра", language="kk", for_whom="class"
        )
        for title in (book.title_id, allowed.title_id):
            tables.TextbookPlanEdition.create(line=row, title=title, part=0)
    found = [(each.title_id, each.replacing) for each in offers(server, seen(server, case_id))]
    assert found == [(book.title_id, Replacing.SAME), (allowed.title_id, Replacing.EDITION)]
    brought = Brought(other.title_id, 200_000)
    deed = librarian.deed("case-replaced")
    assert replace_copy(server, deed, case_id, brought) == NotReplaced("not-equal")
    done = replace_copy(server, deed, case_id, replace(brought, equal=True))
    assert isinstance(done, Case) and done.taken is not None
    assert (done.taken.replacing, done.taken.title) == (Replacing.EQUAL, "Абай жолы")


def test_a_copy_that_was_found_is_not_replaced(
    server: Server, school: SchoolBuilder, librarian: Librarian
) -> None:
    commission(server, librarian)
    _, book, case_id = lost(server, school, librarian)
    with server.library.writing():
        tables.Copy.update(state="at-partner").where(tables.Copy.id == book.id).execute()
    brought = Brought(book.title_id, 100)
    assert replace_copy(server, librarian.deed("r"), case_id, brought) == NotReplaced("not-now")
    assert replace_copy(server, librarian.deed("r"), 99, brought) == NotReplaced("gone")
    assert replace_copy(
        server, librarian.deed("r"), case_id, Brought(999, 100)
    ) == NotReplaced("title")
