"""Settings of one start: the table's defaults, then files, then the command line.

Files in the data folder: `settings.toml` (names as in defaults.toml) and `station.toml`
(the devices of this computer). Everything wrong is reported at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from config.command_line import CommandLine
from config.faults import Fault, SettingsFaults, meant
from config.settings import STATION_KINDS, TABLE, Setting, Settings, StationDevices
from config.values import read_value

SETTINGS_FILE = "settings.toml"
STATION_FILE = "station.toml"
DEMO_FOLDER = "demo-data"

_BY_NAME = {setting.name: setting for setting in TABLE}
_STATION_KEYS = ("number", "name", "scanners", "kind")
_LARGEST_STATION = 999


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the start needs to know. `stations` has at least station 1 unless the role is
    server. `sources`: `file` or `line` for each setting that is not the default, by name."""

    settings: Settings
    stations: tuple[StationDevices, ...]
    demo: bool
    sources: Mapping[str, str] = field(default_factory=dict)


def load(line: CommandLine, program_folder: Path) -> Loaded:
    """Read the files of the data folder and put the command line over them.

    Raises SettingsFaults with everything that is wrong.
    """
    faults = list(line.faults)
    values: dict[str, Any] = {}
    folder = _data_folder(line, program_folder)
    written = _read_toml(folder / SETTINGS_FILE, faults)
    _take_file(written, values, faults)
    for name, raw in line.given.items():
        _take(_BY_NAME[name], raw, _BY_NAME[name].flag, values, faults)
    sources = dict.fromkeys(_names(written), "file") | dict.fromkeys(line.given, "line")
    values["data_folder"] = folder
    settings = replace(Settings(), **values)
    stations = _stations(_read_toml(folder / STATION_FILE, faults), line.scanners, faults)
    faults += _contradictions(settings, line, stations)
    if faults:
        raise SettingsFaults(faults)
    if settings.role == "server":
        stations = ()
    return Loaded(settings, stations, line.demo, sources)


def _data_folder(line: CommandLine, program_folder: Path) -> Path:
    """The folder decides where the files are, so it cannot stand in them."""
    given = line.given.get("data.folder")
    default = DEMO_FOLDER if line.demo else str(Settings().data_folder)
    folder = Path(str(given)).expanduser() if given else program_folder / default
    return folder.absolute()


def _read_toml(path: Path, faults: list[Fault]) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        # Notepad saves a byte order mark, which TOML does not know.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        faults.append(Fault("unreadable-file", str(path), {"detail": str(fault)}))
        return {}


def _take_file(written: Mapping[str, Any], values: dict[str, Any], faults: list[Fault]) -> None:
    for section, content in written.items():
        keys = content if isinstance(content, dict) else {"": content}
        for key, raw in keys.items():
            name = f"{section}.{key}".rstrip(".")
            where = f"{SETTINGS_FILE}: {name}"
            if name not in _BY_NAME or name == "data.folder":
                near = meant(name, _BY_NAME)
                faults.append(Fault("unknown-setting", where, meant=near))
            else:
                _take(_BY_NAME[name], raw, where, values, faults)


def _names(written: Mapping[str, Any]) -> list[str]:
    """The settings that a file holds."""
    return [
        f"{section}.{key}"
        for section, content in written.items() if isinstance(content, dict)
        for key in content
    ]


def _take(
    setting: Setting, raw: object, where: str, values: dict[str, Any], faults: list[Fault]
) -> None:
    value = read_value(setting, raw, where)
    if isinstance(value, Fault):
        faults.append(value)
    else:
        values[setting.attribute] = value


def _stations(
    written: Mapping[str, Any], scanners: tuple[str, ...], faults: list[Fault]
) -> tuple[StationDevices, ...]:
    """Stations of the file; ports on the command line replace those of their station."""
    stations: dict[int, StationDevices] = {}
    for key in written:
        if key != "station":
            near = meant(key, ["station"])
            faults.append(Fault("unknown-setting", f"{STATION_FILE}: {key}", meant=near))
    for place, each in enumerate(written.get("station", []), 1):
        station = _station(each, f"{STATION_FILE}: station {place}", faults)
        if station and station.number in stations:
            where = f"{STATION_FILE}: station {place}"
            faults.append(Fault("station-twice", where, {"number": station.number}))
        elif station:
            stations[station.number] = station
    given = _given_scanners(scanners, faults)
    for number, urls in given.items():
        before = stations.get(number, StationDevices(number))
        stations[number] = replace(before, scanners=tuple(urls))
    stations = stations or {1: StationDevices(1)}
    return tuple(stations[number] for number in sorted(stations))


def _station(each: object, where: str, faults: list[Fault]) -> StationDevices | None:
    if not isinstance(each, dict):
        faults.append(Fault("not-station", where))
        return None
    unknown = [key for key in each if key not in _STATION_KEYS]
    faults.extend(
        Fault("unknown-setting", f"{where}, {key}", meant=meant(key, _STATION_KEYS))
        for key in unknown
    )
    number, name, scanners = each.get("number"), each.get("name", ""), each.get("scanners", [])
    good_list = isinstance(scanners, list) and all(isinstance(url, str) for url in scanners)
    kind = each.get("kind", "")
    good_name = isinstance(name, str) and (kind == "" or kind in STATION_KINDS)
    if not (_station_number(number) and good_name and good_list):
        faults.append(Fault("not-station", where))
        return None
    return StationDevices(int(str(number)), str(name), tuple(scanners), str(kind))


def _given_scanners(scanners: tuple[str, ...], faults: list[Fault]) -> dict[int, list[str]]:
    """`[STATION=]URL`: digits before the first `=` are a station, else all is the address."""
    given: dict[int, list[str]] = {}
    for text in scanners:
        head, equals, tail = text.partition("=")
        named = bool(equals) and head.isdecimal()
        number, url = (int(head), tail) if named else (1, text)
        if not _station_number(number) or not url:
            faults.append(Fault("bad-scanner", f"--scanner {text}"))
        else:
            given.setdefault(number, []).append(url)
    return given


def _station_number(number: object) -> bool:
    whole = isinstance(number, int) and not isinstance(number, bool)
    return whole and 1 <= int(str(number)) <= _LARGEST_STATION


def _contradictions(
    settings: Settings, line: CommandLine, stations: tuple[StationDevices, ...]
) -> list[Fault]:
    faults = []
    if settings.role == "station":
        if line.demo:
            faults.append(Fault("demo-station", "--role"))
        if not settings.server_url.startswith(("http://", "https://")):
            faults.append(Fault("server-url-missing", "--server-url"))
        if not settings.token_file:
            faults.append(Fault("token-file-missing", "--station-token-file"))
    ports = [url for station in stations for url in station.scanners]
    twice = sorted({url for url in ports if ports.count(url) > 1})
    faults.extend(Fault("scanner-twice", url) for url in twice)
    return faults
