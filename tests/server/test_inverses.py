"""What was done at the desk and undone left no trace but its two rows in the journal."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from library.checking import Finding
from library.operations import CheckIn, Lent, Noted, Refused, RequestPlaced, ToLibrarian, Undo
from server.jobs.unseen_returns import find_unseen_returns
from server.server import Server
from server.services.checking import Check, check
from server.services.holds import CancelRequest, cancel_request
from server.services.losses import Lose, lose
from server.services.proof import prove
from server.services.undo import undo
from server.tables import Copy, DeskTask, Loan, LoanCase, Operation, Request
from tests.builders import Book, Clock, SchoolBuilder
from tests.server.asking import Station, journal


def standing(server: Server) -> dict[str, list[Any]]:
    """Everything that counts now: a request that was withdrawn counts for nothing."""
    live = Request.state.in_(("waiting", "ready", "fulfilled"))
    with server.library.snapshot():
        return {
            "copies": list(Copy.select(Copy.id, Copy.state).order_by(Copy.id).tuples()),
            "loans": list(Loan.select().order_by(Loan.id).tuples()),
            "requests": list(Request.select().where(live).order_by(Request.id).tuples()),
            "cases": list(LoanCase.select().order_by(LoanCase.id).tuples()),
            "tasks": list(DeskTask.select().order_by(DeskTask.id).tuples()),
        }


def take_back(station: Station, operation_id: str, role: str = "librarian") -> Any:
    return undo(station.server, Undo(station.origin(), operation_id), role)


def done_last(server: Server) -> str:
    return str(journal(server.library)[-1]["id"])


def returned(station: Station, school: SchoolBuilder) -> Book:
    book = school.copy()
    school.lent(book, school.reader(), date(2026, 10, 20))
    station.give_back(book)
    return book


@pytest.mark.parametrize("finding", list(Finding))
@pytest.mark.parametrize("waits", [False, True])
def test_an_undone_look_leaves_the_return_unseen(
    station: Station, school: SchoolBuilder, clock: Clock, finding: Finding, waits: bool
) -> None:
    book = returned(station, school)
    clock.pass_(days=5)
    find_unseen_returns(station.server)
    if waits:
        school.request(book, school.reader("Иван", "Ким"))
    before = standing(station.server)
    assert isinstance(check(station.server, Check(station.origin(), book.id, finding)), Noted)
    assert standing(station.server) != before
    take_back(station, done_last(station.server))
    assert standing(station.server) == before
    assert prove(station.server.library) == ()


def test_damage_found_on_a_kept_copy_is_undone_with_its_hold(
    station: Station, school: SchoolBuilder
) -> None:
    book = school.copy()
    school.lent(book, school.reader(), date(2026, 10, 20))
    school.request(book, school.reader("Иван", "Ким"))
    station.give_back(book)
    before = standing(station.server)
    check(station.server, Check(station.origin(), book.id, Finding.DAMAGED))
    take_back(station, done_last(station.server))
    assert standing(station.server) == before
    assert prove(station.server.library) == ()


@pytest.mark.parametrize("lent", [False, True])
def test_an_undone_loss_lets_the_loan_go_on(
    station: Station, school: SchoolBuilder, lent: bool
) -> None:
    book = school.copy()
    if lent:
        station.lend(book, school.reader())
    before = standing(station.server)
    assert isinstance(lose(station.server, Lose(station.origin(), book.code)), Noted)
    take_back(station, done_last(station.server))
    assert standing(station.server) == before
    assert prove(station.server.library) == ()


def test_what_turned_up_by_mistake_is_lost_again(station: Station, school: SchoolBuilder) -> None:
    book = school.copy()
    station.lend(book, school.reader())
    lose(station.server, Lose(station.origin(), book.code))
    before = standing(station.server)
    assert isinstance(station.ask(CheckIn(station.origin(), book.code)), ToLibrarian)
    assert standing(station.server) != before
    take_back(station, done_last(station.server))
    assert standing(station.server) == before
    assert prove(station.server.library) == ()


def test_a_reader_at_the_kiosk_undoes_no_act_of_the_desk(
    station: Station, school: SchoolBuilder
) -> None:
    book = school.copy()
    lose(station.server, Lose(station.origin(), book.code))
    answer = station.ask(Undo(station.origin(), done_last(station.server)))
    assert isinstance(answer, Refused) and answer.reasons[0].code == "undo-not-yours"


def test_an_undone_request_waits_no_more(station: Station, school: SchoolBuilder) -> None:
    book, reader = school.copy(), school.reader()
    school.lent(book, school.reader("Иван", "Ким"), date(2026, 10, 20))
    before = standing(station.server)
    placed = station.request(book, reader)
    assert isinstance(placed, RequestPlaced)
    take_back(station, placed.operation_id)
    assert standing(station.server) == before
    again = take_back(station, placed.operation_id)
    assert isinstance(again, Refused) and again.reasons[0].code == "changed-since"


@pytest.mark.parametrize("next_waits", [False, True])
@pytest.mark.parametrize("ready", [False, True])
def test_a_cancelled_request_lives_again(
    station: Station, school: SchoolBuilder, ready: bool, next_waits: bool
) -> None:
    book = school.copy()
    school.lent(book, school.reader(), date(2026, 10, 20))
    first = school.request(book, school.reader("Иван", "Ким"))
    if next_waits:
        school.request(book, school.reader("Дана", "Омарова"))
    if ready:
        station.give_back(book)
    before = standing(station.server)
    cancel_request(station.server, CancelRequest(station.origin(), first))
    assert standing(station.server) != before
    assert not isinstance(take_back(station, done_last(station.server)), Refused)
    assert standing(station.server) == before
    assert prove(station.server.library) == ()


def test_a_request_placed_anew_speaks_against_the_old_one(
    station: Station, school: SchoolBuilder
) -> None:
    book, reader = school.copy(), school.reader()
    school.lent(book, school.reader("Иван", "Ким"), date(2026, 10, 20))
    first = school.request(book, reader)
    cancel_request(station.server, CancelRequest(station.origin(), first))
    cancelled = done_last(station.server)
    station.request(book, reader)
    assert isinstance(take_back(station, cancelled), Refused)


def test_a_case_that_was_settled_speaks_against_undoing(
    station: Station, school: SchoolBuilder
) -> None:
    book = returned(station, school)
    check(station.server, Check(station.origin(), book.id, Finding.DAMAGED))
    with station.server.library.writing():
        LoanCase.update(closed_at=station.server.now(), closed_as="forgiven").execute()
    assert isinstance(take_back(station, done_last(station.server)), Refused)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_its_undoing_gives_the_library_as_it_was(
    station: Station, school: SchoolBuilder, seed: int
) -> None:
    """A hundred steps at random; each that can be undone is, then done for good."""
    random, server = Random(seed), station.server
    readers = [school.reader(f"Оқырман {n}") for n in range(4)]
    books = [school.copy(name) for name in ("Абай жолы", "Ақбілек") for _ in range(2)]
    undone = 0
    for _ in range(100):
        before, count = standing(server), len(journal(server.library))
        _step(station, random, readers, books)
        if len(journal(server.library)) == count:
            continue
        if random.random() < 0.7:
            done = journal(server.library)[-1]
            answer = take_back(station, done["id"])
            if done["kind"] == "undo":
                continue
            assert not isinstance(answer, Refused), done
            left = standing(server)
            left["loans"] = [row for row in left["loans"] if "voided" not in row]
            before["loans"] = [row for row in before["loans"] if "voided" not in row]
            assert left == before, done["kind"]
            undone += 1
    assert undone > 20
    assert prove(server.library) == ()


def _step(station: Station, random: Random, readers: list[Any], books: list[Book]) -> None:
    server, book, reader = station.server, random.choice(books), random.choice(readers)
    match random.randrange(7):
        case 0 | 1:
            if isinstance(station.lend(book, reader), Lent):
                station.server.now.pass_(seconds=40)  # type: ignore[attr-defined]
        case 2:
            station.give_back(book, confirmed=True, seen=random.random() < 0.3)
        case 3:
            station.request(book, reader)
        case 4:
            check(server, Check(station.origin(), book.id, random.choice(list(Finding))))
        case 5:
            if random.random() < 0.4:
                lose(server, Lose(station.origin(), book.code))
        case 6:
            with server.library.reading():
                live = [row.id for row in Request.select().where(Request.closed_at.is_null())]
            if live:
                cancel_request(server, CancelRequest(station.origin(), random.choice(live)))


def test_old_rows_that_say_too_little_are_refused(station: Station, school: SchoolBuilder) -> None:
    book = returned(station, school)
    school.request(book, school.reader("Иван", "Ким"))
    check(station.server, Check(station.origin(), book.id, Finding.FINE))
    last = done_last(station.server)
    with station.server.library.writing():
        Operation.update(
            detail='{"answer":{"answer":"noted"},"before":{"state":"to-check"}}'
        ).where(Operation.id == last).execute()
    assert isinstance(take_back(station, last), Refused)
