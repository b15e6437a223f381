"""The whole program as a child process: started, asked, paired, stopped."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.command_line import COMMANDS as HELP
from start.commands import COMMANDS
from tests.start.running import PATIENCE, ROOT, program


def first_event(stream: http.client.HTTPResponse) -> str:
    for raw in stream:
        if raw.startswith(b"event: "):
            return raw.decode().split(": ")[1].strip()
    return ""


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_the_demonstration_shows_its_pages_and_stops_cleanly_with_a_stream_open(
    tmp_path: Path,
) -> None:
    with program("--demo", "--data", str(tmp_path)) as running:
        health = json.loads(running.ask("GET", "/health").read())
        assert health["status"] == "ok"
        assert running.ask("GET", "/metrics").status == 200
        assert b"data-screen" in running.ask("GET", "/kiosk").read()
        demo = json.loads((tmp_path / "demo.json").read_text(encoding="utf-8"))
        assert demo["url"] == f"http://127.0.0.1:{running.port}"
        assert {"active", "expired", "suspended"} <= {each["state"] for each in demo["readers"]}
        assert (tmp_path / "demo.json").stat().st_mode & 0o777 == 0o600
        stream = running.ask("GET", "/kiosk/stream")
        assert first_event(stream) == "screen"
        asked = time.monotonic()
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(PATIENCE) == 0
        assert time.monotonic() - asked < 4
    log = (tmp_path / "logs" / "kiosk.log").read_text(encoding="utf-8")
    assert "Traceback" not in log


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_it_may_be_stopped_in_the_very_moment_it_is_up(tmp_path: Path) -> None:
    with program("--data", str(tmp_path)) as running:
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(PATIENCE) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_real_library_trusts_nobody_without_its_link(tmp_path: Path) -> None:
    with program("--data", str(tmp_path)) as running:
        assert running.ask("GET", "/kiosk", Accept="text/html").status == 403
        assert running.ask("GET", "/kiosk/stream").status == 403
        assert running.ask("GET", "/metrics").status == 401
        assert "/pair#" in running.said
        assert not (tmp_path / "demo.json").exists()
        second = subprocess.run(
            [sys.executable, str(ROOT / "run_kiosk.py"), "--data", str(tmp_path), "--port", "0"],
            capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert second.returncode == 1
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(PATIENCE) == 0
    refused = subprocess.run(
        [sys.executable, str(ROOT / "run_kiosk.py"), "--demo", "--data", str(tmp_path)],
        capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert refused.returncode == 2
    assert "real library" in refused.stderr


def test_every_command_of_the_help_is_done_by_somebody() -> None:
    assert set(COMMANDS) == set(HELP)


def test_a_real_library_never_imports_the_demonstration() -> None:
    look = "import sys, start.assembly; print([m for m in sys.modules if 'demonstration' in m])"
    done = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"
