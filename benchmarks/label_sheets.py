"""A thousand spine and a thousand pocket labels as A4 PDF, each code read back on the way;
the floor draws as many bare Code 128 symbols with plain reportlab and proves nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from benchmarks.big_library import BigLibrary
from benchmarks.children import child, resident_bytes
from benchmarks.measures import spread_of
from benchmarks.plan import Plan
from benchmarks.report import Aim, Report, milliseconds

COUNT, CLICKS = 1000, 200
SECONDS_AIM, MEMORY_AIM, CLICK_AIM_MS = 3.0, 150.0, 150.0
PATIENCE = 120.0
_MB = 1024 * 1024


def measure(
    report: Report, libraries: Sequence[BigLibrary], plan: Plan, count: int = COUNT,
    clicks: int = CLICKS,
) -> None:  # fmt: skip
    """The part of the report. Each turn is a process of its own, the floor's beside ours;
    the libraries have no part in it: the words are already read."""
    section = report.section(
        "Labels as A4 PDF", "what", "turns", "median", "slowest", "bytes", "most memory"
    )
    turns = max(1, plan.rounds // 4)
    found: dict[str, list[dict[str, Any]]] = {"floor": [], "ours": []}
    for _ in range(turns):
        for who, said in found.items():
            said.append(_worked(who, count))
    names = {
        "floor": f"plain reportlab, {count:,} bare bars",
        "ours": f"ours, {count:,} spine + {count:,} pocket, every code proved",
    }
    for who, said in found.items():
        taken = sorted(one["seconds"] for one in said)
        section.add(
            names[who], str(turns), f"{taken[len(taken) // 2]:.2f} s", f"{taken[-1]:.2f} s",
            f"{said[0]['bytes']:,}", f"{_peak(said):.0f} MB",
        )  # fmt: skip
    slowest = max(one["seconds"] for one in found["ours"])
    what = f"{count:,} spine + {count:,} pocket labels as PDF"
    report.aims.append(Aim(f"{what}, slowest turn", slowest, SECONDS_AIM, "s"))
    report.aims.append(Aim(f"{what}, most memory", _peak(found["ours"]), MEMORY_AIM, "MB"))
    report.figures["labels"] = found
    _clicks(report, clicks)


def _clicks(report: Report, count: int) -> None:
    section = report.section(
        "One pocket label, words to bytes", "form", "labels", "median", "p95", "longest"
    )
    said = _worked("click", count)
    for form, what in (("zpl", "ZPL, 203 dpi"), ("pdf", "PDF, 600 dpi")):
        spread = spread_of(said[form])
        section.add(
            what, str(spread.count), milliseconds(spread.median), milliseconds(spread.p95),
            milliseconds(max(said[form])),
        )  # fmt: skip
        report.aims.append(
            Aim(f"one label, words to bytes, {form}, p95", spread.p95 * 1000, CLICK_AIM_MS, "ms")
        )
    section.notes.append("each label has a code of its own, drawn and read back")
    report.figures["label clicks"] = said


def _worked(who: str, count: int) -> dict[str, Any]:
    with child("benchmarks.label_worker", who, str(count), patience=PATIENCE) as worker:
        said: dict[str, Any] = json.loads(worker.said)
        # Its own high-water mark: getrusage would still know the parent's.
        said["peak"] = resident_bytes(worker.process.pid, "VmHWM") or 0
    return said


def _peak(said: Sequence[dict[str, Any]]) -> float:
    return float(max(one["peak"] for one in said)) / _MB
