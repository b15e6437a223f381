"""Two people at one box of books, and a computer that dies between two scans."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from library.processing import BY_HAND
from server.server import Server, new_id
from server.services.desk_station import desk_station
from server.services.processing import Selection, tick
from server.services.proof import prove
from server.tables import Request
from tests.builders import SchoolBuilder
from tests.server.new_books import Workshop
from tests.server.test_races import at_once

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workshop(server: Server, school: SchoolBuilder) -> Workshop:
    return Workshop(server, school)


def test_two_people_scan_the_same_copy_and_one_makes_it_ready(workshop: Workshop) -> None:
    delivery = workshop.delivery(4)
    workshop.tick_all(delivery)
    for book in delivery.books:
        seen = at_once([lambda b=book: workshop.scan(b)] * 4)
        assert Counter(each.kind for each in seen) == {"ready": 1, "already": 3}
    assert len(workshop.operations("scan-back")) == len(delivery.books)
    assert prove(workshop.server.library) == ()


def test_who_ticks_and_who_scans_at_once_leave_no_copy_behind(workshop: Workshop) -> None:
    delivery = workshop.delivery(3)
    whole = Selection(delivery.batch_id)

    def ticking() -> None:
        tick(workshop.server, workshop.deed("steps-ticked"), whole, BY_HAND)

    at_once([ticking, *(lambda b=book: workshop.scan(b) for book in delivery.books)])
    assert {workshop.state(book) for book in delivery.books} == {"on-shelf"}
    assert all(workshop.steps(book).ready_at for book in delivery.books)


def test_one_waiting_reader_gets_one_of_the_copies(workshop: Workshop) -> None:
    delivery = workshop.delivery(3, ("Абай жолы",))
    workshop.tick_all(delivery)
    workshop.school.request(delivery.books[0], workshop.school.reader())
    seen = at_once([lambda b=book: workshop.scan(b) for book in delivery.books])
    assert Counter(each.kind for each in seen) == {"ready-hold": 1, "ready": 2}
    with workshop.server.library.reading():
        assert Request.select().where(Request.state == "ready").count() == 1
    assert prove(workshop.server.library) == ()


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_killed_between_two_scans_nothing_confirmed_is_lost_and_nothing_is_done_twice(
    workshop: Workshop, address: str
) -> None:
    delivery = workshop.delivery(6)
    workshop.tick_all(delivery)
    scans = [(new_id(), book.code) for book in delivery.books]
    lines = [f"{number} {code}\n" for number, code in scans]
    command = [sys.executable, "-m", "tests.server.scan_back_child", address,
               str(desk_station(workshop.server)), str(workshop.staff_id)]  # fmt: skip
    confirmed: dict[str, str] = {}
    for begin in (0, 2, 5, 0):
        child = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert child.stdin is not None and child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        last = begin == 0 and confirmed
        child.stdin.writelines(lines[begin:])
        child.stdin.flush()
        for _ in range(len(lines) if last else 3):
            number, _, kind = child.stdout.readline().strip().partition(" ")
            if not number:
                break
            assert confirmed.setdefault(number, kind) == kind == "ready"
        child.kill()
        child.wait()
        states = [workshop.state(book) for book in delivery.books]
        ids = [number for number, _ in scans]
        assert all(states[ids.index(number)] == "on-shelf" for number in confirmed)
    assert len(confirmed) == len(scans)
    assert len(workshop.operations("scan-back")) == len(scans)
    assert prove(workshop.server.library) == ()
