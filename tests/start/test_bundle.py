"""The bundle asks for every kind of computer, with hashes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from start.bundle import PYTHONS, SYSTEMS, bundle, download_words

LOCK = Path(__file__).parents[2] / "requirements" / "run.txt"


def test_every_kind_of_computer_is_asked_for(tmp_path: Path) -> None:
    asked: list[list[str]] = []

    def run(words: list[str]) -> subprocess.CompletedProcess[str]:
        asked.append(words)
        return subprocess.CompletedProcess(words, 0, "", "")

    said: list[str] = []
    assert bundle(tmp_path / "wheels", LOCK, lambda key, **_: said.append(key), run) == 0
    assert len(asked) == len(PYTHONS) * len(SYSTEMS) + 1
    assert all("--require-hashes" in words for words in asked)
    assert asked[-1][-1].endswith("pip.txt")
    assert said[-1] == "command.bundle-done"


def test_what_could_not_be_fetched_is_said(tmp_path: Path) -> None:
    def run(words: list[str]) -> subprocess.CompletedProcess[str]:
        code = int("win_amd64" in words and "3.13" in words)
        return subprocess.CompletedProcess(words, code, "", "ERROR: no such wheel")

    said: list[tuple[str, object]] = []
    code = bundle(tmp_path, LOCK, lambda key, **values: said.append((key, values)), run)
    assert code == 1
    failed = [values for key, values in said if key == "command.bundle-failed"]
    assert failed == [{"system": "Windows x86-64", "python": "3.13", "why": "ERROR: no such wheel"}]


def test_tags_are_those_of_the_other_computer() -> None:
    words = download_words(SYSTEMS[2], "3.12", Path("w"), LOCK)
    assert {"cp312", "abi3", "none", "win_amd64", "any"} <= set(words)
