"""The loan rules on their pages: looked at, saved, in force with the next scan, undone."""

from __future__ import annotations

import json
import logging
import re
import uuid
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask

from library.catalogue import ItemKind
from library.operations import Lent, Refused
from library.policy import Policy, PolicyLine
from library.policy_changes import with_line
from library.readers import Category
from server.server import Server
from server.services.accounts import add_staff
from server.services.policies import FILE, preview, text_of, version_of
from server.services.settings import change_setting
from tests.builders import POLICY, TODAY, Clock, SchoolBuilder
from tests.server.asking import Station, journal
from tests.server.desk.visitor import PASSWORD, Visitor

FICTION = "/desk/rules/line/student/fiction"
GOOD = {"lends": "y", "limit": "3", "time": "days", "days": "10", "renewals": "1", "home": "y"}
NUMBERS = {
    "grace_days": "7", "late_fiction": "y", "blocks_fiction": "y", "vacations": "read-over",
    "summer_due": "05.09", "call_in_days": "0", "just_lent_seconds": "30",
    "unseen_open_days": "2",
}  # fmt: skip
BAD = ["x" * 10_000, "\0", "<b>8</b>", "' OR 1=1", "e\u0301", "📚", "-1", "0", "1.5", "99999"]


@pytest.fixture
def head(visitor: Visitor, server: Server, app: Flask) -> Visitor:
    add_staff(server, "head", "Меңгеруші", PASSWORD, "head")
    visitor.sign_in("head")
    return visitor


def fields_of(page: Any) -> dict[str, str]:
    """The hidden fields of a page with a preview."""
    text = page.get_data(as_text=True)
    found = dict(re.findall(r'name="(policy|version)" value="([^"]*)"', text))
    return {name: unescape(value) for name, value in found.items()}


def send(visitor: Visitor, path: str, **fields: str) -> Any:
    fields.setdefault("operation", str(uuid.uuid4()))
    return visitor.send(path, **fields)


def save(visitor: Visitor, page: Any, **more: str) -> Any:
    return send(visitor, "/desk/rules/save", **fields_of(page), **more)


def limit(server: Server) -> int | None:
    line = server.policy.line(Category.STUDENT, ItemKind.FICTION)
    assert line is not None
    return line.limit


def test_the_table_shows_every_category_with_every_kind(head: Visitor) -> None:
    page = head.open("/desk/rules").get_data(as_text=True)
    assert page.count('class="rule') >= 25
    assert "up to 5 copies" in page


def test_a_changed_line_is_looked_at_and_then_saved(
    head: Visitor, server: Server, school: SchoolBuilder
) -> None:
    for _ in range(3):
        school.reader()
    school.reader("Кеткен", state="left")
    page = send(head, FICTION, **GOOD)
    text = unescape(page.get_data(as_text=True))
    assert page.status_code == 200
    assert "3 readers get a new limit" in text
    assert "up to 3 copies" in text
    assert limit(server) == 5, "a look changes nothing"
    assert save(head, page).status_code == 303
    assert limit(server) == 3
    row = journal(server.library)[-1]
    assert row["kind"] == "policy-changed"
    before = row["detail"]["before"]
    assert [line for line in before["new"]["line"] if line.get("limit") == 3]
    assert before["old"] != before["new"]


def test_the_next_scan_at_a_station_obeys_the_new_rules(
    head: Visitor, station: Station, school: SchoolBuilder
) -> None:
    aliya = school.reader()
    assert isinstance(station.lend(school.copy("A"), aliya), Lent)
    save(head, send(head, FICTION, **{**GOOD, "limit": "1"}))
    refused = station.lend(school.copy("B"), aliya)
    assert isinstance(refused, Refused)
    assert "limit-reached" in [reason.code for reason in refused.reasons]


def test_a_scan_reads_the_rules_from_memory(
    head: Visitor, server: Server, station: Station, school: SchoolBuilder,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    save(head, send(head, FICTION, **GOOD))
    aliya = school.reader()
    station.lend(school.copy("A"), aliya)
    seen: list[str] = []
    school.library.watchers.append(seen.append)
    book = school.copy("B")
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        assert isinstance(station.lend(book, aliya), Lent)
    assert not [each for each in caplog.records if "setting" in each.getMessage()]
    reads = [name for name in seen if not name.startswith(("add", "set", "end", "write"))]
    assert len(reads) == 5


def test_other_processes_see_the_change_within_a_minute(head: Visitor, server: Server) -> None:
    other = Server(server.library, POLICY, now=Clock())
    assert limit(other) == 5
    save(head, send(head, FICTION, **GOOD))
    assert limit(other) == 5
    other.forget_policy()  # what a minute does
    assert limit(other) == 3


def test_one_line_is_set_for_several_categories_at_once(head: Visitor, server: Server) -> None:
    found = re.search(r'name="csrf_token" value="([^"]+)"', head.open("/desk").get_data(True))
    assert found
    page = head.client.post(FICTION, data={
        **GOOD, "csrf_token": found[1], "operation": str(uuid.uuid4()),
        "also": ["staff", "parent", "ghost"],
    })  # fmt: skip
    save(head, page)
    lines = [
        server.policy.line(Category(c), ItemKind.FICTION) for c in ("student", "staff", "parent")
    ]
    assert len(set(lines)) == 1
    assert lines[0] == PolicyLine(limit=3, days=10, renewals=1)


def test_a_line_without_its_tick_lends_nothing(head: Visitor, server: Server) -> None:
    save(head, send(head, FICTION, time="days"))
    assert server.policy.line(Category.STUDENT, ItemKind.FICTION) is None


@pytest.mark.parametrize("field", ["limit", "days", "renewals"])
@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_number_is_told_at_its_field(
    head: Visitor, server: Server, field: str, bad: str
) -> None:
    page = send(head, FICTION, **{**GOOD, field: bad})
    if field == "renewals" and bad == "0":
        assert page.status_code == 200
        return
    assert page.status_code == 422
    assert f'id="{field}-wrong"' in page.get_data(as_text=True)
    assert server.policy == POLICY


def test_days_are_needed_when_days_are_counted(head: Visitor) -> None:
    assert send(head, FICTION, **{**GOOD, "days": ""}).status_code == 422
    page = send(head, FICTION, **{**GOOD, "days": "", "time": "year-end"})
    assert page.status_code == 200
    assert "until the school year ends" in page.get_data(as_text=True)


@pytest.mark.parametrize("time", ["", "never", "' OR 1=1", "x" * 10_000])
def test_an_unknown_time_is_refused(head: Visitor, time: str) -> None:
    assert send(head, FICTION, **{**GOOD, "time": time}).status_code == 422


@pytest.mark.parametrize("path", ["/desk/rules/line/ghost/fiction", "/desk/rules/line/student/x"])
def test_there_is_no_line_of_an_unknown_word(head: Visitor, path: str) -> None:
    assert head.open(path).status_code == 404


def test_the_second_of_two_tabs_is_told_what_changed(head: Visitor, server: Server) -> None:
    first = re.search(r'name="version"[^>]*value="([^"]*)"', head.open(FICTION).get_data(True))
    assert first
    save(head, send(head, FICTION, **GOOD))
    late = send(head, FICTION, **{**GOOD, "limit": "9"}, version=first[1])
    assert late.status_code == 422
    text = late.get_data(as_text=True)
    assert "field-now" in text
    fresh = re.search(r'name="version"[^>]*value="([^"]*)"', text)
    assert fresh
    assert send(head, FICTION, **{**GOOD, "limit": "9"}, version=fresh[1]).status_code == 200


def test_a_preview_made_stale_by_another_change_is_shown_again(
    head: Visitor, server: Server
) -> None:
    old_preview = send(head, FICTION, **GOOD)
    save(head, send(head, "/desk/rules/numbers", **{**NUMBERS, "grace_days": "3"}))
    again = save(head, old_preview)
    assert again.status_code == 409
    assert "meanwhile" in again.get_data(as_text=True)
    assert (limit(server), server.policy.grace_days) == (5, 3)
    save(head, again)
    assert (limit(server), server.policy.grace_days) == (3, 7), "as the second look showed"


def test_saving_twice_changes_once(head: Visitor, server: Server) -> None:
    page, same = send(head, FICTION, **GOOD), str(uuid.uuid4())
    for _ in range(2):
        assert save(head, page, operation=same).status_code == 303
    assert [row["kind"] for row in journal(server.library)] == ["policy-changed"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "null", '{"line": 5}', '{"line": [{"days": 1}]}', "x" * 60_000,
             "\0", '{"ghost": 1}', "[" * 20_000, '{"late_blocks": ["textbook"]}'],
)  # fmt: skip
def test_rules_that_no_page_made_are_refused(head: Visitor, server: Server, text: str) -> None:
    answer = send(head, "/desk/rules/save", policy=text, version=version_of(server.policy))
    assert answer.status_code == 400
    assert server.policy == POLICY


def test_numbers_are_changed_and_new_blocks_foretold(
    head: Visitor, server: Server, school: SchoolBuilder
) -> None:
    late, ok = school.reader(), school.reader()
    school.lent(school.copy("A"), late, TODAY - timedelta(days=5))
    school.lent(school.copy("B"), ok, TODAY + timedelta(days=5))
    page = send(head, "/desk/rules/numbers", **{**NUMBERS, "grace_days": "2"})
    assert "1 reader will be blocked" in page.get_data(as_text=True)
    save(head, page)
    assert server.policy == replace(POLICY, grace_days=2)


@pytest.mark.parametrize("field", ["grace_days", "call_in_days", "summer_due", "vacations"])
@pytest.mark.parametrize("bad", [*[b for b in BAD if b != "0"], ""])
def test_a_wrong_number_is_told_at_its_field(
    head: Visitor, server: Server, field: str, bad: str
) -> None:
    page = send(head, "/desk/rules/numbers", **{**NUMBERS, field: bad})
    if (field, bad) == ("summer_due", "1.5"):
        return  # the first of May
    assert page.status_code == 422
    assert f'id="{field}-wrong"' in page.get_data(as_text=True)
    assert server.policy == POLICY


@pytest.mark.parametrize("day", ["29.02", "31.04", "5.13", "0.1", "05-09", "5.9.2026"])
def test_a_return_day_must_stand_in_every_year(head: Visitor, day: str) -> None:
    page = send(head, "/desk/rules/numbers", **{**NUMBERS, "summer_due": day})
    assert page.status_code == 422


def test_the_last_change_is_undone_by_a_new_one_and_undone_again(
    head: Visitor, server: Server
) -> None:
    save(head, send(head, FICTION, **GOOD))
    save(head, send(head, FICTION, **{**GOOD, "limit": "2"}))
    save(head, send(head, "/desk/rules/restore", which="before"))
    assert limit(server) == 3
    save(head, send(head, "/desk/rules/restore", which="before"))
    assert limit(server) == 2
    assert len(journal(server.library)) == 4


def test_back_to_the_file_follows_the_file_again(head: Visitor, server: Server) -> None:
    save(head, send(head, FICTION, **GOOD))
    assert "Changed on this page" in head.text("/desk/rules")
    save(head, send(head, "/desk/rules/restore", which="file"))
    assert server.policy == POLICY
    assert "Rules of the file" in head.text("/desk/rules")
    server.file_policy = replace(POLICY, grace_days=1)
    server.forget_policy()
    assert server.policy.grace_days == 1


@pytest.mark.parametrize("which", ["", "before", "ghost"])
def test_there_is_nothing_to_go_back_to(head: Visitor, which: str) -> None:
    assert send(head, "/desk/rules/restore", which=which).status_code == 400


def test_damaged_kept_rules_leave_those_of_the_file(server: Server) -> None:
    change_setting(server.library, "policy", '{"line": 7}')
    server.forget_policy()
    assert server.policy == POLICY


@pytest.mark.parametrize("days", [1, 5, 20])
def test_what_was_foretold_is_so_after_saving_and_gone_after_going_back(
    head: Visitor, server: Server, school: SchoolBuilder, station: Station, days: int
) -> None:
    people = [school.reader(f"R{n}") for n in range(6)]
    for n, person in enumerate(people):
        for book in range(n):
            school.lent(school.copy(f"{n}-{book}"), person, TODAY - timedelta(days=3 * n - 4))
    new = replace(with_line(POLICY, [Category.STUDENT], ItemKind.FICTION,
                            PolicyLine(limit=3, days=9)), grace_days=days)  # fmt: skip
    _change, foretold = preview(server, new)

    def blocked() -> int:
        cards = [station.card(person) for person in people]
        return sum(bool(card.blocks) for card in cards)

    before = blocked()
    answer = send(head, "/desk/rules/save", policy=text_of(new), version=version_of(POLICY))
    assert answer.status_code == 303
    assert blocked() == before + foretold.blocked - foretold.freed
    assert foretold.above == sum(n > 3 for n in range(6))
    assert foretold.new_limit == 6
    _back, undone = preview(server, POLICY)
    assert (undone.blocked, undone.freed) == (foretold.freed, foretold.blocked)
    send(head, "/desk/rules/save", policy=FILE, version=version_of(new))
    assert blocked() == before


def test_open_loans_keep_their_due_dates(
    head: Visitor, server: Server, school: SchoolBuilder, station: Station
) -> None:
    aliya, book = school.reader(), school.copy()
    lent = station.lend(book, aliya)
    save(head, send(head, FICTION, **GOOD))
    assert station.lend(book, aliya).due_on == lent.due_on
    assert isinstance(lent.due_on, date)


@pytest.mark.parametrize("role", ["librarian", "assistant", "teacher", "director"])
def test_only_the_head_librarian_changes_rules(
    visitor: Visitor, server: Server, app: Flask, role: str
) -> None:
    add_staff(server, role, role, PASSWORD, role)
    visitor.sign_in(role)
    for path in ("/desk/rules", FICTION, "/desk/rules/numbers"):
        assert visitor.open(path).status_code == 403
    assert visitor.open("/desk/rules/save").status_code == 405


def test_the_kept_text_is_the_form_of_the_file(server: Server) -> None:
    raw = json.loads(text_of(POLICY))
    assert raw["summer_due"] == "09-05"
    assert isinstance(server.policy, Policy)
