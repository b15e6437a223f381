"""Writes `defaults.toml` and `docs/settings.md` from the table of settings.

`python -m config.pages` writes both; a test compares them.
"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

from config.settings import TABLE, Setting, Value

ROOT = Path(__file__).parent.parent


def toml_value(value: Value) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    if isinstance(value, int | float):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)


def _sections() -> dict[str, list[Setting]]:
    sections: dict[str, list[Setting]] = {}
    for setting in TABLE:
        sections.setdefault(setting.section, []).append(setting)
    return sections


def _in_files() -> dict[str, list[Setting]]:
    """The data folder holds the file, so the file cannot name the folder."""
    kept = {name: [s for s in group if s.name != "data.folder"]
            for name, group in _sections().items()}  # fmt: skip
    return {name: group for name, group in kept.items() if group}


def defaults_toml() -> str:
    """Every setting that a file may hold, with its default."""
    lines = ["# Every setting with its default. Copy the lines you change into settings.toml in",
             "# the data folder. Written from config/settings.py; docs/settings.md is the same.",
             ]  # fmt: skip
    for section, group in _in_files().items():
        lines += ["", f"[{section}]"]
        for setting in group:
            lines += [f"# {line}" for line in textwrap.wrap(_meaning(setting), 94)]
            lines.append(f"{setting.key} = {toml_value(setting.default)}")
    return "\n".join(lines) + "\n"


def settings_md() -> str:
    """The page of the documentation."""
    lines = [
        "# Settings",
        "",
        "Written from `config/settings.py` by `python -m config.pages`; a test holds it.",
        "An option on the command line wins over `settings.toml` in the data folder, which wins",
        "over the default. Scanners stand in `station.toml` (see `config/station.example.toml`)",
        "or after `--scanner [STATION=]URL`; their addresses are described in `docs/devices.md`.",
    ]
    for section, group in _sections().items():
        lines += [
            "",
            f"## {section}",
            "",
            "| name | default | option | meaning |",
            "|---|---|---|---|",
        ]
        for setting in group:
            option = f"`{setting.option}`" if setting.option else ""
            default = f"`{toml_value(setting.default)}`"
            lines.append(f"| `{setting.name}` | {default} | {option} | {_meaning(setting)} |")
    return "\n".join(lines) + "\n"


def _meaning(setting: Setting) -> str:
    words = [setting.meaning]
    if setting.choices:
        words.append("One of: " + ", ".join(setting.choices) + ".")
    if setting.at_least is not None:
        words.append(f"From {setting.at_least:g} to {setting.at_most:g}.")
    return " ".join(words)


def write_pages() -> None:
    """Write both files anew."""
    for path, text in pages().items():
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")


def pages() -> dict[str, str]:
    """What both files shall hold, by path from the root."""
    return {"config/defaults.toml": defaults_toml(), "docs/settings.md": settings_md()}


if __name__ == "__main__":
    write_pages()
