"""Who may know whom: the import contracts of pyproject.toml."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_import_contracts_hold() -> None:
    # In a process of its own: the tool silences every logger there is.
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()",
         "--no-cache"],
        cwd=ROOT, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contracts: 0 kept" not in done.stdout


def test_serial_ports_are_opened_in_one_file() -> None:
    importing = [
        str(path.relative_to(ROOT))
        for package in ("hardware", "kiosk", "server", "start")
        for path in (ROOT / package).rglob("*.py")
        if "serial" in _imported(path)
    ]
    assert importing == ["hardware/serial_port.py"]


@pytest.mark.parametrize("package", ["library"])
def test_rules_import_only_the_standard_library(package: str) -> None:
    foreign = {"flask", "peewee", "serial", "babel", "PIL", "waitress", "playhouse"}
    for path in (ROOT / package).rglob("*.py"):
        assert not _imported(path) & (foreign | {"os", "socket", "time", "sqlite3"}), path


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
