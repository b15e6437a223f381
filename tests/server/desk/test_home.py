"""The home page shows what needs a person now, and its buttons do what they say."""

from __future__ import annotations

import logging
import re
import uuid
from datetime import date
from urllib.parse import quote

import pytest

from i18n.texts import LANGUAGES
from library.operations import CallLibrarian
from server.device_report import StationReport
from server.server import Server
from server.services.calls import open_calls
from server.services.desk_station import desk_station
from server.services.home import FIRST_LINES
from server.services.pairing import stations
from server.tables import Copy, KioskCall, LoanCase
from start.logs import QUIET
from tests.builders import Book, Clock, SchoolBuilder
from tests.server.asking import Station, journal
from tests.server.desk.conftest import Devices
from tests.server.desk.visitor import Visitor


@pytest.fixture
def returned(station: Station, school: SchoolBuilder) -> Book:
    """A novel that came back through the kiosk."""
    book = school.copy("Ұшқан ұя")
    school.lent(book, school.reader("Әлия", "Серік"), date(2026, 10, 20))
    station.give_back(book)
    return book


def test_a_call_stands_there_until_somebody_comes(
    librarian: Visitor, station: Station, server: Server
) -> None:
    station.ask(CallLibrarian(station.origin(), "unknown-codes"))
    assert "Three unknown codes in a row" in librarian.text("/desk")
    call = open_calls(server)[0].call_id
    form = {"call": call, "operation": str(uuid.uuid4())}
    assert librarian.send("/desk/calls", **form).status_code == 303
    assert open_calls(server) == []
    with server.library.reading():
        assert KioskCall.get().done_by.login == "aigul"
    assert journal(server.library)[-1]["kind"] == "call-answered"
    librarian.send("/desk/calls", **form)
    assert "answered this call already" not in librarian.text("/desk"), "the same press"
    librarian.send("/desk/calls", call=call, operation=str(uuid.uuid4()))
    assert "answered this call already" in librarian.text("/desk")


def test_the_queue_names_the_last_borrower_to_staff(librarian: Visitor, returned: Book) -> None:
    page = librarian.text("/desk")
    assert "Ұшқан ұя" in page and "Серік Әлия" in page


def test_a_fine_copy_goes_to_its_shelf(
    librarian: Visitor, returned: Book, server: Server
) -> None:
    operation = str(uuid.uuid4())
    form = {"copy": returned.id, "finding": "fine", "operation": operation}
    librarian.send("/desk/checks", **form)
    assert "Put it on its shelf: Ұшқан ұя" in librarian.text("/desk")
    last = journal(server.library)[-1]
    assert (last["id"], last["kind"], last["station"]) == (
        operation, "check", desk_station(server),
    )  # fmt: skip
    assert last["staff"] is not None


def test_a_form_sent_twice_acts_once_and_says_the_same(
    librarian: Visitor, returned: Book, server: Server, clock: Clock
) -> None:
    form = {"copy": returned.id, "finding": "fine", "operation": str(uuid.uuid4())}
    librarian.send("/desk/checks", **form)
    librarian.open("/desk")
    rows = len(journal(server.library))
    clock.pass_(seconds=2)
    librarian.send("/desk/checks", **form)
    assert len(journal(server.library)) == rows
    assert "Put it on its shelf: Ұшқан ұя" in librarian.text("/desk")
    librarian.send("/desk/checks", **{**form, "finding": "damaged"})
    assert "has changed since" in librarian.text("/desk"), "another finding under the same id"


def test_a_copy_with_missing_pages_opens_a_case(
    librarian: Visitor, returned: Book, server: Server
) -> None:
    librarian.send(
        "/desk/checks", copy=returned.id, finding="pages-missing", operation=str(uuid.uuid4())
    )
    assert "Put it aside for repair" in librarian.text("/desk")
    with server.library.reading():
        assert Copy.get_by_id(returned.id).state == "in-repair"
        assert LoanCase.get().kind == "pages-missing"


def test_a_copy_somebody_waits_for_goes_to_the_hold_shelf_with_the_name_for_its_slip(
    librarian: Visitor, returned: Book, school: SchoolBuilder
) -> None:
    school.request(returned, school.reader("Иван", "Ким"))
    answer = librarian.send(
        "/desk/checks", copy=returned.id, finding="fine", operation=str(uuid.uuid4())
    )
    page = librarian.text(answer.headers["Location"])
    assert "Put it on the hold shelf: Ұшқан ұя" in page
    assert "Reader's name for the hold slip: Ким Иван" in page


def test_a_long_queue_shows_its_first_lines_and_any_other_when_scanned(
    librarian: Visitor, station: Station, school: SchoolBuilder
) -> None:
    reader = school.reader()
    books = [school.copy(f"Кітап {n}") for n in range(FIRST_LINES + 2)]
    for book in books:
        school.lent(book, reader, date(2026, 10, 20))
        station.give_back(book)
    page = librarian.text("/desk")
    assert books[0].code in page and books[-1].code not in page
    assert f"See all: {len(books)}" in page
    headers = {"X-Library-Kiosk": "1"}
    line = librarian.client.post("/desk/checks/line", json={"code": books[-1].code},
                                 headers=headers)  # fmt: skip
    assert f'data-code="{books[-1].code}"' in line.get_data(as_text=True)
    for asked in ({"code": "6999999990"}, {"code": 5}, {}):
        answer = librarian.client.post("/desk/checks/line", json=asked, headers=headers)
        assert answer.status_code == 404
    assert librarian.client.post("/desk/checks/line", json={}).status_code == 403


def test_no_name_title_or_number_stands_in_addresses_or_the_log(
    librarian: Visitor, returned: Book, school: SchoolBuilder, server: Server,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    for name in QUIET:
        caplog.set_level(logging.ERROR, name)
    school.request(returned, school.reader("Иван", "Ким"))
    form = {"copy": returned.id, "finding": "fine", "operation": str(uuid.uuid4())}
    answers = [librarian.send("/desk/checks", **form), librarian.open("/desk")]
    answers.append(librarian.send("/desk/devices/1/link", operation=str(uuid.uuid4())))
    addresses = [answer.headers.get("Location", "") for answer in answers]
    for answer in answers:
        addresses += re.findall(r'(?:href|src|action)="([^"]*)"', answer.get_data(as_text=True))
    said = " ".join([*addresses, caplog.text])
    for secret in ("Ұшқан ұя", "Серік", "Ким", returned.code, "pair#", "kitap-soresi"):
        assert secret not in said and quote(secret) not in said


def test_a_copy_that_changed_meanwhile_is_said_so(
    librarian: Visitor, school: SchoolBuilder
) -> None:
    book = school.copy()
    school.lent(book, school.reader(), date(2026, 10, 20))
    librarian.send("/desk/checks", copy=book.id, finding="fine", operation=str(uuid.uuid4()))
    assert "has changed since" in librarian.text("/desk")


@pytest.mark.parametrize(
    "form",
    [
        {"copy": "x", "finding": "fine", "operation": str(uuid.uuid4())},
        {"copy": "1", "finding": "burnt", "operation": str(uuid.uuid4())},
        {"copy": "1", "finding": "fine", "operation": "again"},
        {"copy": "1"},
    ],
)
def test_forms_that_make_no_sense_are_refused(librarian: Visitor, form: dict[str, str]) -> None:
    assert librarian.send("/desk/checks", **form).status_code == 400


def test_requests_show_who_waits(librarian: Visitor, school: SchoolBuilder) -> None:
    school.request(school.copy("Ақбілек"), school.reader("Иван", "Ким"))
    page = librarian.text("/desk")
    assert "Ақбілек" in page and "Ким Иван" in page and "Waiting" in page


def test_the_page_renews_only_when_something_changed(
    librarian: Visitor, station: Station
) -> None:
    page = librarian.open("/desk").get_data(as_text=True)
    version = re.search(r'data-version="(\w+)"', page)[1]  # type: ignore[index]
    assert librarian.open(f"/desk/now?version={version}").status_code == 204
    station.ask(CallLibrarian(station.origin(), "touched"))
    answer = librarian.open(f"/desk/now?version={version}")
    assert answer.status_code == 200
    assert "<html" not in answer.get_data(as_text=True)


def test_a_lost_scanner_shows(librarian: Visitor, devices: Devices, station: Station) -> None:
    devices.reports = [StationReport(station.station_id, 2, 1, True)]
    assert "connection to the scanner is lost" in librarian.text("/desk")
    devices.reports = [StationReport(station.station_id, 1, 0, True)]
    assert "in order" in librarian.text("/desk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_in_every_language(
    librarian: Visitor, returned: Book, devices: Devices, language: str
) -> None:
    """Texts are strict in tests: a missing one would be a fault page."""
    librarian.client.set_cookie("language", language)
    for path in ("/desk", "/desk/sign-in", "/desk/sheets/commands"):
        answer = librarian.open(path)
        assert answer.status_code == 200
        assert f'lang="{language}"' in answer.get_data(as_text=True)


def test_the_desk_is_one_station(server: Server) -> None:
    first = desk_station(server)
    assert desk_station(server) == first
    assert [kind for number, _, kind in stations(server) if number == first] == ["desk"]
