"""The demonstration keeps what demo.json promises, on any date."""

from __future__ import annotations

import json
import stat
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from peewee import fn

from library.operations import Lent, Refused, SessionOpened
from library.policy import policy_from
from library.rights import Role
from server import tables
from server.database import Library
from server.demonstration.demo_file import demo_page, kept_password, write_demo_file
from server.demonstration.groups import copy_groups, found, reader_groups
from server.demonstration.school import build_school, made_on
from server.server import Server
from server.services.accessions import list_batches
from server.services.accounts import SignedIn, sign_in
from server.services.classes import current_year
from server.services.proof import prove
from server.services.responsibilities import charges_of
from server.services.textbook_plan import planned_lines, textbooks_in_no_plan
from server.tables import Copy, CopySteps, InventoryLine, LabelItem, Loan, PaperAct, Title
from server.tables.fields import NumberedTable
from tests.builders import Book, Clock, Person
from tests.server.asking import Station
from tests.server.databases import PostgresShelf, SqliteShelf

ROOT = Path(__file__).parents[3]
POLICY = policy_from(tomllib.loads((ROOT / "config/policy.toml").read_text(encoding="utf-8")))
ODD_DAYS = [date(2026, 7, 15), date(2026, 12, 31), date(2028, 2, 29), date(2027, 5, 25)]


def demo_server(where: str, day: date) -> Server:
    clock = Clock(datetime.combine(day, time(7, 30), UTC))
    return Server(Library.open(where), POLICY, now=clock)


@pytest.fixture(scope="module")
def demo(sqlite_shelf: SqliteShelf) -> Iterator[Server]:
    server = demo_server(sqlite_shelf.new(), date(2026, 11, 22))
    build_school(server)
    yield server
    server.library.close()


@pytest.fixture(scope="module")
def page(demo: Server) -> dict[str, Any]:
    return demo_page(demo.library, "http://127.0.0.1:8080", "secret", demo.today())


def test_the_school_has_the_people_and_copies_that_were_promised(page: dict[str, Any]) -> None:
    categories = Counter(reader["category"] for reader in page["readers"])
    assert categories["student"] == 300
    assert sum(categories.values()) - categories["student"] == 40
    assert len({r["class"] for r in page["readers"] if r["class"]}) == 12
    textbooks = [copy for copy in page["copies"] if copy["kind"] == "textbook"]
    assert 2300 <= len(textbooks) <= 2900
    assert 350 <= len(page["copies"]) - len(textbooks) <= 450
    assert len({(c["title"], c["kind"], c["grade"]) for c in page["copies"]}) >= 110


def test_every_class_has_a_plan_and_books_beside_what_is_short(demo: Server) -> None:
    plan = planned_lines(demo, current_year(demo))
    by_class = {(line.about.grade, line.about.language) for line in plan}
    assert by_class == {*((grade, "kk") for grade in range(7, 12)), (7, "ru"), (8, "ru")}
    assert all(line.needed for line in plan)
    bare = [line.about.subject for line in plan if line.missing]
    assert bare == ["Жаһандық құзыреттер"]
    stock = [(sum(each.usable for each in line.editions), line.books) for line in plan]
    assert sum(usable >= books for usable, books in stock) > len(stock) * 0.8
    assert len(textbooks_in_no_plan(demo, current_year(demo))) == 1
    with demo.library.reading():
        lent = Loan.select().join(Copy).join(Title).where(Title.item_kind == "textbook").count()
        assert lent > 60


def test_every_situation_is_there_to_try(page: dict[str, Any]) -> None:
    states = {copy["state"] for copy in page["copies"]}
    assert states >= {
        "on-shelf", "on-loan", "textbook", "reading-room", "in-repair", "on-display", "lost",
        "written-off", "to-check", "requested", "on-hold-shelf", "methodical",
    }
    standings = {reader["state"] for reader in page["readers"]}
    assert standings >= {"active", "expired", "suspended", "late", "has-loans", "waits"}


def test_new_books_stand_at_every_step_of_their_way(demo: Server) -> None:
    batches = list_batches(demo)
    assert sorted(each.state for each in batches) == ["draft", "posted", "posted", "posted"]
    with demo.library.reading():
        assert InventoryLine.select().count() == Copy.select().join(CopySteps).count() == 23
        assert {row.kind for row in PaperAct.select()} == {"acceptance", "difference", "write-off"}
        assert LabelItem.select().where(LabelItem.state == "waiting").count() > 0
        states = {row.state for row in Copy.select().join(CopySteps)}
    assert states == {"in-processing"}


def test_the_journal_and_the_states_agree(demo: Server) -> None:
    assert prove(demo.library) == ()


@pytest.mark.postgres
def test_on_postgresql_new_rows_follow_those_of_the_school(
    postgres_shelf: PostgresShelf,
) -> None:
    """Rows that came with their own numbers leave the table's counter behind them."""
    where = postgres_shelf.new()
    server = demo_server(where, date(2026, 11, 22))
    build_school(server)
    numbered = [table for table in tables.ALL if issubclass(table, NumberedTable)]
    with server.library.reading():
        rows = {table: table.select(fn.MAX(table.id)).scalar() or 0 for table in numbered}
        following = {table: _next_of(server, table) for table in numbered}
    behind = [table.__name__ for table in numbered if following[table] <= rows[table]]
    assert behind == [] and prove(server.library) == ()
    server.library.close()
    postgres_shelf.release(where)


def _next_of(server: Server, table: Any) -> int:
    counter = f"pg_get_serial_sequence('\"{table._meta.table_name}\"', 'id')"
    return int(server.library.database.execute_sql(f"SELECT nextval({counter})").fetchone()[0])


def test_an_active_reader_may_borrow_any_copy_called_on_shelf(sqlite_shelf: SqliteShelf) -> None:
    for day in ODD_DAYS:
        server = demo_server(sqlite_shelf.new(), day)
        build_school(server)
        page = demo_page(server.library, "", "", day)
        station = Station(server, 1)
        active = [r for r in page["readers"] if r["state"] == "active"]
        free = [c for c in page["copies"] if c["state"] == "on-shelf"]
        pairs = list(zip(_one_of_each(active), free, strict=False))
        assert len(pairs) >= 7
        for reader, copy in pairs:
            opened = station.card(Person(0, reader["card"]))
            assert isinstance(opened, SessionOpened) and not opened.blocks
            answer = station.lend(Book(0, copy["code"], 0), Person(opened.reader.reader_id, ""))
            assert isinstance(answer, Lent), (day, reader["category"], copy["title"], answer)
        server.library.close()


def test_every_on_shelf_copy_can_be_lent(sqlite_shelf: SqliteShelf) -> None:
    server = demo_server(sqlite_shelf.new(), date(2026, 11, 22))
    build_school(server)
    page = demo_page(server.library, "", "", server.today())
    station = Station(server, 1)
    cards = [r["card"] for r in page["readers"] if r["state"] == "active"]
    free = [c for c in page["copies"] if c["state"] == "on-shelf"]
    for number, copy in enumerate(free):
        reader_id = station.card(Person(0, cards[number // 2])).reader.reader_id
        assert isinstance(station.lend(Book(0, copy["code"], 0), Person(reader_id, "")), Lent)
    server.library.close()


def test_a_suspended_and_a_late_reader_are_refused(demo: Server, page: dict[str, Any]) -> None:
    station = Station(demo, 1)
    free = [copy for copy in page["copies"] if copy["state"] == "on-shelf"]
    for standing in ("suspended", "expired"):
        card = next(r["card"] for r in page["readers"] if r["state"] == standing)
        opened = station.card(Person(0, card))
        assert opened.blocks
        answer = station.lend(Book(0, free[0]["code"], 0), Person(opened.reader.reader_id, ""))
        assert isinstance(answer, Refused)


def test_the_same_seed_and_day_give_the_same_school(sqlite_shelf: SqliteShelf) -> None:
    pages = []
    for _ in range(2):
        server = demo_server(sqlite_shelf.new(), date(2026, 11, 22))
        build_school(server)
        pages.append(demo_page(server.library, "", "", server.today()))
        server.library.close()
    assert pages[0] == pages[1]


def test_a_built_school_says_so_and_a_real_library_does_not(
    demo: Server, library: Library
) -> None:
    assert made_on(demo.library) == date(2026, 11, 22)
    assert made_on(library) is None


def test_demo_json_is_for_its_owner_only_and_keeps_the_password(
    page: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "demo.json"
    write_demo_file(page, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text(encoding="utf-8"))["desk"]["password"] == "secret"
    assert kept_password(path) == "secret"
    path.write_text("{", encoding="utf-8")
    assert kept_password(path) is None


def test_the_page_finds_cards_and_copies_whatever_the_letters(page: dict[str, Any]) -> None:
    titles = {thing.words for thing in found(page, "абай жолы").things}
    assert any("Абай жолы" in title for title in titles)
    assert found(page, "ауезов жок мундай").things == ()
    assert {group.name for group in reader_groups(page)} >= {"reader-active", "reader-with-pin"}
    assert {group.name for group in copy_groups(page)} >= {"copy-on-shelf", "copy-textbook"}


def _one_of_each(readers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A reader of each grade and category."""
    kinds = {(reader["category"], reader["grade"]): reader for reader in readers}
    return list(kinds.values())


def test_each_role_has_an_account_that_opens_the_desk(sqlite_shelf: SqliteShelf) -> None:
    server = demo_server(sqlite_shelf.new(), date(2026, 11, 22))
    page = demo_page(server.library, "", build_school(server), server.today())
    accounts = [page["desk"], *page["staff"]]
    assert {each["role"] for each in accounts} == {role.value for role in Role}
    for each in accounts:
        answer = sign_in(server, each["login"], each["password"])
        assert isinstance(answer, SignedIn) and answer.member.role == each["role"]
        if each["role"] == Role.TEACHER:
            assert len(charges_of(server, answer.member.staff_id)) == 2
    server.library.close()
