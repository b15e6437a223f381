"""The settings of this start as the root tells them to the desk: it knows no config."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StartSetting:
    """One setting. `name` as in settings.toml, `value` as written there, without secrets;
    `source` is default, file or line (the command line)."""

    name: str
    value: str
    source: str
