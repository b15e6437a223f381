"""Drafts: lines typed from the invoice, and book after book scanned into them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from library.accession import MOST_COPIES, MOST_TIYN, LineValues
from server.server import Server
from server.services.accession_lines import (
    LineRefused,
    Scanned,
    drop_line,
    one_more,
    put_line,
    suggested_accounting,
    undo_scan,
)
from server.services.accessions import batch_view, change_head, open_batch
from server.services.number_settings import (
    StartRefused,
    number_settings,
    set_own_textbooks,
    set_start,
)
from server.services.proof import prove
from tests.builders import SchoolBuilder
from tests.server.asking import journal
from tests.server.delivering import COMMISSION, GIFT, INVOICE, Delivering


@pytest.fixture
def desk(server: Server, school: SchoolBuilder) -> Delivering:
    return Delivering(server)


def lines(desk: Delivering, batch: int) -> list[LineValues]:
    view = batch_view(desk.server, batch)
    assert view is not None
    return [line.values for line in view.lines]


def scan(desk: Delivering, batch: int, title: int, **values: Any) -> Scanned:
    answer = one_more(desk.server, desk.deed("accession-scanned"), batch, title, **values)
    assert isinstance(answer, Scanned), answer
    return answer


def test_a_head_is_kept_as_typed_and_its_people_stay_out_of_the_journal(desk: Delivering) -> None:
    batch = desk.batch()
    assert change_head(desk.server, desk.deed("accession-head"), batch, GIFT)
    view = batch_view(desk.server, batch)
    assert view is not None
    assert view.head == GIFT
    details = str([row["detail"] for row in journal(desk.server.library)])
    assert not any(name in details for name in (COMMISSION.giver, COMMISSION.chair, "Кітап"))


def test_an_opening_sent_twice_is_one_draft(desk: Delivering) -> None:
    deed = desk.deed("accession-opened")
    assert open_batch(desk.server, deed, INVOICE) == open_batch(desk.server, deed, INVOICE)


def test_a_line_is_put_changed_and_dropped(desk: Delivering) -> None:
    batch = desk.batch()
    values = desk.many(3)
    deed = desk.deed("accession-line")
    line = put_line(desk.server, deed, batch, values)
    assert put_line(desk.server, deed, batch, values) == line
    assert isinstance(line, int)
    other = replace(values, came=2, note="бір дана жыртық")
    assert put_line(desk.server, desk.deed("accession-line"), batch, other, line) == line
    assert lines(desk, batch) == [other]
    assert drop_line(desk.server, desk.deed("accession-line-dropped"), batch, line) is True
    gone = LineRefused("gone")
    assert drop_line(desk.server, desk.deed("accession-line-dropped"), batch, line) == gone
    assert put_line(desk.server, desk.deed("accession-line"), batch, other, line) == gone
    assert lines(desk, batch) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title_id": 999}, "title"),
        ({"place_id": 999}, "place"),
        ({"accounting": "some"}, "accounting"),
        ({"came": -1}, "quantity"),
        ({"came": 0, "invoiced": 0}, "quantity"),
        ({"came": MOST_COPIES + 1}, "quantity"),
        ({"invoiced": 10**9}, "quantity"),
        ({"price_tiyn": -1}, "price"),
        ({"price_tiyn": MOST_TIYN + 1}, "price"),
    ],
)
def test_a_wrong_line_is_refused(desk: Delivering, wrong: dict[str, Any], code: str) -> None:
    batch = desk.batch()
    values = replace(desk.many(1), **wrong)
    answer = put_line(desk.server, desk.deed("accession-line"), batch, values)
    assert answer == LineRefused(code)
    assert lines(desk, batch) == []


def test_scan_after_scan_counts_on_one_line(desk: Delivering) -> None:
    batch, title = desk.batch(), desk.title()
    first = scan(desk, batch, title, price_tiyn=250_000)
    assert [scan(desk, batch, title).came for _ in range(2)] == [2, 3]
    assert scan(desk, batch, title, copies=17).line_id == first.line_id
    assert lines(desk, batch) == [LineValues(title, 20, 20, 250_000, scanned=True)]


def test_another_price_makes_a_line_of_its_own(desk: Delivering) -> None:
    batch, title = desk.batch(), desk.title()
    scan(desk, batch, title, price_tiyn=250_000)
    scan(desk, batch, title, price_tiyn=199_050)
    scan(desk, batch, title, price_tiyn=250_000)
    assert [(line.came, line.price_tiyn) for line in lines(desk, batch)] == [
        (2, 250_000), (1, 199_050),
    ]  # fmt: skip


def test_scans_count_what_came_against_the_invoice(desk: Delivering) -> None:
    title = desk.title()
    batch = desk.batch(LineValues(title, 2, 0, 250_000))
    assert [scan(desk, batch, title).came for _ in range(3)] == [1, 2, 3]
    # The surplus is seen: the invoice says what it said.
    assert lines(desk, batch) == [LineValues(title, 2, 3, 250_000)]


def test_a_scan_sent_twice_counts_once(desk: Delivering) -> None:
    batch, title = desk.batch(), desk.title()
    deed = desk.deed("accession-scanned")
    first = one_more(desk.server, deed, batch, title)
    assert one_more(desk.server, deed, batch, title) == first
    assert [line.came for line in lines(desk, batch)] == [1]


def test_the_last_scan_is_taken_back_once(desk: Delivering) -> None:
    batch, title = desk.batch(), desk.title()
    scan(desk, batch, title)
    last = scan(desk, batch, title, copies=5)
    deed = desk.deed("accession-scan-undone")
    undone = undo_scan(desk.server, deed, batch, last.scan_id)
    assert isinstance(undone, Scanned)
    assert (undone.came, undone.copies) == (1, -5)
    assert undo_scan(desk.server, deed, batch, last.scan_id) == undone
    again = undo_scan(desk.server, desk.deed("accession-scan-undone"), batch, last.scan_id)
    assert again == LineRefused("gone")
    assert [line.came for line in lines(desk, batch)] == [1]
    assert prove(desk.server.library) == ()


def test_a_line_without_copies_goes_with_its_last_scan(desk: Delivering) -> None:
    batch, title = desk.batch(LineValues(desk.title("Қан мен тер"), 1, 0, 5)), desk.title()
    for each in (title, lines(desk, batch)[0].title_id):
        last = scan(desk, batch, each)
        undo_scan(desk.server, desk.deed("accession-scan-undone"), batch, last.scan_id)
    # The line of the invoice stays, with nothing come.
    assert [(line.invoiced, line.came) for line in lines(desk, batch)] == [(1, 0)]


def test_nothing_is_scanned_into_what_is_posted(desk: Delivering) -> None:
    batch = desk.batch(desk.many(1))
    last = scan(desk, batch, desk.title("Қан мен тер"), price_tiyn=100)
    desk.posted(batch)
    answer = one_more(desk.server, desk.deed("accession-scanned"), batch, desk.title("Көшпенділер"))
    assert answer == LineRefused("not-draft")
    back = undo_scan(desk.server, desk.deed("accession-scan-undone"), batch, last.scan_id)
    assert back == LineRefused("not-draft")


def test_how_a_title_is_accounted_for_is_suggested(desk: Delivering) -> None:
    booklet, book = desk.title("Парақша", pages=47), desk.title(pages=48)
    algebra = desk.title("Алгебра", item_kind="textbook", grade=8, pages=40)
    said = [suggested_accounting(desk.server, title) for title in (booklet, book, algebra, 999)]
    assert said == ["temporary", "inventory", "inventory", "inventory"]
    desk.posted(desk.batch(LineValues(algebra, 3, 3, 100_000, "group")))
    geometry = desk.title("Геометрия", item_kind="textbook", grade=8)
    assert suggested_accounting(desk.server, geometry) == "group"


def test_numbers_are_suggested_after_the_highest_old_one(
    desk: Delivering, school: SchoolBuilder
) -> None:
    for number in ("99", "1840", "1840а", "К-9999", "0007", "О-30", "О-7", "О-", "О-31а", None):
        school.copy(inventory_no=number)
    found = set_own_textbooks(desk.server, desk.deed("accession-textbooks"), True)
    assert (found.books.suggested, found.textbooks.suggested) == (1841, 31)


def test_the_start_of_a_series_is_set_once(desk: Delivering, school: SchoolBuilder) -> None:
    school.copy(inventory_no="18600")
    server = desk.server
    books = number_settings(server).books
    assert (books.next_number, books.suggested, books.begun) == (1, 18_601, False)
    set_start(server, desk.deed("accession-start"), "inventory-books", 18_601)
    desk.posted(desk.batch(desk.many(2)))
    late = set_start(server, desk.deed("accession-start"), "inventory-books", 20_000)
    assert late == StartRefused("begun")
    books = number_settings(server).books
    assert (books.next_number, books.suggested, books.begun) == (18_603, 18_603, True)


@pytest.mark.parametrize(
    ("key", "start", "prefix", "code"),
    [
        ("inventory-journals", 1, "", "series"),
        ("inventory-books", 0, "", "number"),
        ("inventory-books", 10_000_000, "", "number"),
        ("inventory-books", 1, "К1", "prefix"),
        ("inventory-books", 1, "К" * 11, "prefix"),
        ("inventory-books", 1, "О-", "same"),
    ],
)
def test_a_wrong_start_is_refused(
    desk: Delivering, key: str, start: int, prefix: str, code: str
) -> None:
    set_own_textbooks(desk.server, desk.deed("accession-textbooks"), True)
    before = number_settings(desk.server)
    answer = set_start(desk.server, desk.deed("accession-start"), key, start, prefix)
    assert answer == StartRefused(code)
    assert number_settings(desk.server) == before
