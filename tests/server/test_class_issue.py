"""A class gets its textbooks: cards and books in any order, one title down the roster, a set
kept by a teacher, books without labels and by quantity."""

from __future__ import annotations

from dataclasses import replace

import pytest

from library.catalogue import ItemKind
from library.operations import Undo, Undone
from library.policy import PolicyLine
from library.readers import Category
from server import tables
from server.server import Server
from server.services.class_issue import custodians
from server.services.class_issue_acts import (
    give_quantity,
    issue_rest,
    note_condition,
    set_absent,
)
from server.services.class_issue_classes import class_progress
from server.services.class_issue_scans import scanned
from server.services.class_issue_told import OVERRIDE, RETURN, TAKE_OVER, IssueScan
from server.services.proof import prove
from server.services.undo import undo
from tests.builders import Book, SchoolBuilder
from tests.server.issuing import YEAR, Issue


@pytest.fixture
def issue(server: Server, school: SchoolBuilder) -> Issue:
    return Issue(server, school)


def book(issue: Issue, name: str, **fields: object) -> Book:
    return issue.school.copy(name, "textbook", grade=8, **fields)


def test_a_card_and_then_books_in_any_order_fill_the_set(issue: Issue, server: Server) -> None:
    algebra = book(issue, "Алгебра")
    first, second = book(issue, "Физика 1"), book(issue, "Физика 2")
    issue.line("Алгебра", algebra.title_id)
    issue.line("Физика", first.title_id, second.title_id, parts=2)
    asan = issue.pupils[0]
    assert issue.scan(algebra.code).kind == "card-first"
    assert issue.scan(asan.card).reader_id == asan.id
    assert issue.scan(second.code, asan).kind == "lent"
    assert [str(cell) for cell in issue.row(asan).cells] == ["lacks", "some"]
    physics = issue.table().columns[1]
    assert [issue.table().held_of(physics, part) for part in (1, 2)] == [0, 1]
    assert not issue.scan(algebra.code, asan).complete
    assert issue.scan(first.code, asan).complete
    assert issue.scan("болатов").reader_id == issue.pupils[1].id
    assert issue.scan(first.code, asan).kind == "already"
    assert [(each.held, each.needed, each.whole) for each in class_progress(server, YEAR)] == [
        (3, 9, 1)
    ]
    assert prove(server.library) == ()


def test_what_the_plan_says_against_a_book_is_told_and_a_reason_lends_it(issue: Issue) -> None:
    allowed, other = book(issue, "Алгебра, Мектеп"), book(issue, "Алгебра, Атамұра")
    again = book(issue, "Алгебра, Мектеп")
    with issue.server.library.writing():
        tables.Title.update(subject="Алгебра").execute()
    issue.line("Алгебра", allowed.title_id)
    asan, berik = issue.pupils[:2]
    wrong = issue.scan(other.code, asan)
    assert wrong.kind == "unfit" and wrong.unfit is not None and wrong.may_override
    assert wrong.unfit.code == "wrong-edition"
    lent = issue.scan(other.code, asan, wish=OVERRIDE, reason="басқасы жоқ")
    assert lent.kind == "lent" and issue.row(asan).own.beside == (other.title_id,)
    assert issue.scan(allowed.code, berik).kind == "lent"
    second = issue.scan(again.code, berik)
    assert second.unfit is not None and second.unfit.code == "second-copy"
    eleventh = issue.school.copy("Физика 11", "textbook", grade=11)
    told = issue.scan(eleventh.code, berik)
    assert told.unfit is not None and told.unfit.code == "other-grade"
    assert issue.scan(issue.school.copy("Абай жолы").code, berik).kind == "no-textbook"


def test_another_pupil_s_book_is_taken_over_in_one_step(issue: Issue) -> None:
    algebra = book(issue, "Алгебра")
    issue.line("Алгебра", algebra.title_id)
    asan, berik = issue.pupils[:2]
    issue.scan(algebra.code, asan)
    told = issue.scan(algebra.code, berik)
    assert told.kind == "refused" and told.may_take_over
    assert issue.scan(algebra.code, berik, wish=TAKE_OVER).kind == "lent"
    assert (issue.row(asan).own.held, issue.row(berik).own.held) == (0, 1)
    assert issue.scan(algebra.code, berik, wish=RETURN).kind == "returned"


def test_a_row_goes_down_the_roster_past_who_has_it_who_is_absent_and_back_with_undo(
    issue: Issue, server: Server
) -> None:
    copies = [book(issue, "Алгебра") for _ in range(3)]
    line = issue.line("Алгебра", copies[0].title_id)
    asan, berik, dana = issue.pupils
    assert set_absent(server, issue.deed("issue-absent", reader_id=berik.id), True)
    assert issue.table().next_of(line, 0, None) == asan.id
    lent = issue.scan(copies[0].code, asan, line_id=line)
    assert (lent.of, lent.reader_id) == (asan.id, dana.id)
    stray = book(issue, "Физика")
    assert issue.scan(stray.code, dana, line_id=line).kind == "not-row"
    last = issue.scan(copies[1].code, dana, line_id=line)
    assert last.reader_id is None
    assert issue.scan(copies[2].code, line_id=line).kind == "row-done"
    undone = undo(server, Undo(issue.origin(), last.operation_id or "", None), "librarian")
    assert isinstance(undone, Undone)
    assert issue.table().next_of(line, 0, asan.id) == dana.id
    set_absent(server, issue.deed("issue-absent", reader_id=berik.id), False)
    assert issue.table().next_of(line, 0, asan.id) == berik.id


def test_a_scan_sent_again_is_answered_as_the_first_time(issue: Issue) -> None:
    algebra = book(issue, "Алгебра")
    line = issue.line("Алгебра", algebra.title_id)
    asan, berik = issue.pupils[:2]
    scan = IssueScan(issue.origin(), issue.class_id, algebra.code, asan.id, line)
    first = scanned(issue.server, scan)
    assert scanned(issue.server, scan) == first and first.reader_id == berik.id


def test_the_condition_at_issue_is_kept_with_the_loan_and_its_undo_still_works(
    issue: Issue, server: Server
) -> None:
    algebra = book(issue, "Алгебра", condition=4)
    issue.line("Алгебра", algebra.title_id)
    asan, berik = issue.pupils[:2]
    lent = issue.scan(algebra.code, asan)
    assert lent.condition == 4
    assert note_condition(server, issue.deed("issue-condition", copy_id=algebra.id), 3)
    assert not note_condition(server, issue.deed("issue-condition", copy_id=algebra.id), 9)
    assert [each.condition for each in issue.row(asan).books] == [3]
    undone = undo(server, Undo(issue.origin(), lent.operation_id or "", None), "librarian")
    assert isinstance(undone, Undone)
    assert not note_condition(server, issue.deed("issue-condition", copy_id=algebra.id), 2)
    assert issue.scan(algebra.code, berik).condition == 3


def test_a_teacher_keeps_a_set_for_the_class_and_pupils_take_over_from_it(
    issue: Issue, server: Server
) -> None:
    copies = [book(issue, "Алгебра") for _ in range(3)]
    with server.library.writing():
        tables.Title.update(isbn="9786012345670").execute()
    issue.line("Алгебра", copies[0].title_id)
    teacher, asan = issue.teacher, issue.pupils[0]
    textbooks = {(Category.TEACHER, ItemKind.TEXTBOOK): PolicyLine(until="year-end")}
    server.file_policy = replace(server.policy, lines={**server.policy.lines, **textbooks})
    assert issue.scan(teacher.card).kind == "custodian"
    assert [issue.scan(each.code, teacher).kind for each in copies[:2]] == ["kept", "kept"]
    assert issue.scan("9786012345670", teacher).kind == "kept"
    assert [len(each.books) for each in custodians(server, issue.class_id)] == [3]
    assert issue.table().columns[0].custody == 3 and issue.table().held == 0
    assert issue.scan(copies[0].code, asan).kind == "lent"
    assert issue.scan(copies[1].code, teacher).kind == "returned"
    unlabelled = issue.scan(person=teacher, wish=RETURN, title_id=copies[0].title_id)
    assert unlabelled.kind == "returned" and custodians(server, issue.class_id) == []
    assert prove(server.library) == ()


def test_a_cover_s_number_lends_an_unlabelled_copy_and_a_pile_goes_to_all_who_are_here(
    issue: Issue, server: Server
) -> None:
    title = book(issue, "Алгебра").title_id
    with server.library.writing():
        tables.Title.update(isbn="9786012345670").execute()
    line = issue.line("Алгебра", title)
    asan, berik, dana = issue.pupils
    assert issue.scan("9786019999999", asan).kind == "no-title"
    assert issue.scan("9786012345670", asan).kind == "lent"
    assert issue.scan("9786012345670", asan).unfit is not None
    act = issue.deed("issue-rest")
    rest = issue_rest(server, act, issue.class_id, line, title, pile=1)
    assert rest is not None and (rest.lent, rest.refused, rest.without) == (1, (), 1)
    again = issue_rest(server, act, issue.class_id, line, title, pile=1)
    assert again == rest, "a form sent twice gives out nothing more"
    back = issue.scan(person=berik, wish=RETURN, title_id=title)
    assert back.kind == "returned"
    assert [issue.row(each).own.held for each in (asan, berik, dana)] == [1, 0, 0]
    assert prove(server.library) == ()


def test_workbooks_are_given_by_quantity_and_taken_back_again(
    issue: Issue, server: Server
) -> None:
    line = issue.line("Жұмыс дәптері", by_quantity=True)
    asan, berik, dana = (each.id for each in issue.pupils)
    act = issue.deed("quantity-given")
    assert give_quantity(server, act, issue.class_id, line, {asan: 2, berik: 1, dana: 0, 9_999: 1})
    assert [row.given.get(line) for row in issue.table().rows] == [2, 1, None]
    assert issue.table().columns[0].held == 2 and issue.table().needed == 0
    undone = undo(server, Undo(issue.origin(), act.origin.operation_id, None), "librarian")
    assert undone.operation_id
    assert [row.given for row in issue.table().rows] == [{}, {}, {}]
