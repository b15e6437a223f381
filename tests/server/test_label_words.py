"""From copies and readers to the words of labels."""

from __future__ import annotations

import pytest

from labels.content import BarcodeWords, CardWords, PocketWords, ReaderWords, SpineWords
from server.server import Server
from server.services.label_words import (
    COPY_KINDS,
    bbk_parts,
    copy_words,
    reader_words,
    short_title,
    with_label,
)
from server.tables import Copy, Title
from tests.builders import SchoolBuilder


@pytest.mark.parametrize(
    ("bbk", "parts"),
    [
        ("84(5Қаз)6-44", ("84", "(5Қаз)", "6-44")),
        ("63.3(5Қаз)я72", ("63.", "3", "(5Қаз)", "я72")),
        ("22.151я72", ("22.", "151", "я72")),
        ("84", ("84",)),
        ("", ()),
    ],
)
def test_an_index_may_break_where_its_parts_meet(bbk: str, parts: tuple[str, ...]) -> None:
    assert bbk_parts(bbk) == parts and "".join(bbk_parts(bbk)) == bbk


def test_copies_come_in_the_order_asked_for_with_their_shelf_mark(
    server: Server, school: SchoolBuilder
) -> None:
    first, second = school.copy("Абай жолы", inventory_no="12"), school.copy("Көшпенділер")
    with server.library.writing():
        Title.update(bbk="84(5Қаз)6", author_mark="Ә 82", volume="т.1").where(
            Title.id == first.title_id
        ).execute()
    pocket = copy_words(server, "pocket", [second.id, first.id, 999])
    assert pocket == [
        PocketWords((), "", "", "", "Көшпенділер", second.code),
        PocketWords(("84", "(5Қаз)", "6"), "Ә 82", "т.1", "12", "Абай жолы", first.code),
    ]
    assert copy_words(server, "spine", [first.id]) == [
        SpineWords(("84", "(5Қаз)", "6"), "Ә 82", "т.1")
    ]
    barcode = copy_words(server, "barcode", [first.id])[0]
    assert isinstance(barcode, BarcodeWords) and barcode.caption == "№4 лицей-интернат"
    card = copy_words(server, "card", [first.id])[0]
    assert isinstance(card, CardWords) and ("Түгендеу №", "12") in card.rows


def test_a_copy_without_a_number_has_a_spine_but_no_barcode(
    server: Server, school: SchoolBuilder
) -> None:
    book = school.copy()
    with server.library.writing():
        Copy.update(code=None).where(Copy.id == book.id).execute()
    with server.library.writing():
        Title.update(bbk="84").execute()
    given = {kind: len(copy_words(server, kind, [book.id])) for kind in COPY_KINDS}
    assert given == {"spine": 1, "pocket": 0, "barcode": 0, "slip": 1, "card": 1,
                     "pocket-fold": 1}  # fmt: skip
    assert all(len(with_label(server, kind, [book.id])) == n for kind, n in given.items())


def test_readers_bear_their_class_and_active_card(server: Server, school: SchoolBuilder) -> None:
    aliya = school.reader("Әлия", "Серік", grade=8)
    teacher = school.reader("Дана", "Омарова", category="teacher")
    assert reader_words(server, [teacher.id, aliya.id]) == [
        ReaderWords("Омарова Дана", "", teacher.card, "№4 лицей-интернат"),
        ReaderWords("Серік Әлия", "8Ә", aliya.card, "№4 лицей-интернат"),
    ]


def test_a_long_title_is_cut_after_a_word() -> None:
    assert short_title("Абай жолы") == "Абай жолы"
    long = short_title("Қазақстан Республикасының " * 9)
    assert len(long) <= 70 and long.endswith("…") and " …" not in long
