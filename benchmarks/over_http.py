"""Lend and return over HTTP: our station API beside bare Flask + waitress routes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from benchmarks.big_library import BigLibrary
from benchmarks.children import Child, child, processor_seconds
from benchmarks.http_clients import Clients, Target, http_clients
from benchmarks.measures import (
    Round,
    all_durations,
    latency_ratio,
    median_rate,
    processor_time,
    rate_ratio,
    spread_of,
)
from benchmarks.plan import Plan
from benchmarks.product import Product, running_product
from benchmarks.report import Aim, Report, Section, milliseconds
from benchmarks.rounds import Contender, interleave
from benchmarks.traffic import Pair

LATENCY_AIM = 1.5
MEMORY_AIM_MB = 150.0
PAIRS = 500
EMPTY, FLOOR, OURS = "empty answer", "bare route, same SQL", "ours"


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """Part b over HTTP, with both floors, and memory under that load."""
    section = report.section(
        "Lend and return over HTTP (waitress, keep-alive clients in another process)",
        "library, clients, who", "a second", "median", "p95", "p99", "of bare route", "CPU",
    )  # fmt: skip
    for library in libraries:
        with ExitStack() as stack:
            clients = stack.enter_context(http_clients())
            bare = stack.enter_context(
                child("benchmarks.bare_flask", str(library.path), str(max(plan.clients)))
            )
            product = stack.enter_context(running_product(library))
            for count in plan.clients:
                found = _take_turns(clients, bare, product, library, count, plan)
                _lines(report, section, library, count, found)
            _memory(report, section, library, product)
    section.notes.append("of bare route: median latency, round against round")
    section.notes.append("CPU: the server's processor time for one answer")


def _take_turns(
    clients: Clients, bare: Child, product: Product, library: BigLibrary, count: int, plan: Plan
) -> dict[str, list[Round]]:
    lanes = library.lanes(2 * count, PAIRS)
    port = int(bare.said)

    def contender(name: str, target: Target, own: list[list[Pair]], pid: int) -> Contender:
        def play(seconds: float) -> Round:
            before = processor_seconds(pid)
            played = clients.play(target, own, seconds)
            return replace(played, processor=processor_seconds(pid) - before)

        return Contender(name, play)

    bare_pid, pid = bare.process.pid, product.process.pid
    contenders = [
        contender(EMPTY, Target(port, "/empty", {}), lanes[:count], bare_pid),
        contender(FLOOR, Target(port, "/operations", {}), lanes[:count], bare_pid),
        contender(OURS, product.operations, lanes[count:], pid),
    ]
    return interleave(contenders, plan.rounds, plan.seconds)


def _lines(
    report: Report, section: Section, library: BigLibrary, count: int, found: dict[str, list[Round]]
) -> None:
    copies = library.size.copies
    for name, rounds in found.items():
        spread = spread_of(all_durations(rounds))
        ratio = latency_ratio(rounds, found[FLOOR])
        section.add(
            f"{copies:,} copies, {count}, {name}", f"{median_rate(rounds):,.0f}",
            milliseconds(spread.median), milliseconds(spread.p95), milliseconds(spread.p99),
            f"{ratio:.2f}", milliseconds(processor_time(rounds)),
        )  # fmt: skip
        report.figures[f"http {copies} {count} {name}"] = {
            "spread": spread, "per_second": median_rate(rounds), "of_bare_route": ratio,
            "rate_of_bare_route": rate_ratio(rounds, found[FLOOR]),
            "server_processor": processor_time(rounds),
        }  # fmt: skip
    what = f"HTTP / bare route, {copies:,} copies, {count} client(s)"
    report.aims.append(Aim(what, latency_ratio(found[OURS], found[FLOOR]), LATENCY_AIM, "×"))


def _memory(report: Report, section: Section, library: BigLibrary, product: Product) -> None:
    copies = library.size.copies
    resident = product.resident_bytes()
    mb = None if resident is None else resident / 1e6
    what = f"resident memory after that load, {copies:,} copies"
    report.aims.append(Aim(what, mb, MEMORY_AIM_MB, "MB", note="needs /proc"))
    report.figures[f"memory {copies} after http"] = resident
