"""The plan of textbooks on both engines: what a repeated form, a merged reader and a copied
year leave behind."""

from __future__ import annotations

import uuid

import pytest

from library.operations import Origin
from library.textbook_plan import LineValues
from library.textbook_plan_table import TableRow, seal_of
from library.textbooks import ForWhom
from server.server import Server
from server.services.classes import current_year
from server.services.deeds import Deed
from server.services.merging import merge
from server.services.textbook_plan import (
    planned_line,
    planned_lines,
    textbooks_in_no_plan,
)
from server.services.textbook_plan_changes import (
    LineExists,
    add_line,
    allow_edition,
    change_line,
    remove_line,
    set_members,
)
from server.services.textbook_plan_copying import copy_plan, copy_preview
from server.services.textbook_plan_line import plan_of_title, suggestions
from server.services.textbook_plan_table import TableChanged, TableSaved, save_table, table_of
from server.tables import Operation
from tests.builders import SchoolBuilder

LINE = LineValues(8, "Алгебра", "kk", parts=2)


@pytest.fixture
def year(server: Server) -> str:
    return current_year(server)


def deed(server: Server, kind: str = "plan-test", reader_id: int | None = None) -> Deed:
    return Deed(Origin(str(uuid.uuid4()), 1, server.now()), kind, reader_id=reader_id)


def test_a_form_sent_twice_writes_once(server: Server, school: SchoolBuilder, year: str) -> None:
    once = deed(server)
    line_id = add_line(server, once, year, LINE)
    assert add_line(server, once, year, LINE) == line_id
    assert add_line(server, deed(server), year, LINE) == LineExists(int(str(line_id)))
    assert len(planned_lines(server, year)) == 1
    with server.library.reading():
        assert Operation.select().count() == 1


def test_a_title_belongs_to_the_plan_by_its_parts(
    server: Server, school: SchoolBuilder, year: str
) -> None:
    book = school.copy("Алгебра", kind="textbook", grade=8)
    line_id = add_line(server, deed(server), year, LINE)
    assert isinstance(line_id, int)
    assert [each.title_id for each in textbooks_in_no_plan(server, year)] == [book.title_id]
    assert allow_edition(server, deed(server), line_id, book.title_id, 2)
    line = planned_line(server, line_id)
    assert line is not None and line.missing == (1,)
    assert [(each.part, each.usable, each.free) for each in line.editions] == [(2, 1, 1)]
    assert textbooks_in_no_plan(server, year) == [] == suggestions(server, line.about)
    found = plan_of_title(server, book.title_id)
    assert found is not None and [each.line_id for each in found.lines] == [line_id]
    change_line(server, deed(server), line_id, LineValues(8, "Алгебра", "kk"))
    line = planned_line(server, line_id)
    assert line is not None and line.editions == ()
    assert remove_line(server, deed(server), line_id) and planned_line(server, line_id) is None


def test_a_merged_pupil_keeps_the_place_on_a_list(
    server: Server, school: SchoolBuilder, year: str
) -> None:
    kept, double = school.reader("Әлия"), school.reader("Алия")
    values = LineValues(8, "Неміс тілі", "kk", for_whom=ForWhom.CHOICE)
    line_id = add_line(server, deed(server), year, values)
    assert isinstance(line_id, int)
    pupils = [kept.id, double.id]
    assert set_members(server, deed(server), line_id, pupils, [double.id]) == 1
    assert merge(server, deed(server, reader_id=kept.id), double.id) == ""
    line = planned_line(server, line_id)
    assert line is not None and line.needed == 1


def test_a_table_saved_over_another_is_refused_and_a_year_is_copied_without_lists(
    server: Server, school: SchoolBuilder, year: str
) -> None:
    seal = seal_of(table_of(server, year, 8, "kk"))
    rows = [TableRow(LINE), TableRow(LineValues(8, "Еңбек", "kk", variant="girls"))]
    saved = save_table(server, deed(server), year, 8, "kk", rows, seal)
    assert saved == TableSaved(2, 0, 0)
    assert isinstance(save_table(server, deed(server), year, 8, "kk", rows, seal), TableChanged)
    assert copy_preview(server, year, "2030-2031").grades == ((8, 2),)
    assert copy_plan(server, deed(server), year, "2030-2031") == 2
    assert copy_plan(server, deed(server), year, "2030-2031") == 0
    copied = [line.about.subject for line in planned_lines(server, "2030-2031")]
    assert copied == ["Алгебра", "Еңбек"]
