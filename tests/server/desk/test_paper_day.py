"""The pages of a paper day: the sheet, entering, waiting lines, rubbish."""

from __future__ import annotations

from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from server import tables
from tests.builders import TODAY, SchoolBuilder
from tests.server.desk.visitor import Visitor


@pytest.fixture
def paper(librarian: Visitor) -> Visitor:
    """A librarian who enters the sheet of yesterday."""
    sent = librarian.send("/desk/paper-day/begin", operation=str(uuid4()), day="13.10.2026")
    assert sent.status_code == 303
    return librarian


def line(paper: Visitor, **fields: str) -> TestResponse:
    said = {"operation": str(uuid4()), "time": "10:05", "wish": "lent", "card": "", "code": ""}
    return paper.send("/desk/paper-day", **{**said, **fields})


def only_line(school: SchoolBuilder) -> str:
    with school.library.reading():
        return str(tables.ScanBatchLine.get().id)


def test_a_line_is_entered_by_card_or_by_name(paper: Visitor, school: SchoolBuilder) -> None:
    aliya, book = school.reader(), school.copy()
    assert line(paper, card=aliya.card, code=book.code).status_code == 303
    assert line(paper, time="1130", wish="returned", code=book.code).status_code == 303
    page = paper.text("/desk/paper-day")
    assert "10:05 Серік Әлия" in page and "Due: 02.11.2026" in page
    assert page.index("11:30") < page.index("10:05")


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_sheet_is_printed_in_both_languages(librarian: Visitor, language: str) -> None:
    page = librarian.text(f"/desk/paper-day/sheet?language={language}&sheets=2")
    assert "№4 лицей-интернат" in page
    assert page.count({"kk": "Кітап беру және қайтару", "ru": "Лист выдачи"}[language]) == 2


@pytest.mark.parametrize("asked", ["language=xx&sheets=9999", "sheets=-1", "sheets=x"])
def test_a_sheet_is_asked_for_with_rubbish(librarian: Visitor, asked: str) -> None:
    assert librarian.open(f"/desk/paper-day/sheet?{asked}").status_code == 200


def test_a_waiting_line_keeps_the_day_open(paper: Visitor, school: SchoolBuilder) -> None:
    suspended, book = school.reader(state="suspended"), school.copy()
    line(paper, card=suspended.card, code=book.code)
    page = paper.text("/desk/paper-day")
    assert "1 line waits" in page and "Against the rules" in page
    paper.send("/desk/paper-day/away", operation=str(uuid4()))
    assert "First decide" in paper.text("/desk/paper-day")
    sent = {"operation": str(uuid4()), "line": only_line(school), "reason": "олимпиада"}
    paper.send("/desk/paper-day/again", **sent)
    assert "waits" not in paper.text("/desk/paper-day")
    paper.send("/desk/paper-day/undo", operation=str(uuid4()), line=only_line(school))
    assert "Undone" in paper.text("/desk/paper-day")
    paper.send("/desk/paper-day/away", operation=str(uuid4()))
    assert "Print the sheet" in paper.text("/desk/paper-day")


def test_a_line_is_left_out_knowingly(paper: Visitor, school: SchoolBuilder) -> None:
    line(paper, card="7000000013", code=school.copy().code)
    paper.send("/desk/paper-day/strike", operation=str(uuid4()), line=only_line(school))
    assert "Not entered" in paper.text("/desk/paper-day")


def test_a_name_that_fits_two_is_asked_about(paper: Visitor, school: SchoolBuilder) -> None:
    answer = line(paper, card="Ешкім", code=school.copy().code)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Readers that fit: 0" in page and 'value="Ешкім"' in page


def test_the_same_line_twice_is_entered_once(paper: Visitor, school: SchoolBuilder) -> None:
    sent = {"operation": str(uuid4()), "card": school.reader().card, "code": school.copy().code}
    assert [line(paper, **sent).status_code for _ in range(2)] == [303, 303]
    with school.library.reading():
        assert tables.Loan.select().count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {}, {"time": "", "code": "1", "card": "1"}, {"time": "99:99", "code": "1", "card": "1"},
        {"code": "1"}, {"code": "x" * 10_000, "card": "1"}, {"wish": "steal", "code": "1"},
        {"code": "1\x00", "card": "1"},
    ],
)  # fmt: skip
def test_a_line_with_mistakes_is_told_at_its_field(paper: Visitor, fields: dict[str, str]) -> None:
    assert line(paper, **fields).status_code == 422


def test_a_stale_page_breaks_nothing(librarian: Visitor) -> None:
    assert line(librarian, code="6000000011", card="7").status_code == 303
    for action in ("again", "strike", "undo"):
        sent = {"operation": str(uuid4()), "line": "999"}
        assert librarian.send(f"/desk/paper-day/{action}", **sent).status_code == 303
    for day in ("", "x", f"{TODAY.replace(year=2027):%d.%m.%Y}"):
        sent = {"operation": str(uuid4()), "day": day}
        assert librarian.send("/desk/paper-day/begin", **sent).status_code == 422
