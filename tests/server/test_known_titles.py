"""What is known of a book by the number on its cover."""

from __future__ import annotations

import json
from datetime import date

import pytest

from library.accession import BatchHead, LineValues
from server.server import Server
from server.services.accession_lines import put_line
from server.services.accessions import open_batch
from server.services.known_titles import known_by_id, known_by_isbn
from server.tables import Copy, KnownRecord, Title
from tests.builders import SchoolBuilder
from tests.server.acting import Librarian


@pytest.fixture
def abai(server: Server, school: SchoolBuilder) -> int:
    title_id = school.copy("Абай жолы").title_id
    with server.library.writing():
        Title.update(isbn="9965331235", pages=40).where(Title.id == title_id).execute()
        Copy.update(price_tiyn=125_050).execute()
    return title_id


@pytest.mark.parametrize("scanned", ["9965331235", "9965-33-123-5"])
def test_a_book_of_the_catalogue_is_known_with_its_last_price(
    server: Server, abai: int, scanned: str
) -> None:
    known = known_by_isbn(server, scanned)
    assert known is not None
    assert (known.title_id, known.source, known.copies) == (abai, "catalogue", 1)
    assert known.price_tiyn == 125_050 and known.accounting == "temporary"
    assert known_by_id(server, abai) is not None and known_by_id(server, 999) is None


def test_the_other_form_of_its_number_finds_it_too(server: Server, abai: int) -> None:
    known = known_by_isbn(server, "9789965331237")
    assert known is not None and known.title_id == abai


def test_the_price_of_the_last_delivery_counts(server: Server, abai: int) -> None:
    acting = Librarian(server)
    batch = open_batch(server, acting.deed("opened"), BatchHead("purchase", date(2026, 10, 1)))
    put_line(server, acting.deed("line"), batch, LineValues(abai, 5, 5, 200_000))
    known = known_by_isbn(server, "9965331235")
    assert known is not None and known.price_tiyn == 200_000


def test_a_record_of_a_file_fills_the_form(server: Server, school: SchoolBuilder) -> None:
    said = {"name": "Көшпенділер", "author": "Есенберлин І.", "year": 2019, "pages": "many",
            "item_kind": "novel", "strange": 1}  # fmt: skip
    with server.library.writing():
        KnownRecord.create(
            isbn="9786010709676", fields=json.dumps(said), source="rnb.mrc", read_at=server.now()
        )
    known = known_by_isbn(server, "978-601-07-0967-6")
    assert known is not None and known.title_id is None
    assert (known.source, known.file) == ("record", "rnb.mrc")
    assert known.values.name == "Көшпенділер" and known.values.year == 2019
    assert known.values.pages is None and known.values.item_kind == "fiction"


def test_a_number_nobody_knows_stays_and_a_wrong_digit_is_said(
    server: Server, school: SchoolBuilder
) -> None:
    known = known_by_isbn(server, "9786010709677")
    assert known is not None and not known.right
    assert (known.title_id, known.source, known.values.isbn) == (None, "", "9786010709677")
    assert known_by_isbn(server, "Абай") is None


def test_two_volumes_with_one_number_are_offered_both(server: Server, abai: int) -> None:
    with server.library.writing():
        row = Title.get_by_id(abai)
        Title.create(
            name="Абай жолы. Екінші кітап", item_kind="fiction", isbn="9965331235",
            sort_key=row.sort_key, search_key="",
        )  # fmt: skip
    known = known_by_isbn(server, "9965331235")
    assert known is not None and known.title_id is None and len(known.several) == 2
