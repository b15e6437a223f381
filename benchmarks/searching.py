"""The desk's search and its list pages, beside the plain read of the same index range.

Every letter and digit is asked for as a beginning, then pairs of letters and of words; the
worst of them is what counts. A list page is what its source answers: rows and count.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial

from benchmarks.big_library import BigLibrary
from benchmarks.measures import quantile
from benchmarks.plan import Plan
from benchmarks.report import Aim, Report, Section, milliseconds
from benchmarks.server_under_test import open_server
from server.server import Server
from server.services.copies import CopiesWanted, list_copies
from server.services.finding import find
from server.services.titles import TitlesWanted, list_titles

SEARCH_AIM_MS, LIST_AIM_MS = 80.0, 200.0
_LETTERS = "абвгдежзийклмнопрстуфхцчшщыэюяasr0123456789"
_SEVERAL = ("жо", "ме", "ах", "00", "а м", "жол мен", "тау жул", "ахметова а", "мен 00", "жлол")
_LAST = "\U0010ffff"
_FLOOR = (
    "SELECT row_id FROM search_word WHERE kind = ? AND word >= ? AND word < ? "
    "ORDER BY word, row_id LIMIT 200"
)
_LISTS: dict[str, Callable[[Server], object]] = {
    "titles by name": lambda server: list_titles(server, TitlesWanted()),
    "titles, last page": lambda server: list_titles(server, TitlesWanted(down=True)),
    "titles, textbooks": lambda server: list_titles(server, TitlesWanted("textbook")),
    "copies by number": lambda server: list_copies(server, CopiesWanted()),
    "copies by title": lambda server: list_copies(server, CopiesWanted(sort="title")),
    "copies on the shelf": lambda server: list_copies(server, CopiesWanted("on-shelf")),
    "copies on loan": lambda server: list_copies(server, CopiesWanted("on-loan")),
    "copies lost": lambda server: list_copies(server, CopiesWanted("lost")),
    "copies, page 100": lambda server: list_copies(server, CopiesWanted(first=9900)),
}


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """Search and lists on each library."""
    section = report.section("The desk finds and lists", "what", "floor p95", "ours p95", "× floor")
    for library in libraries:
        with (
            closing(sqlite3.connect(library.path)) as plain,
            open_server(library) as server,
        ):
            _searches(report, section, library, plain, server, plan)
            _lists(report, section, library, server, plan)


def _searches(
    report: Report, section: Section, library: BigLibrary, plain: sqlite3.Connection,
    server: Server, plan: Plan,
) -> None:  # fmt: skip
    copies = library.size.copies
    figures = {
        asked: (
            _p95(partial(_floor, plain, asked), plan.rounds),
            _p95(partial(find, server, asked), plan.rounds),
        )
        for asked in (*_LETTERS, *_SEVERAL)
    }
    for name, group in (("one letter", _LETTERS), ("two letters, several words", _SEVERAL)):
        worst = max(group, key=lambda asked: figures[asked][1])
        floor, ours = figures[worst]
        section.add(
            f"{copies:,} copies: worst of {name} «{worst}»", milliseconds(floor),
            milliseconds(ours), f"{ours / floor:.1f}",
        )  # fmt: skip
        report.aims.append(
            Aim(f"search, {name}, {copies:,} copies: p95", ours * 1000, SEARCH_AIM_MS, "ms")
        )
    report.figures[f"search-{copies}"] = {
        asked: {"floor": floor, "ours": ours} for asked, (floor, ours) in figures.items()
    }


def _lists(
    report: Report, section: Section, library: BigLibrary, server: Server, plan: Plan
) -> None:
    copies = library.size.copies
    figures = {name: _p95(partial(ask, server), plan.rounds) for name, ask in _LISTS.items()}
    for name, ours in figures.items():
        section.add(f"{copies:,} copies: {name}", "", milliseconds(ours), "")
    worst = max(figures.values())
    report.aims.append(
        Aim(f"list page, {copies:,} copies: worst p95", worst * 1000, LIST_AIM_MS, "ms")
    )
    report.figures[f"lists-{copies}"] = figures


def _floor(plain: sqlite3.Connection, asked: str) -> None:
    """The same ranges, read and thrown away."""
    for word in asked.split():
        for kind in ("reader", "title"):
            plain.execute(_FLOOR, (kind, word, word + _LAST)).fetchall()


def _p95(call: Callable[[], object], rounds: int) -> float:
    """Seconds; the first call fills caches and is not counted."""
    call()
    times = []
    for _ in range(max(rounds, 2)):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return quantile(times, 0.95)
