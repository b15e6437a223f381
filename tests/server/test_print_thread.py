"""The printing thread over real sockets: one printer dies, the others go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.simulated_printer import SimulatedPrinter
from server.jobs.printing import PORTION, PrintThread
from server.server import Server
from server.services.label_jobs import JobLine, cancel, job_line
from server.services.label_queue import JobWish, make_job, want_labels
from server.services.printers import PrinterValues, add_printer, printer
from start.printers import Printers
from tests.builders import SchoolBuilder
from tests.server.acting import Librarian

STOCK = "roll-58x40"


class Room:
    """Two printers on loopback and the thread that prints."""

    def __init__(self, server: Server, school: SchoolBuilder, folder: Path) -> None:
        self.server, self.school, self.aigul = server, school, Librarian(server)
        server.printers, server.folder = Printers(), folder
        self.good, self.bad = SimulatedPrinter(), SimulatedPrinter()
        self.thread = PrintThread(server)

    def added(self, twin: SimulatedPrinter, options: str = "") -> int:
        values = PrinterValues(f"Zebra {twin.port}", "zpl", twin.address + options, 203, STOCK)
        made = add_printer(self.server, self.aigul.deed("printer-added"), values)
        assert isinstance(made, int)
        return made

    def ask(self, printer_id: int, labels: int = 1) -> int:
        copies = [self.school.copy().id for _ in range(labels)]
        items = want_labels(self.server, self.aigul.deed("labels-wanted"), "pocket", copies)
        wish = JobWish("pocket", STOCK, printer_id, 203)
        made = make_job(self.server, self.aigul.deed("labels-asked"), wish, items)
        assert isinstance(made, int)
        return made

    def line(self, job_id: int) -> JobLine:
        found = job_line(self.server, job_id)
        assert found is not None
        return found

    def close(self) -> None:
        self.thread.stop()
        for twin in (self.good, self.bad):
            twin.close()


@pytest.fixture
def room(server: Server, school: SchoolBuilder, tmp_path: Path) -> Iterator[Room]:
    room = Room(server, school, tmp_path)
    yield room
    room.close()


def until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_a_dead_printer_keeps_only_its_own_labels_waiting(room: Room) -> None:
    dead, well = room.added(room.bad), room.added(room.good)
    room.bad.refuse()
    first, second = room.ask(dead), room.ask(well, labels=2)
    room.thread.start()
    assert room.good.wait(1) and until(lambda: room.line(second).state == "printed")
    assert until(lambda: room.line(first).error == "refused")
    assert room.line(first).state == "waiting"


def test_a_printer_that_dies_in_the_middle_leaves_one_portion_in_doubt(room: Room) -> None:
    dying = room.added(room.bad)
    room.bad.break_after = 2_000
    job = room.ask(dying, labels=PORTION + 1)
    room.thread.start()
    assert until(lambda: room.line(job).state == "unknown")
    room.bad.break_after = None
    room.server.labels_asked.set()
    assert not room.bad.wait(1, seconds=0.5), "nobody said that it may print again"
    assert room.line(job).error == "broken-off"


def test_labels_go_on_when_a_roll_was_put_in(room: Room) -> None:
    asked = room.added(room.good, "?ask=1")
    room.good.out_of_paper = True
    job = room.ask(asked)
    room.thread.start()
    assert until(lambda: room.line(job).error == "paper-out")
    told = printer(room.server, asked)
    assert told is not None and told.fault == "paper-out"
    room.good.out_of_paper = False
    room.server.labels_asked.set()
    assert room.good.wait(1) and until(lambda: room.line(job).state == "printed")


def test_a_restart_prints_what_waited_and_nothing_twice(room: Room) -> None:
    well = room.added(room.good)
    room.thread.start()
    first = room.ask(well)
    assert until(lambda: room.line(first).state == "printed")
    room.thread.stop()
    second = room.ask(well)
    assert not room.good.wait(2, seconds=0.3), "nobody prints now"
    room.thread = PrintThread(room.server)
    room.thread.start()
    assert room.good.wait(2) and until(lambda: room.line(second).state == "printed")
    assert len(room.good.papers) == 2


def test_a_long_job_ends_after_the_portion_in_hand(room: Room) -> None:
    well = room.added(room.good)
    job = room.ask(well, labels=PORTION * 4)
    room.thread.start()
    assert room.good.wait(1)
    assert cancel(room.server, room.aigul.deed("labels-cancelled"), job)
    assert until(lambda: not room.line(job).open)
    line = room.line(job)
    assert line.done == PORTION * len(room.good.papers)
    if line.state == "cancelled":  # else it was faster than the press
        assert line.done < line.total
