"""`/desk/existing-stock`: number, title, label; three sendings a book."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest

from server.server import Server
from server.services.label_rolls import add_roll, roll_numbers
from server.services.searching import index_title, title_texts
from server.tables import Copy, KnownRecord, StockLink, Title
from tests.builders import SchoolBuilder
from tests.server.acting import Librarian
from tests.server.desk.visitor import Visitor

PAGE = "/desk/existing-stock"


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


@pytest.fixture
def labels(server: Server, school: SchoolBuilder) -> list[str]:
    first = school.copy("Абай жолы")
    school.copy("Абай"), school.copy("Көшпенділер")
    with server.library.writing():
        Title.update(isbn="9786010709676").where(Title.id == first.title_id).execute()
        for row in Title.select():
            index_title(row.id, *title_texts(row))
    return roll_numbers(server, add_roll(server, Librarian(server).deed("roll-added"), 10))


def test_a_book_is_linked_by_number_isbn_and_label(
    librarian: Visitor, server: Server, labels: list[str]
) -> None:
    page = librarian.open(f"{PAGE}?no=1204&find=9786010709676").get_data(as_text=True)
    title = re.search(r'name="title" value="(\d+)"', page)
    assert title is not None and "Абай жолы" in page
    answer = send(librarian, PAGE, no="1204", title=title[1], label=labels[0], home_place="")
    assert answer.status_code == 303
    said = librarian.text(answer.headers["Location"])
    assert "The label is linked" in said and "№ 1204" in said and "One more copy of" in said
    with server.library.reading():
        assert StockLink.get().written_no == "1204"


def test_words_that_mean_several_titles_offer_them(librarian: Visitor, labels: list[str]) -> None:
    said = librarian.text(f"{PAGE}?no=5&find=абай")
    assert "Which one?" in said and "Абай жолы" in said


def test_a_book_the_catalogue_does_not_have_is_added_on_the_way(
    librarian: Visitor, server: Server, labels: list[str]
) -> None:
    page = librarian.open(f"{PAGE}?no=77&find=Менің Қазақстаным").get_data(as_text=True)
    assert "Not in the catalogue" in page and 'value="Менің Қазақстаным"' in page
    fields = {"name": "Менің Қазақстаным", "item_kind": "reference", "language": "kk", "no": "77"}
    wrong = send(librarian, f"{PAGE}/title", **{**fields, "name": ""})
    assert wrong.status_code == 422 and "field-wrong" in wrong.get_data(as_text=True)
    answer = send(librarian, f"{PAGE}/title", **fields)
    page = librarian.open(answer.headers["Location"]).get_data(as_text=True)
    assert "Менің Қазақстаным" in page and 'value="77"' in page and 'name="label"' in page
    with server.library.reading():
        assert Title.select().where(Title.name == "Менің Қазақстаным").count() == 1


def test_a_wrong_label_is_told_at_its_field(librarian: Visitor, labels: list[str]) -> None:
    answer = send(librarian, PAGE, no="1", title="1", label="9786010709676", home_place="")
    said = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "no number of our labels" in said
    without = send(librarian, PAGE, no="1", title="1", label="", home_place="")
    assert without.status_code == 200, "the label is scanned next"


def test_an_unlabelled_book_is_entered_and_lent_in_one_step(
    librarian: Visitor, server: Server, school: SchoolBuilder, labels: list[str]
) -> None:
    aliya = school.reader("Әлия", "Серік")
    page = librarian.text(f"{PAGE}?title=1&reader={aliya.id}")
    assert "Once labelled, the book is lent to" in page
    once = {"no": "9", "title": "1", "label": labels[0], "home_place": "",
            "reader": str(aliya.id), "operation": str(uuid.uuid4())}  # fmt: skip
    for _ in range(2):
        said = send(librarian, PAGE, **once).get_data(as_text=True)
        assert "Lent" in said and "Серік" in said
    with server.library.reading():
        assert Copy.select().where(Copy.state == "on-loan").count() == 1


def test_the_last_link_is_taken_back_and_the_goal_is_said(
    librarian: Visitor, server: Server, labels: list[str]
) -> None:
    send(librarian, f"{PAGE}/goal", goal="18 600")
    send(librarian, PAGE, no="3", title="1", label=labels[0], home_place="")
    assert "1 of 18,600" in librarian.text(PAGE)
    with server.library.reading():
        copy_id = StockLink.get().copy_id
    send(librarian, f"{PAGE}/undo", copy=str(copy_id))
    assert "0 of 18,600" in librarian.text(PAGE)
    send(librarian, f"{PAGE}/goal", goal="-5")
    assert "0 of 18,600" in librarian.text(PAGE)


def test_doubtful_numbers_are_listed(librarian: Visitor, labels: list[str]) -> None:
    for label, number in zip(labels, ("12", "12", "14", "а-3"), strict=False):
        send(librarian, PAGE, no=number, title="1", label=label, home_place="")
    said = librarian.text(f"{PAGE}/numbers")
    assert "double 12" in said and "gap 13" in said and "with letters а-3" in said
    assert "double" not in re.sub(r"<option.*?</option>", "", librarian.open(
        f"{PAGE}/numbers?doubt=gap").get_data(as_text=True))  # fmt: skip


def test_a_record_of_a_file_fills_the_short_form(
    librarian: Visitor, server: Server, labels: list[str]
) -> None:
    with server.library.writing():
        KnownRecord.create(
            isbn="9786012345678", source="list.mrc", read_at=server.now(),
            fields=json.dumps({"name": "Қан мен тер", "author": "Нұрпейісов Ә.", "year": 1970,
                               "series": "Алтын қор", "pages": 720}),
        )  # fmt: skip
    page = librarian.open(f"{PAGE}?no=8&find=9786012345678").get_data(as_text=True)
    assert 'value="Қан мен тер"' in page and 'value="1970"' in page
    send(librarian, f"{PAGE}/title", name="Қан мен тер", author="Нұрпейісов Ә.", no="8",
         item_kind="fiction", language="kk", isbn="9786012345678")  # fmt: skip
    with server.library.reading():
        row = Title.get(Title.name == "Қан мен тер")
        assert (row.series, row.pages) == ("Алтын қор", 720), "what the form does not show"
