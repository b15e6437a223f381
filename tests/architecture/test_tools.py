"""The linter and the type checker find nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


# Without a cache: what it kept once may be true of another tree.
RUFF = ["ruff", "check", "--no-cache", "."]


@pytest.mark.parametrize("words", [RUFF, ["mypy"]], ids=lambda words: words[0])
def test_tool_finds_nothing(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
