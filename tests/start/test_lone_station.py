"""A computer that is only a station: its scanner, its screen, a server elsewhere."""

from __future__ import annotations

import http.client
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from hardware.simulated import SimulatedScanner
from tests.start.running import PATIENCE, ROOT, Program, program

pytestmark = [
    pytest.mark.devices,
    pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals"),
]
HEADERS = {"Content-Type": "application/json", "X-Library-Kiosk": "1"}


def cookie_of(station: Program) -> str:
    """Spend the link that the station printed; what its browser would keep."""
    word = re.search(r"/pair#(\S+)", station.said)
    assert word, station.said
    line = http.client.HTTPConnection("127.0.0.1", station.port, timeout=PATIENCE)
    line.request("POST", "/pair", json.dumps({"word": word[1]}), HEADERS)
    answer = line.getresponse()
    assert answer.status == 200
    return answer.getheader("Set-Cookie", "").partition(";")[0]


def answers(stream: http.client.HTTPResponse, wanted: str) -> bool:
    """Read screens until this answer stands on one."""
    for raw in stream:
        if raw.startswith(b"data: "):
            screen = json.loads(raw[6:])
            if screen.get("answer") == wanted:
                return True
    return False


def test_it_lends_through_the_server_with_its_own_scanner(tmp_path: Path) -> None:
    school, alone = tmp_path / "school", tmp_path / "alone"
    with program("--demo", "--data", str(school)) as server:
        token = subprocess.run(
            [sys.executable, str(ROOT / "run_kiosk.py"), "pair", "1", "token", "--data", school],
            capture_output=True, encoding="utf-8", check=True,
        ).stdout.strip()  # fmt: skip
        secret = tmp_path / "token"
        secret.write_text(token, encoding="ascii")
        demo = json.loads((school / "demo.json").read_text(encoding="utf-8"))
        card = next(each["card"] for each in demo["readers"] if each["state"] == "active")
        code = next(each["code"] for each in demo["copies"] if each["state"] == "on-shelf")
        scanner = SimulatedScanner("station")
        words = ["--role", "station", "--server-url", f"http://127.0.0.1:{server.port}",
                 "--station-token-file", str(secret), "--data", str(alone),
                 "--scanner", scanner.url]  # fmt: skip
        try:
            with program(*words) as station:
                stream = station.ask("GET", "/kiosk/stream", Cookie=cookie_of(station))
                scanner.type_code(card)
                scanner.type_code(code)
                assert answers(stream, "lent")
        finally:
            scanner.close()
    with sqlite3.connect(school / "library.db") as library:
        lent = library.execute(
            "SELECT count(*) FROM loan JOIN copy ON copy.id = loan.copy_id"
            " WHERE copy.code = ? AND closed_at IS NULL", (code,),
        ).fetchone()  # fmt: skip
    assert lent == (1,)
