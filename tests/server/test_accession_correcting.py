"""What is posted stays; a counter-entry takes it back, and everything agrees again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from library.accession import LineValues, NotPosted, Posted
from server.server import Server
from server.services.accession_again import draft_again
from server.services.accession_lines import LineRefused, drop_line, put_line
from server.services.accessions import batch_view, change_head
from server.services.correcting import correct_batch, correcting_reasons
from server.services.proof import prove
from server.services.registers import summary_year
from server.tables import (
    AccessionBatch,
    AccessionLine,
    Copy,
    CopySteps,
    InventoryLine,
    LabelItem,
    PaperActLine,
    Title,
)
from tests.builders import SchoolBuilder
from tests.server.delivering import INVOICE, Delivering, divisions_of


@pytest.fixture
def desk(server: Server, school: SchoolBuilder) -> Delivering:
    divisions_of(server)
    return Delivering(server)


def rows(desk: Delivering, table: Any) -> list[dict[str, Any]]:
    with desk.server.library.reading():
        return list(table.select().order_by(table._meta.primary_key).dicts())


def code(answer: Any) -> str:
    assert isinstance(answer, NotPosted), answer
    return answer.reasons[0].code


def test_a_posted_batch_cannot_be_changed(desk: Delivering) -> None:
    batch = desk.batch(desk.many(2))
    desk.posted(batch)
    server, line = desk.server, rows(desk, AccessionLine)[0]["id"]
    assert not change_head(server, desk.deed("accession-head"), batch, INVOICE)
    wrong = put_line(server, desk.deed("accession-line"), batch, desk.many(1))
    assert wrong == LineRefused("not-draft")
    dropped = drop_line(server, desk.deed("accession-line-dropped"), batch, line)
    assert dropped == LineRefused("not-draft")


def test_a_counter_entry_takes_the_whole_batch_back(desk: Delivering) -> None:
    batch = desk.batch(desk.many(2), replace(desk.many(3, name="Алгебра"), accounting="group"))
    desk.posted(batch)
    done = desk.correct(batch)
    assert isinstance(done, Posted)
    assert (done.entry, done.copies, done.sum_tiyn) == ((2, 2026), -5, -1_250_000)
    assert [act.kind for act in done.acts] == ["correction"]
    year = summary_year(desk.server, 2026)
    assert year.came.total.copies == year.came.total.sum_tiyn == 0
    assert not any(amount.copies for amount in year.came.cells.values())
    assert year.lines[1].corrects == (1, 2026)
    assert {copy["state"] for copy in rows(desk, Copy)} == {"written-off"}
    assert rows(desk, CopySteps) == []
    assert {item["state"] for item in rows(desk, LabelItem)} == {"cancelled"}
    assert prove(desk.server.library) == ()


def test_the_book_has_a_line_beside_each_corrected_one(desk: Delivering) -> None:
    batch = desk.batch(desk.many(2))
    desk.posted(batch)
    desk.correct(batch)
    lines = [
        (line["number"], line["price_tiyn"], line["note"], line["corrects"])
        for line in rows(desk, InventoryLine)
    ]
    first, second = (line["id"] for line in rows(desk, InventoryLine)[:2])
    assert lines == [
        (1, 250_000, "", None), (2, 250_000, "", None),
        (1, -250_000, "1/2026", first), (2, -250_000, "1/2026", second),
    ]  # fmt: skip
    act = rows(desk, PaperActLine)[0]
    assert (act["before"], act["after"], act["inventory_no"]) == (2, 0, "1–2")


def test_numbers_are_never_given_again(desk: Delivering) -> None:
    line = desk.many(2)
    batch = desk.batch(line)
    desk.posted(batch)
    codes = {copy["code"] for copy in rows(desk, Copy)}
    desk.correct(batch)
    # What was taken back is no document posted before.
    again = desk.posted(desk.batch(line))
    assert again.numbers == {"inventory-books": ("3", "4")}
    assert len({copy["code"] for copy in rows(desk, Copy)} - codes) == 2
    assert prove(desk.server.library) == ()


def test_one_line_is_taken_back_alone_and_only_once(desk: Delivering) -> None:
    batch = desk.batch(desk.many(2), desk.many(3, name="Қан мен тер"))
    desk.posted(batch)
    first, second = (line["id"] for line in rows(desk, AccessionLine))
    assert desk.correct(batch, line_ids=[second]).copies == -3
    view = batch_view(desk.server, batch)
    assert view is not None
    assert [line.corrected for line in view.lines] == [False, True]
    assert code(desk.correct(batch, line_ids=[second])) == "already-corrected"
    assert desk.correct(batch).copies == -2
    assert code(desk.correct(batch)) == "already-corrected"
    assert code(desk.correct(batch, line_ids=[first, 999])) == "no-line"
    assert prove(desk.server.library) == ()


def test_the_last_correction_leaves_nothing_although_a_title_moved(desk: Delivering) -> None:
    moved = desk.many(2)
    batch = desk.batch(moved, desk.many(1, name="Қан мен тер"))
    desk.posted(batch)
    with desk.server.library.writing():
        Title.update(bbk="22.1", language="ru").where(Title.id == moved.title_id).execute()
    desk.correct(batch)
    came = summary_year(desk.server, 2026).came
    assert {amount.copies for amount in came.cells.values()} == {0}


def test_a_book_that_left_processing_stops_the_correction(
    desk: Delivering, school: SchoolBuilder
) -> None:
    batch = desk.batch(desk.many(3))
    desk.posted(batch)
    with desk.server.library.writing():
        Copy.update(state="on-shelf").where(Copy.inventory_no == "2").execute()
    answer = desk.correct(batch)
    assert code(answer) == "copies-in-use"
    assert answer.reasons[0].values == {"numbers": "2", "count": 1}
    assert answer.reasons == correcting_reasons(desk.server, batch)
    assert len(rows(desk, AccessionBatch)) == 1


def test_a_revalued_book_stops_the_correction(desk: Delivering) -> None:
    batch = desk.batch(desk.many(3))
    desk.posted(batch)
    with desk.server.library.writing():
        Copy.update(price_tiyn=1).where(Copy.inventory_no == "3").execute()
    assert code(desk.correct(batch)) == "copies-revalued"


def test_drafts_and_counter_entries_are_not_corrected(desk: Delivering) -> None:
    batch = desk.batch(desk.many(1))
    assert code(desk.correct(batch)) == "not-posted"
    desk.posted(batch)
    assert code(desk.correct(batch, reason="  ")) == "no-words"
    counter = desk.correct(batch)
    assert code(desk.correct(counter.batch_id)) == "is-correction"


def test_the_same_correction_twice_is_one(desk: Delivering) -> None:
    batch = desk.batch(desk.many(2))
    desk.posted(batch)
    deed = desk.deed("accession-corrected")
    first = correct_batch(desk.server, deed, batch, "қате")
    assert correct_batch(desk.server, deed, batch, "қате") == first
    assert len(rows(desk, AccessionBatch)) == 2


def test_a_corrected_batch_is_opened_again_as_a_draft(desk: Delivering) -> None:
    short = LineValues(desk.title(), 4, 3, 250_000, note="дұрыс емес")
    batch = desk.batch(short, desk.many(2, name="Қан мен тер"))
    desk.posted(batch, "difference")
    assert draft_again(desk.server, desk.deed("accession-again"), batch) is None
    desk.correct(batch, line_ids=[rows(desk, AccessionLine)[0]["id"]])
    deed = desk.deed("accession-again")
    draft = draft_again(desk.server, deed, batch)
    assert draft is not None
    assert draft_again(desk.server, deed, batch) == draft
    view = batch_view(desk.server, draft)
    assert view is not None
    assert (view.state, view.head.document_no) == ("draft", "145")
    assert [line.values for line in view.lines] == [short]
