"""A file is brought in from the terminal: everything told, nothing done unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from config.command_line import read_command_line
from config.loading import load
from server.database import Library
from server.tables import Reader, Title
from start.import_command import BROUGHT_IN, HOW, NOT_READ, NOT_TAKEN, import_file
from start.terminal import Terminal
from tests.server.importing.made_files import READER_HEADS, csv_of, pupils, xlsx

ROOT = Path(__file__).parents[2]
Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*words: str, answer: str = "no") -> int:
        line = read_command_line(["import", *words, "--data", str(tmp_path / "data")])
        assert not line.faults
        loaded = load(line, ROOT)
        return import_file(loaded, ROOT, Terminal("en"), line.rest, ask=lambda _: answer)

    return run


def readers(tmp_path: Path) -> int:
    library = Library.open(tmp_path / "data" / "library.db")
    with library.reading():
        count = int(Reader.select().count() + Title.select().count())
    library.close()
    return count


@pytest.fixture
def file(tmp_path: Path) -> str:
    lines = pupils(20)
    lines[4][2] = "31.02.2012"
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx([READER_HEADS, *lines]))
    return str(path)


def test_columns_counts_and_refused_lines_are_told_and_a_no_is_a_no(
    run: Run, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("readers", file) == NOT_TAKEN
    said = capsys.readouterr().out
    assert "Аты-жөні → Full name" in said and "new: 19" in said
    assert "Line 6: This is no date: write it as 25.05.2012 (Birth date)" in said
    assert readers(tmp_path) == 0


def test_a_yes_brings_the_others_in(run: Run, file: str, tmp_path: Path) -> None:
    assert run("readers", file, answer="иә") == BROUGHT_IN
    assert readers(tmp_path) == 19


def test_nobody_is_asked_with_yes_and_options_may_stand_anywhere(
    run: Run, file: str, tmp_path: Path
) -> None:
    assert run("--yes", "readers", file, "--roster") == BROUGHT_IN
    assert readers(tmp_path) == 19


def test_titles_come_in_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_bytes(csv_of([["Атауы", "Саны"], ["Абай жолы", 3]], "kz1048"))
    assert run("titles", str(path), "--yes") == BROUGHT_IN
    assert readers(tmp_path) == 1


def test_slips_have_their_own_exit_codes(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == HOW
    assert run("people", "x.xlsx") == HOW
    assert run("readers", str(tmp_path / "none.xlsx")) == NOT_READ
    path = tmp_path / "damaged.csv"
    path.write_bytes(csv_of([["Атауы"], ["Қызылорда"]], "cp1251"))
    assert run("titles", str(path)) == NOT_READ
    assert "question marks" in capsys.readouterr().out
    path.write_bytes(csv_of([["Түсі"], ["көк"]]))
    assert run("titles", str(path), "--yes") == NOT_READ


def test_its_options_belong_to_no_other_command() -> None:
    assert read_command_line(["check", "--roster"]).faults
    assert read_command_line(["import", "--rooster"]).faults
