"""How large and how long one run is."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.big_library import DEFAULT_CACHE

PARTS = (
    "painted", "in-process", "http", "search", "home", "import", "accession", "labels",
    "printing", "collection", "provision", "rollover", "start",
)  # fmt: skip
SIZES = (20_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Plan:
    """`copies` of each library, smallest first; `rounds` turns of `seconds` for each
    contender, with each number of `clients`; `scans` lendings on the serial line, and as
    many returns; `starts` of the program."""

    copies: tuple[int, ...] = SIZES
    rounds: int = 12
    seconds: float = 1.0
    clients: tuple[int, ...] = (1, 8)
    scans: int = 100
    starts: int = 5
    parts: tuple[str, ...] = PARTS
    cache: Path = DEFAULT_CACHE
    json: Path | None = None

    @property
    def json_path(self) -> Path:
        return self.json or self.cache / "bench.json"


def read_plan(argv: Sequence[str]) -> Plan:
    """The plan of a command line; exits with a usage line when it cannot be read."""
    usual = Plan()
    parser = argparse.ArgumentParser("run_kiosk.py bench", description=__doc__)
    parser.add_argument("--copies", type=_sizes, help="sizes of libraries: 20000,1000000")
    parser.add_argument("--quick", action="store_true", help="20,000 copies, short rounds")
    parser.add_argument("--rounds", type=int, help="turns of each contender")
    parser.add_argument("--seconds", type=float, help="length of one turn")
    parser.add_argument("--scans", type=int, help="scans on the serial line of each kind")
    parser.add_argument("--only", type=_parts, default=PARTS, help=",".join(PARTS))
    parser.add_argument("--cache", type=Path, default=usual.cache, help="keeps big libraries")
    parser.add_argument("--json", type=Path, help="where the figures go")
    said = parser.parse_args(argv)
    quick = Plan((SIZES[0],), rounds=8, seconds=0.25, scans=25, starts=2)
    start = quick if said.quick else usual
    return Plan(
        copies=said.copies or start.copies,
        rounds=said.rounds or start.rounds,
        seconds=said.seconds or start.seconds,
        scans=said.scans or start.scans,
        starts=start.starts,
        parts=said.only,
        cache=said.cache,
        json=said.json,
    )


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted({int(part.replace("_", "")) for part in text.split(",")}))
    if sizes[0] < 200:
        raise argparse.ArgumentTypeError("at least 200 copies")
    return sizes


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(text.split(","))
    if unknown := sorted(set(parts) - set(PARTS)):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}")
    return parts
