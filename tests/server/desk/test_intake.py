"""`/desk/acquisitions/N/intake`: book after book into a draft."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from library.scanned_code import make_number
from library.typed_code import in_layout
from server.server import Server
from server.services.accessions import batch_view
from server.services.searching import index_title
from server.tables import Copy, Operation, Title
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import Visitor

SQLITE = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
"""Where the engine does not matter."""
ISBN, OTHER, WRONG = "9786010709676", "9789965331237", "9786010709677"


HEAD = {
    "source": "purchase", "supplier": "Мектеп", "document_no": "17",
    "document_on": "01.10.2026", "arrived_on": "05.10.2026",
}  # fmt: skip


class Intake:
    """The scanning page of one draft."""

    def __init__(self, visitor: Visitor, server: Server) -> None:
        self.visitor, self.server = visitor, server
        answer = send(visitor, "/desk/acquisitions/new", **HEAD)
        assert answer.status_code == 303
        self.batch_id = int(answer.headers["Location"].rpartition("/")[2])
        self.path = f"/desk/acquisitions/{self.batch_id}/intake"
        self.page = ""

    def scan(self, text: str, **fields: Any) -> str:
        """Type into the box of the page as it stands, and send it."""
        last = re.search(r'name="last" data-now value="(\d*)"', self.page)
        pile = re.search(r'name="pile" data-now value="(\d*)"', self.page)
        now = {"last": last[1] if last else "", "pile": pile[1] if pile else ""}
        return self.send("", text=text, **{**now, **fields})

    def send(self, action: str, **fields: Any) -> str:
        answer = send(self.visitor, self.path + action, **fields)
        self.status = answer.status_code
        self.page = answer.get_data(as_text=True)
        return self.page

    @property
    def lines(self) -> list[tuple[str, int, int]]:
        """Title, copies, price of each line."""
        view = batch_view(self.server, self.batch_id)
        assert view is not None
        return [(line.name, line.values.came, line.values.price_tiyn) for line in view.lines]


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


SHORT = {
    "name": "Көшпенділер", "author": "Есенберлин І.", "item_kind": "fiction", "language": "kk",
    "isbn": OTHER, "number": OTHER, "count": "3", "price": "1 250,50", "accounting": "",
}  # fmt: skip


@pytest.fixture
def intake(librarian: Visitor, server: Server, school: SchoolBuilder) -> Intake:
    title_id = school.copy("Физика 8", kind="textbook", grade=8).title_id
    with server.library.writing():
        Title.update(isbn=ISBN).where(Title.id == title_id).execute()
        Copy.update(price_tiyn=190_000).execute()
        index_title(title_id, "Физика 8", "Әуезов М.")
    return Intake(librarian, server)


def test_twenty_copies_of_a_textbook_in_three_keys(intake: Intake) -> None:
    page = intake.scan(ISBN)
    assert "Added" in page and "Physics" not in page and "Физика 8" in page
    assert intake.lines == [("Физика 8", 1, 190_000)], "at the price of last time"
    assert "in all: 20" in intake.scan("20")
    assert intake.lines == [("Физика 8", 20, 190_000)]
    assert "One more" in intake.scan(ISBN) and intake.lines == [("Физика 8", 21, 190_000)]


def test_a_count_means_the_books_in_hand_not_those_of_before(intake: Intake) -> None:
    intake.scan(ISBN), intake.scan("5"), intake.scan(ISBN)
    assert "in all: 25" in intake.scan("20")
    assert "Less than was counted" in intake.scan("3") and "says so already" in intake.scan("20")
    assert "Less than was counted" in intake.scan("9999")
    intake.page = ""
    assert "Scan a book first" in intake.scan("20") and intake.lines[0][1] == 25


def test_a_repeated_post_is_done_once_and_a_scan_is_taken_back(intake: Intake) -> None:
    for _ in range(2):
        page = intake.scan(ISBN, operation="11111111-1111-4111-8111-111111111111", last="", pile="")
        assert intake.lines == [("Физика 8", 1, 190_000)]
    undoes = re.search(r'name="undoes" value="([^"]+)"', page)
    assert undoes is not None
    assert "Taken back" in intake.send("/undo", undoes=undoes[1])
    assert intake.lines == []
    assert "cannot be taken back" in intake.send("/undo", undoes=undoes[1])
    assert "cannot be taken back" in intake.send("/undo", undoes="rubbish")


def test_the_last_scans_stand_there_after_a_reload(intake: Intake) -> None:
    intake.scan(ISBN), intake.scan("20")
    page = intake.visitor.text(intake.path)
    assert "+19 Физика 8" in page and "+1 Физика 8" in page and "20 Copies" in page


@SQLITE
@pytest.mark.parametrize("layout", ["ru", "kk"])
def test_a_scanner_in_another_layout_is_understood(intake: Intake, layout: str) -> None:
    intake.scan(in_layout(ISBN, layout))
    assert intake.lines[0][1] == 1


def test_an_unknown_book_is_described_in_short_and_the_next_copy_is_known(intake: Intake) -> None:
    page = intake.scan(OTHER)
    assert "describe it in short" in page and f'value="{OTHER}"' in page
    operation = str(uuid.uuid4())
    for _ in range(2):
        page = intake.send("/title", **SHORT, operation=operation)
        assert "Added" in page and "in all: 3" in page
    assert intake.lines == [("Көшпенділер", 3, 125_050)]
    assert "One more" in intake.scan(OTHER)
    with intake.server.library.reading():
        assert Title.select().where(Title.isbn == OTHER).count() == 1


def test_a_title_that_a_colleague_added_meanwhile_is_not_added_twice(intake: Intake) -> None:
    intake.scan(ISBN)
    page = intake.send("/title", **{**SHORT, "isbn": ISBN, "number": ISBN})
    assert "Added" in page or "One more" in page
    with intake.server.library.reading():
        assert Title.select().count() == 1
    assert [line[1] for line in intake.lines] == [1, 3], "two prices are two lines"


def test_another_volume_with_the_same_number_is_added_on_purpose(intake: Intake) -> None:
    assert "Another book" in intake.scan(ISBN)
    page = intake.send("", text=ISBN, wish="new")
    assert 'name="other"' in page
    intake.send("/title", **{**SHORT, "isbn": ISBN, "number": ISBN, "other": "1"})
    assert len(intake.lines) == 2
    assert "Several titles have this number" in intake.scan(ISBN)


def test_a_wrong_check_digit_warns_and_passes(intake: Intake) -> None:
    page = intake.scan(WRONG)
    assert "wrong check digit" in page and f'value="{WRONG}"' in page
    intake.send("/title", **{**SHORT, "isbn": WRONG, "number": WRONG})
    assert "wrong check digit" in intake.scan(WRONG) and intake.lines[0][1] == 4


def test_a_book_without_a_number_is_found_by_its_name_or_added(intake: Intake) -> None:
    page = intake.scan("физик")
    picked = re.search(r'name="title" value="(\d+)"', page)
    assert "Which one?" in page and picked is not None
    intake.send("", title=picked[1])
    assert intake.lines == [("Физика 8", 1, 190_000)]
    page = intake.scan("Қазақ ертегілері")
    assert "Not in the catalogue" in page and "Қазақ ертегілері</textarea>" in page
    page = intake.send("/title", **{**SHORT, "name": "Қазақ ертегілері", "author": "",
                                    "isbn": "", "number": "", "price": ""})  # fmt: skip
    assert "no author" in page and intake.lines[1] == ("Қазақ ертегілері", 3, 0)


@SQLITE
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("count", "-3", "2000"),
        ("count", "99999", "2000"),
        ("count", "", "Fill in this field"),
        ("price", "12,345", "two digits"),
        ("price", "-5", "cannot be below"),
        ("price", "9999999999", "too large"),
        ("name", "", "Fill in this field"),
        ("name", "Ә" * 300, "250"),
        ("name", OTHER, "in place of the title"),
        ("year", "20265", "1400"),
        ("grade", "12", "11"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_done(
    intake: Intake, field: str, value: str, said: str
) -> None:
    page = intake.send("/title", **{**SHORT, field: value})
    wrong = re.search(rf'id="{field}-wrong" role="alert">([^<]*)<', page)
    assert intake.status == 422 and wrong is not None and said in wrong[1]
    assert intake.lines == []
    with intake.server.library.reading():
        assert Title.select().count() == 1


def test_count_price_and_accounting_are_put_right_on_the_spot(intake: Intake) -> None:
    page = intake.scan(ISBN)
    line = re.search(r'name="line" value="(\d+)"', page)
    assert line is not None
    fields = {"line": line[1], "came": "12", "price_tiyn": "2 000,5", "accounting": "group"}
    assert "Saved" in intake.send("/line", **fields)
    assert intake.lines == [("Физика 8", 12, 200_050)]
    page = intake.send("/line", **{**fields, "came": "-1"})
    assert intake.status == 422 and "field-wrong" in page and intake.lines[0][1] == 12
    assert "no more" in intake.send("/line", **{**fields, "line": "999"})


@SQLITE
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (make_number("6", 5), "number of the library itself"),
        ("123456789", "no number of a book"),
        ("4810268000019", "no number of a book"),
    ],
)
def test_other_numbers_are_told_apart(intake: Intake, text: str, said: str) -> None:
    assert said in intake.scan(text) and intake.lines == []


@SQLITE
def test_a_delivery_that_is_no_draft_any_more_is_shown_as_it_is(intake: Intake) -> None:
    send(intake.visitor, f"/desk/acquisitions/{intake.batch_id}/cancel")
    intake.scan(ISBN)
    assert intake.status == 303 and intake.lines == []
    assert intake.visitor.open("/desk/acquisitions/999/intake").status_code == 303


def test_each_scan_stands_in_the_journal_without_its_title(intake: Intake) -> None:
    intake.scan(ISBN)
    with intake.server.library.reading():
        row = Operation.select().where(Operation.kind == "accession-scanned").get()
    assert "Физика" not in row.detail
    assert "Book taken in" in intake.visitor.text("/desk/journal")
