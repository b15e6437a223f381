"""The rooms of labels at the desk: the queue with its next steps, printers, stocks."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from server.jobs.printing import print_next
from server.server import Server
from server.services.label_jobs import jobs
from server.services.label_queue import waiting
from server.services.label_stocks import all_stocks
from server.services.printers import all_printers
from tests.builders import SchoolBuilder
from tests.fakes.printer import Answer, FakePrinters
from tests.server.desk.visitor import Visitor

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
ZEBRA = {"name": "Зебра", "language": "zpl", "address": "tcp://10.0.0.9", "dpi": "203",
         "stock": "roll-58x40"}  # fmt: skip
STRIP = {"name": "Өз парағымыз", "kind": "sheet", "label_width": "70", "label_height": "37",
         "columns": "3", "rows": "8", "page_width": "210", "page_height": "297"}  # fmt: skip


@pytest.fixture
def port(server: Server, tmp_path: Path) -> FakePrinters:
    server.printers, server.folder = FakePrinters(), tmp_path
    return server.printers


def send(visitor: Visitor, path: str, **fields: str) -> int:
    return visitor.send(path, **{"operation": str(uuid4()), **fields}).status_code


def asked(visitor: Visitor, school: SchoolBuilder, server: Server, printer: str) -> int:
    stock = "a4-24-70x37" if printer == "browser" else "roll-58x40"
    title = str(school.copy().title_id)
    ask = {"title": title, "kind": "pocket", "stock": stock, "printer": printer, "start": "1"}
    assert send(visitor, "/desk/labels/new", **ask) == 303
    return jobs(server)[0].job_id


def test_a_file_is_opened_and_said_to_be_printed(
    server: Server, librarian: Visitor, school: SchoolBuilder, port: FakePrinters
) -> None:
    job = asked(librarian, school, server, "browser")
    assert librarian.open(f"/desk/labels/{job}.pdf").status_code == 404, "not made yet"
    print_next(server)
    assert librarian.open(f"/desk/labels/{job}.pdf").data.startswith(b"%PDF")
    assert send(librarian, f"/desk/labels/{job}/came", good="1") == 303
    assert jobs(server)[0].state == "printed"
    assert send(librarian, f"/desk/labels/{job}/reprint") == 303
    assert len(jobs(server)) == 1, "without a reason nothing is printed again"
    assert send(librarian, f"/desk/labels/{job}/reprint", reason="жыртылды") == 303
    assert len(jobs(server)) == 2


def test_a_printer_that_is_off_is_told_with_what_to_do_next(
    server: Server, librarian: Visitor, school: SchoolBuilder, port: FakePrinters
) -> None:
    send(librarian, "/desk/printers/new", **ZEBRA)
    port.answers = [Answer("not-reached", "refused"), Answer("sent")]
    job = asked(librarian, school, server, str(all_printers(server)[0].printer_id))
    print_next(server)
    page = librarian.text("/desk/labels")
    assert jobs(server)[0].printer == "Зебра" and "Зебра" in page
    assert "refuses the line" in page and librarian.text("/desk/labels/now") in page
    assert "refuses the line" in librarian.text("/desk/printers")
    assert send(librarian, f"/desk/labels/{job}/again") == 303
    print_next(server)
    assert jobs(server)[0].state == "printed" and len(port.papers) == 1


def test_a_cancelled_printing_waits_again_and_can_be_asked_for_by_kind(
    server: Server, librarian: Visitor, school: SchoolBuilder, port: FakePrinters
) -> None:
    job = asked(librarian, school, server, "browser")
    assert send(librarian, f"/desk/labels/{job}/cancel") == 303
    assert [(each.kind, each.count) for each in waiting(server)] == [("pocket", 1)]
    assert "/desk/labels/new?kind=pocket" in librarian.open("/desk/labels").get_data(as_text=True)
    ask = {"kind": "pocket", "stock": "a4-24-70x37", "printer": "browser", "start": "1"}
    assert send(librarian, "/desk/labels/new", **ask) == 303 and waiting(server) == []


def test_buttons_of_what_is_over_or_was_never_there_do_nothing(
    server: Server, librarian: Visitor, port: FakePrinters
) -> None:
    for way in ("came", "cancel", "again"):
        assert send(librarian, f"/desk/labels/999/{way}") == 303
    assert send(librarian, "/desk/labels/999/reprint", reason="x") == 404
    assert jobs(server) == []


def test_a_printer_is_added_changed_tried_and_taken_away(
    server: Server, librarian: Visitor, port: FakePrinters
) -> None:
    assert send(librarian, "/desk/printers/new", **ZEBRA) == 303
    (zebra,) = all_printers(server)
    page = f"/desk/printers/{zebra.printer_id}"
    assert send(librarian, page, **ZEBRA, right="1,5", down="-0.25") == 303
    assert all_printers(server)[0].offset_mm == (1.5, -0.25)
    assert send(librarian, f"{page}/try") == 303 and port.papers[0][1].startswith(b"^XA")
    assert send(librarian, "/desk/printers/new", **ZEBRA) == 422, "the name is taken"
    assert send(librarian, f"{page}/remove") == 303 and all_printers(server) == []
    assert send(librarian, "/desk/printers/new", **ZEBRA) == 303, "and free again"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"address": "http://x"}, {"language": "epl"}, {"dpi": "204"},
        {"right": "20,5"}, {"down": "x"}, {"stock": "?"}, {"name": "a\0b"}, {"name": "а" * 10_000},
    ],
)  # fmt: skip
def test_a_printer_that_cannot_be_is_told_at_its_field(
    server: Server, librarian: Visitor, port: FakePrinters, wrong: dict[str, str]
) -> None:
    answer = librarian.send("/desk/printers/new", **{**ZEBRA, "operation": str(uuid4()), **wrong})
    assert answer.status_code == 422 and "field-wrong" in answer.get_data(as_text=True)
    assert all_printers(server) == []


def test_a_stock_is_drawn_kept_used_and_taken_away(server: Server, librarian: Visitor) -> None:
    shipped = len(all_stocks(server))
    form = {**STRIP, "operation": str(uuid4())}
    drawing = librarian.send("/desk/labels/stocks/new", draw="1", **form)
    assert drawing.status_code == 200 and "<svg" in drawing.get_data(as_text=True)
    assert len(all_stocks(server)) == shipped, "drawn is not kept"
    assert send(librarian, "/desk/labels/stocks/new", save="1", **STRIP) == 303
    assert all_stocks(server)[STRIP["name"]].cells == 24
    assert send(librarian, "/desk/labels/stocks/new", save="1", **STRIP) == 422, "same name"
    assert STRIP["name"] in librarian.text("/desk/labels/stocks")
    assert send(librarian, "/desk/labels/stocks/remove", stock="1") == 303
    assert len(all_stocks(server)) == shipped


@pytest.mark.parametrize(
    "wrong",
    [
        {"label_width": "220"}, {"columns": "4"}, {"rows": "9"}, {"left": "10"}, {"name": ""},
        {"label_height": "0"}, {"pitch_across": "60"}, {"label_width": "жеті"}, {"kind": "?"},
        {"columns": "99999999999999"}, {"top": "nan"},
    ],
)  # fmt: skip
def test_measures_that_make_no_sheet_are_told_at_their_field(
    server: Server, librarian: Visitor, wrong: dict[str, str]
) -> None:
    before = len(all_stocks(server))
    form = {**STRIP, "operation": str(uuid4()), "save": "1", **wrong}
    answer = librarian.send("/desk/labels/stocks/new", **form)
    assert answer.status_code == 422 and "field-wrong" in answer.get_data(as_text=True)
    assert len(all_stocks(server)) == before
