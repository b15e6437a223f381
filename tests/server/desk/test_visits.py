"""Counting visitors and books read in the room."""

from __future__ import annotations

import io
import uuid
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from server.server import Server
from server.services.accounts import add_staff
from server.services.visits import MOST_PEOPLE, counted_today, diary
from server.tables import Membership, RoomUse, Visit
from tests.builders import Clock, SchoolBuilder
from tests.server.asking import Station, journal
from tests.server.desk.visitor import PASSWORD, Visitor

BAD = ["", " ", "x" * 10_000, "\0", "<b>8</b>", "' OR 1=1", "e\u0301", "📚", "\u202e8", "-1"]


def key(visitor: Visitor, group: str, operation: str | None = None) -> Any:
    made = operation or str(uuid.uuid4())
    return visitor.send("/desk/visits/count", group=group, operation=made)


def scan(visitor: Visitor, code: str, **more: str) -> Any:
    more.setdefault("operation", str(uuid.uuid4()))
    return visitor.send("/desk/visits/use", code=code, **more)


def rows(server: Server) -> list[tuple[str, int, str | None]]:
    with server.library.reading():
        return [(v.category, v.people, v.class_label) for v in Visit.select().order_by(Visit.id)]


def uses(server: Server) -> int:
    with server.library.reading():
        return int(RoomUse.select().count())


def test_one_key_counts_one_visitor_and_writes_the_journal(
    librarian: Visitor, server: Server
) -> None:
    assert key(librarian, "grades-5-9").status_code == 303
    assert rows(server) == [("grades-5-9", 1, None)]
    last = journal(server.library)[-1]
    assert last["kind"] == "visitors-counted"
    assert last["staff"] is not None


def test_the_same_form_sent_twice_counts_once(librarian: Visitor, server: Server) -> None:
    same = str(uuid.uuid4())
    assert [key(librarian, "other", same).status_code for _ in range(2)] == [303, 303]
    assert len(rows(server)) == 1
    assert key(librarian, "teacher", same).status_code == 409
    assert len(rows(server)) == 1


def test_a_whole_class_stands_in_the_column_of_its_grade(
    librarian: Visitor, server: Server
) -> None:
    answer = librarian.send(
        "/desk/visits/class", school_class="10ә", people="24", operation=str(uuid.uuid4())
    )
    assert answer.status_code == 303
    assert rows(server) == [("grades-10-11", 24, "10Ә")]
    assert "10Ә: 24" in librarian.text("/desk/visits")


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_class_or_no_number_is_told_at_its_field(
    librarian: Visitor, server: Server, bad: str
) -> None:
    for fields in ({"school_class": bad, "people": "5"}, {"school_class": "8Ә", "people": bad}):
        answer = librarian.send("/desk/visits/class", operation=str(uuid.uuid4()), **fields)
        if answer.status_code == 303:  # a turning mark before the 8 is cleaned away
            assert bad == "\u202e8"
            continue
        assert answer.status_code == 422
        assert "field-wrong" in answer.get_data(as_text=True)
    assert all(label in ("8", "8Ә") for _, _, label in rows(server))


@pytest.mark.parametrize("people", ["0", str(MOST_PEOPLE + 1), "1e3", "12345678901234567890"])
def test_nobody_counts_so_many_people(librarian: Visitor, server: Server, people: str) -> None:
    answer = librarian.send(
        "/desk/visits/class", school_class="8Ә", people=people, operation=str(uuid.uuid4())
    )
    assert answer.status_code == 422
    assert rows(server) == []


@pytest.mark.parametrize("bad", BAD)
def test_an_unknown_group_counts_nobody(librarian: Visitor, server: Server, bad: str) -> None:
    assert key(librarian, bad).status_code == 422
    assert rows(server) == []


def test_a_count_is_taken_back_once(librarian: Visitor, server: Server) -> None:
    key(librarian, "other")
    visit = counted_today(server)[0].visit_id
    for words in ("Taken out", "before"):
        librarian.send("/desk/visits/take-back", visit=visit, operation=str(uuid.uuid4()))
        assert words in librarian.text("/desk/visits")
    assert rows(server) == []
    kinds = [row["kind"] for row in journal(server.library)]
    assert kinds == ["visitors-counted", "visitors-taken-back"]


def test_a_visit_by_card_and_one_of_yesterday_are_not_taken_back(
    librarian: Visitor, server: Server, station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    key(librarian, "other")
    yesterday = counted_today(server)[0].visit_id
    clock.pass_(days=1)
    librarian.sign_in()
    station.card(school.reader())
    with server.library.reading():
        by_card = Visit.get(Visit.reader.is_null(False)).id
    for visit in (yesterday, by_card):
        librarian.send("/desk/visits/take-back", visit=visit, operation=str(uuid.uuid4()))
    assert len(rows(server)) == 2


def test_the_diary_counts_cards_and_hands_together(
    librarian: Visitor, server: Server, station: Station, school: SchoolBuilder, clock: Clock
) -> None:
    pupil, teacher = school.reader(grade=10), school.reader(category="teacher")
    station.card(pupil)
    station.card(teacher)
    key(librarian, "grades-10-11")
    clock.pass_(days=1)
    station.card(pupil)
    first, second = diary(server, date(2026, 10, 1), date(2026, 11, 1))
    assert {g.value: n for g, n in first.by_group.items()} == {"grades-10-11": 2, "teacher": 1}
    assert (first.visits, first.cards, first.new) == (3, 2, 2)
    assert (second.visits, second.cards, second.new) == (1, 1, 0)


def test_a_visit_kept_without_its_class_takes_the_class_of_that_day(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    pupil = school.reader(grade=4)
    station.card(pupil)
    with server.library.writing():
        Visit.update(class_label=None).execute()
        Membership.update(from_on=date(2026, 9, 1)).execute()
    (line,) = diary(server, date(2026, 10, 1), date(2026, 11, 1))
    assert [group.value for group in line.by_group] == ["grades-1-4"]


def test_the_month_is_a_list_and_a_file(librarian: Visitor) -> None:
    key(librarian, "teacher")
    text = librarian.text("/desk/visits/month?month=2026-10")
    assert "14.10.2026" in text
    assert "In the month" in text
    book = load_workbook(io.BytesIO(librarian.open("/desk/visits/month?as=xlsx").get_data()))
    head, line = list(book.active.iter_rows(values_only=True))
    assert line[head.index("Visits")] == 1
    assert "Nobody was counted" in librarian.text("/desk/visits/month?month=2026-09")
    assert librarian.open("/desk/visits/month?month=' OR 1=1").status_code == 200


# ---------------------------------------------------------------- the reading room


def test_a_scanned_book_counts_as_used_here_without_a_loan(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    book = school.copy("Ұшқан ұя", kind="reference", reading_room_only=True)
    assert scan(librarian, book.code).status_code == 303
    assert uses(server) == 1
    text = librarian.text("/desk/visits")
    assert "Counted. Ұшқан ұя" in text
    last = journal(server.library)[-1]
    assert (last["kind"], last["copy"]) == ("room-use", book.id)


def test_a_code_typed_in_the_kazakh_layout_is_the_same_book(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    from library.typed_code import in_layout

    book = school.copy()
    scan(librarian, in_layout(book.code, "kk"))
    assert uses(server) == 1


def test_a_second_scan_at_once_counts_nothing_and_one_soon_after_asks(
    librarian: Visitor, server: Server, school: SchoolBuilder, clock: Clock
) -> None:
    book = school.copy()
    scan(librarian, book.code)
    scan(librarian, book.code)
    assert "not counted twice" in librarian.text("/desk/visits")
    clock.pass_(minutes=5)
    asked = scan(librarian, book.code)
    assert asked.status_code == 200
    assert "Did somebody else take it?" in asked.get_data(as_text=True)
    assert uses(server) == 1
    scan(librarian, book.code, again="yes")
    assert uses(server) == 2
    clock.pass_(minutes=21)
    scan(librarian, book.code)
    assert uses(server) == 3


def test_the_same_form_of_use_sent_twice_counts_once(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    book, same = school.copy(), str(uuid.uuid4())
    for _ in range(2):
        assert scan(librarian, book.code, operation=same, again="yes").status_code == 303
    assert uses(server) == 1


def test_what_is_no_book_here_is_said(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    lent, lost, gone = (
        school.copy("A"),
        school.copy("B", state="lost"),
        school.copy("C", state="written-off"),
    )
    reader = school.reader()
    school.lent(lent, reader, date(2026, 10, 20))
    said = {
        lent.code: "is on loan", lost.code: "recorded as lost", gone.code: "written off",
        reader.card: "reader card", "9786010709676": "ISBN", "4711": "No book",
    }  # fmt: skip
    for code, words in said.items():
        assert scan(librarian, code).status_code == 303
        assert words in librarian.text("/desk/visits")
    assert uses(server) == 0


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_code_counts_nothing(librarian: Visitor, server: Server, bad: str) -> None:
    assert scan(librarian, bad).status_code in (303, 422)
    assert uses(server) == 0


def test_a_use_is_taken_back(librarian: Visitor, server: Server, school: SchoolBuilder) -> None:
    scan(librarian, school.copy().code)
    with server.library.reading():
        use_id = RoomUse.get().id
    for _ in range(2):
        answer = librarian.send(
            "/desk/visits/use/take-back", use=use_id, operation=str(uuid.uuid4())
        )
        assert answer.status_code == 303
    assert uses(server) == 0


@pytest.mark.parametrize("role", ["assistant", "teacher", "director"])
def test_other_roles_do_not_count(visitor: Visitor, app: Any, server: Server, role: str) -> None:
    add_staff(server, role, role, PASSWORD, role)
    visitor.sign_in(role)
    assert visitor.open("/desk/visits").status_code == 403
    assert visitor.open("/desk/visits/month").status_code == 403
