"""One box that takes anything: scans, numbers, names, titles, classes, mistakes."""

from __future__ import annotations

import pytest

from library.scanned_code import make_number
from library.typed_code import in_layout
from server.server import Server
from server.services.finding import CLASSES, COPIES, READERS, TITLES, Found, find
from server.services.mistyped import one_mistake_away
from server.services.searching import rebuild
from server.tables import Card, LinkedCode, Place, Title
from tests.builders import SchoolBuilder


@pytest.fixture
def stocked(server: Server, school: SchoolBuilder) -> Server:
    school.copy("Абай жолы")
    school.copy("Абай жолы")
    school.copy("Қараш-қараш оқиғасы")
    school.copy("«Ақбілек»")
    school.copy("Алгебра", kind="textbook", grade=8)
    school.reader("Әлия", "Серікова")
    school.reader("Дана", "Әуезова", grade=10, letter="А")
    school.reader("Иван", "Ким", category="teacher", grade=None)
    rebuild(server)
    return server


def names(found: Found, kind: str = "") -> list[str]:
    return [hit.name for hit in found.hits if kind in ("", hit.kind)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ауезов", "Әуезова Дана"),
        ("ӘУЕЗ", "Әуезова Дана"),
        ("дана ауезова", "Әуезова Дана"),
        ("алия", "Серікова Әлия"),
        ("кара", "Қараш-қараш оқиғасы"),
        ("оқиға қараш", "Қараш-қараш оқиғасы"),
        ("акбил", "«Ақбілек»"),
        ("абай мухтар", ""),
        ("жолы әуезов", "Абай жолы"),
        ("  жолы   абай ", "Абай жолы"),
        ("а\u0301лгебра", "Алгебра"),
    ],
)
def test_words_are_found_by_their_beginnings_in_any_letters(
    stocked: Server, typed: str, name: str
) -> None:
    found = names(find(stocked, typed))
    assert found == [] if not name else name in found


def test_a_title_is_shown_with_the_copies_that_stand_on_the_shelf(
    stocked: Server, school: SchoolBuilder
) -> None:
    school.copy("Абай жолы", state="written-off")
    school.copy("Абай жолы", state="on-loan")
    (hit,) = find(stocked, "абай жолы", {TITLES}).hits
    assert (hit.on_shelf, hit.copies) == (2, 3)


def test_the_question_at_the_beginning_of_a_name_comes_first(
    stocked: Server, school: SchoolBuilder
) -> None:
    school.copy("Шоқан және Абай")
    rebuild(stocked)
    assert names(find(stocked, "абай", {TITLES})) == ["Абай жолы", "Шоқан және Абай"]


def test_a_card_an_old_card_and_a_copy_are_sure(stocked: Server, school: SchoolBuilder) -> None:
    reader, book = school.reader("Аян", "Оспан"), school.copy("Көксерек")
    old = make_number("7", 77)
    with stocked.library.writing():
        Card.create(number=old, reader=reader.id, state="lost")
    sure = find(stocked, reader.card).sure
    assert sure is not None and (sure.kind, sure.row_id) == (READERS, reader.id)
    assert find(stocked, old).sure == find(stocked, old).hits[0]
    assert find(stocked, old).hits[0].state == "card-lost"
    sure = find(stocked, book.code).sure
    assert sure is not None and (sure.kind, sure.row_id) == (COPIES, book.id)


@pytest.mark.parametrize("layout", ["ru", "kk"])
def test_a_scan_typed_in_a_cyrillic_layout_is_understood(
    stocked: Server, school: SchoolBuilder, layout: str
) -> None:
    book = school.copy("Көксерек")
    sure = find(stocked, in_layout(book.code, layout)).sure
    assert sure is not None and sure.row_id == book.id


def test_foreign_numbers_inventory_numbers_and_places_are_found(
    stocked: Server, school: SchoolBuilder
) -> None:
    book = school.copy("Көксерек", inventory_no="Д-1204")
    place = make_number("8", 3)
    with stocked.library.writing():
        LinkedCode.create(code="30000000012348", copy=book.id)
        Place.create(name="2-сөре", number=place)
    for number in ("30000000012348", "Д-1204"):
        sure = find(stocked, number).sure
        assert sure is not None and sure.row_id == book.id
    assert names(find(stocked, place)) == ["2-сөре"]


def test_an_isbn_is_found_in_both_forms_and_however_it_was_entered(
    stocked: Server, school: SchoolBuilder
) -> None:
    books = [school.copy(name) for name in ("Бірінші", "Екінші", "Үшінші")]
    with stocked.library.writing():
        for book, isbn in zip(
            books, ("9786010709676", "978-9965-16-789-0", "9965-02-345-6"), strict=True
        ):
            Title.update(isbn=isbn).where(Title.id == book.title_id).execute()
    with stocked.library.writing():
        from server.tables import SearchWord

        SearchWord.delete().execute()
    rebuild(stocked)
    for typed in ("9786010709676", "978-601-07-0967-6", "978 601 07 0967 6"):
        assert names(find(stocked, typed)) == ["Бірінші"]
    assert names(find(stocked, "9789965167890")) == ["Екінші"]
    assert names(find(stocked, "9965023456")) == ["Үшінші"]


@pytest.mark.parametrize("typed", ["8ә", "8 Ә", "8-Ә", "8 «Ә»", "8"])
def test_a_class_is_found_by_its_label(stocked: Server, typed: str) -> None:
    assert names(find(stocked, typed), CLASSES) == ["8Ә"]


def test_the_very_letter_comes_before_its_look_alike(
    stocked: Server, school: SchoolBuilder
) -> None:
    school.reader("Аян", "Оспан", grade=8, letter="А")
    assert names(find(stocked, "8ә"), CLASSES) == ["8Ә", "8А"]
    assert names(find(stocked, "8а"), CLASSES) == ["8А", "8Ә"]


@pytest.mark.parametrize("typed", ["ауезва", "ауезоав", "аузова", "ауеззова", "ауэзова"])
def test_a_mistyped_word_is_put_right_when_nothing_else_fits(stocked: Server, typed: str) -> None:
    found = find(stocked, typed)
    assert "Әуезова Дана" in names(found) and found.instead.startswith("ауезо")


def test_only_the_unknown_word_is_put_right(stocked: Server) -> None:
    found = find(stocked, "абай жлоы")
    assert (names(found), found.instead) == (["Абай жолы"], "абай жолы")
    assert find(stocked, "абай серікова") == Found(), "both are known, only not together"
    assert find(stocked, "кмм") == Found(), "too short to guess at"


def test_only_what_may_be_seen_is_found(stocked: Server, school: SchoolBuilder) -> None:
    reader = school.reader("Абай", "Абаев")
    rebuild(stocked)
    for typed in ("абай", reader.card, "8ә", "ауезва"):
        found = find(stocked, typed, {TITLES, COPIES})
        assert {hit.kind for hit in found.hits} <= {TITLES, COPIES}
        assert "Аба" not in "".join(names(found, READERS))


def test_a_misread_number_and_a_command_are_named(stocked: Server) -> None:
    assert find(stocked, "6000000017").note == "wrong-digit"
    assert find(stocked, make_number("5", 1)).note == "command"


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "\0", "«»", "' OR 1=1 --", "<b>x</b>", "x" * 10_000, "😀", "\u202e", "%", "_",
     "9" * 70,
     "а б в г д е ё ж з и"],
)  # fmt: skip
def test_rubbish_finds_nothing_and_breaks_nothing(stocked: Server, typed: str) -> None:
    assert find(stocked, typed).hits == ()


def test_a_word_with_a_letter_too_many_few_wrong_or_swapped_is_one_mistake_away() -> None:
    near = set(one_mistake_away("абай"))
    assert {"аба", "абаай", "обай", "баай", "абай"} <= near
    assert "бай" in near and "ба" not in near
