"""The command `author-mark`, and what comes along with the program at each start."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.database import Library
from server.migrations import upgrade
from server.services.bbk_divisions import divisions
from start.author_mark_command import ALL_FOUND, HOW, SOME_NOT, author_marks
from start.divisions import fill_divisions
from start.terminal import Terminal
from tests.builders import server_of

ROOT = Path(__file__).parents[2]
TABLE = str(ROOT / "tests" / "library" / "tables" / "handmade_table.csv")


def test_each_heading_gets_a_line_with_its_basis(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--table", TABLE, "Пушкин", "М. Әуезов", "«Алгебра»"]
    assert author_marks(words, Terminal("en")) == ALL_FOUND
    assert capsys.readouterr().out.splitlines() == [
        "Пушкин\tП 91\tfrom the table", "М. Әуезов\tӘ 93\tcomputed",
        "«Алгебра»\tА 45\tfrom the table",
    ]  # fmt: skip


def test_what_has_no_mark_is_said_and_ends_the_command_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert author_marks([f"--table={TABLE}", "100 жыл", "Химия"], Terminal("en")) == SOME_NOT
    assert capsys.readouterr().out.splitlines()[0] == "100 жыл\t—\tno mark"


@pytest.mark.parametrize("words", [[], ["Абай"], ["--table"], ["--table", TABLE]])
def test_a_wrong_command_says_how(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert author_marks(words, Terminal("en")) == HOW
    assert "author-mark --table FILE HEADING" in capsys.readouterr().err


def test_a_wrong_table_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("letter,number,prefix\nА,11,А\nА,x,Аб\n", encoding="utf-8")
    assert author_marks(["--table", str(path), "Абай"], Terminal("en")) == SOME_NOT
    said = capsys.readouterr().err
    assert "line 3" in said and "“x” is no number" in said


def test_shipped_divisions_come_with_the_start(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.db")
    upgrade(library)
    server = server_of(library)
    assert fill_divisions(server, ROOT) >= 69 and fill_divisions(server, ROOT) == 0
    assert [each.code for each in divisions(server)][:4] == ["2", "20", "20.1", "22"]
    library.close()
