"""A real Chromium, headless: it pairs itself, shows the kiosk and comes back when killed."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from start.kiosk_browser import find_chromium
from tests.conftest import missing
from tests.start.running import Program, program

PATIENCE = 30.0


def until(true: Callable[[], bool]) -> bool:
    """Wait for something that another process does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def screens(running: Program) -> int:
    for line in running.ask("GET", "/metrics").read().decode().splitlines():
        if line.startswith("kiosk_screens_connected "):
            return int(float(line.split()[1]))
    return -1


def browser_process(profile: Path) -> int | None:
    """The main process of the browser with this profile, from /proc."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        mine = f"--user-data-dir={profile}".encode() in words
        if mine and not any(word.startswith(b"--type=") for word in words):
            return int(entry.name)
    return None


@pytest.mark.browser
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_it_pairs_itself_and_comes_back_when_killed(tmp_path: Path) -> None:
    chromium = find_chromium()
    if chromium is None:
        missing("chromium", "no Chromium found")
    assert chromium
    headless = tmp_path / "headless"
    # exec: the process that the program watches is the browser itself.
    headless.write_text(f'#!/bin/sh\nexec {chromium} --headless=new --disable-gpu "$@"\n')
    headless.chmod(0o755)
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "settings.toml").write_text(f'[start]\nchromium = "{headless}"\n')
    with program("--data", str(folder), "--kiosk-browser") as running:
        bearer = (folder / "keys" / "metrics").read_text()
        running.headers["Authorization"] = f"Bearer {bearer}"
        assert until(lambda: screens(running) == 1)
        before = browser_process(folder / "station" / "browser")
        assert before
        os.kill(before, signal.SIGKILL)
        assert until(lambda: browser_process(folder / "station" / "browser") not in (None, before))
        assert until(lambda: screens(running) == 1)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(PATIENCE) == 0
    assert until(lambda: browser_process(folder / "station" / "browser") is None)
    shutil.rmtree(folder, ignore_errors=True)
