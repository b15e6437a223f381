"""The school's days on their pages, and the loans that a change moves."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest
from flask import Flask

from library.operations import Lent
from library.school_year import ClosedPeriod
from server import tables
from server.server import Server
from server.services.accounts import add_staff
from server.services.calendars import Change, closed_periods, preview, years
from server.tables import Loan
from tests.builders import SchoolBuilder
from tests.server.asking import Station, journal
from tests.server.desk.visitor import PASSWORD, Visitor

NEW_DAYS = "/desk/calendar/closed/new"
HOLIDAY = {"name": "Мұғалім күні", "kind": "other", "first_on": "20.10.2026",
           "last_on": "20.10.2026"}  # fmt: skip
WEEK = {f"day_{n}": "08:30–17:00" for n in range(1, 6)} | {"day_6": "", "day_7": ""}
BAD = ["", "x" * 10_000, "\0", "<b>8</b>", "' OR 1=1", "e\u0301", "📚", "32.01.2026", "20.10"]


@pytest.fixture
def head(visitor: Visitor, server: Server, app: Flask) -> Visitor:
    add_staff(server, "head", "Меңгеруші", PASSWORD, "head")
    visitor.sign_in("head")
    return visitor


def send(visitor: Visitor, path: str, **fields: str) -> Any:
    fields.setdefault("operation", str(uuid.uuid4()))
    return visitor.send(path, **fields)


def save(visitor: Visitor, path: str, **fields: str) -> Any:
    return send(visitor, path, step="save", **fields)


def due_dates(server: Server) -> list[date]:
    with server.library.reading():
        return [loan.due_on for loan in Loan.select().order_by(Loan.id)]


def lend_three(school: SchoolBuilder) -> None:
    reader = school.reader()
    for name, day in (("A", 20), ("B", 20), ("C", 22)):
        school.lent(school.copy(name), reader, date(2026, 10, day))


def test_closed_days_that_concern_nobody_are_saved_at_once(head: Visitor, server: Server) -> None:
    assert send(head, NEW_DAYS, **HOLIDAY).status_code == 303
    assert not server.calendar.is_open_day(date(2026, 10, 20))
    assert "Мұғалім күні" in head.text("/desk/calendar")
    row = journal(server.library)[-1]
    assert row["kind"] == "calendar-changed"
    assert row["detail"]["before"]["new"]["first_on"] == "2026-10-20"


def test_loans_due_on_new_closed_days_are_shown_first_and_moved_when_ticked(
    head: Visitor, server: Server, school: SchoolBuilder
) -> None:
    lend_three(school)
    looked = send(head, NEW_DAYS, **HOLIDAY)
    assert looked.status_code == 200
    assert "2 open loans would be due" in looked.get_data(as_text=True)
    assert server.calendar.is_open_day(date(2026, 10, 20)), "a look changes nothing"
    assert save(head, NEW_DAYS, **HOLIDAY, move="yes").status_code == 303
    assert due_dates(server) == [date(2026, 10, 21)] * 2 + [date(2026, 10, 22)]
    assert "Due dates moved: 2" in head.text("/desk/calendar")
    moved = journal(server.library)[-1]["detail"]["before"]["moved"]
    assert [(old, new, len(loans)) for old, new, loans in moved] == [
        ("2026-10-20", "2026-10-21", 2)
    ]


def test_without_the_tick_due_dates_stay(
    head: Visitor, server: Server, school: SchoolBuilder
) -> None:
    lend_three(school)
    save(head, NEW_DAYS, **HOLIDAY)
    assert due_dates(server)[0] == date(2026, 10, 20)


def test_the_count_shown_is_the_count_moved_and_afterwards_nothing_is_left_to_move(
    head: Visitor, server: Server, school: SchoolBuilder
) -> None:
    lend_three(school)
    change = Change("closed", None, _period(date(2026, 10, 19), date(2026, 10, 23)))
    foretold = sum(move.group.count for move in preview(server, change))
    fields = {**HOLIDAY, "first_on": "19.10.2026", "last_on": "23.10.2026"}
    before = due_dates(server)
    save(head, NEW_DAYS, **fields, move="yes")
    changed = sum(now != then for now, then in zip(due_dates(server), before, strict=True))
    assert foretold == changed == 3
    row_id = next(r.row_id for r in closed_periods(server) if r.value.name == HOLIDAY["name"])
    assert (
        preview(server, Change("closed", row_id, _period(date(2026, 10, 19), date(2026, 10, 23))))
        == ()
    )
    save(head, f"/desk/calendar/closed/{row_id}/delete")
    assert server.calendar.is_open_day(date(2026, 10, 20))


def _period(first: date, last: date) -> ClosedPeriod:
    return ClosedPeriod("other", HOLIDAY["name"], first, last)


def test_the_next_loan_obeys_the_new_calendar(
    head: Visitor, station: Station, school: SchoolBuilder
) -> None:
    reader = school.reader()
    assert station.lend(school.copy("A"), reader).due_on == date(2026, 11, 2)
    save(head, NEW_DAYS, **{**HOLIDAY, "first_on": "2.11.2026", "last_on": "2.11.2026"})
    lent = station.lend(school.copy("B"), reader)
    assert isinstance(lent, Lent)
    assert lent.due_on == date(2026, 11, 3)


def test_removing_is_looked_at_first_and_happens_once(head: Visitor, server: Server) -> None:
    (row,) = closed_periods(server)
    path = f"/desk/calendar/closed/{row.row_id}/delete"
    assert "Remove it?" in send(head, path).get_data(as_text=True)
    assert len(closed_periods(server)) == 1
    assert save(head, path).status_code == 303
    assert closed_periods(server) == []
    assert save(head, path).status_code == 303
    assert "removed before" in head.text("/desk/calendar")


@pytest.mark.parametrize("field", ["first_on", "last_on", "name", "kind"])
@pytest.mark.parametrize("bad", BAD)
def test_a_mistake_is_told_at_its_field(
    head: Visitor, server: Server, field: str, bad: str
) -> None:
    page = send(head, NEW_DAYS, **{**HOLIDAY, field: bad})
    if field == "name" and bad not in ("", "x" * 10_000, "\0"):
        assert page.status_code == 303
        return
    assert page.status_code == 422
    assert f'id="{field}-wrong"' in page.get_data(as_text=True)
    assert len(closed_periods(server)) == 1


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [("21.10.2026", "20.10.2026", "before the first"),
     ("20.10.2026", "21.10.2027", "longer than a year")],
)  # fmt: skip
def test_days_out_of_order_are_told(head: Visitor, first: str, last: str, words: str) -> None:
    page = send(head, NEW_DAYS, **{**HOLIDAY, "first_on": first, "last_on": last})
    assert page.status_code == 422
    assert words in page.get_data(as_text=True)


def test_the_same_period_is_not_entered_twice(head: Visitor, server: Server) -> None:
    for _ in range(2):
        page = send(head, NEW_DAYS, **HOLIDAY)
    assert page.status_code == 422
    assert "entered already" in page.get_data(as_text=True)
    assert len(closed_periods(server)) == 2


def test_a_form_sent_twice_adds_one_period(head: Visitor, server: Server) -> None:
    same = str(uuid.uuid4())
    for _ in range(2):
        send(head, NEW_DAYS, **HOLIDAY, operation=same)
    assert len(closed_periods(server)) == 2


def test_the_second_of_two_tabs_is_told_what_changed(head: Visitor, server: Server) -> None:
    (row,) = closed_periods(server)
    path = f"/desk/calendar/closed/{row.row_id}"
    found = re.search(r'name="version"[^>]*value="([^"]*)"', head.open(path).get_data(True))
    assert found
    fields = {**HOLIDAY, "kind": "vacation"}
    assert save(head, path, **fields).status_code == 303
    late = save(head, path, **{**fields, "name": "Басқа"}, version=found[1])
    assert late.status_code == 422
    assert "field-now" in late.get_data(as_text=True)
    assert closed_periods(server)[0].value.name == HOLIDAY["name"]


@pytest.mark.parametrize("path", ["closed/99999", "years/99999", "closed/x"])
def test_a_row_that_is_gone_is_no_page(head: Visitor, path: str) -> None:
    assert head.open(f"/desk/calendar/{path}").status_code == 404


# ------------------------------------------------------------------------------- years


def test_a_school_year_is_added_and_names_itself(head: Visitor, server: Server) -> None:
    answer = send(head, "/desk/calendar/years/new", first_on="1.9.2027", last_on="25.5.2028")
    assert answer.status_code == 303
    value = years(server)[0].value
    assert (value.name, value.confirmed) == ("2027-2028", False)


def test_years_do_not_overlap(head: Visitor, server: Server) -> None:
    page = send(head, "/desk/calendar/years/new", first_on="25.5.2027", last_on="24.5.2028")
    assert page.status_code == 422
    assert "2026-2027" in page.get_data(as_text=True)
    assert len(years(server)) == 1


def test_a_longer_year_takes_its_textbooks_along(
    head: Visitor, server: Server, school: SchoolBuilder
) -> None:
    school.lent(school.copy("A", kind="textbook"), school.reader(), date(2027, 5, 25))
    (row,) = years(server)
    fields = {"first_on": "1.9.2026", "last_on": "4.6.2027", "confirmed": "y"}
    path = f"/desk/calendar/years/{row.row_id}"
    assert "1 open loan would" in send(head, path, **fields).get_data(as_text=True)
    save(head, path, **fields, move="yes")
    assert due_dates(server) == [date(2027, 6, 4)]
    assert years(server)[0].value.name == "2026-2027"


def test_a_year_with_classes_is_not_removed(
    head: Visitor, server: Server, school: SchoolBuilder
) -> None:
    school.reader()
    (row,) = years(server)
    assert save(head, f"/desk/calendar/years/{row.row_id}/delete").status_code == 303
    assert "has classes" in head.text("/desk/calendar")
    assert len(years(server)) == 1


# ------------------------------------------------------------------------------- hours


def test_the_week_is_changed_as_a_whole(head: Visitor, server: Server) -> None:
    week = {**WEEK, "day_6": "9:00-13.00; 14:00–24:00"}
    assert send(head, "/desk/calendar/hours", **week).status_code == 303
    assert server.calendar.is_open_day(date(2026, 10, 17))
    text = head.text("/desk/calendar")
    assert "09:00–13:00, 14:00–24:00" in text
    assert "Sunday closed" in text


def test_a_weekday_without_hours_moves_its_loans(
    head: Visitor, server: Server, school: SchoolBuilder
) -> None:
    lend_three(school)  # 20 October 2026 is a Tuesday
    week = {**WEEK, "day_2": ""}
    assert "2 open loans" in send(head, "/desk/calendar/hours", **week).get_data(as_text=True)
    save(head, "/desk/calendar/hours", **week, move="yes")
    assert due_dates(server) == [date(2026, 10, 21)] * 2 + [date(2026, 10, 22)]


@pytest.mark.parametrize(
    "bad", ["8", "8:30", "17:00–08:30", "08:30–12:00, 11:00–13:00", "25:00–26:00", "24:00–24:00",
            "٠٨:٣٠–17:00", "x" * 10_000, "\0", "' OR 1=1", "<b>", "8:30–17:00–18:00"],
)  # fmt: skip
def test_hours_that_cannot_be_are_told_at_their_day(
    head: Visitor, server: Server, bad: str
) -> None:
    page = send(head, "/desk/calendar/hours", **{**WEEK, "day_3": bad})
    assert page.status_code == 422
    assert 'id="day_3-wrong"' in page.get_data(as_text=True)
    assert len(server.calendar.hours) == 5


def test_a_week_without_any_hours_is_refused(head: Visitor, server: Server) -> None:
    page = send(head, "/desk/calendar/hours", **dict.fromkeys(WEEK, ""))
    assert page.status_code == 422
    assert len(server.calendar.hours) == 5


# ---------------------------------------------------------------------------- the page


def test_the_moving_holiday_is_asked_for_until_it_is_entered(head: Visitor, server: Server) -> None:
    assert "Qurban ait follows the moon" in head.text("/desk/calendar")
    assert "Qurban ait" in head.open(NEW_DAYS + "?holiday=qurban").get_data(as_text=True)
    send(head, NEW_DAYS, name="Құрбан айт", kind="other", first_on="16.5.2027", last_on="16.5.2027")
    assert "Qurban ait follows the moon" not in head.text("/desk/calendar")


def test_an_unconfirmed_year_is_said(head: Visitor, server: Server) -> None:
    with server.library.writing():
        tables.SchoolYear.update(status="unconfirmed").execute()
    server.forget_calendar()
    assert "are not confirmed yet" in head.text("/desk/calendar")


@pytest.mark.parametrize("query", ["", "?kind=vacation", "?when=past", "?as=xlsx", "?kind=' OR"])
def test_the_list_of_closed_days_is_filtered_and_kept_as_a_file(head: Visitor, query: str) -> None:
    assert head.open(f"/desk/calendar{query}").status_code == 200


@pytest.mark.parametrize("role", ["librarian", "assistant", "teacher", "director"])
def test_only_the_head_librarian_changes_the_calendar(
    visitor: Visitor, server: Server, app: Flask, role: str
) -> None:
    add_staff(server, role, role, PASSWORD, role)
    visitor.sign_in(role)
    for path in ("", "/hours", "/closed/new", "/years/new"):
        assert visitor.open(f"/desk/calendar{path}").status_code == 403
