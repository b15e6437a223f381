"""From what was written to what a setting holds."""

from __future__ import annotations

from pathlib import Path

from config.faults import Fault, meant
from config.settings import Setting, Value

_WORDS = {"true": True, "yes": True, "on": True, "1": True,
          "false": False, "no": False, "off": False, "0": False}  # fmt: skip


def read_value(setting: Setting, raw: object, where: str) -> Value | Fault:
    """The value of `setting`, or what is wrong with `raw`.

    `raw` comes from TOML (typed) or from the command line (text).
    """
    value = _of_kind(setting.kind, raw)
    if value is None:
        kind = {bool: "yes-no", int: "whole-number", float: "number", tuple: "list"}
        return Fault(f"not-{kind.get(setting.kind, 'text')}", where, {"given": raw})
    if setting.choices and value not in setting.choices:
        known = ", ".join(setting.choices)
        return Fault(
            "not-one-of", where, {"given": raw, "known": known}, meant(str(raw), setting.choices)
        )
    if isinstance(value, int | float) and not _in_bounds(setting, value):
        bounds = {"low": setting.at_least, "high": setting.at_most}
        return Fault("out-of-range", where, {"given": raw, **bounds})
    return value


def _in_bounds(setting: Setting, value: float) -> bool:
    low, high = setting.at_least, setting.at_most
    return (low is None or value >= low) and (high is None or value <= high)


def _of_kind(kind: type, raw: object) -> Value | None:
    if kind is bool:
        return raw if isinstance(raw, bool) else _WORDS.get(str(raw).lower())
    if kind is tuple:
        return tuple(raw) if isinstance(raw, list) and _all_text(raw) else None
    if kind in (int, float):
        return _number(kind, raw)
    if not isinstance(raw, str):
        return None
    return Path(raw) if issubclass(kind, Path) else raw


def _all_text(raw: list[object]) -> bool:
    return all(isinstance(each, str) for each in raw)


def _number(kind: type, raw: object) -> int | float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    try:
        number = float(raw)
        if kind is float:
            return number
        return int(raw) if number == int(number) else None
    except (ValueError, OverflowError):
        return None
