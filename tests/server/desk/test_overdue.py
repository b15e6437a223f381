"""Overdue books by class, slips in the reader's language, the message and its QR code."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from i18n.texts import texts
from labels.qr_code import read_back
from server.desk.class_message import message_of
from server.desk.overdue import slips_of
from server.server import Server
from server.services.debts import Wanted, debts
from server.tables import Membership, SchoolClass
from tests.builders import Person, SchoolBuilder
from tests.server.desk.visitor import LOGIN, PASSWORD, Visitor

LATE, LATER, SOON = date(2026, 9, 20), date(2026, 10, 1), date(2026, 10, 14)


@pytest.fixture
def late(school: SchoolBuilder) -> list[Person]:
    """Two pupils of 8Ә with three late books, one of 10А with a late textbook."""
    aliya = school.reader("Әлия", "Серік", language="kk")
    ivan = school.reader("Иван", "Петров", language="ru", dorm_group="1-топ")
    dana = school.reader("Дана", "Ахмет", grade=10, letter="А")
    school.lent(school.copy("Ұшқан ұя"), aliya, LATER)
    school.lent(school.copy("Абай жолы"), aliya, LATE)
    school.lent(school.copy("Қан мен тер"), aliya, SOON)
    school.lent(school.copy("Көшпенділер"), ivan, LATE)
    school.lent(school.copy("Алгебра", "textbook", grade=10), dana, LATER)
    return [aliya, ivan, dana]


def class_of(server: Server, person: Person) -> int:
    with server.library.reading():
        return int(Membership.get(Membership.reader == person.id).school_class_id)


def titles(server: Server, sort: str = "", down: bool = False, **wanted: object) -> list[str]:
    return [each.title for each in debts(server, Wanted(**wanted), sort, down).debts]


def test_debts_stand_by_class_name_and_date(server: Server, late: list[Person]) -> None:
    assert titles(server) == ["Көшпенділер", "Абай жолы", "Ұшқан ұя", "Алгебра"]
    first = debts(server, Wanted()).debts[0]
    assert (first.class_label, first.reader, first.days_late) == ("8Ә", "Петров Иван", 24)


def test_debts_are_ordered_by_any_column(server: Server, late: list[Person]) -> None:
    assert titles(server, "title") == ["Абай жолы", "Алгебра", "Көшпенділер", "Ұшқан ұя"]
    assert titles(server, "class", down=True)[0] == "Алгебра"
    assert set(titles(server, "late", down=True)[:2]) == {"Абай жолы", "Көшпенділер"}
    assert titles(server, "late") == titles(server, "due", down=True)


def test_debts_are_filtered_and_counted(server: Server, late: list[Person]) -> None:
    assert titles(server, item_kind="textbook") == ["Алгебра"]
    assert titles(server, dorm_groups=["1-топ"]) == ["Көшпенділер"]
    assert titles(server, class_ids=[class_of(server, late[2])]) == ["Алгебра"]
    page = debts(server, Wanted(), first=1, count=2)
    assert ([each.title for each in page.debts], page.total) == (["Абай жолы", "Ұшқан ұя"], 4)


def test_a_reader_without_a_class_stands_last(
    server: Server, school: SchoolBuilder, late: list[Person]
) -> None:
    school.lent(school.copy("Махаббат"), school.reader("Ай", "Ай", "parent"), LATE)
    assert titles(server)[-1] == titles(server, "class", down=True)[-1] == "Махаббат"


def test_the_page_its_filters_and_its_file(
    librarian: Visitor, server: Server, late: list[Person]
) -> None:
    number = class_of(server, late[0])
    text = librarian.text(f"/desk/overdue?class={number}")
    assert "Серік Әлия" in text and "Ахмет Дана" not in text and "24" in text
    assert f"/desk/overdue/slips?class={number}" in librarian.open(
        f"/desk/overdue?class={number}"
    ).get_data(as_text=True)
    answer = librarian.open("/desk/overdue?as=xlsx&kind=textbook")
    rows = list(load_workbook(io.BytesIO(answer.get_data())).active.iter_rows(values_only=True))
    assert len(rows) == 2 and "Алгебра" in rows[1]
    for odd in ("class=abc", "class=' OR 1=1", "kind=%00", "group=x", "sort=reader&down=1"):
        assert librarian.open(f"/desk/overdue?{odd}").status_code == 200


def test_a_slip_speaks_the_readers_language(
    librarian: Visitor, server: Server, late: list[Person]
) -> None:
    with server.library.writing():
        SchoolClass.update(language="ru").where(SchoolClass.grade == 10).execute()
    slips = slips_of(server, debts(server, Wanted()).debts)
    assert [(slip.reader, slip.t.lang, len(slip.debts)) for slip in slips] == [
        ("Петров Иван", "ru", 1), ("Серік Әлия", "kk", 2), ("Ахмет Дана", "ru", 1),
    ]  # fmt: skip
    page = unescape(librarian.open("/desk/overdue/slips").get_data(as_text=True))
    for language in ("kk", "ru"):
        assert texts(language)("slip.title") in page
    assert "Қайтару мерзімі: 20.09.2026" in page and "Срок возврата: 20.09.2026" in page
    assert "Қан мен тер" not in page and "№4 лицей-интернат" in page and "14.10.2026" in page


def test_slips_of_one_class_are_for_that_class(
    librarian: Visitor, server: Server, late: list[Person]
) -> None:
    text = librarian.text(f"/desk/overdue/slips?class={class_of(server, late[2])}")
    assert "Ахмет Дана" in text and "Серік" not in text
    assert "No book is overdue" in librarian.text("/desk/overdue/slips?kind=periodical")


def test_two_pupils_of_one_name_get_two_slips(server: Server, school: SchoolBuilder) -> None:
    twins = [school.reader("Айша", "Серік"), school.reader("Айша", "Серік")]
    for day in (LATE, LATER):
        for twin in twins:
            school.lent(school.copy(), twin, day)
    assert [len(slip.debts) for slip in slips_of(server, debts(server, Wanted()).debts)] == [2, 2]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_group_hears_numbers_and_the_teacher_names(
    server: Server, late: list[Person], language: str
) -> None:
    found = debts(server, Wanted(class_ids=[class_of(server, late[0])])).debts
    message = message_of(server, "8Ә", found, language)
    assert "8Ә" in message.group and "2" in message.group and "3" in message.group
    for name in ("Серік", "Әлия", "Петров", "Ұшқан ұя"):
        assert name not in message.group
    for word in ("Серік Әлия", "Петров Иван", "«Ұшқан ұя»", "20.09.2026"):
        assert word in message.own
    assert "Қан мен тер" not in message.own


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_qr_code_of_the_page_says_what_the_group_hears(
    librarian: Visitor, server: Server, late: list[Person], language: str
) -> None:
    number = class_of(server, late[0])
    page = librarian.open(f"/desk/classes/{number}/message?in={language}").get_data(as_text=True)
    group = re.search(r'id="group-text">(.*?)</textarea>', page, re.S)
    side = re.search(r'viewBox="0 0 (\d+) \1"[^>]*class="qr-code"', page)
    assert group is not None and side is not None
    picture = Image.new("L", (int(side[1]) * 3, int(side[1]) * 3), 255)
    draw = ImageDraw.Draw(picture)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", page):
        left, top = int(x) * 3, int(y) * 3
        draw.rectangle((left, top, left + int(width) * 3 - 1, top + 2), fill=0)
    assert read_back(picture) == unescape(group[1])


def test_a_class_without_debts_is_thanked(librarian: Visitor, server: Server, school) -> None:
    number = class_of(server, school.reader("Айша", "Есен"))
    assert "no overdue books" not in librarian.text(f"/desk/classes/{number}/message?in=kk")
    assert "Рақмет" in librarian.text(f"/desk/classes/{number}/message?in=xx")


@pytest.mark.browser
def test_the_button_copies_or_selects_the_text(
    browser: Browser, desk_address: str, server: Server, late: list[Person]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{desk_address}/desk")
    page.fill("[name=login]", LOGIN)
    page.fill("[name=password]", PASSWORD)
    page.click("button.is-primary")
    page.goto(f"{desk_address}/desk/classes/{class_of(server, late[0])}/message")
    button = page.locator("[data-copies=group-text]")
    usual = button.inner_text()
    button.click()
    page.wait_for_function(
        "usual => document.querySelector('[data-copies=group-text]').innerText !== usual",
        arg=usual,
    )
    text = page.locator("#group-text")
    assert text.evaluate("each => each.selectionEnd") == len(text.input_value())
    context.close()
