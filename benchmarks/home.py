"""What open home pages cost a scan: lending in this process without and with streams."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from benchmarks.big_library import BigLibrary
from benchmarks.in_process import OurLane, ask
from benchmarks.measures import (
    Round,
    Spread,
    all_durations,
    latency_ratio,
    processor_time,
    spread_of,
)
from benchmarks.plan import Plan
from benchmarks.report import Aim, Report, Section, milliseconds
from benchmarks.rounds import Contender, interleave, play_clients
from benchmarks.server_under_test import open_server
from benchmarks.traffic import Lane
from server.desk.live import TURN_SECONDS, Home, HomeFeed, SharedHome
from server.device_report import no_devices
from server.server import Server
from web.channel import FeedClosed

STREAMS = 4
TURNS = 3
"""So many turns of the page a stretch lasts at least."""
MOST_GROWTH = 1.15
"""Of the median of a lending with open home pages beside one without."""


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """The part of the report; a turn with streams beside a turn without."""
    section = report.section(
        f"Lend and return while {STREAMS} home pages are open (one client)",
        "library", "alone median", "p95", "with pages median", "p95", "CPU alone", "CPU with",
        "sent",
    )  # fmt: skip
    for library in libraries:
        with open_server(library) as server:
            lane = Lane(library.lanes(1)[0])
            sent = [0]
            alone = Contender("alone", partial(_play, server, lane))
            # One for the whole run, as in the program: what rests there rests here.
            shared = SharedHome(server, no_devices)
            shared.now()
            pages = Contender("with pages", partial(_play_beside, server, shared, lane, sent))
            found = interleave([alone, pages], plan.rounds, max(plan.seconds, TURNS * TURN_SECONDS))
            if lane.lent:
                ask(server, lane.next_operation(1))
        _line(report, section, library.size.copies, found, sent[0])


def _line(
    report: Report, section: Section, copies: int, found: dict[str, list[Round]], sent: int
) -> None:
    spreads: dict[str, Spread] = {
        name: spread_of(all_durations(rounds)) for name, rounds in found.items()
    }
    one, other = spreads["alone"], spreads["with pages"]
    section.add(
        f"{copies:,} copies", milliseconds(one.median), milliseconds(one.p95),
        milliseconds(other.median), milliseconds(other.p95),
        milliseconds(processor_time(found["alone"])),
        milliseconds(processor_time(found["with pages"])), f"{sent}",
    )  # fmt: skip
    ratio = latency_ratio(found["with pages"], found["alone"])
    report.aims.append(
        Aim(f"scan beside {STREAMS} home pages / alone, {copies:,} copies", ratio, MOST_GROWTH, "×")
    )
    report.figures[f"home {copies}"] = {"alone": one, "with": other, "ratio": ratio, "sent": sent}


def _play(server: Server, lane: Lane, seconds: float) -> Round:
    ours = OurLane(server, lane)
    return play_clients(lambda _client: ours.operate(), 1, seconds)


def _play_beside(
    server: Server, shared: SharedHome, lane: Lane, sent: list[int], seconds: float
) -> Round:
    with _open_pages(shared, sent):
        return _play(server, lane, seconds)


@contextmanager
def _open_pages(shared: SharedHome, sent: list[int]) -> Iterator[None]:
    """Streams as browsers hold them, each in its thread, that count what they are sent."""
    ending = threading.Event()

    def draw(home: Home) -> str:
        return repr(home)

    def watch() -> None:
        feed = HomeFeed(shared, draw, lambda: True)
        while not ending.is_set():
            try:
                if feed.take(0.2) is not None:
                    sent[0] += 1
            except FeedClosed:
                return

    threads = [threading.Thread(target=watch) for _ in range(STREAMS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ending.set()
        for thread in threads:
            thread.join()
