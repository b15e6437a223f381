"""Checks in the classrooms and the contest at the desk."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from server.server import Server
from server.services.contest import contest_table
from server.tables import Loan, Membership, RaidMark
from tests.builders import TODAY, SchoolBuilder
from tests.server.desk.visitor import Visitor


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


@pytest.fixture
def eights(server: Server, school: SchoolBuilder) -> tuple[int, int, int]:
    """Two pupils of one class, and the class."""
    aliya, berik = school.reader("Әлия"), school.reader("Берік")
    with server.library.reading():
        return aliya.id, berik.id, Membership.get(Membership.reader == aliya.id).school_class_id


def test_two_telephones_fill_one_sheet_and_only_what_was_touched_is_written(
    librarian: Visitor, server: Server, eights: tuple[int, int, int]
) -> None:
    aliya, berik, eight = eights
    path = f"/desk/raids/class/{eight}"
    first = {f"was-{aliya}": "", f"mark-{aliya}": "5", f"was-{berik}": "", f"mark-{berik}": ""}
    second = {f"was-{aliya}": "", f"mark-{aliya}": "", f"was-{berik}": "", f"mark-{berik}": "3"}
    assert send(librarian, path, **first).status_code == 303
    assert send(librarian, path, **second).status_code == 303
    with server.library.reading():
        assert {row.reader_id: row.mark for row in RaidMark.select()} == {aliya: 5, berik: 3}
    assert "marked: 2" in librarian.text("/desk/raids")
    assert contest_table(server)[0].total == 750
    rubbish = {f"was-{aliya}": "5", f"mark-{aliya}": "9", "note": "a" * 301}
    assert send(librarian, path, **rubbish).status_code == 422
    assert send(librarian, f"{path}/remove").status_code == 303
    assert contest_table(server)[0].parts.raids is None


def test_a_pupil_who_left_keeps_his_mark_on_the_sheet_of_that_day(
    librarian: Visitor, server: Server, eights: tuple[int, int, int]
) -> None:
    aliya, _berik, eight = eights
    marks = {f"was-{aliya}": "", f"mark-{aliya}": "4"}
    send(librarian, f"/desk/raids/class/{eight}", **marks)
    with server.library.writing():
        Membership.update(to_on=TODAY).where(Membership.reader == aliya).execute()
    assert "Серік Әлия" in librarian.text(f"/desk/raids/class/{eight}?day={TODAY}")


def test_the_contest_names_three_and_tells_its_formula(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    for grade, (out, back) in enumerate(((5, 5), (5, 4), (4, 3), (5, 1)), start=7):
        pupil = school.reader("Оқушы", grade=grade)
        book = school.copy(f"Физика {grade}", "textbook")
        loan = school.lent(book, pupil, date(2027, 5, 25), lent_on=date(2026, 9, 5))
        with server.library.writing():
            Loan.update(
                condition_out=out, condition_back=back, closed_at=server.now(),
                closed_as="returned",
            ).where(Loan.id == loan).execute()  # fmt: skip
    scores = contest_table(server)
    assert [(each.label, each.place) for each in scores] == [
        ("7Ә", 1), ("8Ә", 2), ("9Ә", 3), ("10Ә", None),
    ]  # fmt: skip
    page = librarian.text("/desk/contest")
    assert "Place 1 7Ә" in page and "checks × 40" in page
    answer = send(librarian, "/desk/contest", raids="0", condition="0", on_time="0")
    assert answer.status_code == 422
    answer = send(librarian, "/desk/contest", raids="50", condition="0", on_time="50")
    assert answer.status_code == 303 and "condition × 0" in librarian.text("/desk/contest")
    for path in ("/desk/contest/paper?language=kk", "/desk/contest/paper?language=ru"):
        assert librarian.open(path).data.startswith(b"%PDF")
