"""Ten thousand records of another library brought into the catalogue, while somebody lends;
beside the reading the floor: plain pymarc reading the same bytes."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence

from benchmarks.big_library import BigLibrary
from benchmarks.importing import (
    IMPORT_AIM_SECONDS,
    LANES,
    LENDING_AIM_MS,
    MOST_LINES,
    while_lending,
)
from benchmarks.measures import spread_of
from benchmarks.report import Aim, Report, Section, milliseconds
from benchmarks.server_under_test import open_server
from benchmarks.traffic import Lane
from library.marc_fields import Dialect, TitleFields
from library.marc_writing import record_of
from server.server import Server
from server.services.desk_station import desk_origin
from server.services.marc.applying import bring_in_marc
from server.services.marc.files import keep_marc
from server.services.marc.iso2709 import record_bytes
from server.services.marc.reading import read_marc


def measure(report: Report, libraries: Sequence[BigLibrary]) -> None:
    """One file on each library."""
    section = report.section(
        "Records of another library brought in, lending meanwhile",
        "library", "records", "reading", "floor", "all of it", "lendings", "median", "p99",
        "longest",
    )  # fmt: skip
    for library in libraries:
        _measure(report, section, library)
    section.notes.append("floor: pymarc reads the same bytes; no titles are made of them")


def made_records(count: int) -> bytes:
    """An ISO 2709 file of so many titles that nobody wrote."""
    titles = (
        TitleFields(
            f"Басқа кітапханадан келген кітап {n} өмір туралы", f"Үсенов {'АӘБҒҚ'[n % 5]}.",
            "fiction", "kk", 1980 + n % 40, "Атамұра", "Алматы", bbk="84(5Қаз)7",
            pages=100 + n % 400,
        )
        for n in range(count)
    )  # fmt: skip
    return b"".join(
        record_bytes(record_of(title, Dialect.RUSMARC, str(n))) for n, title in enumerate(titles)
    )


def _measure(report: Report, section: Section, library: BigLibrary) -> None:
    from pymarc import MARCReader

    count = min(MOST_LINES, library.size.copies // 2)
    content, copies = made_records(count), library.size.copies
    began = time.perf_counter()
    assert sum(1 for _ in MARCReader(content, force_utf8=True)) == count
    floor = time.perf_counter() - began
    began = time.perf_counter()
    assert len(read_marc(content).titles) == count
    reading = time.perf_counter() - began
    with open_server(library) as server:
        server.files = library.folder / "files"
        seconds, durations = _bring_in(server, library, content)
    spread = spread_of(durations)
    section.add(
        f"{copies:,} copies", f"{count:,}", milliseconds(reading), milliseconds(floor),
        f"{seconds:.1f} s", str(spread.count), milliseconds(spread.median),
        milliseconds(spread.p99), milliseconds(max(durations)),
    )  # fmt: skip
    what = f"{count:,} records brought in, {copies:,} copies"
    report.aims.append(Aim(what, seconds, IMPORT_AIM_SECONDS, "s"))
    report.aims.append(Aim(f"lending meanwhile, p99 ({what})", spread.p99 * 1000,
                           LENDING_AIM_MS, "ms"))  # fmt: skip
    report.figures[f"import records {copies}"] = {
        "reading": reading, "floor": floor, "seconds": seconds, "lending": spread,
        "longest": max(durations),
    }  # fmt: skip


def _bring_in(server: Server, library: BigLibrary, content: bytes) -> tuple[float, list[float]]:
    def work() -> None:
        file_id = keep_marc(server, content, None)
        bring_in_marc(server, file_id, desk_origin(server, str(uuid.uuid4()), None), False)

    return while_lending(server, Lane(library.lanes(LANES)[LANES - 1]), work)
