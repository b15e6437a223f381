"""Byte on the serial line → painted answer: our kiosk beside the bare pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import Any

from benchmarks import big_library_rows as rows
from benchmarks.big_library import BigLibrary
from benchmarks.children import child
from benchmarks.measures import quantile, spread_of
from benchmarks.painted import (
    Expected,
    Painted,
    SerialLine,
    Watched,
    chromium,
    watch,
    why_no_browser,
)
from benchmarks.plan import Plan
from benchmarks.product import running_product
from benchmarks.report import Aim, Report, Section, milliseconds
from library.scanned_code import COMMAND_DIGIT, Command, make_number

RATIO_AIM = 1.5
COPIES_OF_A_SESSION = 2
BLOCK = 6
"""Number of scans one side types before the other has its turn."""
IN_SESSION = "document.body.dataset.screen === 'session'"
NO_SESSION = "document.body.dataset.screen !== 'session'"


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """Part a, or the reason why it was not measured."""
    missing = why_no_browser()
    if missing:
        report.aims.append(Aim("byte → painted, p95", None, RATIO_AIM, "×", note=missing))
        return
    section = report.section(
        "Byte on the serial line → painted answer (headless Chromium, 1080×1920)",
        "what", "scans", "median", "p95", "p99", "swapped median", "p95 of floor",
    )  # fmt: skip
    with chromium() as browser:
        for library in libraries:
            _of_library(report, section, browser, library, plan)
    section.notes.append("floor: pty → thread → SSE → painted, no rules, no database")
    section.notes.append("swapped: the answer stands in the page; painted: two frames began")


def _of_library(
    report: Report, section: Section, browser: Any, library: BigLibrary, plan: Plan
) -> None:
    copies = library.size.copies
    with ExitStack() as stack:
        floor_line, line = SerialLine(), SerialLine()
        stack.callback(floor_line.close)
        stack.callback(line.close)
        bare = stack.enter_context(child("benchmarks.bare_pipeline", floor_line.path))
        product = stack.enter_context(running_product(library, line.path))
        floor_page = watch(browser, f"http://127.0.0.1:{bare.said}/", floor_line)
        page = watch(browser, product.kiosk_url, line, product.cookies)
        floor, ours = _take_turns(floor_page, page, library, plan.scans)
        resident = product.resident_bytes()
    clock = (
        f"clock check: off by {page.clock_error * 1e3:+.2f} ms, known to ± "
        f"{page.clock_doubt * 1e3:.2f} ms"
    )
    section.notes.append(f"{copies:,} copies: {clock}")
    by_kind = {
        f"ours, {copies:,} copies, {kind}": [o for o in ours if o.kind == kind]
        for kind in ("lent", "returned")
    }
    for what, found in ((f"floor beside {copies:,} copies", floor), *by_kind.items()):
        _line(section, what, found, floor)
    ratio = _p95(ours) / _p95(floor)
    report.aims.append(Aim(f"byte → painted p95 / floor, {copies:,} copies", ratio, RATIO_AIM, "×"))
    report.figures[f"painted {copies}"] = {
        "floor": [one.painted for one in floor], "ours": [one.painted for one in ours],
        "floor_swapped": [one.swapped for one in floor],
        "ours_swapped": [one.swapped for one in ours],
        "ratio_p95": ratio, "resident": resident,
        "clock_error": page.clock_error, "clock_doubt": page.clock_doubt,
    }  # fmt: skip


def _p95(found: Sequence[Painted]) -> float:
    return quantile([one.painted for one in found], 0.95)


def _line(section: Section, what: str, found: list[Painted], floor: list[Painted]) -> None:
    painted = spread_of([one.painted for one in found])
    swapped = spread_of([one.swapped for one in found])
    section.add(
        what, str(painted.count), milliseconds(painted.median), milliseconds(painted.p95),
        milliseconds(painted.p99), milliseconds(swapped.median),
        f"{painted.p95 / _p95(floor):.2f}",
    )  # fmt: skip


def _take_turns(
    floor_page: Watched, page: Watched, library: BigLibrary, scans: int
) -> tuple[list[Painted], list[Painted]]:
    floor: list[Painted] = []
    ours: list[Painted] = []
    floor_codes = (Expected(f"{n:010d}", "scanned", f"{n:010d}") for n in range(10**9))
    story = _story(library, scans)
    while block := list(islice(story, BLOCK)):
        floor_page.front()
        floor += [floor_page.scan(each) for each in islice(floor_codes, len(block))]
        page.front()
        ours += [page.scan(each) for each in block if not _quietly(page, each)]
    return floor, ours


def _quietly(page: Watched, each: Expected) -> bool:
    if each.quiet:
        page.scan_quietly(each.code, each.text)
    return each.quiet


def _story(library: BigLibrary, scans: int) -> Iterator[Expected]:
    """Readers come one after another and borrow; then books come back without a card."""
    size = library.size
    step = max(1, (size.copies - size.open_loans) // scans)
    shelf = range(size.open_loans + 1, size.copies + 1, step)
    for place, copy in enumerate(islice(shelf, scans)):
        reader, nth = divmod(place, COPIES_OF_A_SESSION)
        if nth == 0:
            yield Expected(rows.card_number(reader + 1), "", IN_SESSION, quiet=True)
        yield Expected(rows.copy_code(copy), "lent", _title(copy, size))
    yield Expected(make_number(COMMAND_DIGIT, Command.FINISH.value), "", NO_SESSION, quiet=True)
    out = range(1, size.open_loans + 1, max(1, size.open_loans // scans))
    for copy in islice(out, scans):
        yield Expected(rows.copy_code(copy), "returned", _title(copy, size))


def _title(copy: int, size: rows.Size) -> str:
    return f"{rows.title_of(copy, size):06d}"
