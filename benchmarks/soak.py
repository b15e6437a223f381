"""`python3 run_kiosk.py soak`: kill the program in the middle of its work, again and again.

A worker process lends and returns and prints the id of every operation it was answered
for. It is killed (SIGKILL; on Windows TerminateProcess) at a random moment; then every
printed id must be in the journal and the library must be whole. A loss is a failure.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.children import Child, ChildFailed, child
from benchmarks.soak_worker import CODES, READERS
from server import tables
from server.database import Library
from server.migrations import upgrade
from server.services.proof import Fault, prove

KILLS_A_LIBRARY = 25
"""A new library after so many kills, so that proving stays quick."""
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found: confirmed operations that are gone, and faults of the library."""

    kills: int
    confirmed: int
    lost: int
    faults: tuple[Fault, ...]

    @property
    def clean(self) -> bool:
        """Nothing lost, nothing broken."""
        return not self.lost and not self.faults


def make_library(path: Path) -> None:
    """A school of a few readers and copies, open all year."""
    library = Library.open(path)
    upgrade(library)
    today = date.today()
    with library.writing():
        tables.Station.create(name="1")
        tables.SchoolYear.create(
            name="soak",
            first_on=today - timedelta(days=100),
            last_on=today + timedelta(days=200),
            status="confirmed",
        )
        title = tables.Title.create(
            name="Title", item_kind="fiction", sort_key=b"t", search_key="title"
        )
        for _ in READERS:
            tables.Reader.create(
                surname="S", given_name="N", category="teacher", sort_key=b"s", search_key="s"
            )
        for code in CODES:
            tables.Copy.create(title=title, code=code)
    library.close()


def run(
    kills: int, operations: int, folder: Path, seed: int = 1, tell: Callable[[str], None] = print
) -> Outcome:
    """Kill as often as said, each time after a random number of up to `operations`
    confirmed ones; stop at the first loss."""
    chance = random.Random(seed)
    confirmed = 0
    path = folder / "library.db"
    for kill in range(1, kills + 1):
        if (kill - 1) % KILLS_A_LIBRARY == 0:
            path = folder / f"library-{kill}.db"
            make_library(path)
        printed = _until_killed(path, f"{seed} {kill}", chance.randint(1, operations), chance)
        confirmed += len(printed)
        lost, faults = _examine(path, printed)
        if lost or faults:
            return Outcome(kill, confirmed, lost, faults)
        if kill % KILLS_A_LIBRARY == 0 or kill == kills:
            tell(f"{kill} kills, {confirmed} confirmed operations, none lost")
    return Outcome(kills, confirmed, 0, ())


def _until_killed(path: Path, seed: str, operations: int, chance: random.Random) -> list[str]:
    """The ids that were confirmed before the end."""
    with child("benchmarks.soak_worker", str(path), seed, patience=PATIENCE) as worker:
        printed = [worker.hear(PATIENCE) for _ in range(operations)]
        time.sleep(chance.random() * 0.005)  # anywhere in an operation, not only after one
        worker.process.kill()
        printed += _last_words(worker)
    # A line cut by the kill was not confirmed to anybody.
    return [line.strip() for line in printed if line.endswith("\n")]


def _last_words(worker: Child) -> list[str]:
    """What it had printed before it died."""
    words: list[str] = []
    try:
        while True:
            words.append(worker.hear(PATIENCE))
    except ChildFailed:
        return words


def _examine(path: Path, printed: Sequence[str]) -> tuple[int, tuple[Fault, ...]]:
    """How many confirmed operations are gone, and what is broken."""
    library = Library.open(path)
    try:
        with library.reading():
            rows = library.database.execute_sql("SELECT id FROM operation").fetchall()
        return len(set(printed) - {row[0] for row in rows}), prove(library)
    finally:
        library.close()


def main(argv: Sequence[str]) -> int:
    """1,000 kills by default; exit code 1 when anything was lost or broken."""
    parser = argparse.ArgumentParser(prog="run_kiosk.py soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--operations", type=int, default=1000, help="at most, before each kill")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    wanted = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        outcome = run(wanted.kills, wanted.operations, Path(folder), wanted.seed)
    print(
        f"kills {outcome.kills}, confirmed operations {outcome.confirmed}, "
        f"lost {outcome.lost}, faults {[fault.code for fault in outcome.faults]}, "
        f"seed {wanted.seed}"
    )
    return 0 if outcome.clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
