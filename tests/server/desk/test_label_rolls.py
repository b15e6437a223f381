"""Labels printed ahead: prepared once, taken as a file as often as wanted."""

from __future__ import annotations

import uuid

import pypdfium2
import zxingcpp

from server.server import Server
from server.services.label_rolls import roll_numbers, rolls
from tests.server.desk.visitor import Visitor

PAGE = "/desk/existing-stock/rolls"


def prepare(librarian: Visitor, count: str = "70") -> None:
    librarian.send(PAGE, count=count, operation=str(uuid.uuid4()))


def test_a_roll_is_prepared_and_its_sheets_bear_exactly_its_numbers(
    librarian: Visitor, server: Server
) -> None:
    prepare(librarian)
    (roll,) = rolls(server)
    made = librarian.open(f"{PAGE}/{roll.roll_id}/labels?stock=a4-65-38x21&form=pdf&dpi=300")
    assert made.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(made.data)
    assert len(document) == 2
    read = [
        code.text
        for page in document
        for code in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())
    ]
    document.close()
    assert sorted(read) == roll_numbers(server, roll.roll_id)


def test_a_thermal_printer_gets_its_own_language(librarian: Visitor, server: Server) -> None:
    prepare(librarian, "3")
    path = f"{PAGE}/{rolls(server)[0].roll_id}/labels"
    zebra = librarian.open(f"{path}?stock=roll-58x40&form=zpl&dpi=203").data
    assert zebra.count(b"^XA") == 3 and b"^GFA" in zebra
    assert librarian.open(f"{path}?stock=roll-58x40&form=tspl&dpi=203").data.count(b"PRINT") == 3


def test_a_label_that_does_not_fit_and_an_address_that_is_none(
    librarian: Visitor, server: Server
) -> None:
    prepare(librarian, "1")
    path = f"{PAGE}/{rolls(server)[0].roll_id}/labels"
    small = librarian.open(f"{path}?stock=a4-189-25x10&form=pdf&dpi=300")
    if small.status_code == 303:
        assert "does not fit" in librarian.text(small.headers["Location"])
    sheet = librarian.open(f"{path}?stock=a4-65-38x21&form=zpl&dpi=203")
    assert sheet.status_code == 303, "a thermal printer has no sheets"
    for wrong in ("?stock=nothing", "?stock=a4-65-38x21&form=exe", "?stock=a4-65-38x21&dpi=7"):
        assert librarian.open(path + wrong).status_code == 404


def test_a_senseless_count_is_told_at_its_field(librarian: Visitor, server: Server) -> None:
    answer = librarian.send(PAGE, count="100000", operation=str(uuid.uuid4()))
    assert answer.status_code == 422 and rolls(server) == []
