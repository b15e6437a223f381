"""`/desk/processing`: what is left of new books, ticked by delivery, title and copy."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from server.server import Server
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import LOGIN, PASSWORD, Visitor
from tests.server.new_books import Delivery, Workshop

PAGE = "/desk/processing"
pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


@pytest.fixture
def workshop(server: Server, school: SchoolBuilder) -> Workshop:
    return Workshop(server, school)


@pytest.fixture
def delivery(workshop: Workshop) -> Delivery:
    return workshop.delivery()


def test_the_page_says_what_is_left_of_each_delivery(
    librarian: Visitor, workshop: Workshop, delivery: Delivery
) -> None:
    workshop.tick_all(delivery)
    workshop.scan(delivery.books[0])
    said = librarian.text(PAGE)
    assert "Document no. 17" in said and "Ready: 1 of 6" in said and "Scan 5" in said
    assert "Stamp" not in said.partition("Still to do")[2].partition("The steps")[0]


def test_nothing_in_processing_is_said(librarian: Visitor) -> None:
    assert "No books in processing" in librarian.text(PAGE)


def test_a_step_is_ticked_for_all_of_a_delivery_and_undone(
    librarian: Visitor, workshop: Workshop, delivery: Delivery
) -> None:
    here = f"{PAGE}/{delivery.batch_id}"
    assert "Tick the rest: 6" in librarian.text(here)
    answer = send(librarian, f"{here}/tick", tick="stamped")
    page = librarian.open(answer.headers["Location"]).get_data(as_text=True)
    assert "Ticked: 6. Became ready: 0." in page
    undoes = re.search(r'name="undoes" value="([^"]+)"', page)
    assert undoes is not None
    send(librarian, f"{here}/undo", undoes=undoes[1])
    assert workshop.steps(delivery.books[0]).stamped_at is None


def test_all_that_hands_do_is_ticked_after_a_look(
    librarian: Visitor, workshop: Workshop, delivery: Delivery
) -> None:
    here = f"{PAGE}/{delivery.batch_id}"
    assert "All steps will be ticked. Copies: 6. Ready at once: 0." in librarian.text(here)
    send(librarian, f"{here}/tick", tick="all")
    assert workshop.scan(delivery.books[5]).kind == "ready"


def test_a_title_and_a_copy_are_ticked_alone(
    librarian: Visitor, workshop: Workshop, delivery: Delivery
) -> None:
    here, first = f"{PAGE}/{delivery.batch_id}", delivery.books[0]
    send(librarian, f"{here}/tick", tick=f"pocket.{first.title_id}", title=first.title_id)
    assert workshop.steps(delivery.books[2]).pocket_at is not None
    assert workshop.steps(delivery.books[3]).pocket_at is None
    answer = send(
        librarian, f"{here}/untick", untick=f"pocket.{first.title_id}.{first.id}",
        title=first.title_id,
    )  # fmt: skip
    assert answer.headers["Location"].endswith(f"?title={first.title_id}")
    assert workshop.steps(first).pocket_at is None
    said = librarian.text(answer.headers["Location"])
    assert first.code in said and "№ 1" in said


def test_pressing_twice_ticks_once_and_an_old_page_is_told(
    librarian: Visitor, workshop: Workshop, delivery: Delivery
) -> None:
    here, one = f"{PAGE}/{delivery.batch_id}", str(uuid.uuid4())
    for _ in range(2):
        assert send(librarian, f"{here}/tick", tick="slip", operation=one).status_code == 303
    assert len(workshop.operations("steps-ticked")) == 1
    assert send(librarian, f"{here}/tick", tick="pocket", operation=one).status_code == 409


@pytest.mark.parametrize(
    "value", ["", "stamp", "all.x", "slip.1.2.3", "slip.99999999999", "slip.-1", "Ә" * 500]
)
def test_a_button_nobody_drew_is_refused(
    librarian: Visitor, delivery: Delivery, value: str
) -> None:
    answer = send(librarian, f"{PAGE}/{delivery.batch_id}/tick", tick=value)
    assert answer.status_code == 400
    assert librarian.open(f"{PAGE}/999999").status_code == 404
    assert librarian.open(f"{PAGE}/99999999999999999999").status_code == 404


def test_a_copys_page_has_its_steps_finishes_them_and_takes_back(
    librarian: Visitor, workshop: Workshop, delivery: Delivery, school: SchoolBuilder
) -> None:
    first = delivery.books[0]
    page, copy = f"/desk/copies/{first.id}", f"{PAGE}/copy/{first.id}"
    assert "Pocket glued in" in librarian.text(page)
    assert "Processing steps" not in librarian.text(f"/desk/copies/{school.copy('Ескі').id}")
    send(librarian, f"{copy}/tick", step="pocket")
    assert workshop.steps(first).pocket_at is not None
    send(librarian, f"{copy}/tick", step="not-pocket")
    assert workshop.steps(first).pocket_at is None
    answer = send(librarian, f"{copy}/finish")
    assert answer.headers["Location"] == page
    assert "The book is ready" in librarian.text(page)
    assert workshop.state(first) == "on-shelf"
    send(librarian, f"{copy}/back")
    assert "in processing again" in librarian.text(page)
    assert workshop.state(first) == "in-processing"


def test_the_school_chooses_its_steps(
    librarian: Visitor, workshop: Workshop, delivery: Delivery
) -> None:
    send(librarian, f"{PAGE}/steps", **{"step-stamped": "1", "step-label": "1"})
    said = librarian.text(f"{PAGE}/{delivery.batch_id}")
    assert "Pocket glued in" not in said and "Stamped: title page, page 17" in said
    send(librarian, f"{PAGE}/{delivery.batch_id}/tick", tick="stamped")
    assert workshop.scan(delivery.books[0]).kind == "ready"


def test_an_activist_pupil_processes_and_sees_no_reader(
    visitor: Visitor, workshop: Workshop, delivery: Delivery, server: Server
) -> None:
    from server.services.accounts import add_staff

    reader = workshop.school.reader("Кәмшат", "Көпжасарова")
    first = delivery.books[0]
    workshop.school.request(first, reader)
    workshop.tick_all(delivery)
    add_staff(server, "komekshi", "Белсенді оқушы", PASSWORD, "assistant")
    assert visitor.sign_in("komekshi").status_code == 303
    answer = send(visitor, f"{PAGE}/scan", text=first.code)
    assert "Ready: a reader waits for it" in answer.get_data(as_text=True)
    for path in (PAGE, f"{PAGE}/{delivery.batch_id}", f"{PAGE}/scan", f"/desk/copies/{first.id}"):
        page = visitor.open(path)
        assert page.status_code == 200
        assert not re.search("Кәмшат|Көпжасарова", page.get_data(as_text=True))
    assert send(visitor, f"{PAGE}/steps").status_code == 403


def test_who_may_not_process_books_sees_nothing_of_it(
    visitor: Visitor, server: Server, delivery: Delivery
) -> None:
    from server.services.accounts import add_staff

    add_staff(server, "direktor", "", PASSWORD, "director")
    visitor.sign_in("direktor")
    assert visitor.open(PAGE).status_code == 403
    assert "Processing steps" not in visitor.text(f"/desk/copies/{delivery.books[0].id}")
    assert LOGIN != "direktor"


def test_the_home_page_counts_what_is_in_processing_and_to_be_printed(
    librarian: Visitor, workshop: Workshop, delivery: Delivery
) -> None:
    said = librarian.text("/desk")
    assert "6 In processing" in said and "12 Labels to print" in said
    assert "Open deliveries" not in said, "what is rare is shown only while it is there"


def test_a_book_in_processing_at_the_desk_is_finished_and_lent_in_one_step(
    librarian: Visitor, workshop: Workshop, delivery: Delivery, school: SchoolBuilder
) -> None:
    first, reader = delivery.books[0], school.reader()
    answer = send(librarian, "/desk/lend", text=first.code, reader=reader.id, wish="")
    page = answer.get_data(as_text=True)
    assert "All done, lend it" in page and "Stamp, Number" in page
    one = str(uuid.uuid4())
    for _ in range(2):
        answer = send(librarian, "/desk/lend", text=first.code, reader=reader.id, wish="finish",
                      operation=one)  # fmt: skip
        assert workshop.state(first) == "on-loan"
    assert len(workshop.operations("check-out")) == len(workshop.operations("steps-finished")) == 1


def test_a_book_in_processing_without_a_reader_is_made_ready(
    librarian: Visitor, workshop: Workshop, delivery: Delivery
) -> None:
    first = delivery.books[0]
    assert "All done, the book is ready" in send(
        librarian, "/desk/lend", text=first.code, reader="", wish=""
    ).get_data(as_text=True)
    send(librarian, "/desk/lend", text=first.code, reader="", wish="finish")
    assert workshop.state(first) == "on-shelf"
