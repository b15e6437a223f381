"""The plan by file, and the plan of another year taken over."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from openpyxl import load_workbook

from library.textbook_plan import LineValues, values_of
from server.desk.spreadsheets import workbook
from server.server import Server
from server.services.classes import current_year
from server.services.textbook_plan import planned_lines
from server.tables import TextbookPlanEdition, TextbookPlanLine, Title
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import Visitor

HEADS = ("Сыныбы", "Пәні", "Оқыту тілі", "Бөлім саны", "ISBN")


@pytest.fixture
def year(server: Server) -> str:
    return current_year(server)


def send(visitor: Visitor, path: str, content: bytes, operation: str = "") -> Any:
    return visitor.send(path, operation=operation or str(uuid.uuid4()),
                        file=(io.BytesIO(content), "plan.xlsx"))  # fmt: skip


def algebra(server: Server, school: SchoolBuilder) -> None:
    school.copy("Алгебра", kind="textbook", grade=8)
    with server.library.writing():
        Title.update(isbn="978-601-07-0967-6").execute()


def test_a_file_brings_all_its_lines_or_none(
    librarian: Visitor, server: Server, school: SchoolBuilder, year: str
) -> None:
    algebra(server, school)
    path = f"/desk/textbook-plan/year/{year}/import"
    lines = [(8, "Алгебра", "қазақша", 1, "978-601-07-0967-6"), (8, "Химия", "марсша", 1, ""),
             (8, "Физика", "қазақша", 1, "978-601-07-1093-1")]  # fmt: skip
    answer = send(librarian, path, workbook("1", HEADS, lines))
    said = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "is not understood" in said and "no such textbook" in said
    assert planned_lines(server, year) == []
    content, operation = workbook("1", HEADS, lines[:1]), str(uuid.uuid4())
    for _ in range(2):
        assert send(librarian, path, content, operation).status_code == 303
    (line,) = planned_lines(server, year)
    assert values_of(line.about) == LineValues(8, "Алгебра", "kk")
    assert [each.isbn for each in line.editions] == ["978-601-07-0967-6"]
    assert send(librarian, path, b"%PDF-1.7").status_code == 422
    assert send(librarian, path, workbook("1", ("a",), [("b",)])).status_code == 422


def test_the_plan_given_out_as_a_file_is_read_in_again(
    librarian: Visitor, server: Server, school: SchoolBuilder, year: str
) -> None:
    algebra(server, school)
    values = {"year": year, "grade": 10, "language": "ru", "for_whom": "class", "parts": 2}
    with server.library.writing():
        line = TextbookPlanLine.create(subject="Алгебра", track="ҚГБ", **values)
        TextbookPlanEdition.create(line=line, title=Title.get(), part=2)
        TextbookPlanLine.create(subject="Труд", variant="girls",
                                **{**values, "for_whom": "subgroup", "parts": 1})  # fmt: skip
        TextbookPlanLine.create(subject="Тетрадь", by_quantity=True, **{**values, "parts": 1})
    content = librarian.open(f"/desk/textbook-plan/year/{year}/plan.xlsx").data
    was = planned_lines(server, year)
    with server.library.writing():
        TextbookPlanEdition.delete().execute(), TextbookPlanLine.delete().execute()
    send(librarian, f"/desk/textbook-plan/year/{year}/import", content)
    now = planned_lines(server, year)
    assert [values_of(line.about) for line in now] == [values_of(line.about) for line in was]
    assert [line.editions for line in now] == [line.editions for line in was]
    example = librarian.open("/desk/textbook-plan/example-ru.xlsx").data
    assert load_workbook(io.BytesIO(example)).active["A1"].value == "Класс"


def test_last_years_plan_is_looked_at_and_copied_once(
    librarian: Visitor, server: Server, school: SchoolBuilder, year: str
) -> None:
    algebra(server, school)
    path = f"/desk/textbook-plan/year/{year}/copy"
    assert "No other school year" in librarian.text(path)
    with server.library.writing():
        for old in (year, "2025-2026"):
            TextbookPlanLine.create(year=old, grade=8, subject="Химия", language="kk",
                                    for_whom="class")  # fmt: skip
        line = TextbookPlanLine.create(year="2025-2026", grade=8, subject="Алгебра",
                                       language="kk", for_whom="choice")  # fmt: skip
        TextbookPlanEdition.create(line=line, title=Title.get())
    assert "1 New lines 1 Allowed editions 1 Lines already there" in librarian.text(path)
    fields = {"operation": str(uuid.uuid4()), "from": "2025-2026"}
    for _ in range(2):
        librarian.send(path, **fields)
    assert [len(line.editions) for line in planned_lines(server, year)] == [0, 1]
    assert "is in this plan already" in librarian.text(path)
