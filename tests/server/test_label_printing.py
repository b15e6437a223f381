"""Labels from waiting to printed: what a dead printer, a kill and a second press do."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.jobs.printing import PORTION, file_of, mark_cut_off, print_next
from server.server import Server
from server.services.label_jobs import came_out, cancel, items_of, job_line, try_again
from server.services.label_queue import JobWish, NotMade, make_job, waiting, want_labels
from server.services.printers import PrinterValues, add_printer, printer
from server.tables import LabelItem, LabelJob, Title
from tests.builders import SchoolBuilder
from tests.fakes.printer import Answer, FakePrinters
from tests.server.acting import Librarian


class Desk:
    """Aigul, a thermal printer, some copies whose pocket labels wait."""

    def __init__(self, server: Server, school: SchoolBuilder, folder: Path, copies: int) -> None:
        self.server, self.aigul, self.port = server, Librarian(server), FakePrinters()
        server.printers, server.folder = self.port, folder
        self.copies = [school.copy("Абай жолы").id for _ in range(copies)]
        values = PrinterValues("Zebra", "zpl", "tcp://127.0.0.1:9100", 203)
        made = add_printer(server, self.aigul.deed("printer-added"), values)
        assert isinstance(made, int)
        self.printer = made
        want_labels(server, self.aigul.deed("labels-wanted"), "pocket", self.copies)

    def ask(self, printer: bool = True, **more: object) -> int | NotMade:
        stocks = list(self.server.stocks.values())
        kind = "roll" if printer else "sheet"
        stock = next(each for each in stocks if each.kind == kind and each.label_mm[0] >= 58)
        wish = JobWish("pocket", stock.name, self.printer if printer else None, 203, **more)  # type: ignore[arg-type]
        return make_job(self.server, self.aigul.deed("labels-asked"), wish)

    def states(self) -> dict[str, int]:
        with self.server.library.reading():
            found: dict[str, int] = {}
            for row in LabelItem.select():
                found[row.state] = found.get(row.state, 0) + 1
            return found

    def line(self, job: object) -> object:
        assert isinstance(job, int)
        return job_line(self.server, job)


@pytest.fixture
def desk(server: Server, school: SchoolBuilder, tmp_path: Path) -> Desk:
    return Desk(server, school, tmp_path, 3)


def test_labels_wait_once_and_are_printed_once(desk: Desk) -> None:
    want_labels(desk.server, desk.aigul.deed("labels-wanted"), "pocket", desk.copies)
    assert [(each.kind, each.count) for each in waiting(desk.server)] == [("pocket", 3)]
    job = desk.ask()
    assert print_next(desk.server) == job and print_next(desk.server) is None
    assert desk.line(job).state == "printed" and desk.states() == {"printed": 3}
    assert len(desk.port.papers) == 1 and desk.port.papers[0][1].count(b"^XA") == 3
    assert desk.ask() == NotMade("nothing")


def test_a_printer_that_is_off_keeps_its_labels_waiting_with_the_reason(desk: Desk) -> None:
    desk.port.answers = [Answer("not-reached", "refused"), Answer("sent")]
    job = desk.ask()
    print_next(desk.server)
    line = desk.line(job)
    assert (line.state, line.error, line.ended_at) == ("waiting", "refused", None)
    assert printer(desk.server, desk.printer).fault == "refused"
    assert print_next(desk.server, {desk.printer}) is None, "not in the same round"
    assert try_again(desk.server, desk.aigul.deed("labels-again"), job)
    print_next(desk.server)
    assert desk.line(job).state == "printed" and printer(desk.server, desk.printer).fault is None


def test_what_broke_off_is_not_printed_again_before_somebody_looked(
    server: Server, school: SchoolBuilder, tmp_path: Path
) -> None:
    desk = Desk(server, school, tmp_path, PORTION + 2)
    desk.port.answers = [Answer("unknown", "broken-off"), Answer("sent")]
    job = desk.ask()
    print_next(server)
    assert desk.line(job).state == "unknown"
    assert desk.states() == {"unknown": PORTION, "waiting": 2}
    assert print_next(server) is None
    assert came_out(server, desk.aigul.deed("labels-seen"), job, good=True)
    print_next(server)
    assert desk.states() == {"printed": PORTION + 2} and desk.line(job).state == "printed"
    assert len(desk.port.papers) == 2


def test_a_kill_in_the_middle_leaves_one_portion_in_doubt(desk: Desk) -> None:
    job = desk.ask()
    with desk.server.library.writing():
        LabelJob.update(state="printing").execute()
        LabelItem.update(state="printing").where(LabelItem.position == 0).execute()
    assert mark_cut_off(desk.server) == 1
    assert desk.line(job).state == "unknown" and desk.states() == {"unknown": 1, "waiting": 2}
    assert came_out(desk.server, desk.aigul.deed("labels-seen"), job, good=False)
    print_next(desk.server)
    assert desk.states() == {"printed": 3} and desk.port.papers[0][1].count(b"^XA") == 3


def test_a_file_is_printed_when_a_person_says_so(desk: Desk) -> None:
    job = desk.ask(printer=False, start_cell=4)
    print_next(desk.server)
    line = desk.line(job)
    assert line.to_confirm and file_of(desk.server, job).read_bytes().startswith(b"%PDF")
    assert mark_cut_off(desk.server) == 0 and desk.line(job).to_confirm, "a restart keeps it"
    assert came_out(desk.server, desk.aigul.deed("labels-seen"), job, good=True)
    assert desk.states() == {"printed": 3} and desk.line(job).state == "printed"


def test_a_file_that_came_to_nothing_lets_its_labels_wait_again(desk: Desk) -> None:
    job = desk.ask(printer=False)
    print_next(desk.server)
    assert came_out(desk.server, desk.aigul.deed("labels-seen"), job, good=False)
    assert desk.states() == {"waiting": 3} and desk.line(job).state == "cancelled"
    assert waiting(desk.server)[0].count == 3


def test_printing_again_needs_a_reason_and_is_counted(desk: Desk) -> None:
    job = desk.ask()
    print_next(desk.server)
    items = items_of(desk.server, job)
    with desk.server.library.reading():
        stock = LabelJob.get().stock
    wish = JobWish("pocket", stock, desk.printer, 203)
    deed = desk.aigul.deed("labels-asked")
    assert make_job(desk.server, deed, wish, items[:1]) == NotMade("reason")
    again = JobWish("pocket", stock, desk.printer, 203, reason="жыртылды")
    second = make_job(desk.server, desk.aigul.deed("labels-asked"), again, items[:1])
    print_next(desk.server)
    with desk.server.library.reading():
        assert LabelItem.get_by_id(items[0]).times_printed == 2
    assert desk.line(second).reason == "жыртылды"


def test_pressing_twice_makes_one_printing(desk: Desk) -> None:
    with desk.server.library.reading():
        assert LabelJob.select().count() == 0
    stock = next(each.name for each in desk.server.stocks.values() if each.kind == "roll")
    deed, wish = desk.aigul.deed("labels-asked"), JobWish("pocket", stock, desk.printer, 203)
    first, second = (make_job(desk.server, deed, wish) for _ in range(2))
    assert first == second
    with desk.server.library.reading():
        assert LabelJob.select().count() == 1


def test_a_cancelled_printing_gives_its_labels_back(desk: Desk) -> None:
    job = desk.ask()
    assert cancel(desk.server, desk.aigul.deed("labels-cancelled"), job)
    assert print_next(desk.server) is None and desk.port.papers == []
    assert waiting(desk.server)[0].count == 3


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (JobWish("pocket", "?", None, 203), "stock"),
        (JobWish("spine", "", None, 203), "stock"),
    ],
)
def test_a_wish_that_cannot_be_is_told_by_a_code(desk: Desk, wish: JobWish, code: str) -> None:
    assert make_job(desk.server, desk.aigul.deed("labels-asked"), wish) == NotMade(code)
    stock = next(each for each in desk.server.stocks.values() if each.kind == "sheet")
    far = JobWish("pocket", stock.name, None, 300, start_cell=stock.cells + 1)
    assert make_job(desk.server, desk.aigul.deed("labels-asked"), far) == NotMade("cell")
    nobody = JobWish("pocket", stock.name, 999, 300)
    assert make_job(desk.server, desk.aigul.deed("labels-asked"), nobody) == NotMade("printer")


def test_a_spine_without_a_shelf_mark_waits_until_there_is_one(desk: Desk) -> None:
    want_labels(desk.server, desk.aigul.deed("labels-wanted"), "spine", desk.copies)
    stock = next(each.name for each in desk.server.stocks.values() if each.name == "roll-58x40")
    wish = JobWish("spine", stock, desk.printer, 203)
    job = make_job(desk.server, desk.aigul.deed("labels-asked"), wish)
    print_next(desk.server)
    assert desk.line(job).error == "no-shelf-mark" and desk.port.papers == []
    assert {each.kind: each.count for each in waiting(desk.server)} == {"pocket": 3, "spine": 3}
    with desk.server.library.writing():
        Title.update(bbk="84(5Қаз)6", author_mark="Ә 82").execute()
    again = make_job(desk.server, desk.aigul.deed("labels-asked"), wish)
    print_next(desk.server)
    assert desk.line(again).state == "printed"
