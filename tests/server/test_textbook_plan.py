"""The plan of textbooks on both engines: what a repeated form, a merged reader and a copied
year leave behind."""

from __future__ import annotations

import uuid

import pytest

from library.operations import Origin, Refused, Undo
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
    allow_edition,
    forbid_edition,
    set_members,
)
from server.services.textbook_plan_copying import copy_plan, copy_preview
from server.services.textbook_plan_images import plan_image
from server.services.textbook_plan_line import plan_of_title, suggestions
from server.services.textbook_plan_table import TableChanged, TableSaved, save_table, table_of
from server.services.undo import undo
from server.tables import Operation, TextbookQuantity
from tests.builders import SchoolBuilder

LINE = LineValues(8, "Алгебра", "kk", parts=2)


@pytest.fixture
def year(server: Server) -> str:
    return current_year(server)


def deed(server: Server, kind: str = "plan-test", reader_id: int | None = None) -> Deed:
    return Deed(Origin(str(uuid.uuid4()), 1, server.now()), kind, reader_id=reader_id)


def put(server: Server, year: str, *rows: TableRow) -> list[int]:
    """The whole table of grade 8 in Kazakh; the numbers of its lines."""
    seal = seal_of(table_of(server, year, 8, "kk"))
    saved = save_table(server, deed(server, "plan-table-saved"), year, 8, "kk", rows, seal)
    assert isinstance(saved, TableSaved)
    return [line.line_id for line in table_of(server, year, 8, "kk")]


def take_back(server: Server, kind: str) -> str:
    """Undo the last act of a kind that was not undone: the kind of the answer, or why not."""
    with server.library.reading():
        gone = Operation.select(Operation.undoes).where(Operation.undoes.is_null(False))
        last = (
            Operation.select().where(Operation.kind == kind, Operation.id.not_in(gone))
            .order_by(Operation.seq.desc()).get()
        )  # fmt: skip
    question = Undo(Origin(str(uuid.uuid4()), 1, server.now()), last.id)
    answer = undo(server, question, "librarian")
    return answer.reasons[0].code if isinstance(answer, Refused) else "done"


def test_a_form_sent_twice_writes_once(server: Server, school: SchoolBuilder, year: str) -> None:
    once, seal = deed(server), seal_of(table_of(server, year, 8, "kk"))
    for added in (1, 0):
        saved = save_table(server, once, year, 8, "kk", [TableRow(LINE)], seal)
        assert saved == TableSaved(added, 0, 0)
    assert len(planned_lines(server, year)) == 1
    with server.library.reading():
        assert Operation.select().count() == 1


def test_a_title_belongs_to_the_plan_by_its_parts(
    server: Server, school: SchoolBuilder, year: str
) -> None:
    book = school.copy("Алгебра", kind="textbook", grade=8)
    (line_id,) = put(server, year, TableRow(LINE))
    assert [each.title_id for each in textbooks_in_no_plan(server, year)] == [book.title_id]
    assert allow_edition(server, deed(server), line_id, book.title_id, 2)
    line = planned_line(server, line_id)
    assert line is not None and line.missing == (1,)
    assert [(each.part, each.usable, each.free) for each in line.editions] == [(2, 1, 1)]
    assert textbooks_in_no_plan(server, year) == [] == suggestions(server, line.about)
    found = plan_of_title(server, book.title_id)
    assert found is not None and [each.line_id for each in found.lines] == [line_id]
    put(server, year, TableRow(LineValues(8, "Алгебра", "kk"), line_id))
    line = planned_line(server, line_id)
    assert line is not None and line.editions == ()
    put(server, year, TableRow(LINE, line_id, remove=True))
    assert planned_line(server, line_id) is None


def test_a_merged_pupil_keeps_the_place_on_a_list(
    server: Server, school: SchoolBuilder, year: str
) -> None:
    kept, double = school.reader("Әлия"), school.reader("Алия")
    values = LineValues(8, "Неміс тілі", "kk", for_whom=ForWhom.CHOICE)
    (line_id,) = put(server, year, TableRow(values))
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


def test_changes_of_a_plan_are_taken_back_while_nothing_of_them_was_changed_since(
    server: Server, school: SchoolBuilder, year: str
) -> None:
    book, pupil = school.copy("Алгебра", kind="textbook", grade=8), school.reader("Әлия")
    choice = LineValues(8, "Неміс тілі", "kk", for_whom=ForWhom.CHOICE)
    workbook = LineValues(8, "Дәптер", "kk", by_quantity=True)
    lines = put(server, year, TableRow(LINE), TableRow(choice), TableRow(workbook))
    algebra, german, notes = lines
    allow_edition(server, deed(server, "plan-edition-allowed"), algebra, book.title_id, 2)
    set_members(server, deed(server, "plan-pupils-set"), german, [pupil.id], [pupil.id])
    with server.library.writing():
        TextbookQuantity.create(line=notes, reader=pupil.id, quantity=2, given_on=server.today())
    whole = plan(server, year)
    put(server, year, TableRow(LineValues(8, "Алгебра", "kk"), algebra),
        TableRow(choice, german, remove=True), TableRow(workbook, notes, remove=True),
        TableRow(LineValues(8, "Химия", "kk")))  # fmt: skip
    with server.library.reading():
        assert TextbookQuantity.select().count() == 0
    assert take_back(server, "plan-edition-allowed") == "changed-since"
    assert take_back(server, "plan-table-saved") == "done"
    assert plan(server, year) == whole
    with server.library.reading():
        assert [(row.line_id, row.quantity) for row in TextbookQuantity.select()] == [(notes, 2)]
    assert take_back(server, "plan-pupils-set") == "done"
    forbid_edition(server, deed(server, "plan-edition-forbidden"), algebra, book.title_id)
    assert take_back(server, "plan-edition-allowed") == "changed-since"
    assert take_back(server, "plan-edition-forbidden") == "done"
    assert take_back(server, "plan-edition-allowed") == "done"
    assert take_back(server, "plan-table-saved") == "changed-since"  # workbooks were given
    copy_plan(server, deed(server, "plan-copied"), year, "2030-2031")
    assert take_back(server, "plan-copied") == "done" and plan(server, "2030-2031") == {}


def plan(server: Server, year: str) -> object:
    with server.library.reading():
        return plan_image(year).lines
