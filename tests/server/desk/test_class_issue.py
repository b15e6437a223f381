"""The class issue at the desk: the classes, roster and set, a row, the sheet."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from server import tables
from server.server import Server
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import Visitor
from tests.server.issuing import Issue


@pytest.fixture
def issue(server: Server, school: SchoolBuilder) -> Issue:
    return Issue(server, school)


def send(visitor: Visitor, path: str, **fields: Any) -> str:
    answer = visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})
    assert answer.status_code in (200, 303, 422), answer.status_code
    page = answer.get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_scans_fill_the_grid_and_one_is_taken_back(librarian: Visitor, issue: Issue) -> None:
    path = f"/desk/class-issue/{issue.class_id}"
    assert "The plan has no textbooks for this class" in librarian.text(path)
    book = issue.school.copy("Алгебра", "textbook", grade=8, condition=4)
    line = issue.line("Алгебра", book.title_id)
    asan = issue.pupils[0]
    assert "8Ә 0 / 3" in librarian.text("/desk/class-issue")
    assert "Алиев Асан 0 / 1" in send(librarian, path, text=asan.card, reader="")
    page = send(librarian, path, text=book.code, reader=asan.id)
    assert "Issued Алиев Асан The set is whole" in page and "slightly worn" in page
    noted = send(librarian, f"{path}/condition", copy=book.id, condition="2", reader=asan.id)
    assert "Condition noted" in noted and "poor" in noted
    with issue.server.library.reading():
        undoes = tables.Operation.get(tables.Operation.kind == "check-out").id
    page = send(librarian, f"{path}/undo", undoes=undoes, reader=asan.id)
    assert "The issue is undone" in page and "Алиев Асан 0 / 1" in page
    assert "№ Pupil 1 In all 1 Алиев Асан – 0/1" in librarian.text(f"{path}/sheet")
    for language in ("kk", "ru"):
        paper = librarian.open(f"{path}/sheet.pdf?language={language}")
        assert paper.get_data()[:5] == b"%PDF-"
    assert librarian.open(f"{path}/row/{line}/1").status_code == 200
    assert librarian.open(f"{path}/row/{line}/2").status_code == 404
    assert librarian.open("/desk/class-issue/999").status_code == 404


def test_a_row_moves_on_with_each_book_skips_and_marks_who_is_absent(
    librarian: Visitor, issue: Issue
) -> None:
    books = [issue.school.copy("Алгебра", "textbook", grade=8) for _ in range(2)]
    line = issue.line("Алгебра", books[0].title_id)
    path = f"/desk/class-issue/{issue.class_id}/row/{line}/0"
    asan, berik, dana = issue.pupils
    assert "Next Алиев Асан" in librarian.text(path)
    page = send(librarian, path, text=books[0].code, reader=asan.id)
    assert "Issued Алиев Асан" in page and "Next Болатов Берік" in page
    page = send(librarian, f"{path}/absent", reader=berik.id, absent="y")
    assert "Next Даирова Дана" in page and "absent today" in page
    page = send(librarian, path, text=books[1].code, reader=dana.id)
    assert "The roster is done" in page and "2 / 3" in page
    assert "The roster is done" in librarian.text(f"{path}?reader=0")


def test_a_teacher_s_card_in_a_row_keeps_copies_of_its_title_for_the_class(
    librarian: Visitor, issue: Issue
) -> None:
    books = [issue.school.copy("Алгебра", "textbook", grade=8) for _ in range(2)]
    other = issue.school.copy("Физика", "textbook", grade=8)
    line, teacher = issue.line("Алгебра", books[0].title_id), issue.teacher
    path = f"/desk/class-issue/{issue.class_id}/row/{line}/0"
    page = send(librarian, path, text=teacher.card, reader=issue.pupils[0].id)
    assert "Keeps the set of 8Ә" in page and "Copies of this row: 0" in page
    page = send(librarian, path, text=books[0].code, reader=teacher.id)
    assert "Issued to the custodian" in page and "Copies of this row: 1" in page
    page = send(librarian, path, text=other.code, reader=teacher.id)
    assert "Not a book of this row" in page and "Copies of this row: 1" in page
    page = send(librarian, path, text=books[0].code, reader=teacher.id)
    assert "Copies of this row: 0" in page
    page = send(librarian, path, text=issue.pupils[0].card, reader=teacher.id)
    assert "Next Алиев Асан" in page


def test_a_wrong_edition_asks_for_a_reason_and_a_pile_for_its_count(
    librarian: Visitor, issue: Issue
) -> None:
    allowed, other = (issue.school.copy(name, "textbook", grade=8)
                      for name in ("Алгебра, Мектеп", "Алгебра, Атамұра"))  # fmt: skip
    with issue.server.library.writing():
        tables.Copy.update(code=None, state="written-off").where(
            tables.Copy.id == allowed.id
        ).execute()
    line = issue.line("Алгебра", allowed.title_id)
    path, asan = f"/desk/class-issue/{issue.class_id}", issue.pupils[0].id
    page = send(librarian, path, text=other.code, reader=asan)
    assert "This textbook is not in the plan" in page and "Lend all the same" in page
    page = send(librarian, path, text=other.code, reader=asan, wish="override", reason="жоқ")
    assert "Issued Алиев Асан" in page and "outside the plan" in page
    row = f"{path}/row/{line}/0"
    assert "from 1 to 60" in send(librarian, f"{row}/rest", title=allowed.title_id, pile="0")
    send(librarian, f"{row}/rest", title=allowed.title_id, pile="2")
    page = librarian.text(row)
    assert "Books issued: 2" in page and "Pupils left without: 1" in page


def test_workbooks_are_written_down_and_nonsense_is_told(
    librarian: Visitor, issue: Issue
) -> None:
    line = issue.line("Дәптер", by_quantity=True)
    asan, berik, dana = (each.id for each in issue.pupils)
    path = f"/desk/class-issue/{issue.class_id}/quantity/{line}"
    assert "from 0 to 20" in send(librarian, path, **{f"n{asan}": "21", f"n{berik}": "1"})
    send(librarian, path, **{f"n{asan}": "2", f"n{berik}": "1", f"n{dana}": ""})
    assert [row.given.get(line) for row in issue.table().rows] == [2, 1, None]
    with issue.server.library.reading():
        done = tables.Operation.get(tables.Operation.kind == "quantity-given").id
    of_class = f"/desk/class-issue/{issue.class_id}"
    noted = librarian.text(f"{of_class}?given={done}")
    assert "Noted what was given" in noted and "Undo" in noted
    assert "pupils: 2, books: +3" in librarian.text(path)
    assert "The numbers are as before" in send(librarian, f"{of_class}/undo", undoes=done)
    assert [row.given for row in issue.table().rows] == [{}, {}, {}]
    assert "books: +3 Айгүл Серікқызы undone" in librarian.text(path)
    assert "Not undone" in send(librarian, f"{of_class}/undo", undoes=done)
    assert "Noted what was given" not in librarian.text(f"{of_class}?given={done}")
