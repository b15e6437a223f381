"""The report: a plain table for people, JSON for machines, aims beside figures."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section: `cells` in the order of the section's columns."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """One aim with what was found. `most`: figure must not exceed `limit`,
    otherwise it must reach it. `figure` None: not measured, `note` says why."""

    what: str
    figure: float | None
    limit: float
    unit: str
    most: bool = True
    note: str = ""

    @property
    def mark(self) -> str:
        """`OK`, `SHORT` or `not measured`."""
        if self.figure is None:
            return "not measured"
        met = self.figure <= self.limit if self.most else self.figure >= self.limit
        return "OK" if met else "SHORT"


@dataclass(slots=True)
class Section:
    """One table of the report."""

    title: str
    columns: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """Append one line."""
        self.lines.append(Line(cells))


@dataclass(slots=True)
class Report:
    """All sections and aims of one run; `figures` are the raw numbers for JSON."""

    sections: list[Section] = field(default_factory=list)
    aims: list[Aim] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)

    def section(self, title: str, *columns: str) -> Section:
        """Begin a table."""
        made = Section(title, columns)
        self.sections.append(made)
        return made


def milliseconds(seconds: float) -> str:
    """`0.0123` -> `12.3 ms`, finer below 1 ms."""
    value = seconds * 1000
    places = 3 if value < 1 else 2 if value < 10 else 1
    return f"{value:.{places}f} ms"


def machine() -> dict[str, object]:
    """What the figures depend on and a reader may want to know; nothing that names it."""
    return {
        "cores": os.cpu_count(),
        "load_1_minute": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "switch_interval_seconds": sys.getswitchinterval(),
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def table(section: Section) -> str:
    """One section as aligned text."""
    rows = [section.columns, *(line.cells for line in section.lines)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(section.columns))]
    body = [_aligned(row, widths) for row in rows]
    body.insert(1, "  ".join("-" * width for width in widths))
    notes = [f"  {note}" for note in section.notes]
    return "\n".join([section.title, "", *body, *([""] if notes else []), *notes])


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    first, *others = (
        cell.ljust(width) if n == 0 else cell.rjust(width)
        for n, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([first, *others]).rstrip()


def aims_section(aims: list[Aim]) -> Section:
    """The last table: every aim, what was found, OK or SHORT."""
    section = Section("Aims", ("aim", "found", "limit", "mark"))
    for aim in aims:
        found = aim.note if aim.figure is None else f"{aim.figure:.2f} {aim.unit}".strip()
        sign = "≤" if aim.most else "≥"
        section.add(aim.what, found, f"{sign} {aim.limit:g} {aim.unit}".strip(), aim.mark)
    return section


def as_text(report: Report) -> str:
    """The whole report as plain text."""
    about = "  ".join(f"{key}: {value}" for key, value in machine().items())
    tables = [table(each) for each in [*report.sections, aims_section(report.aims)]]
    return "\n\n".join([about, *tables]) + "\n"


def write_json(report: Report, path: Path) -> None:
    """The same run for machines; seconds, bytes and ratios, unrounded."""
    content = {
        "machine": machine(),
        "figures": report.figures,
        "aims": [{**asdict(aim), "mark": aim.mark} for aim in report.aims],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2, default=asdict)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
