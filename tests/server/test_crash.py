"""Killed in the middle of its work, the program loses nothing it has confirmed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.soak import make_library, run


def test_five_kills_lose_no_confirmed_operation(tmp_path: Path) -> None:
    outcome = run(5, 1000, tmp_path, seed=7, tell=lambda line: None)
    assert outcome.clean, outcome
    assert outcome.kills == 5
    assert outcome.confirmed > 500


def test_a_lost_operation_would_be_noticed(tmp_path: Path) -> None:
    from benchmarks import soak

    make_library(tmp_path / "library.db")
    lost, faults = soak._examine(tmp_path / "library.db", ["never-recorded"])
    assert (lost, faults) == (1, ())
    with sqlite3.connect(tmp_path / "library.db") as connection:
        connection.execute("UPDATE copy SET state = 'on-loan' WHERE id = 1")
    connection.close()
    assert soak._examine(tmp_path / "library.db", [])[1][0].code == "on-loan-without-loan"
