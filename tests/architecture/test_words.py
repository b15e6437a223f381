"""What no file of the project holds: addresses of package indexes, paths of one computer."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = {".py", ".md", ".toml", ".txt", ".in", ".html", ".css", ".js", ".po", ".csv", ".yml", ""}
FORBIDDEN = {
    "a home folder": re.compile(r"(?<![\w.])/(?:home|root|Users)/[\w.]"),
    "an index of packages": re.compile("pypi" + r"\.org|pythonhosted|registry\.npm" + "js"),
}


def project_files() -> list[Path]:
    """Files that git knows; all of them when there is no git."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8")
    if listed.returncode:
        pytest.skip("not a git working copy")
    return [ROOT / line for line in listed.stdout.splitlines()]


def test_no_file_names_one_computer_or_an_index() -> None:
    faults = []
    for path in project_files():
        if path.suffix not in TEXT or not path.is_file() or path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for what, pattern in FORBIDDEN.items():
            if found := pattern.search(text):
                faults.append(f"{path.relative_to(ROOT)}: {what}: {found.group()}")
    assert not faults


def test_every_package_says_what_it_is() -> None:
    for path in ROOT.glob("*/__init__.py"):
        assert path.read_text(encoding="utf-8").startswith('"""'), path
