"""One pocket label, from the press at the desk to its last byte at the printer; the floor
sends the very same bytes from a bare socket to the same simulated printer."""

from __future__ import annotations

import re
import socket
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from benchmarks.big_library import BigLibrary
from benchmarks.measures import Round, all_durations, latency_ratio, spread_of
from benchmarks.plan import Plan
from benchmarks.product import running_product
from benchmarks.report import Aim, Report, Section, milliseconds
from benchmarks.rounds import Contender, interleave, play_clients
from benchmarks.server_under_test import open_server
from hardware.simulated_printer import SimulatedPrinter
from server.services.accounts import add_staff
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.printers import PrinterValues, add_printer
from server.tables import Copy

AIM_MS = 150.0
STOCK, DPI = "roll-58x40", 203
COPIES = 500
PATIENCE = 20.0
LOGIN, PASSWORD = "bench", "bench-password"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class NoLabel(RuntimeError):
    """The press was not taken, or no label came."""


class Desk:
    """A librarian's browser that knows one thing: asking for a label."""

    def __init__(self, port: int) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}
        self._post("/desk/sign-in", self._token("/desk/sign-in"), login=LOGIN, password=PASSWORD)
        self._form = self._token("/desk/account")

    def ask(self, copy_id: int, printer_id: int) -> None:
        """Press "print" for the pocket label of one copy. Raises NoLabel."""
        self._post(
            "/desk/labels/new", self._form, operation=str(uuid.uuid4()), kind="pocket",
            copy=str(copy_id), printer=str(printer_id), stock=STOCK, start="1",
            reason="measured",
        )  # fmt: skip

    def close(self) -> None:
        """End the connection."""
        self._line.close()

    def _post(self, path: str, token: str, **fields: str) -> None:
        body = urlencode({"csrf_token": token, **fields})
        status, said = self._ask("POST", path, body)
        if status != 303:
            raise NoLabel(f"{path}: {status} {said[:300]}")

    def _token(self, path: str) -> str:
        found = _TOKEN.search(self._ask("GET", path)[1])
        if found is None:
            raise NoLabel(f"no form at {path}")
        return found[1]

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={each}" for name, each in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self._cookies[cookie] = kept
        return answer.status, answer.read().decode("utf-8", "replace")


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """The part of the report; a turn of the floor beside a turn of ours."""
    section = report.section(
        "One label from the press at the desk to the printer",
        "library, who", "labels", "median", "p95", "p99", "of bare socket",
    )  # fmt: skip
    for library in libraries:
        with _printer() as printer:
            printer_id, copies = _prepared(library, printer.address)
            with running_product(library) as product, closing(Desk(product.port)) as desk:
                found, size = _take_turns(desk, printer, printer_id, copies, plan)
        _lines(report, section, library.size.copies, found, size)
    section.notes.append("ours ends with the last byte at the printer and the answer at the desk")
    section.notes.append("bare socket: the same bytes, already made, sent over a new connection")


@contextmanager
def _printer() -> Iterator[SimulatedPrinter]:
    printer = SimulatedPrinter()
    try:
        yield printer
    finally:
        printer.close()


def _prepared(library: BigLibrary, address: str) -> tuple[int, list[int]]:
    """A librarian and a printer in the library; copies spread over all of it."""
    with open_server(library) as server:
        staff = add_staff(server, LOGIN, "Bench", PASSWORD, "librarian")
        values = PrinterValues("bench", "zpl", address, DPI, STOCK)
        origin = desk_origin(server, str(uuid.uuid4()), staff)
        printer_id = add_printer(server, Deed(origin, "printer-added", ""), values)
        assert isinstance(printer_id, int)
        with server.library.reading():
            step = max(1, library.size.copies // COPIES)
            rows: Any = Copy.select(Copy.id).where(Copy.code.is_null(False), Copy.id % step == 0)
            return printer_id, [int(row[0]) for row in rows.limit(COPIES).tuples()]


def _take_turns(
    desk: Desk, printer: SimulatedPrinter, printer_id: int, copies: list[int], plan: Plan
) -> tuple[dict[str, list[Round]], int]:
    next_copy = cycle(copies)

    def arrived(send: partial[None]) -> None:
        before = len(printer.papers)
        send()
        if not printer.wait(before + 1, PATIENCE):
            raise NoLabel("nothing came to the printer")

    def press(_client: int) -> None:
        arrived(partial(desk.ask, next(next_copy), printer_id))

    press(0)
    paper = printer.papers[-1]

    def bare(_client: int) -> None:
        arrived(partial(_send, printer.port, paper))

    contenders = [
        Contender("bare socket", lambda seconds: play_clients(bare, 1, seconds / 4)),
        Contender("ours", lambda seconds: play_clients(press, 1, seconds)),
    ]
    return interleave(contenders, plan.rounds, plan.seconds), len(paper)


def _send(port: int, content: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(content)


def _lines(
    report: Report, section: Section, copies: int, found: dict[str, list[Round]], size: int
) -> None:
    spreads = {name: spread_of(all_durations(rounds)) for name, rounds in found.items()}
    ratio = latency_ratio(found["ours"], found["bare socket"])
    for name, spread in spreads.items():
        section.add(
            f"{copies:,} copies, {name}", str(spread.count), milliseconds(spread.median),
            milliseconds(spread.p95), milliseconds(spread.p99),
            f"{ratio:.0f}" if name == "ours" else "1",
        )  # fmt: skip
    what = f"one label, press to printer, p95 ({size:,} bytes, {copies:,} copies)"
    report.aims.append(Aim(what, spreads["ours"].p95 * 1000, AIM_MS, "ms"))
    report.figures[f"printing {copies}"] = {"bytes": size, "ratio": ratio, **spreads}
