"""`/desk/acquisitions`: deliveries from the supplier's document to the registers."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from server.desk.spreadsheets import workbook
from server.server import Server
from server.services.accessions import batch_view
from server.services.searching import index_title
from server.tables import AccessionBatch, Copy, InventoryLine, LabelItem, Operation, Title
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import Visitor

SQLITE = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
"""Where the engine does not matter."""
ROOM = "/desk/acquisitions"
HEAD = {
    "source": "purchase", "supplier": "Мектеп баспасы", "document_no": "17",
    "document_on": "01.10.2026", "arrived_on": "05.10.2026", "document_tiyn": "",
}  # fmt: skip
HEADINGS = ("№", "Атауы", "Авторы", "ISBN", "Саны", "Бағасы", "Сомасы")


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


def opened(visitor: Visitor, **head: str) -> str:
    """The address of a new draft."""
    answer = send(visitor, f"{ROOM}/new", **{**HEAD, **head})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def number_of(path: str) -> int:
    return int(path.rpartition("/")[2])


def lines_of(server: Server, path: str) -> Sequence[Any]:
    view = batch_view(server, number_of(path))
    assert view is not None
    return view.lines


def isbn(n: int) -> str:
    twelve = f"978601{n:06d}"
    return twelve + str(-sum(int(d) * (3 if p % 2 else 1) for p, d in enumerate(twelve)) % 10)


def row(n: int, count: int = 5, price: float = 1250.5) -> list[object]:
    return [n, f"Кітап {n}", f"Автор {n}", isbn(n), count, price, count * price]


def xlsx(*rows: Sequence[object]) -> bytes:
    return workbook("Жүкқұжат", HEADINGS, rows)


def bring(visitor: Visitor, path: str, data: bytes, name: str = "invoice.xlsx") -> Any:
    return send(visitor, f"{path}/file", file=(io.BytesIO(data), name))


@pytest.fixture
def files(server: Server, tmp_path: Path) -> Path:
    server.files = tmp_path
    return tmp_path


@pytest.fixture
def path(librarian: Visitor) -> str:
    return opened(librarian)


def test_forty_titles_and_two_hundred_copies_come_in_and_are_posted(
    librarian: Visitor, server: Server, school: SchoolBuilder, files: Path
) -> None:
    """Ten titles typed and scanned, thirty from the invoice's file; one comes short."""
    path = opened(librarian, document_tiyn="250 100,00")
    for n in range(1, 11):
        send(librarian, f"{path}/intake", text=isbn(n))
        added = send(
            librarian, f"{path}/intake/title", name=f"Кітап {n}", author=f"Автор {n}", count="1",
            item_kind="fiction", language="kk", isbn=isbn(n), number=isbn(n), price="1250,5",
            accounting="",
        ).get_data(as_text=True)  # fmt: skip
        last = re.search(r'name="last" data-now value="(\d+)"', added)
        assert last is not None
        send(librarian, f"{path}/intake", text="5", last=last[1], pile="1")
    looked = bring(librarian, path, xlsx(*(row(n) for n in range(11, 41)))).get_data(as_text=True)
    assert "Lines in the file: 30, copies: 150" in looked
    sha = re.search(r'name="sha" value="(\w+)"', looked)
    assert sha is not None
    assert send(librarian, f"{path}/file/bring", sha=sha[1]).status_code == 303
    assert len(lines_of(server, path)) == 40
    line = lines_of(server, path)[-1]
    fields = {"invoiced": "5", "came": "4", "price_tiyn": "1 250,50", "accounting": "inventory",
              "place_id": ""}  # fmt: skip
    assert send(librarian, f"{path}/lines/{line.line_id}", **fields).status_code == 303
    said = librarian.text(path)
    assert "Document 250 100,00" in said and "lines 250 100,00" in said
    assert "Missing: 1; too many: 0" in said and "Inventory numbers: 1 – 199" in said
    _post(librarian, server, path)


def _post(librarian: Visitor, server: Server, path: str) -> None:
    """Doubts are asked for, then it is posted once though sent twice."""
    asked = send(librarian, f"{path}/post")
    assert asked.status_code == 422
    doubts = re.findall(r'name="confirm" value="([^"]+)"', asked.get_data(as_text=True))
    once = {"confirm": doubts, "operation": str(uuid.uuid4())}
    for _ in range(2):
        assert send(librarian, f"{path}/post", **once).status_code == 303
    said = librarian.text(path)
    assert "Posted" in said and "№ 1 · 2026" in said and "1 – 199" in said
    assert "Act of difference" in said and "Labels" in said and "Checklist" in said
    with server.library.reading():
        assert Copy.select().where(Copy.state == "in-processing").count() == 199
        assert InventoryLine.select().count() == 199
        assert LabelItem.select().where(LabelItem.state == "waiting").count() == 2 * 199


def test_the_list_shows_drafts_first_and_all_below(librarian: Visitor, path: str) -> None:
    opened(librarian, supplier="", source="gift", document_no="", document_on="")
    said = librarian.text(ROOM)
    assert "Open drafts 2" in said and "№ 17" in said and "Gift" in said
    assert "No deliveries yet" in librarian.text(f"{ROOM}?state=posted")
    assert librarian.open(f"{ROOM}?as=xlsx").data.startswith(b"PK")


@SQLITE
def test_an_empty_draft_says_what_is_missing(librarian: Visitor, path: str) -> None:
    said = librarian.text(path)
    assert "To be put right first" in said and "The delivery holds no book" in said
    assert "No books yet" in said and "Post</span>" not in said
    refused = send(librarian, f"{path}/post", confirm=["no-lines"])
    assert refused.status_code == 422


@SQLITE
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("document_on", "01.12.2026", "yet to come"),
        ("arrived_on", "01.01.2027", "yet to come"),
        ("arrived_on", "", "Fill in this field"),
        ("document_on", "32.13.2026", "day"),
        ("document_tiyn", "12,345", "two digits"),
        ("document_tiyn", "-100", "below"),
        ("supplier", "Ә" * 300, "200"),
        ("source", "theft", "Choose"),
    ],
)
def test_a_mistake_in_the_document_is_told_at_its_field(
    librarian: Visitor, server: Server, school: SchoolBuilder, field: str, value: str, said: str
) -> None:
    answer = send(librarian, f"{ROOM}/new", **{**HEAD, field: value})
    page = answer.get_data(as_text=True)
    wrong = re.search(rf'id="{field}-wrong" role="alert">([^<]*)<', page)
    assert answer.status_code == 422 and wrong is not None and said in wrong[1]
    with server.library.reading():
        assert AccessionBatch.select().count() == 0


def test_the_document_of_a_draft_is_put_right_and_a_gift_has_its_commission(
    librarian: Visitor, server: Server, path: str
) -> None:
    fields = {**HEAD, "source": "gift", "document_no": "", "document_on": "", "giver": "Ата-аналар",
              "chair": "Серік А.", "members": "Қайрат Б.\nДина С."}  # fmt: skip
    assert send(librarian, f"{path}/head", **fields).status_code == 303
    view = batch_view(server, number_of(path))
    assert view is not None and view.head.people.members == ("Қайрат Б.", "Дина С.")
    said = librarian.text(path)
    assert "Gift" in said and "Қайрат Б., Дина С." in said
    with server.library.reading():
        told = [each.detail for each in Operation.select()]
    assert not any("Серік" in each for each in told), "no names in the journal"


@SQLITE
@pytest.mark.parametrize(
    ("field", "value"),
    [("came", "-1"), ("came", "3000"), ("invoiced", "x"), ("price_tiyn", "1,2345"),
     ("price_tiyn", "5000000"), ("accounting", "gold"), ("place_id", "77")],
)  # fmt: skip
def test_a_mistake_in_a_line_is_told_at_its_field(
    librarian: Visitor, server: Server, school: SchoolBuilder, path: str, field: str, value: str
) -> None:
    title_id = school.copy("Абай жолы").title_id
    send(librarian, f"{path}/intake", title=str(title_id))
    line = lines_of(server, path)[0]
    fields = {"invoiced": "5", "came": "5", "price_tiyn": "100", "accounting": "inventory",
              "place_id": "", field: value}  # fmt: skip
    answer = send(librarian, f"{path}/lines/{line.line_id}", **fields)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.get_data(as_text=True)
    assert lines_of(server, path)[0].values == line.values
    assert send(librarian, f"{path}/lines/{line.line_id}/drop").status_code == 303
    assert not lines_of(server, path)


@SQLITE
def test_a_draft_that_was_given_up_changes_no_more(librarian: Visitor, path: str) -> None:
    assert send(librarian, f"{path}/cancel").status_code == 303
    assert "Given up" in librarian.text(path)
    for page in ("head", "file", "lines/1", "correct"):
        assert librarian.open(f"{path}/{page}").status_code == 404
    assert send(librarian, f"{path}/post").status_code == 422
    assert librarian.open(f"{ROOM}/999").status_code == 404


def test_a_posted_delivery_is_taken_back_by_a_counter_entry(
    librarian: Visitor, server: Server, school: SchoolBuilder, path: str
) -> None:
    for name in ("Абай жолы", "Көшпенділер"):
        send(librarian, f"{path}/intake", title=str(school.copy(name).title_id))
    asked = send(librarian, f"{path}/post").get_data(as_text=True)
    doubts = re.findall(r'name="confirm" value="([^"]+)"', asked)
    assert send(librarian, f"{path}/post", confirm=doubts).status_code == 303
    first, _ = lines_of(server, path)
    nothing = send(librarian, f"{path}/correct", line=[], reason="Қате")
    assert nothing.status_code == 422 and "at least one line" in nothing.get_data(as_text=True)
    assert send(librarian, f"{path}/correct", line=[first.line_id], reason="").status_code == 422
    once = {"line": [str(first.line_id)], "reason": "Баға қате", "operation": str(uuid.uuid4())}
    for _ in range(2):
        answer = send(librarian, f"{path}/correct", **once)
        assert answer.status_code == 303
    said = librarian.text(answer.headers["Location"])
    assert "Counter-entry" in said and "Act of correction" in said
    assert "taken back" in librarian.text(path) and "Taken back by" in librarian.text(path)


def test_inventory_numbers_begin_where_the_school_wants_once(
    librarian: Visitor, server: Server, school: SchoolBuilder, path: str
) -> None:
    page = f"{ROOM}/numbers"
    wrong = send(librarian, page, series="inventory-books", start="0", prefix="")
    assert wrong.status_code == 422
    assert (
        send(librarian, page, series="inventory-books", start="18601", prefix="").status_code == 303
    )
    assert send(librarian, f"{page}/textbooks", own="yes").status_code == 303
    assert (
        send(librarian, page, series="inventory-textbooks", start="1", prefix="").status_code == 422
    )
    send(librarian, page, series="inventory-textbooks", start="1", prefix="О-")
    said = librarian.text(page)
    assert "18601" in said and "О-1" in said
    send(librarian, f"{path}/intake", title=str(school.copy("Абай жолы").title_id))
    assert "18601 – 18601" in librarian.text(path)


FAULTY = {
    "formula": ([1, "Кітап", "", isbn(1), "=2+3", 100, None], "formula"),
    "price": ([1, "Кітап", "", isbn(1), 5, "арзан", None], "price"),
    "count": ([1, "Кітап", "", isbn(1), "-5", 100, None], "count"),
    "no-count": ([1, "Кітап", "", isbn(1), None, 100, None], "cut off"),
    "sum": ([1, "Кітап", "", isbn(1), 5, 100, 400], "sum"),
    "no-name": ([1, None, "Автор", None, 5, 100, 500], "title is missing"),
}


@SQLITE
@pytest.mark.parametrize("kind", FAULTY)
def test_one_wrong_line_of_a_file_keeps_all_out_and_is_named(
    librarian: Visitor, server: Server, files: Path, path: str, kind: str
) -> None:
    wrong, said = FAULTY[kind]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for each in (HEADINGS, row(2), wrong):
        sheet.append(each)
    packed = io.BytesIO()
    book.save(packed)
    answer = bring(librarian, path, packed.getvalue())
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Nothing was taken from the file" in page
    assert '<td class="number">3</td>' in page and said in page
    sha = "".join(re.findall(r'name="sha" value="(\w+)"', page))
    assert not sha and not lines_of(server, path)


@SQLITE
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"), (b"%PDF-1.7 invoice", "table"), (b"PK\x03\x04 half", "damaged"),
        ("Мектеп;сәлем\n1;2\n".encode(), "headings"),
        ("Атауы;Саны\n".encode(), "no line below"),
    ],
)  # fmt: skip
def test_what_is_no_invoice_is_refused_clearly(
    librarian: Visitor, files: Path, path: str, data: bytes, said: str
) -> None:
    answer = bring(librarian, path, data)
    page = answer.get_data(as_text=True)
    told = re.findall(r'class="said" role="alert"><strong>([^<]*)', page)
    assert answer.status_code == 422 and told and said in told[0].lower(), told


@SQLITE
def test_half_a_file_is_refused(librarian: Visitor, files: Path, path: str) -> None:
    whole = xlsx(*(row(n) for n in range(1, 30)))
    assert bring(librarian, path, whole[: len(whole) // 2]).status_code == 422


def test_a_csv_in_cp1251_with_comma_prices_and_a_total_is_read(
    librarian: Visitor, server: Server, school: SchoolBuilder, files: Path, path: str
) -> None:
    text = (
        (
            "Накладная № 17;;;;\n"
            "№;Наименование;Автор;Количество;Цена, тг;Стоимость\n"
            "1;Путь Абая;Әуезов М.;3;1 250,50;3 751,50\n"
            "2;Кочевники;Есенберлин И.;2;;900\n"
            "Итого;;;5;;4 651,50\n"
        )
        .replace("Ә", "А")
        .encode("cp1251")
    )
    page = bring(librarian, path, text, "invoice.csv").get_data(as_text=True)
    assert "Lines in the file: 2, copies: 5" in page and "new titles: 2" in page
    sha = re.search(r'name="sha" value="(\w+)"', page)
    assert sha is not None
    once = {"sha": sha[1], "operation": str(uuid.uuid4())}
    for _ in range(2):
        assert send(librarian, f"{path}/file/bring", **once).status_code == 303
    prices = [line.values.price_tiyn for line in lines_of(server, path)]
    assert prices == [125_050, 45_000]
    gone = send(librarian, f"{path}/file/bring", sha="0" * 64)
    assert gone.status_code == 422 and "no more" in gone.get_data(as_text=True)


def test_titles_of_a_file_are_found_by_isbn_and_by_name(
    librarian: Visitor, server: Server, school: SchoolBuilder, files: Path, path: str
) -> None:
    by_isbn, by_name = school.copy("Абай жолы").title_id, school.copy("Көшпенділер").title_id
    with server.library.writing():
        Title.update(isbn=isbn(1)).where(Title.id == by_isbn).execute()
        index_title(by_name, "Көшпенділер", "Әуезов М.")
    rows = ([1, "Абай", "", isbn(1), 2, 10, 20], [2, "Көшпенділер", "Әуезов М.", "", 2, 10, 20])
    page = bring(librarian, path, xlsx(*rows)).get_data(as_text=True)
    assert "new titles: 0" in page
    sha = re.search(r'name="sha" value="(\w+)"', page)
    assert sha is not None
    send(librarian, f"{path}/file/bring", sha=sha[1])
    assert [line.values.title_id for line in lines_of(server, path)] == [by_isbn, by_name]
