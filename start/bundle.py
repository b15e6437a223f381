"""`python3 run_kiosk.py bundle [DIR]`: a folder of wheels for a school without Internet.

Everything of requirements/run.txt for Linux (x86-64 and 64-bit ARM) and Windows and for
Python 3.11–3.13, with the same hashes as always, and pip itself. The folder is called
`wheels` and is put beside run_kiosk.py; preparation then asks no network.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13")


@dataclass(frozen=True, slots=True)
class System:
    """A kind of computer: its name and the platform tags of wheels that run on it."""

    name: str
    platforms: tuple[str, ...]


SYSTEMS = (
    System("Linux x86-64", ("manylinux_2_28_x86_64", "manylinux2014_x86_64")),
    System("Linux ARM 64", ("manylinux_2_28_aarch64", "manylinux2014_aarch64")),
    System("Windows x86-64", ("win_amd64",)),
)

Say = Callable[..., None]
Run = Callable[[list[str]], "subprocess.CompletedProcess[str]"]


def bundle(folder: Path, lock_file: Path, say: Say, run: Run | None = None) -> int:
    """Fill the folder; the exit code: 0 when every kind of computer got everything."""
    run = run or _run
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for system in SYSTEMS:
        for python in PYTHONS:
            done = run(download_words(system, python, folder, lock_file))
            if done.returncode:
                failed += 1
                last = (done.stdout + done.stderr).strip().splitlines()[-1:]
                say("command.bundle-failed", system=system.name, python=python, why="".join(last))
            else:
                say("command.bundle-fetched", system=system.name, python=python)
    # Debian computers without python3-venv lack pip: the folder brings its own.
    failed += run(_pip_words(folder, lock_file.with_name("pip.txt"))).returncode != 0
    wheels = sorted(folder.glob("*.whl"))
    megabytes = round(sum(wheel.stat().st_size for wheel in wheels) / 1_000_000)
    say("command.bundle-done", count=len(wheels), megabytes=megabytes, folder=folder)
    return 1 if failed else 0


def download_words(system: System, python: str, folder: Path, lock_file: Path) -> list[str]:
    """pip's command line. The list is complete, so pip need not follow dependencies, which it
    would judge by this computer and not by the other."""
    words = [*_pip_words(folder, lock_file), "--implementation", "cp", "--python-version", python]
    for abi in (f"cp{python.replace('.', '')}", "abi3", "none"):
        words += ["--abi", abi]
    for platform in (*system.platforms, "any"):
        words += ["--platform", platform]
    return words


def _pip_words(folder: Path, lock_file: Path) -> list[str]:
    words = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps"]
    words += ["--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    return [*words, "--dest", str(folder), "-r", str(lock_file)]


def _run(words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, encoding="utf-8", errors="replace")
