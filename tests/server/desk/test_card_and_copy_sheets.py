"""Sheets of reader cards and copy barcodes: complete, whole, and every code scans."""

from __future__ import annotations

import io
import re
from datetime import date
from itertools import chain

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page

from server.desk.card_sheet import MODULE_MM as CARD_MODULE_MM
from server.desk.card_sheet import name_size
from server.desk.copy_sheet import CELLS, Cell, sheets_of, short
from server.desk.copy_sheet import MODULE_MM as COPY_MODULE_MM
from server.server import Server
from server.services.settings import SCHOOL_NAME, change_setting
from server.tables import Membership
from tests.builders import Book, SchoolBuilder
from tests.server.desk.visitor import LOGIN, PASSWORD, Visitor

LONG_SCHOOL = (
    "Қызылорда облысының білім басқармасының Е.Әуелбеков атындағы №4 облыстық "
    "мамандандырылған мектеп-лицей-интернаты"
)
NAMES = [
    ("Әлия", "Серік"), ("Ай", "Ким"), ("Нұрсұлтанмұхаммед", "Әбдірахманбердіқожаев"),
    ("Александра-Виктория", "Константинопольская-Рождественская"), ("Ұлжан", "Щұқын"),
    ("Гүлнұр", "Жұмабайқызы"), ("Ғазиза", "Нұрмағанбетова"), ("Өрікгүл", "Һамитова"),
    ("Мөлдір", "Әбдірахманова"), ("Қ" * 30, "Ү" * 40), ("Дана", "Есен"), ("Санжар", "Ғабит"),
]  # fmt: skip


@pytest.fixture
def cards(server: Server, school: SchoolBuilder) -> tuple[int, list[str]]:
    """A class of twelve with long names: its number and its card numbers."""
    change_setting(server.library, SCHOOL_NAME, LONG_SCHOOL)
    people = [school.reader(given, surname) for given, surname in NAMES]
    with server.library.reading():
        number = Membership.get(Membership.reader == people[0].id).school_class_id
    return int(number), [person.card for person in people]


@pytest.fixture
def copies(school: SchoolBuilder) -> list[Book]:
    """Thirty copies of one title with a long name, of today; one more of another."""
    name = "Шығармаларының екі томдық толық жинағы. 1-том: Өлеңдер мен аудармалар, поэмалар"
    found = [
        school.copy(name, inventory_no=f"Д-{n:06}", added_on=date(2026, 10, 14)) for n in range(30)
    ]
    school.copy("Абай жолы", added_on=date(2026, 1, 10))
    return found


@pytest.fixture
def page(browser: Browser, desk_address: str) -> Page:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(f"{desk_address}/desk")
    opened.fill("[name=login]", LOGIN)
    opened.fill("[name=password]", PASSWORD)
    opened.click("button.is-primary")
    yield opened
    context.close()


def printed_codes(page: Page) -> list[list[str]]:
    """The numbers that a decoder reads on each printed page."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    found = []
    for sheet in document:
        picture = sheet.render(scale=300 / 72).to_pil().convert("L")
        found.append(sorted(each.text for each in zxingcpp.read_barcodes(picture)))
    return found


def sticking_out(page: Page, box: str) -> list[str]:
    """Boxes whose words reach over their edge."""
    return page.eval_on_selector_all(
        box,
        """boxes => boxes.filter(box => {
            const edge = box.getBoundingClientRect();
            return [...box.querySelectorAll("*")].some(part => {
                const place = part.getBoundingClientRect();
                return place.right > edge.right + 0.5 || place.bottom > edge.bottom + 0.5
                    || place.left < edge.left - 0.5 || place.top < edge.top - 0.5
                    || part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0;
            });
        }).map(box => box.innerText)""",
    )


def test_modules_are_whole_dots_of_usual_printers() -> None:
    for module in (CARD_MODULE_MM, COPY_MODULE_MM):
        for dpi in (300, 600, 1200):
            assert module * dpi / 25.4 == pytest.approx(round(module * dpi / 25.4), abs=1e-9)


def test_all_pupils_have_a_card_on_the_sheet(
    librarian: Visitor, cards: tuple[int, list[str]]
) -> None:
    number, numbers = cards
    page = librarian.open(f"/desk/sheets/cards?class={number}").get_data(as_text=True)
    assert sorted(re.findall(r"<figcaption>(\d+)</figcaption>", page)) == sorted(numbers)
    assert page.count('class="card-sheet"') == 2
    for odd in ("", "?class=abc", "?class=999"):
        assert librarian.open(f"/desk/sheets/cards{odd}").status_code == 200


def test_a_pupil_without_a_card_is_named_above_the_sheet(
    librarian: Visitor, server: Server, cards: tuple[int, list[str]]
) -> None:
    from server.tables import Card

    with server.library.writing():
        Card.update(state="lost").where(Card.number == cards[1][0]).execute()
    text = librarian.text(f"/desk/sheets/cards?class={cards[0]}")
    assert "without a card number: Серік Әлия" in text and cards[1][0] not in text


def test_longer_names_are_written_smaller() -> None:
    sizes = [name_size(name) for name in ("Ай Ким", "Нұрсұлтанмұхаммед Әбдірахманов", "Қ" * 60)]
    assert sizes == ["is-usual", "is-long", "is-longest"]


def test_a_long_title_is_cut_after_a_word() -> None:
    assert short("Абай жолы") == "Абай жолы"
    cut = short("Шығармаларының екі томдық толық жинағы. 1-том: Өлеңдер мен аудармалар, поэмалар")
    assert len(cut) <= 64 and cut.endswith("…") and " " in cut
    assert len(short("Ұ" * 300)) == 64


def test_labels_begin_at_any_free_cell() -> None:
    cells = [Cell(str(n), str(n), None, None) for n in range(30)]
    for start in range(1, CELLS + 1):
        sheets = sheets_of(cells, start)
        assert [cell for sheet in sheets for cell in sheet if cell] == cells
        assert sheets[0][: start - 1] == [None] * (start - 1)
        assert all(len(sheet) <= CELLS for sheet in sheets)


def numbers_on(librarian: Visitor, query: str) -> list[str]:
    page = librarian.open(f"/desk/sheets/copies?{query}").get_data(as_text=True)
    return re.findall(r"<figcaption><strong>(\d+)</strong>", page)


def test_copies_are_chosen_by_title_by_day_and_by_range(
    librarian: Visitor, copies: list[Book]
) -> None:
    codes = [book.code for book in copies]
    assert numbers_on(librarian, f"by=title&title={copies[0].title_id}") == codes
    assert numbers_on(librarian, "by=new&since=2026-10-01") == codes
    assert numbers_on(librarian, f"by=range&first={codes[7]}&last={codes[3]}") == codes[3:8]
    assert numbers_on(librarian, "by=new&since=15.10.2026") == []
    assert "no such copies" in librarian.text("/desk/sheets/copies?by=title&title=99999")


@pytest.mark.parametrize(
    "query", ["by=title", "by=title&title=x", "by=new&since=", "by=new&since=31.02.2026", "by=x",
              "by=range&first=123&last=6000000016", "by=range&first=6000000017&last=6000000016",
              "by=range&first=7000010016&last=7000010016", "by=new&since=1.1.2026&start=25",
              "by=new&since=1.1.2026&start=0", "by=title&title=' OR 1=1",
              "by=range&first=%00&last=%00", "by=title&title=99999999999999999999"],
)  # fmt: skip
def test_nonsense_prints_nothing_and_is_told_at_the_field(librarian: Visitor, query: str) -> None:
    answer = librarian.open(f"/desk/sheets/copies?{query}")
    assert answer.status_code == 422
    assert "field-wrong" in answer.get_data(as_text=True)


def test_copies_without_a_number_are_counted(librarian: Visitor, school: SchoolBuilder) -> None:
    from server.tables import Copy

    book = school.copy()
    with school.library.writing():
        Copy.update(code=None).where(Copy.id == book.id).execute()
    text = librarian.text(f"/desk/sheets/copies?by=title&title={book.title_id}")
    assert "Copies without a number: 1" in text


@pytest.mark.browser
def test_all_cards_print_whole_and_scan(
    page: Page, desk_address: str, cards: tuple[int, list[str]]
) -> None:
    number, numbers = cards
    page.goto(f"{desk_address}/desk/sheets/cards?class={number}")
    assert sticking_out(page, ".reader-card") == []
    widths = page.eval_on_selector_all(
        ".reader-card svg", "found => found.map(each => each.getBoundingClientRect().width)"
    )
    assert all(w / 96 * 25.4 == pytest.approx(110 * CARD_MODULE_MM, abs=0.05) for w in widths)
    found = printed_codes(page)
    assert [len(codes) for codes in found] == [10, 2]
    assert sorted(chain(*found)) == sorted(numbers)


@pytest.mark.browser
def test_all_labels_print_whole_and_scan(page: Page, desk_address: str, copies: list[Book]) -> None:
    title = copies[0].title_id
    page.goto(f"{desk_address}/desk/sheets/copies?by=title&title={title}&start=5")
    assert sticking_out(page, ".label") == []
    widths = page.eval_on_selector_all(
        ".label svg", "found => found.map(each => each.getBoundingClientRect().width)"
    )
    assert all(w / 96 * 25.4 == pytest.approx(110 * COPY_MODULE_MM, abs=0.05) for w in widths)
    found = printed_codes(page)
    assert [len(codes) for codes in found] == [20, 10]
    assert sorted(chain(*found)) == sorted(book.code for book in copies)


@pytest.mark.browser
def test_slips_print_whole(
    page: Page, desk_address: str, school: SchoolBuilder, cards: tuple[int, list[str]]
) -> None:
    for place, (given, surname) in enumerate(NAMES):
        person = school.reader(given, surname, letter="Б", language=("kk", "ru")[place % 2])
        for count in range(1 + place % 4):
            school.lent(school.copy(f"Ұзақ{'ұ' * 60} атау {count}"), person, date(2026, 9, 20))
    page.goto(f"{desk_address}/desk/overdue/slips")
    assert sticking_out(page, ".slip") == []
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    words = "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    thanks = len(re.findall("Рақмет!|Спасибо!", words))
    assert thanks == len(NAMES)
