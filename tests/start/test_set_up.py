"""Where the first start writes that a school's network may reach the pages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from start.set_up import host_keeper, with_host


@pytest.mark.parametrize(
    "text",
    ["", "[server]\nport = 9000\n", "[start]\nlanguage = 'ru'\n", "# a\n[server] # b\n\n[kiosk]\n"],
)
def test_the_host_joins_what_stands_in_the_file(text: str) -> None:
    before, after = tomllib.loads(text), tomllib.loads(with_host(text))
    assert after["server"].pop("host") == "0.0.0.0"
    assert after == {"server": {}, **before}


def test_only_this_computer_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    host_keeper(file)(False)
    assert not file.exists()
    host_keeper(file)(True)
    assert tomllib.loads(file.read_text(encoding="utf-8"))["server"]["host"] == "0.0.0.0"
