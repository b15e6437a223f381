"""Books that were there before get their labels: nothing is refused but a wrong label."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from library.scanned_code import make_number
from library.typed_code import in_layout
from server.server import Server
from server.services.existing_stock import Linked, NotLinked, StockValues, link_copy, unlink_copy
from server.services.existing_stock_progress import doubtful, progress
from server.services.label_rolls import MOST, add_roll, roll_numbers, rolls
from server.tables import Copy, InventoryLine, LinkedCode, Operation, StockLink, SummaryEntry
from tests.builders import SchoolBuilder
from tests.server.acting import Librarian


class Shelf:
    """A title of the old stock and a roll of twenty labels."""

    def __init__(self, server: Server, school: SchoolBuilder) -> None:
        self.server, self.school, self.aigul = server, school, Librarian(server)
        self.listed = school.copy("Абай жолы", inventory_no="300")
        self.title_id = self.listed.title_id
        self.roll = add_roll(server, self.aigul.deed("roll-added"), 20)
        self.labels = roll_numbers(server, self.roll)

    def link(self, label: int = 0, **values: object) -> Linked | NotLinked:
        wanted = replace(StockValues(self.title_id, self.labels[label]), **values)
        return link_copy(self.server, self.aigul.deed("stock-linked"), wanted)

    def copy(self, copy_id: int) -> Copy:
        with self.server.library.reading():
            return Copy.get(Copy.id == copy_id)


@pytest.fixture
def shelf(server: Server, school: SchoolBuilder) -> Shelf:
    return Shelf(server, school)


def test_a_book_gets_its_label_and_stands_on_the_shelf(shelf: Shelf) -> None:
    made = shelf.link(written_no=" 1204  а", written_price="2 руб. 40 коп.")
    assert isinstance(made, Linked) and not made.known
    copy = shelf.copy(made.copy_id)
    assert (copy.code, copy.inventory_no, copy.state) == (shelf.labels[0], "1204 а", "on-shelf")
    with shelf.server.library.reading():
        link = StockLink.get()
        assert (link.written_no, link.written_price) == ("1204 а", "2 руб. 40 коп.")
        assert SummaryEntry.select().count() == InventoryLine.select().count() == 0


def test_old_numbers_may_occur_twice_and_be_missing(shelf: Shelf) -> None:
    for label, number in enumerate(("17", "17", "", "20", "К-9")):
        assert isinstance(shelf.link(label, written_no=number), Linked)
    said = [(line.doubt.value, line.first, line.last) for line in doubtful(shelf.server)]
    assert said == [("double", "17", "17"), ("letters", "К-9", "К-9"), ("gap", "18", "19")]


def test_a_copy_of_an_imported_list_takes_the_label_and_is_not_made_twice(
    shelf: Shelf,
) -> None:
    listed = shelf.listed
    made = shelf.link(written_no="300")
    assert made == Linked(listed.id, shelf.labels[0], known=True)
    with shelf.server.library.reading():
        assert LinkedCode.get().code == listed.code, "its first number is still understood"
    again = shelf.link(1, written_no="300")
    assert isinstance(again, Linked) and not again.known, "a second book with that number"


def test_a_label_is_one_of_ours_free_and_of_a_roll(shelf: Shelf) -> None:
    assert shelf.link(label=0) and shelf.link(label=0) == NotLinked("taken")
    nowhere = make_number("6", 77_000_000)
    for label, code in (("9786010709676", "label"), ("?", "label"), (nowhere, "roll")):
        wanted = StockValues(shelf.title_id, label)
        deed = shelf.aigul.deed("stock-linked")
        assert link_copy(shelf.server, deed, wanted) == NotLinked(code)
    wanted = StockValues(999, shelf.labels[5])
    assert link_copy(shelf.server, shelf.aigul.deed("stock-linked"), wanted) == NotLinked("title")


def test_a_label_typed_in_the_kazakh_layout_is_understood(shelf: Shelf) -> None:
    wanted = StockValues(shelf.title_id, in_layout(shelf.labels[3], "kk"))
    made = link_copy(shelf.server, shelf.aigul.deed("stock-linked"), wanted)
    assert isinstance(made, Linked) and made.code == shelf.labels[3]


def test_a_form_sent_twice_links_one_book(shelf: Shelf) -> None:
    deed = shelf.aigul.deed("stock-linked")
    wanted = StockValues(shelf.title_id, shelf.labels[0], "5")
    assert link_copy(shelf.server, deed, wanted) == link_copy(shelf.server, deed, wanted)
    with shelf.server.library.reading():
        assert StockLink.select().count() == 1
        assert Operation.select().where(Operation.kind == "stock-linked").count() == 1


def test_a_wrong_link_is_taken_back_and_the_label_is_free(shelf: Shelf) -> None:
    made = shelf.link()
    assert isinstance(made, Linked)
    assert unlink_copy(shelf.server, shelf.aigul.deed("stock-unlinked"), made.copy_id)
    assert shelf.copy(made.copy_id).state == "written-off"
    again = shelf.link()
    assert isinstance(again, Linked) and again.copy_id != made.copy_id


def test_a_listed_copy_gets_its_first_number_back(shelf: Shelf) -> None:
    listed = shelf.listed
    shelf.link(written_no="300")
    assert unlink_copy(shelf.server, shelf.aigul.deed("stock-unlinked"), listed.id)
    assert shelf.copy(listed.id).code == listed.code
    assert shelf.copy(listed.id).state == "on-shelf"


def test_what_was_lent_meanwhile_is_not_taken_back(shelf: Shelf, school: SchoolBuilder) -> None:
    made = shelf.link()
    assert isinstance(made, Linked)
    book = replace(shelf.listed, id=made.copy_id)
    school.lent(book, school.reader(), date(2026, 10, 20))
    assert not unlink_copy(shelf.server, shelf.aigul.deed("stock-unlinked"), made.copy_id)


def test_progress_counts_all_and_today(shelf: Shelf) -> None:
    for label in range(3):
        shelf.link(label, written_no=str(label + 1))
    seen = progress(shelf.server, shelf.aigul.staff_id)
    assert (seen.linked, seen.today, seen.goal) == (3, 3, 0)
    assert [line.written_no for line in seen.last] == ["3", "2", "1"]
    assert all(line.mine for line in seen.last)


def test_rolls_keep_their_numbers_aside(shelf: Shelf) -> None:
    other = add_roll(shelf.server, shelf.aigul.deed("roll-added"), 5)
    first, second = roll_numbers(shelf.server, shelf.roll), roll_numbers(shelf.server, other)
    assert len({*first, *second}) == 25 and first[-1] < second[0]
    shelf.link()
    newest, oldest = rolls(shelf.server)
    assert (newest.count, newest.used, oldest.count, oldest.used) == (5, 0, 20, 1)


@pytest.mark.parametrize("count", [0, -1, MOST + 1])
def test_a_roll_has_a_sensible_length(shelf: Shelf, count: int) -> None:
    with pytest.raises(ValueError, match="roll"):
        add_roll(shelf.server, shelf.aigul.deed("roll-added"), count)
