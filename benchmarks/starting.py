"""Start-up time to the first kiosk page, and resident memory then."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median

from benchmarks.big_library import BigLibrary
from benchmarks.children import child
from benchmarks.keep_alive import KeepAlive
from benchmarks.plan import Plan
from benchmarks.product import running_product
from benchmarks.report import Aim, Report, milliseconds

START_AIM_SECONDS, MEMORY_AIM_MB = 2.0, 150.0


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """Part d: the floor is a bare Flask + waitress child up to its first answer."""
    section = report.section(
        "Start to first page, memory", "what", "starts", "median", "worst", "resident"
    )
    for library in libraries:
        floors, ours, floor_bytes, our_bytes = _starts(library, plan.starts)
        copies = library.size.copies
        section.add("bare Flask + waitress", str(len(floors)), milliseconds(median(floors)),
                    milliseconds(max(floors)), _megabytes(floor_bytes))  # fmt: skip
        section.add(f"run_kiosk.py, {copies:,} copies", str(len(ours)), milliseconds(median(ours)),
                    milliseconds(max(ours)), _megabytes(our_bytes))  # fmt: skip
        what = f"start to first page, {copies:,} copies"
        report.aims.append(Aim(what, median(ours), START_AIM_SECONDS, "s"))
        mb = None if our_bytes is None else our_bytes / 1e6
        what = f"resident memory after the start, {copies:,} copies"
        report.aims.append(Aim(what, mb, MEMORY_AIM_MB, "MB", note="needs /proc"))
        report.figures[f"start {copies}"] = {
            "ours": ours, "floor": floors, "resident": our_bytes, "floor_resident": floor_bytes,
        }  # fmt: skip


def _starts(
    library: BigLibrary, count: int
) -> tuple[list[float], list[float], int | None, int | None]:
    floors: list[float] = []
    ours: list[float] = []
    floor_bytes = our_bytes = None
    for _ in range(count):
        began = time.perf_counter()
        with child("benchmarks.bare_flask", str(library.path), "1") as bare:
            with KeepAlive(int(bare.said), {}) as line:
                line.post("/empty", b"{}")
            floors.append(time.perf_counter() - began)
            floor_bytes = bare.resident_bytes()
        with running_product(library) as product:
            ours.append(product.seconds)
            our_bytes = product.resident_bytes()
    return floors, ours, floor_bytes, our_bytes


def _megabytes(size: int | None) -> str:
    return "?" if size is None else f"{size / 1e6:.0f} MB"
