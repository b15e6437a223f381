"""A posted delivery: numbers without gaps, registers that agree, labels that wait."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from library.accession import LineValues, NotPosted, People
from library.catalogue import CopyState
from server.server import Server
from server.services.accessions import batch_view, cancel_batch, list_batches
from server.services.number_settings import set_own_textbooks, set_start
from server.services.posting import post_batch, posted_of, posting_reasons
from server.services.proof import prove
from server.services.registers import summary_year
from server.tables import (
    Copy,
    CopySteps,
    InventoryLine,
    LabelItem,
    PaperAct,
    PaperActLine,
    SummaryEntry,
)
from tests.builders import TODAY, Clock, SchoolBuilder
from tests.server.asking import journal
from tests.server.delivering import GIFT, INVOICE, Delivering, divisions_of


@pytest.fixture
def desk(server: Server, school: SchoolBuilder) -> Delivering:
    divisions_of(server)
    return Delivering(server)


def rows(desk: Delivering, table: Any) -> list[dict[str, Any]]:
    with desk.server.library.reading():
        return list(table.select().dicts())


def codes(answer: Any) -> set[str]:
    assert isinstance(answer, NotPosted), answer
    return {reason.code for reason in answer.reasons}


def test_posting_makes_copies_numbers_steps_and_labels(desk: Delivering) -> None:
    batch = desk.batch(desk.many(3), desk.many(2, name="Қан мен тер", price_tiyn=199_050))
    done = desk.posted(batch)
    assert (done.copies, done.sum_tiyn) == (5, 3 * 250_000 + 2 * 199_050)
    assert done.entry == (1, 2026)
    assert done.numbers == {"inventory-books": ("1", "5")}
    copies = rows(desk, Copy)
    assert [copy["inventory_no"] for copy in copies] == ["1", "2", "3", "4", "5"]
    assert {copy["state"] for copy in copies} == {CopyState.IN_PROCESSING.value}
    assert len({copy["code"] for copy in copies}) == 5
    assert all(copy["added_on"] == TODAY for copy in copies)
    assert [row["ready_at"] for row in rows(desk, CopySteps)] == [None] * 5
    labels = rows(desk, LabelItem)
    assert [row["kind"] for row in labels] == ["spine"] * 5 + ["pocket"] * 5
    assert {row["state"] for row in labels} == {"waiting"}
    assert prove(desk.server.library) == ()


def test_the_inventory_book_keeps_the_words_of_the_day(desk: Delivering) -> None:
    desk.posted(desk.batch(desk.many(2, volume="т.1")))
    lines = rows(desk, InventoryLine)
    assert [line["author_title"] for line in lines] == ["Әуезов М. Абай жолы. т.1"] * 2
    assert [(line["number"], line["price_tiyn"]) for line in lines] == [(1, 250_000), (2, 250_000)]
    assert {line["bbk"] for line in lines} == {"84(5Қаз)6"}


def test_the_summary_book_divides_by_kind_content_and_language(desk: Delivering) -> None:
    algebra = desk.title("Алгебра", item_kind="textbook", grade=8, bbk="22.14я72", language="ru")
    batch = desk.batch(
        desk.many(3), LineValues(algebra, 10, 10, 180_000, "group"),
        LineValues(desk.title("Парақша", pages=16), 4, 4, 5_000, "temporary"),
    )  # fmt: skip
    done = desk.posted(batch)
    amounts = summary_year(desk.server, 2026).lines[0].amounts
    assert (amounts.total.copies, amounts.on_balance, amounts.off_balance) == (17, 13, 4)
    # What is on no balance costs the balance nothing.
    assert amounts.total.sum_tiyn == done.sum_tiyn == 3 * 250_000 + 10 * 180_000
    assert amounts.cell("content", "natural").copies == 10
    assert amounts.cell("content", "fiction").copies == 7
    assert amounts.cell("language", "ru").copies == 10
    assert amounts.cell("kind", "textbook").sum_tiyn == 1_800_000
    assert amounts.cell("grade", "8").copies == 10
    assert prove(desk.server.library) == ()


def test_what_is_counted_by_quantity_has_codes_and_no_inventory_number(desk: Delivering) -> None:
    line = replace(desk.many(3), accounting="group")
    done = desk.posted(desk.batch(line))
    assert done.numbers == {}
    assert [copy["inventory_no"] for copy in rows(desk, Copy)] == [None] * 3
    assert all(copy["code"] for copy in rows(desk, Copy))
    assert rows(desk, InventoryLine) == []
    assert prove(desk.server.library) == ()


def test_textbooks_have_a_series_of_their_own_where_the_school_wants_it(desk: Delivering) -> None:
    set_own_textbooks(desk.server, desk.deed("accession-start"), True)
    book = desk.many(2, name="Алгебра", item_kind="textbook", grade=8)
    batch = desk.batch(desk.many(2), book)
    assert desk.posted(batch).numbers == {
        "inventory-books": ("1", "2"), "inventory-textbooks": ("О-1", "О-2"),
    }  # fmt: skip
    again = desk.batch(book, head=replace(INVOICE, document_no="146"))
    assert desk.posted(again).numbers == {"inventory-textbooks": ("О-3", "О-4")}
    assert prove(desk.server.library) == ()


def test_a_gift_makes_an_act_of_acceptance_with_the_words_of_the_day(desk: Delivering) -> None:
    done = desk.posted(desk.batch(desk.many(2), head=GIFT))
    assert [(act.kind, act.number, act.year) for act in done.acts] == [("acceptance", 1, 2026)]
    act = rows(desk, PaperAct)[0]
    assert (act["copies"], act["sum_tiyn"]) == (2, 500_000)
    assert json.loads(act["people"])["giver"] == "Серік Нұрлан"
    assert json.loads(act["detail"])["school"] == "№4 лицей-интернат"
    line = rows(desk, PaperActLine)[0]
    assert (line["before"], line["after"], line["inventory_no"]) == (0, 2, "1–2")


def test_what_did_not_come_makes_an_act_of_difference(desk: Delivering) -> None:
    short = LineValues(desk.title(), 5, 3, 250_000)
    batch = desk.batch(short, desk.many(2, name="Қан мен тер"))
    assert codes(desk.post(batch)) == {"difference"}
    done = desk.posted(batch, "difference")
    assert (done.copies, [act.kind for act in done.acts]) == (5, ["difference"])
    act = rows(desk, PaperAct)[0]
    assert (act["copies"], act["sum_tiyn"]) == (-2, -500_000)
    line = rows(desk, PaperActLine)[0]
    assert (line["before"], line["after"]) == (5, 3)
    assert prove(desk.server.library) == ()


def test_acts_and_entries_are_numbered_by_year(desk: Delivering, clock: Clock) -> None:
    desk.posted(desk.batch(desk.many(1), head=GIFT))
    second = desk.posted(desk.batch(desk.many(1), head=GIFT))
    assert (second.entry, second.acts[0].number) == ((2, 2026), 2)
    clock.pass_(days=100)
    third = desk.posted(desk.batch(desk.many(1), head=GIFT))
    assert (third.entry, third.acts[0].number, third.acts[0].year) == ((1, 2027), 1, 2027)
    assert third.numbers == {"inventory-books": ("3", "3")}
    assert prove(desk.server.library) == ()


def test_all_reasons_are_told_at_once_and_nothing_is_written(desk: Delivering) -> None:
    head = replace(
        INVOICE, document_no="", document_on=date(2026, 12, 1), people=People(), supplier=""
    )
    batch = desk.batch(desk.many(2, bbk=None, price_tiyn=0), head=head)
    answer = desk.post(batch)
    assert codes(answer) == {
        "no-document", "document-in-future", "no-commission", "no-price", "no-shelf-mark",
        "no-supplier", "arrived-before-document",
    }  # fmt: skip
    assert isinstance(answer, NotPosted)
    assert not answer.may_confirm
    assert rows(desk, Copy) == rows(desk, SummaryEntry) == []
    assert answer.reasons == posting_reasons(desk.server, batch)


def test_a_doubt_is_confirmed_by_its_code_only(desk: Delivering) -> None:
    batch = desk.batch(desk.many(2), head=replace(INVOICE, document_tiyn=499_900))
    answer = desk.post(batch, "difference")
    assert codes(answer) == {"sum-differs"}
    assert isinstance(answer, NotPosted)
    assert answer.reasons[0].values["difference"] == "1,00\u00a0₸"
    desk.posted(batch, "sum-differs")


def test_the_same_form_again_gives_the_same_answer(desk: Delivering) -> None:
    batch = desk.batch(desk.many(2))
    deed = desk.deed("accession-posted")
    first = post_batch(desk.server, deed, batch)
    assert post_batch(desk.server, deed, batch) == first == posted_of(desk.server, batch)
    assert len(rows(desk, Copy)) == 2
    assert codes(desk.post(batch)) == {"already-posted"}
    assert [row["kind"] for row in journal(desk.server.library)].count("accession-posted") == 1


def test_a_cancelled_draft_is_not_posted(desk: Delivering) -> None:
    batch = desk.batch(desk.many(2))
    assert cancel_batch(desk.server, desk.deed("accession-cancelled"), batch)
    assert codes(desk.post(batch)) == {"no-batch"}
    assert not cancel_batch(desk.server, desk.deed("accession-cancelled"), batch)
    assert [line.state for line in list_batches(desk.server)] == ["cancelled"]


def test_a_document_posted_before_is_asked_about(desk: Delivering) -> None:
    line = desk.many(1)
    desk.posted(desk.batch(line))
    assert codes(desk.post(desk.batch(line))) == {"document-posted-before"}


def test_new_numbers_do_not_run_into_old_ones(desk: Delivering, school: SchoolBuilder) -> None:
    school.copy(inventory_no="2")
    school.copy(inventory_no="1840а")
    batch = desk.batch(desk.many(3))
    answer = desk.post(batch)
    assert codes(answer) == {"start-taken"}
    assert isinstance(answer, NotPosted)
    assert answer.reasons[0].values["numbers"] == "2"
    set_start(desk.server, desk.deed("accession-start"), "inventory-books", 18_601)
    assert desk.posted(batch).numbers == {"inventory-books": ("18601", "18603")}


def test_a_double_that_turns_up_later_is_asked_about(desk: Delivering) -> None:
    desk.posted(desk.batch(desk.many(1)))
    old = desk.title("Ескі кітап")
    with desk.server.library.writing():
        Copy.create(title=old, inventory_no="2")
    batch = desk.batch(desk.many(1), head=replace(INVOICE, document_no="146"))
    assert codes(desk.post(batch)) == {"number-taken"}
    desk.posted(batch, "number-taken")
    assert prove(desk.server.library) == ()


def test_a_batch_is_shown_with_what_posting_wrote(desk: Delivering) -> None:
    batch = desk.batch(desk.many(3), desk.many(1, name="Қан мен тер"))
    desk.posted(batch)
    view = batch_view(desk.server, batch)
    assert view is not None
    assert (view.state, view.entry, view.posted_by) == ("posted", (1, 2026), "Айгүл")
    assert [line.numbers for line in view.lines] == [("1", "3"), ("4", "4")]
    assert (view.totals.came, view.totals.sum_tiyn) == (4, 1_000_000)
    listed = list_batches(desk.server, "posted")[0]
    assert (listed.titles, listed.copies, listed.sum_tiyn) == (2, 4, 1_000_000)
    assert listed.entry == (1, 2026)


def test_five_hundred_copies_take_little_of_our_own_time(desk: Delivering) -> None:
    """The wall clock is measured by `bench --only accession`; here a busy computer counts not."""
    batch = desk.batch(*(desk.many(25, name=f"Кітап {n}") for n in range(20)))
    began = time.thread_time()
    assert desk.posted(batch).copies == 500
    assert time.thread_time() - began < 2
