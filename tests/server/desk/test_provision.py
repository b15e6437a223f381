"""The map of classes and subjects, one cell, the reference to print."""

from __future__ import annotations

import pytest

from server import tables
from server.server import Server
from tests.builders import SchoolBuilder
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
    paper = librarian.open("/desk/provision/reference.pdf?language=ru")
    assert paper.get_data()[:5] == b"%PDF-"


def test_a_director_sees_the_map_and_no_names(
    librarian: Visitor, server: Server, line: int
) -> None:
    with server.library.writing():
        tables.Staff.update(role="director").execute()
    assert "50" in librarian.text("/desk/provision")
    assert "Серік Айгүл" not in librarian.text(f"/desk/provision/1/{line}")


def test_a_school_without_a_plan_is_told_what_to_do_first(librarian: Visitor) -> None:
    assert "no plan of textbooks yet" in librarian.text("/desk/provision")
