"""The written pages are those of the table."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from config.command_line import read_command_line
from config.loading import load
from config.pages import ROOT, pages
from config.settings import TABLE, Settings


@pytest.mark.parametrize("path", pages())
def test_the_page_is_as_the_table_says(path: str) -> None:
    written = (ROOT / path).read_text(encoding="utf-8")
    assert written == pages()[path], "run: python -m config.pages"


def test_the_defaults_file_can_be_used_as_it_is(tmp_path: Path) -> None:
    text = pages()["config/defaults.toml"]
    assert tomllib.loads(text)["server"]["port"] == Settings().port
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    found = load(read_command_line(["--data", str(tmp_path)]), tmp_path)
    assert found.settings == Settings(data_folder=tmp_path)


def test_the_example_of_devices_can_be_used_as_it_is(tmp_path: Path) -> None:
    example = (ROOT / "config" / "station.example.toml").read_text(encoding="utf-8")
    (tmp_path / "station.toml").write_text(example, encoding="utf-8")
    found = load(read_command_line(["--data", str(tmp_path)]), tmp_path)
    assert [station.number for station in found.stations] == [1, 2]


def test_names_are_unique_and_said_in_sections() -> None:
    assert len({each.name for each in TABLE}) == len(TABLE)
    assert all(each.meaning.endswith(".") for each in TABLE)
    assert all(each.name.count(".") == 1 for each in TABLE)
