"""Lend and return in this process: our use cases beside the plain sqlite3 floor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from benchmarks.big_library import BigLibrary
from benchmarks.measures import (
    Round,
    all_durations,
    latency_ratio,
    median_rate,
    processor_time,
    rate_ratio,
    spread_of,
)
from benchmarks.plain_sqlite import PlainLane, PlainLibrary
from benchmarks.plan import Plan
from benchmarks.report import Aim, Report, Section, milliseconds
from benchmarks.rounds import Contender, interleave, play_clients
from benchmarks.server_under_test import open_server
from benchmarks.traffic import Lane
from library.operations import CheckIn, CheckOut, Lent, Returned
from server.server import Server
from server.services.stations import answer_question

STATION = 1
RATE_AIM, GROWTH_AIM = 0.5, 1.3


class UnexpectedAnswer(RuntimeError):
    """A measured question was not granted: the figures would be of something else."""


def ask(server: Server, question: CheckOut | CheckIn) -> None:
    """One question; UnexpectedAnswer unless it was granted."""
    answer = answer_question(server, STATION, question)
    if not isinstance(answer, Lent | Returned):
        raise UnexpectedAnswer(f"{type(question).__name__}: {answer}")


class OurLane:
    """One client of ours."""

    def __init__(self, server: Server, lane: Lane) -> None:
        self._server, self._lane = server, lane

    def operate(self) -> None:
        """The next lending or return."""
        ask(self._server, self._lane.next_operation(STATION))


@dataclass(frozen=True, slots=True)
class Pairing:
    """Floor and ours on one library, ready to take turns; each has its own copies."""

    library: BigLibrary
    floor: Contender
    ours: Contender


@contextmanager
def pairing(library: BigLibrary, clients: int) -> Iterator[Pairing]:
    """Both contenders on `library`; on leaving every copy is back on its shelf."""
    lanes = library.lanes(2 * clients)
    with ExitStack() as stack:
        plain = PlainLibrary(library.path, clients)
        stack.callback(plain.close)
        server = stack.enter_context(open_server(library))
        floor = [PlainLane(plain, n, lane) for n, lane in enumerate(lanes[:clients])]
        ours = [Lane(lane) for lane in lanes[clients:]]
        ours_lanes = [OurLane(server, lane) for lane in ours]
        try:
            yield Pairing(
                library,
                Contender(f"floor {library.size.copies}", partial(_play, floor)),
                Contender(f"ours {library.size.copies}", partial(_play, ours_lanes)),
            )
        finally:
            for each in floor:
                each.settle()
            for lane in ours:
                if lane.lent:
                    ask(server, lane.next_operation(STATION))


def _play(lanes: Sequence[PlainLane | OurLane], seconds: float) -> Round:
    return play_clients(lambda client: lanes[client].operate(), len(lanes), seconds)


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """Part b in process, with the cost's growth from the smallest to the largest library."""
    section = report.section(
        "Lend and return in process, durable (WAL, synchronous=FULL)",
        "library, clients", "ours/s", "floor/s", "ratio", "median", "p95", "p99", "floor median",
        "CPU", "CPU floor",
    )  # fmt: skip
    for clients in plan.clients:
        with ExitStack() as stack:
            pairs = [stack.enter_context(pairing(each, clients)) for each in libraries]
            contenders = [one for pair in pairs for one in (pair.floor, pair.ours)]
            found = interleave(contenders, plan.rounds, plan.seconds)
        for pair in pairs:
            _line(report, section, pair, clients, found)
        if clients == 1 and len(pairs) > 1:
            small, large = pairs[0].ours.name, pairs[-1].ours.name
            _growth(report, section, found[small], found[large])
    section.notes.append("floor: the same statements in plain sqlite3, same file, same lock")
    section.notes.append("CPU: processor time of an operation, whatever else the machine does")


def _line(
    report: Report,
    section: Section,
    pair: Pairing,
    clients: int,
    found: dict[str, list[Round]],
) -> None:
    ours, floor = found[pair.ours.name], found[pair.floor.name]
    spread, floor_spread = spread_of(all_durations(ours)), spread_of(all_durations(floor))
    ratio = rate_ratio(ours, floor)
    copies = pair.library.size.copies
    section.add(
        f"{copies:,} copies, {clients}", f"{median_rate(ours):,.0f}",
        f"{median_rate(floor):,.0f}", f"{ratio:.2f}", milliseconds(spread.median),
        milliseconds(spread.p95), milliseconds(spread.p99), milliseconds(floor_spread.median),
        milliseconds(processor_time(ours)), milliseconds(processor_time(floor)),
    )  # fmt: skip
    what = f"in process / plain sqlite3, {copies:,} copies, {clients} client(s)"
    report.aims.append(Aim(what, ratio, RATE_AIM, "×", most=False))
    report.figures[f"in-process {copies} {clients}"] = {
        "ours": spread, "floor": floor_spread, "ours_per_second": median_rate(ours),
        "floor_per_second": median_rate(floor), "ratio": ratio,
        "ours_processor": processor_time(ours), "floor_processor": processor_time(floor),
    }  # fmt: skip


def _growth(
    report: Report, section: Section, small: Sequence[Round], large: Sequence[Round]
) -> None:
    by_clock = latency_ratio(large, small)
    by_processor = processor_time(large) / processor_time(small)
    section.notes.append(
        f"cost of an operation, largest / smallest library: {by_clock:.2f} by the clock, "
        f"{by_processor:.2f} by processor time"
    )
    report.aims.append(Aim("cost per scan, largest / smallest library", by_clock, GROWTH_AIM, "×"))
    report.figures["growth"] = {"clock": by_clock, "processor": by_processor}
