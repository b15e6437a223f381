"""`/desk/processing/scan`: each stuck label gets a clear answer."""

from __future__ import annotations

import http.client
import re
import threading
import uuid
from typing import Any

import pytest

from server.server import Server
from server.services.desk_activity import scanned
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import Visitor
from tests.server.new_books import Delivery, Workshop

PAGE = "/desk/processing/scan"
pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def send(visitor: Visitor, **fields: Any) -> str:
    fields = {"operation": str(uuid.uuid4()), "batch": "", "title": "", **fields}
    return visitor.send(PAGE, **fields).get_data(as_text=True)


@pytest.fixture
def workshop(server: Server, school: SchoolBuilder) -> Workshop:
    return Workshop(server, school)


@pytest.fixture
def delivery(workshop: Workshop) -> Delivery:
    delivery = workshop.delivery()
    workshop.tick_all(delivery)
    return delivery


def test_a_good_scan_is_green_with_its_count_and_stands_in_the_list(
    librarian: Visitor, delivery: Delivery
) -> None:
    said = send(librarian, text=delivery.books[0].code)
    assert "told-good" in said and "Verified, ready" in said and 'data-sound="good"' in said
    assert "Scanned back: 1 of 6" in said
    again = librarian.text(PAGE)
    assert delivery.books[0].code in again, "nothing is lost by loading the page anew"


def test_each_other_answer_has_its_own_look(
    librarian: Visitor, workshop: Workshop, delivery: Delivery, school: SchoolBuilder
) -> None:
    first, other = delivery.books[0], delivery.books[3]
    send(librarian, text=first.code)
    assert "told-ask" in (already := send(librarian, text=first.code))
    assert "ready already" in already and "data-sound" not in already
    wrong = send(librarian, text=other.code, batch=delivery.batch_id, title=first.title_id)
    assert "told-no" in wrong and "The label of another book" in wrong
    assert "The label belongs to: Көшпенділер" in wrong and "Chosen: Абай жолы" in wrong
    assert "This is a reader card" in send(librarian, text=school.reader().card)
    assert "Unknown code" in send(librarian, text="<b>жоқ</b>")
    assert "&lt;b&gt;" in send(librarian, text="<b>жоқ</b>")
    left = workshop.delivery(1, ("Басқа",)).books[0]
    said = send(librarian, text=left.code)
    assert "Verified, not all is done" in said and "Stamp, Number, Mark, Pocket, Slip" in said


def test_the_chosen_delivery_and_title_stay_chosen(librarian: Visitor, delivery: Delivery) -> None:
    title = delivery.books[0].title_id
    page = librarian.open(f"{PAGE}?batch={delivery.batch_id}&title={title}").get_data(as_text=True)
    assert f'value="{title}" selected' in page
    said = send(librarian, text=delivery.books[0].code, batch=delivery.batch_id, title=title)
    assert f'name="title" value="{title}"' in said
    assert librarian.open(f"{PAGE}?batch=999999&title=x").status_code == 200


def test_the_same_form_twice_is_one_scan(
    librarian: Visitor, workshop: Workshop, delivery: Delivery
) -> None:
    one = str(uuid.uuid4())
    for _ in range(2):
        assert "Verified, ready" in send(librarian, text=delivery.books[0].code, operation=one)
    assert len(workshop.operations("scan-back")) == 1


def test_what_is_left_is_finished_from_the_answer(
    librarian: Visitor, workshop: Workshop, delivery: Delivery
) -> None:
    book = workshop.delivery(1, ("Басқа",)).books[0]
    said = send(librarian, text=book.code)
    action = re.search(r'action="([^"]+/finish)"', said)
    assert action is not None
    answer = librarian.send(action[1], operation=str(uuid.uuid4()), **{"from": "scan"})
    assert answer.headers["Location"] == PAGE
    assert workshop.state(book) == "on-shelf"


def test_without_a_desk_scanner_the_page_says_nothing_of_one(librarian: Visitor) -> None:
    assert 'id="scanner"' not in librarian.open(PAGE).get_data(as_text=True)


def test_a_desk_scanner_answers_on_the_page_that_took_it(
    librarian: Visitor, desk_address: str, server: Server, workshop: Workshop, delivery: Delivery
) -> None:
    station = workshop.school.station("Кітапханашы үстелі", "desk")
    server.desk_scanners.attach(station)
    page = librarian.open(PAGE).get_data(as_text=True)
    assert 'id="scanner"' in page and f'data-station="{station}"' in page
    cookie = librarian.client.get_cookie("desk", path="/desk") or librarian.client.get_cookie(
        "desk"
    )
    assert cookie is not None
    line = http.client.HTTPConnection(*desk_address.removeprefix("http://").split(":"), timeout=20)
    line.request(
        "GET", f"/desk/scanner/{station}/stream?activity=scan-back",
        headers={"Cookie": f"desk={cookie.value}; language=en"},
    )  # fmt: skip
    stream = line.getresponse()
    assert (stream.status, next_event(stream)[0]) == (200, "here")
    code = delivery.books[0].code
    scanning = threading.Thread(target=scanned, args=(server, station, code, server.now()))
    scanning.start()
    event, html = next_event(stream)
    scanning.join(20)
    assert event == "answer" and "Verified, ready" in html and "Scanned back: 1 of 6" in html
    assert "<html" not in html, "the changing part only"
    server.desk_scanners.end()
    assert next_event(stream)[0] == "stopped"
    line.close()


def next_event(stream: http.client.HTTPResponse) -> tuple[str, str]:
    event, lines = "", []
    for raw in stream:
        text = raw.decode().rstrip("\n")
        if text.startswith("event: "):
            event = text.removeprefix("event: ")
        elif text.startswith("data: "):
            lines.append(text.removeprefix("data: "))
        elif not text and event:
            break
    return event, "\n".join(lines)


def test_a_scanner_is_taken_for_what_one_may_do(librarian: Visitor, server: Server) -> None:
    station = 77
    server.desk_scanners.attach(station)
    for path in (f"{station}/stream?activity=nonsense", "5/stream?activity=scan-back"):
        assert librarian.open(f"/desk/scanner/{path}").status_code == 204
    assert librarian.send(f"/desk/scanner/{station}/leave").status_code == 204
