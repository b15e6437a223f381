"""What describes books and comes along with the program: divisions of the BBK at each start."""

from __future__ import annotations

import csv
from pathlib import Path

from server.server import Server
from server.services.bbk_divisions import division_from, seed_divisions

FILE = "bbk_divisions.csv"


def fill_divisions(server: Server, root: Path) -> int:
    """Add the shipped divisions that the library does not have; how many."""
    with (root / "config" / FILE).open(encoding="utf-8-sig", newline="") as stream:
        return seed_divisions(server, [division_from(row) for row in csv.DictReader(stream)])
