"""`python3 run_kiosk.py bench`: measure, print a table, keep the figures as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from benchmarks import (
    accession,
    collection,
    home,
    importing,
    importing_records,
    in_process,
    label_sheets,
    over_http,
    painting,
    printing,
    provision,
    roll_over,
    searching,
    starting,
)
from benchmarks.big_library import BigLibrary, working_copy
from benchmarks.plan import Plan, read_plan
from benchmarks.report import Report, as_text, write_json

Part = Callable[[Report, Sequence[BigLibrary], Plan], None]


def _measure_imports(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    importing.measure(report, libraries, plan)
    importing_records.measure(report, libraries)


MEASURES: dict[str, Part] = {
    "painted": painting.measure,
    "in-process": in_process.measure,
    "http": over_http.measure,
    "search": searching.measure,
    "home": home.measure,
    "import": _measure_imports,
    "accession": accession.measure,
    "labels": label_sheets.measure,
    "printing": printing.measure,
    "collection": collection.measure,
    "provision": provision.measure,
    "rollover": roll_over.measure,
    "start": starting.measure,
}


def main(argv: Sequence[str]) -> int:
    """Measure what the command line asks for; 0 also when an aim is missed."""
    plan = read_plan(argv)
    sys.setswitchinterval(0.0005)  # as the program itself
    report = measure(plan)
    print(as_text(report))
    write_json(report, plan.json_path)
    print(f"figures: {plan.json_path}")
    return 0


def measure(plan: Plan) -> Report:
    """All parts of the plan; each begins on fresh copies of the libraries."""
    report = Report()
    for part in plan.parts:
        with ExitStack() as stack:
            libraries = []
            for copies in plan.copies:
                _tell(f"{part}: library of {copies:,} copies …")
                libraries.append(stack.enter_context(working_copy(plan.cache, copies)))
            _tell(f"{part}: measuring …")
            MEASURES[part](report, libraries, plan)
    return report


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
