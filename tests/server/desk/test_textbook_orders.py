"""Orders of textbooks at the desk."""

from __future__ import annotations

import io
from uuid import uuid4

import openpyxl
import pytest
from werkzeug.test import TestResponse

from server import tables
from server.server import Server
from tests.builders import TODAY, SchoolBuilder
from tests.server.desk.visitor import Visitor
from tests.server.issuing import YEAR

PATH = "/desk/textbook-orders"


@pytest.fixture
def book(server: Server, school: SchoolBuilder) -> int:
    for name in ("Асан", "Берік"):
        school.reader(name)
    title = school.copy("Алгебра", "textbook", grade=9).title_id
    with server.library.writing():
        line = tables.TextbookPlanLine.create(
            year=YEAR, grade=9, subject="Алгебра", language="kk", for_whom="class"
        )
        tables.TextbookPlanEdition.create(line=line, title=title)
    return title


def act(librarian: Visitor, path: str, **fields: str) -> TestResponse:
    return librarian.send(f"{PATH}{path}", operation=str(uuid4()), **fields)


def test_an_empty_school_has_nothing_to_forecast(librarian: Visitor) -> None:
    assert "No orders yet" in librarian.text(PATH)
    assert "nothing to forecast" in librarian.text(f"{PATH}/forecast")
    assert act(librarian, "/forecast/draft").status_code == 404


def test_from_the_forecast_to_an_order_that_is_printed(librarian: Visitor, book: int) -> None:
    page = librarian.text(f"{PATH}/forecast?least=4&since=2015")
    assert "Forecast for 2027-2028" in page and "The coming year has no plan yet" in page
    assert act(librarian, "/forecast/groups", **{"group-0": "many"}).status_code == 422
    assert act(librarian, "/forecast/groups", **{"group-0": "30"}).status_code == 303
    assert librarian.open(f"{PATH}/forecast?as=xlsx").get_data()[:2] == b"PK"
    assert act(librarian, "/forecast/draft").headers["Location"] == f"{PATH}/1"
    path = "/1"
    assert act(librarian, f"{path}/lines", **{"copies-1": "-3"}).status_code == 422
    saved = act(librarian, f"{path}/lines", **{"copies-1": "28", "price-1": "1 850,50"})
    assert saved.status_code == 303
    file = librarian.open(f"{PATH}{path}/order.xlsx").get_data()
    rows = list(openpyxl.load_workbook(io.BytesIO(file)).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("No.", "Title")
    assert (rows[1][1], rows[1][8], rows[1][9]) == ("Алгебра", 28, 1850.5)
    for language in ("kk", "ru"):
        for paper in ("order", "differences"):
            made = librarian.open(f"{PATH}{path}/{paper}.pdf?language={language}")
            assert made.get_data()[:5] == b"%PDF-"
    day = f"{TODAY:%d.%m.%Y}"
    assert act(librarian, f"{path}/step", step="agreed", on="", who="").status_code == 422
    act(librarian, f"{path}/step", step="handed", on=day, who="Серік А.")
    for step in ("agreed", "approved", "handed"):
        act(librarian, f"{path}/step", step=step, on=day, who="Серік А.")
    page = librarian.text(f"{PATH}{path}")
    assert "Handed over" in page and "nothing came" in page
    assert act(librarian, f"{path}/delivery", batch="0").status_code == 400
    act(librarian, f"{path}/delivery", batch="7", on="1")
    act(librarian, f"{path}/reopen")
    assert "Handed over" in librarian.text(PATH)
    assert librarian.open(f"{PATH}/2").status_code == 404


def test_a_draft_goes_back_and_away(librarian: Visitor, book: int) -> None:
    act(librarian, "/forecast/draft")
    act(librarian, "/1/step", step="agreed", on=f"{TODAY:%d.%m.%Y}", who="Серік А.")
    act(librarian, "/1/reopen")
    assert act(librarian, "/1/drop").headers["Location"] == PATH
    assert "No orders yet" in librarian.text(PATH)
