"""The map of classes and subjects, one cell, the reference to print."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from server import tables
from server.server import Server
from tests.builders import NOW, TODAY, SchoolBuilder
from tests.server.desk.visitor import Visitor


@pytest.fixture
def line(server: Server, school: SchoolBuilder) -> int:
    """Two pupils need algebra; there is one book."""
    for name in ("Айгүл", "Берік"):
        school.reader(name, "Серік")
    book = school.copy("Алгебра", "textbook", 8)
    with server.library.writing():
        made = tables.TextbookPlanLine.create(
            year="2026-2027", grade=8, subject="Алгебра", language="kk", for_whom="class"
        )
        tables.TextbookPlanEdition.create(line=made, title=book.title_id)
    return int(made.id)


def test_a_class_that_lacks_half_is_shown_with_its_number(librarian: Visitor, line: int) -> None:
    page = librarian.open("/desk/provision").get_data(as_text=True)
    assert 'class="heat is-3"' in page and ">50<" in page
    cell = librarian.text(f"/desk/provision/1/{line}")
    assert "Серік Айгүл" in cell and "Серік Берік" in cell
    assert librarian.open("/desk/provision/9/9").status_code == 404


def test_the_home_page_tells_how_much_of_the_need_is_there(librarian: Visitor, line: int) -> None:
    assert "50 Provided with textbooks, %" in librarian.text("/desk")


def test_a_cell_leads_to_the_other_lines_of_its_subject(
    librarian: Visitor, server: Server, school: SchoolBuilder, line: int
) -> None:
    school.reader("Дана", sex="f")
    with server.library.writing():
        girls = tables.TextbookPlanLine.create(
            year="2026-2027", grade=8, subject="Алгебра", language="kk", for_whom="subgroup",
            variant="girls",
        )  # fmt: skip
    assert f"/desk/provision/1/{girls.id}" in librarian.open(
        f"/desk/provision/1/{line}"
    ).get_data(as_text=True)


def test_a_director_sees_the_map_and_no_names(
    librarian: Visitor, server: Server, line: int
) -> None:
    with server.library.writing():
        tables.Staff.update(role="director").execute()
    assert "50" in librarian.text("/desk/provision")
    assert "Серік Айгүл" not in librarian.text(f"/desk/provision/1/{line}")


def test_a_school_without_a_plan_is_told_what_to_do_first(librarian: Visitor) -> None:
    assert "no plan of textbooks yet" in librarian.text("/desk/provision")


def test_an_open_map_asks_and_gets_only_what_is_new(
    librarian: Visitor, server: Server, school: SchoolBuilder, line: int
) -> None:
    page = librarian.open("/desk/provision").get_data(as_text=True)
    version = re.findall(r'data-version="(\d+)"', page)[0]
    same = librarian.open(f"/desk/provision/now?version={version}")
    assert same.status_code == 204
    librarian.send("/desk/provision/methodical", operation=str(uuid4()),
                   **{"new-subject": "Алгебра", "new-teachers": "3"})  # fmt: skip
    school.copy("Алгебра", "textbook", 8)
    news = librarian.open(f"/desk/provision/now?version={version}")
    assert news.status_code == 200 and ">100<" in news.get_data(as_text=True)


def test_the_map_has_subtotals_by_language_and_track_and_what_others_have_to_spare(
    librarian: Visitor, server: Server, school: SchoolBuilder, line: int
) -> None:
    with server.library.writing():
        other = tables.SchoolClass.create(year="2026-2027", grade=9, letter="А", language="ru")
        title = tables.TextbookPlanEdition.get().title
    who = school.reader("Ольга", "Ким", grade=None)
    with server.library.writing():
        tables.Membership.create(reader=who.id, school_class=other, from_on=TODAY)
    school.lent(school.copy(title.name, "textbook", 8), who, TODAY)
    page = librarian.text("/desk/provision")
    assert "Language of instruction: Kazakh 8Ә" in page, "a group of classes under its own heading"
    assert "Russian – 1 1" in page, "the sub-total tells classes and pupils"
    assert "9А: 1 8Ә: 1" in page, "who has it to spare, who lacks it"


def test_a_reference_is_written_edited_printed_and_kept(librarian: Visitor, line: int) -> None:
    new = "/desk/provision/references/new?language=ru"
    page = librarian.open(new).get_data(as_text=True)
    assert "Справка об обеспеченности" in page and "обеспеченность 50 %" in page
    row = re.findall(r'name="away" value="([^"]+)"', page)[0]
    said = {"title": "Справка", "opening": "Дана школе.", "signer": "Ким О."}
    said["operation"] = str(uuid4())
    made = librarian.send(new, **said, conclusion="Мало.")
    again = librarian.send(new, **said, conclusion="Мало.")
    assert made.status_code == again.status_code == 303 and made.location == again.location
    kept = librarian.text(made.location)
    assert "Дана школе." in kept and "Мало." in kept
    said["operation"] = str(uuid4())
    librarian.send(made.location, **said, conclusion="Мало.", conclude="y", away=row)
    assert "нужно 0" in librarian.text(made.location), "the line is left out, the words follow"
    assert librarian.open(f"{made.location}/paper").get_data()[:5] == b"%PDF-"
    sheet = load_workbook(BytesIO(librarian.open(f"{made.location}/file").get_data())).active
    assert sheet is not None and sheet["B1"].value == "Предмет" and sheet.max_row == 2
    assert "Ким О." in librarian.text("/desk/provision/references")
    librarian.send(f"{made.location}/remove", operation=str(uuid4()))
    assert librarian.open(made.location).status_code == 404


def test_teachers_and_method_literature_stand_in_the_same_table(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    books = [school.copy("Алгебра әдістемесі", "methodical") for _ in range(3)]
    with server.library.writing():
        tables.Title.update(subject="Алгебра").execute()
    school.lent(books[0], school.reader("Айман", "Омар", category="teacher"), TODAY)
    address = "/desk/provision/methodical"
    wrong = librarian.send(address, operation=str(uuid4()), **{
        "subject-0": "Алгебра", "teachers-0": "many",
    })  # fmt: skip
    assert wrong.status_code == 422
    librarian.send(address, operation=str(uuid4()), **{
        "subject-0": "Алгебра", "teachers-0": "5",
    })  # fmt: skip
    sheet = load_workbook(BytesIO(librarian.open(f"{address}?as=xlsx").get_data())).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["Алгебра", 5, 1, 5, 3, 1, 2, 0, 2, 60]
    page = librarian.open("/desk/provision/references/new?kind=methodical&language=kk")
    assert "Алгебра" in page.get_data(as_text=True)


def test_turnover_tells_issues_for_each_copy_and_years_in_use(
    librarian: Visitor, school: SchoolBuilder, server: Server
) -> None:
    first = school.copy("Физика", "textbook", 8, added_on=date(2024, 8, 20))
    school.copy("Физика", "textbook", 8)
    school.lent(first, school.reader(), TODAY)
    with server.library.writing():
        tables.Loan.update(
            closed_at=NOW, closed_as="returned", lent_at=NOW.replace(year=2025)
        ).execute()
        tables.Copy.update(state="on-shelf").execute()
    school.lent(first, school.reader("Берік"), TODAY)
    sheet = librarian.open("/desk/provision/turnover?as=xlsx").get_data()
    found = load_workbook(BytesIO(sheet)).active
    assert found is not None
    assert [cell.value for cell in found[2]] == [8, None, "Физика", None, 2, 2, 1, 1, 4]
    assert "Физика" not in librarian.text("/desk/provision/turnover?use=never")
