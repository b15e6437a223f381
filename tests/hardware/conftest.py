"""A simulated scanner for each kind of cable this system has."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from hardware.simulated import SimulatedScanner
from hardware.simulated_line import PtyLine, SimulatedLine, SocketLine

LINES: list[type[SimulatedLine]] = (
    [PtyLine, SocketLine] if sys.platform != "win32" else [SocketLine]
)


@pytest.fixture(params=LINES, ids=lambda line: line.__name__)
def twin(request: pytest.FixtureRequest) -> Iterator[SimulatedScanner]:
    scanner = SimulatedScanner(line=request.param())
    yield scanner
    scanner.close()


@pytest.fixture
def pty_twin() -> Iterator[SimulatedScanner]:
    if sys.platform == "win32":
        pytest.skip("pseudo-terminals are a POSIX thing")
    scanner = SimulatedScanner(line=PtyLine())
    yield scanner
    scanner.close()
