"""Numbers on the covers of books, as scanners of any layout type them."""

from __future__ import annotations

import pytest

from library.book_number import book_number
from library.scanned_code import COPY_DIGIT, make_number
from library.typed_code import in_layout


@pytest.mark.parametrize(
    ("typed", "text", "right", "isbn"),
    [
        ("978-601-07-0967-6", "9786010709676", True, True),
        ("9786010709677", "9786010709677", False, True),
        ("9791090636071", "9791090636071", True, True),
        ("0-8044-2957-X", "080442957X", True, True),
        ("080442957х", "080442957X", True, True),
        ("036000291452", "036000291452", True, False),
        ("4810268000010", "4810268000010", True, False),
        ("978014300723451499", "9780143007234", True, True),
    ],
)
def test_numbers_of_books_are_read_as_they_are_printed(
    typed: str, text: str, right: bool, isbn: bool
) -> None:
    found = book_number(typed)
    assert found is not None
    assert (found.text, found.right, found.isbn) == (text, right, isbn)


@pytest.mark.parametrize("layout", ["ru", "kk"])
@pytest.mark.parametrize("text", ["9786010709676", "080442957X"])
def test_a_keyboard_scanner_in_another_layout_is_understood(layout: str, text: str) -> None:
    found = book_number(in_layout(text, layout))
    assert found is not None and found.text == text


@pytest.mark.parametrize("typed", ["", "Абай жолы", "20", make_number(COPY_DIGIT, 17), "ә" * 300])
def test_words_counts_and_our_own_labels_are_no_numbers_of_books(typed: str) -> None:
    assert book_number(typed) is None


def test_both_forms_of_a_number_are_the_same_book() -> None:
    old, upc = book_number("9965-33-123-4"), book_number("036000291452")
    assert old is not None and upc is not None
    assert len(old.forms) == 2 and old.forms[1].startswith("978")
    assert upc.forms == ("036000291452", "0036000291452")
