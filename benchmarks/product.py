"""The product itself as a child process: `run_kiosk.py` on a big library's data folder.

The browser's cookie and the station's token are made here and their hashes written into
the working copy, as pairing would have done.
"""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.big_library import BigLibrary
from benchmarks.children import ROOT, ChildFailed, resident_bytes, stop
from benchmarks.http_clients import Target
from server.services.secrets_kept import hash_of
from start.pairing import COOKIE
from web.checks import HEADER

SECRET, TOKEN = "bench-browser-secret", "bench-station-token"
STATION = 1
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Product:
    """A running program on `port`; `seconds` from its start to the first kiosk page."""

    process: subprocess.Popen[str]
    port: int
    seconds: float

    @property
    def operations(self) -> Target:
        """Where a station on another computer posts its questions."""
        headers = {"Authorization": f"Bearer {TOKEN}", HEADER: "1"}
        return Target(self.port, "/station/operations", headers, STATION)

    @property
    def kiosk_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/kiosk"

    @property
    def cookies(self) -> list[dict[str, str]]:
        """The cookies of the paired browser, as playwright wants them."""
        return [{"name": COOKIE, "value": SECRET, "url": f"http://127.0.0.1:{self.port}"}]

    def resident_bytes(self) -> int | None:
        """Resident memory now; None where /proc does not exist."""
        return resident_bytes(self.process.pid)


def pair(path: Path) -> None:
    """Make browser and token of station 1 known to the library file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE station SET secret_hash = ?, token_hash = ? WHERE id = ?",
            (hash_of(SECRET), hash_of(TOKEN), STATION),
        )


def free_port() -> int:
    """A loopback port nobody listens at."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running_product(library: BigLibrary, scanner: str | None = None) -> Iterator[Product]:
    """Start the program and wait for its kiosk page; stop it at the end."""
    pair(library.path)
    port = free_port()
    words = [
        sys.executable, str(ROOT / "run_kiosk.py"), "--data", str(library.folder),
        "--port", str(port), "--no-browser",
    ]  # fmt: skip
    if scanner is not None:
        words += ["--scanner", scanner]
    began = time.perf_counter()
    with (library.folder / "program.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, text=True
        )
    try:
        _wait_for_page(process, port, began + PATIENCE, library.folder)
        yield Product(process, port, time.perf_counter() - began)
    finally:
        stop(process)


def _wait_for_page(process: subprocess.Popen[str], port: int, until: float, folder: Path) -> None:
    while not _kiosk_page_comes(port):
        ended = process.poll() is not None
        if ended or time.perf_counter() > until:
            said = (folder / "program.log").read_text(encoding="utf-8")[-2000:]
            raise ChildFailed(f"the program {'ended' if ended else 'shows no page'}: {said}")
        time.sleep(0.01)


def _kiosk_page_comes(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    with closing(connection), suppress(OSError, HTTPException):
        connection.request("GET", "/kiosk", headers={"Cookie": f"{COOKIE}={SECRET}"})
        return connection.getresponse().status == 200
    return False
