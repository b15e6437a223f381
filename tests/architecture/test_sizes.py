"""The tail stays short: files, functions, names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_USUAL_FUNCTION = 25
"""Nine functions in ten are no longer than this."""

EMPTY_NAMES = {"utils", "helpers", "manager", "common", "base", "misc", "core", "data"}


def source_files() -> Iterator[Path]:
    """The product's Python files; migrations are written by a generator."""
    yield ROOT / "run_kiosk.py"
    for folder in sorted(ROOT.iterdir()):
        if folder.name in ("tests", "build") or folder.name.startswith("."):
            continue
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def functions() -> Iterator[tuple[str, int]]:
    """Each function with its length in lines, docstring left out."""
    for path in source_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                words = node.body[0]
                if ast.get_docstring(node):
                    length -= (words.end_lineno or words.lineno) - words.lineno + 1
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in source_files()}
    assert not {str(path): n for path, n in sizes.items() if n > LONGEST_FILE}


def test_no_function_is_longer_than_forty_lines() -> None:
    assert not {name: n for name, n in functions() if n > LONGEST_FUNCTION}


def test_nine_functions_in_ten_are_short() -> None:
    lengths = sorted(n for _, n in functions())
    assert lengths[len(lengths) * 9 // 10] <= LONGEST_USUAL_FUNCTION


def test_no_file_has_an_empty_name() -> None:
    assert not [str(path) for path in source_files() if path.stem in EMPTY_NAMES]
