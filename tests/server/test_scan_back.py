"""The stuck label scanned back: one operation a scan, and a clear word for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from library.processing import BY_HAND, Step
from library.scanned_code import Command, make_number
from library.typed_code import in_layout
from server.server import Server
from server.services.processing import Selection, finish
from server.services.scan_back import BatchCount, ScanBack, scan_back
from server.tables import LabelItem
from tests.builders import SchoolBuilder
from tests.server.new_books import Workshop


@pytest.fixture
def workshop(server: Server, school: SchoolBuilder) -> Workshop:
    return Workshop(server, school)


def test_the_scan_after_all_steps_makes_the_copy_ready(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    workshop.tick_all(delivery)
    first = delivery.books[0]
    seen = workshop.scan(first)
    assert (seen.kind, seen.state, seen.left) == ("ready", "on-shelf", ())
    assert seen.copy is not None and seen.copy.title == "Абай жолы"
    assert seen.inventory_no == "1"
    assert seen.batch == BatchCount(delivery.batch_id, 1, 6)
    assert workshop.scan(delivery.books[1]).batch == BatchCount(delivery.batch_id, 2, 6)


def test_open_steps_are_named_and_the_label_is_verified_all_the_same(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    first = delivery.books[0]
    seen = workshop.scan(first)
    still = tuple(step for step in BY_HAND if step is not Step.LABEL)
    assert (seen.kind, seen.left) == ("left", still), "the scanned label is stuck"
    again = workshop.scan(first)
    assert (again.kind, again.left) == ("again", still)
    assert len(workshop.operations("scan-back")) == 1
    assert again.batch == BatchCount(delivery.batch_id, 1, 6)


def test_who_vouches_for_all_steps_makes_ready_with_the_scan(workshop: Workshop) -> None:
    first = workshop.delivery().books[0]
    assert workshop.scan(first, all_done=True).kind == "ready"
    assert workshop.steps(first).pocket_at is not None


def test_printed_labels_with_the_number_are_verified(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    with workshop.server.library.writing():
        LabelItem.update(state="printed").execute()
    workshop.scan(delivery.books[0])
    with workshop.server.library.reading():
        rows = LabelItem.select().where(LabelItem.copy == delivery.books[0].id)
        assert {row.kind: row.state for row in rows} == {"spine": "printed", "pocket": "verified"}


def test_the_same_scan_sent_again_gives_the_same_answer(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    workshop.tick_all(delivery)
    for book, kind in ((delivery.books[0], "ready"), (delivery.books[1], "left")):
        if kind == "left":
            untick_slip(workshop, book.id)
        scan = ScanBack(workshop.origin(), book.code)
        assert scan_back(workshop.server, scan).kind == kind
        assert scan_back(workshop.server, scan).kind == kind
    assert len(workshop.operations("scan-back")) == 2


def untick_slip(workshop: Workshop, copy_id: int) -> None:
    from server.services.processing import untick

    one = Selection(copy_id=copy_id)
    untick(workshop.server, workshop.deed("steps-unticked"), one, {Step.SLIP})


def test_one_id_for_two_labels_is_told(workshop: Workshop) -> None:
    first, second = workshop.delivery().books[:2]
    scan = ScanBack(workshop.origin(), first.code)
    scan_back(workshop.server, scan)
    assert scan_back(workshop.server, replace(scan, text=second.code)).kind == "stale"


def test_a_second_scan_of_a_ready_copy_is_no_error(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    workshop.tick_all(delivery)
    workshop.scan(delivery.books[0])
    assert workshop.scan(delivery.books[0]).kind == "already"


def test_a_copy_that_is_not_in_processing_is_named_with_its_state(
    workshop: Workshop, school: SchoolBuilder
) -> None:
    lent, shelf = school.copy("Бір"), school.copy("Екі")
    school.lent(lent, school.reader(), due_on=workshop.server.today() + timedelta(days=3))
    seen = workshop.scan(lent)
    assert (seen.kind, seen.state, seen.batch) == ("elsewhere", "on-loan", None)
    assert workshop.scan(shelf).kind == "already"
    assert workshop.operations("scan-back") == []


def test_the_label_of_another_title_than_the_book_in_hand_is_not_verified(
    workshop: Workshop,
) -> None:
    delivery = workshop.delivery()
    abai, koshpendiler = delivery.books[0], delivery.books[3]
    seen = workshop.scan(koshpendiler, title_id=abai.title_id)
    assert (seen.kind, seen.expected) == ("other-title", "Абай жолы")
    assert seen.copy is not None and seen.copy.title == "Көшпенділер"
    assert workshop.steps(koshpendiler).verified_at is None
    assert workshop.scan(abai, title_id=abai.title_id).kind == "left"


def test_what_is_no_label_is_named(workshop: Workshop, school: SchoolBuilder) -> None:
    card, nobody = school.reader().card, make_number("6", 99_999_990)
    wrong = nobody[:-1] + str((int(nobody[-1]) + 1) % 10)
    kinds = {
        card: "card", nobody: "unknown", wrong: "wrong-digit", "9786010709676": "isbn",
        make_number("5", Command.FINISH.value): "not-here", "": "unknown",
        "\x01garbage" * 40: "unknown", "Абай": "unknown",
    }  # fmt: skip
    assert {text: workshop.scan(text).kind for text in kinds} == kinds


def test_a_wedge_scanner_in_the_kazakh_layout_is_understood(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    workshop.tick_all(delivery)
    assert workshop.scan(in_layout(delivery.books[0].code, "kk")).kind == "ready"


def test_a_copy_of_a_list_is_scanned_back_without_a_delivery(
    workshop: Workshop, school: SchoolBuilder
) -> None:
    book = school.copy("Тізімнен", state="in-processing")
    seen = workshop.scan(book, all_done=True)
    assert (seen.kind, seen.batch) == ("ready", None)


def test_what_was_finished_at_the_desk_is_ready_already(workshop: Workshop) -> None:
    first = workshop.delivery().books[0]
    finish(workshop.server, workshop.deed("steps-finished", copy_id=first.id), first.id)
    assert workshop.scan(first).kind == "already"
