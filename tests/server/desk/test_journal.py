"""The journal at the desk: everything that was done, found again, and undone where it may be."""

from __future__ import annotations

import io
import re
import uuid
from datetime import date

import pytest
from flask import Flask
from openpyxl import load_workbook

from library.operations import CheckIn, Lent
from server.server import Server
from server.services import journal_pages
from server.services.accounts import add_staff
from server.services.journal_pages import Wanted, journal_page
from server.services.proof import prove
from server.tables import Operation
from tests.builders import Book, Clock, Person, SchoolBuilder
from tests.server.asking import Station, journal
from tests.server.desk.visitor import PASSWORD, Visitor


@pytest.fixture
def aliya(school: SchoolBuilder) -> Person:
    return school.reader("Әлия", "Серік")


@pytest.fixture
def lent(station: Station, school: SchoolBuilder, aliya: Person) -> Book:
    """A novel that Aliya took at the kiosk: the first operation of the journal."""
    book = school.copy("Ұшқан ұя")
    station.lend(book, aliya)
    return book


def undo_of(librarian: Visitor, seq: int, **more: str) -> str:
    """Press the button of an operation's page; what the next page says."""
    page = librarian.open(f"/desk/journal/{seq}").get_data(as_text=True)
    undoes = re.search(r'name="undoes" value="([^"]+)"', page)
    assert undoes is not None, page
    form = {"undoes": undoes[1], "operation": str(uuid.uuid4()), "back": "journal", **more}
    answer = librarian.send("/desk/undo", **form)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/desk/journal/{seq}")
    return librarian.text(f"/desk/journal/{seq}")


def test_a_line_says_what_who_where_and_when(
    librarian: Visitor, lent: Book, station: Station
) -> None:
    page = librarian.text("/desk/journal")
    for word in (
        "Book lent",
        "Ұшқан ұя",
        lent.code,
        "Серік Әлия",
        "The reader",
        "14.10.2026 10:24",
    ):
        assert word in page


def test_one_operation_is_told_and_undone(librarian: Visitor, lent: Book, server: Server) -> None:
    page = librarian.text("/desk/journal/1")
    assert "State of the copy" in page and "On the shelf" in page
    assert str(journal(server.library)[0]["id"]) in page
    said = undo_of(librarian, 1)
    assert "It is undone." in said and "Undone by" in said
    listed = librarian.text("/desk/journal")
    assert "Undone: Book lent" in listed
    assert "It undid" in librarian.text("/desk/journal/2")
    assert prove(server.library) == ()


def test_undoing_twice_does_it_once(librarian: Visitor, lent: Book, server: Server) -> None:
    first = str(journal(server.library)[0]["id"])
    form = {"undoes": first, "operation": str(uuid.uuid4()), "back": "journal"}
    for _ in range(2):
        librarian.send("/desk/undo", **form)
        assert "It is undone." in librarian.text("/desk/journal/1")
    assert [row["kind"] for row in journal(server.library)] == ["check-out", "undo"]


def test_what_changed_since_has_no_button_and_says_why(
    librarian: Visitor, lent: Book, station: Station
) -> None:
    first = librarian.open("/desk/journal/1").get_data(as_text=True)
    station.give_back(lent, confirmed=True)
    page = librarian.open("/desk/journal/1").get_data(as_text=True)
    assert 'action="/desk/undo"' in first and 'action="/desk/undo"' not in page
    assert "has changed since" in page
    undoes = re.search(r'name="undoes" value="([^"]+)"', first)[1]  # type: ignore[index]
    librarian.send("/desk/undo", undoes=undoes, operation=str(uuid.uuid4()), back="journal")
    assert "has changed since" in librarian.text("/desk/journal/1"), "a stale page is told too"


def test_after_a_day_only_the_head_undoes(
    librarian: Visitor, lent: Book, clock: Clock, app: Flask, server: Server
) -> None:
    clock.pass_(hours=25)
    add_staff(server, "head", "Басшы", PASSWORD, "head")
    head = Visitor(app)
    head.sign_in("head")
    librarian.sign_in()
    assert "The time to undo is over" in librarian.text("/desk/journal/1")
    assert 'action="/desk/undo"' in head.open("/desk/journal/1").get_data(as_text=True)


def test_only_what_may_be_undone_is_listed_when_asked(
    librarian: Visitor, lent: Book, station: Station, school: SchoolBuilder, aliya: Person
) -> None:
    other = school.copy("Ақбілек")
    station.lend(other, aliya)
    station.give_back(other, confirmed=True)
    numbers = seqs(librarian, "/desk/journal?undo=may")
    assert numbers == [3, 1], "the second lending was followed by a return"


def seqs(librarian: Visitor, path: str) -> list[int]:
    page = librarian.open(path).get_data(as_text=True)
    return [int(each) for each in re.findall(r'<td class="is-number"><a href="/desk/journal/(\d+)"',
                                             page)]  # fmt: skip


def test_filters_of_kind_place_person_and_day(
    librarian: Visitor, lent: Book, station: Station, clock: Clock, server: Server
) -> None:
    clock.pass_(days=1)
    assert librarian.sign_in().status_code == 303
    station.give_back(lent, confirmed=True)
    librarian.send("/desk/checks", copy=lent.id, finding="fine", operation=str(uuid.uuid4()))
    assert seqs(librarian, "/desk/journal") == [3, 2, 1]
    assert seqs(librarian, "/desk/journal?kind=check-in") == [2]
    assert seqs(librarian, f"/desk/journal?station={station.station_id}") == [2, 1]
    assert seqs(librarian, "/desk/journal?staff=1") == [3]
    assert seqs(librarian, "/desk/journal?from=2026-10-15") == [3, 2]
    assert seqs(librarian, "/desk/journal?to=2026-10-14") == [1]
    assert seqs(librarian, "/desk/journal?to=14.10.2026") == [1]
    assert seqs(librarian, "/desk/journal?from=2026-10-16") == []
    assert seqs(librarian, "/desk/journal?before=3") == [2, 1]


@pytest.mark.parametrize(
    "question",
    ["kind=nothing", "station=x", "from=2026-13-45", "before=99999999999999999999", "copy=-1",
     "reader=0", "to=9999-12-31", "from=0001-01-01", "copy=123456789012345678"],
)  # fmt: skip
def test_words_the_address_does_not_know_break_nothing(
    librarian: Visitor, lent: Book, question: str
) -> None:
    assert librarian.open(f"/desk/journal?{question}").status_code == 200


@pytest.mark.parametrize("seq", ["0", "99", "99999999999999999999999999"])
def test_an_operation_that_is_not_there_is_not_found(librarian: Visitor, seq: str) -> None:
    assert librarian.open(f"/desk/journal/{seq}").status_code == 404


def test_a_scan_leads_to_the_entries_of_a_copy_or_a_reader(
    librarian: Visitor, lent: Book, aliya: Person, school: SchoolBuilder, station: Station
) -> None:
    station.lend(school.copy("Ақбілек"), school.reader("Иван", "Ким"))
    found = librarian.send("/desk/journal/find", number=lent.code).headers["Location"]
    assert found == f"/desk/journal?copy={lent.id}"
    assert seqs(librarian, found) == [1]
    found = librarian.send("/desk/journal/find", number=f" {aliya.card} ").headers["Location"]
    assert found == f"/desk/journal?reader={aliya.id}"
    page = librarian.text(found)
    assert "Only about this reader: Серік Әлия" in page and "Ақбілек" not in page


@pytest.mark.parametrize("number", ["", "x" * 10_000, "\x00", "' OR 1=1", "📚", "7000000000"])
def test_a_number_of_nobody_is_said_so(librarian: Visitor, number: str) -> None:
    answer = librarian.send("/desk/journal/find", number=number)
    assert answer.headers["Location"] == "/desk/journal"
    assert "There is no such number" in librarian.text("/desk/journal")


@pytest.mark.parametrize(
    "form", [{"undoes": "x"}, {"undoes": str(uuid.uuid4())}, {}, {"operation": "x"}]
)
def test_an_undo_that_makes_no_sense_is_refused(librarian: Visitor, form: dict[str, str]) -> None:
    values = {"undoes": str(uuid.uuid4()), "operation": str(uuid.uuid4()), "back": "//evil", **form}
    answer = librarian.send("/desk/undo", **values)
    assert answer.status_code in (303, 400)
    assert answer.headers.get("Location", "/desk").startswith("/desk")


def test_a_return_that_was_told_late_shows_both_times(
    librarian: Visitor, lent: Book, station: Station, clock: Clock
) -> None:
    origin = station.origin()
    clock.pass_(hours=3)
    station.ask(CheckIn(origin, lent.code, confirmed=True))
    page = librarian.text("/desk/journal/2")
    assert "Written into the journal" in page and "13:24" in page


def test_the_file_holds_the_filtered_lines(librarian: Visitor, lent: Book) -> None:
    answer = librarian.open("/desk/journal?as=xlsx&kind=check-out")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("No.", "When", "What")
    assert rows[1][2] == "Book lent" and len(rows) == 2


def test_a_rare_kind_is_looked_for_further_back_on_demand(
    station: Station, lent: Book, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Window by window; when the time is over the page says how far it came."""
    monkeypatch.setattr(journal_pages, "WINDOW", 5)
    for _ in range(12):
        station.renew(lent, Person(1, ""))
        station.give_back(lent, confirmed=True)
        station.server.now.pass_(minutes=1)  # type: ignore[attr-defined]
        station.lend(lent, Person(1, ""))
        station.server.now.pass_(minutes=1)  # type: ignore[attr-defined]
    rows = journal(server.library)
    wanted = Wanted(kind="check-in")
    expected = [row["seq"] for row in reversed(rows) if row["kind"] == "check-in"]
    assert [line.seq for line in journal_page(server, wanted, 100, 60.0).lines] == expected
    found, before = [], None
    for _ in range(40):
        page = journal_page(server, Wanted(kind="check-in", before=before), 2, 0.0)
        found += [line.seq for line in page.lines]
        before = page.reached
        if before is None:
            break
    assert found == expected


def test_whoever_was_forgotten_stays_in_the_journal_without_a_name(
    librarian: Visitor, lent: Book, server: Server
) -> None:
    with server.library.writing():
        Operation.update(reader=None, session_reader=None, salt=None).execute()
    page = librarian.text("/desk/journal/1")
    assert "Book lent" in page and "Серік Әлия" not in page


def test_roles_without_the_right_see_no_journal(app: Flask, server: Server, lent: Book) -> None:
    for role in ("assistant", "teacher", "director"):
        add_staff(server, role, role, PASSWORD, role)
        visitor = Visitor(app)
        visitor.sign_in(role)
        assert visitor.open("/desk/journal").status_code == 403
        assert visitor.open("/desk/journal/1").status_code == 403
        form = {"undoes": str(uuid.uuid4()), "operation": str(uuid.uuid4())}
        assert visitor.send("/desk/undo", **form).status_code == 403


def test_a_day_is_found_among_many(
    station: Station, lent: Book, server: Server, clock: Clock
) -> None:
    for _ in range(9):
        clock.pass_(days=1)
        station.give_back(lent, confirmed=True, seen=True)
        clock.pass_(minutes=1)
        assert isinstance(station.lend(lent, Person(1, "")), Lent)
    day = date(2026, 10, 19)
    page = journal_page(server, Wanted(first_on=day, last_on=day), 100)
    assert [server.day_of(line.recorded_at) for line in page.lines] == [day, day]
    assert page.reached is None
