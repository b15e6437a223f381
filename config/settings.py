"""Every setting: its name in settings.toml, its default, its meaning, its option.

This table is the only place; `defaults.toml` and `docs/settings.md` are written from it
(`python -m config.pages`), and a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

Value = str | int | float | bool | Path | tuple[str, ...]


def _setting(
    name: str,
    default: Value,
    meaning: str,
    *,
    option: str = "",
    of: Sequence[str] = (),
    at_least: float | None = None,
    at_most: float | None = None,
) -> Any:
    """A field of `Settings` that knows what `Setting` tells about it."""
    about = {"name": name, "meaning": meaning, "option": option, "choices": tuple(of)}
    bounds = {"at_least": at_least, "at_most": at_most}
    return field(default=default, metadata={**about, **bounds})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one start; times are seconds."""

    data_folder: Path = _setting(
        "data.folder", Path("library-data"),
        "Folder of everything that is kept: database, files, backups, logs, keys. "
        "Relative to the program's folder; demo-data in the demonstration.",
        option="--data DIR",
    )  # fmt: skip
    role: str = _setting(
        "start.role", "all",
        "What this computer does: everything, only the server, or only a station of a server "
        "elsewhere.",
        option="--role ROLE", of=("all", "server", "station"),
    )  # fmt: skip
    open_browser: bool = _setting(
        "start.open_browser", True,
        "Open the pages in this computer's browser after the start.", option="--no-browser",
    )  # fmt: skip
    kiosk_browser: bool = _setting(
        "start.kiosk_browser", False,
        "Open the kiosk page in a locked full-screen Chromium and bring it back if it dies.",
        option="--kiosk-browser",
    )  # fmt: skip
    chromium: str = _setting(
        "start.chromium", "",
        "Path of the Chromium or Chrome to use; empty: the first one found.",
    )  # fmt: skip
    language: str = _setting(
        "start.language", "kk",
        "Language of an idle kiosk and of the messages in the terminal.",
        option="--language LANG", of=("kk", "ru", "en"),
    )  # fmt: skip
    host: str = _setting(
        "server.host", "127.0.0.1",
        "Address to listen at. 127.0.0.1: this computer only; 0.0.0.0: the school network "
        "(read docs/install.md first).",
        option="--host ADDRESS",
    )  # fmt: skip
    port: int = _setting(
        "server.port", 8080, "Port of the pages; 0 takes any free one.",
        option="--port N", at_least=0, at_most=65535,
    )  # fmt: skip
    hosts: tuple[str, ...] = _setting(
        "server.hosts", (),
        "Further names and addresses under which browsers may reach the server.",
    )  # fmt: skip
    https: bool = _setting(
        "server.https", False,
        "Browsers come through TLS (a proxy): cookies are marked secure.",
    )  # fmt: skip
    proxies: int = _setting(
        "server.proxies", 0,
        "How many proxies stand before the server; 0: X-Forwarded headers are not believed.",
        at_least=0, at_most=5,
    )  # fmt: skip
    database: str = _setting(
        "server.database", "",
        "postgresql://… for a PostgreSQL database; empty: library.db in the data folder.",
    )  # fmt: skip
    sip2_port: int = _setting(
        "server.sip2_port", 0,
        "Port for SIP2 terminals of other makers; 0: none. Kept for later: nothing listens yet.",
        option="--sip2-port N", at_least=0, at_most=65535,
    )  # fmt: skip
    server_url: str = _setting(
        "station.server_url", "",
        "Address of the server when the role is station: http://library.school:8080.",
        option="--server-url URL",
    )  # fmt: skip
    token_file: str = _setting(
        "station.token_file", "",
        "File with the station's secret when the role is station.",
        option="--station-token-file FILE",
    )  # fmt: skip
    time_zone: str = _setting(
        "school.time_zone", "Asia/Qyzylorda", "Time zone of the school: decides what day it is.",
    )  # fmt: skip
    policy: str = _setting(
        "school.policy", "",
        "File with the loan rules; empty: policy.toml in the data folder, else the one "
        "that comes with the program.",
        option="--policy FILE",
    )  # fmt: skip
    keypad: bool = _setting(
        "kiosk.keypad", True, "Offer the on-screen keypad to readers who forgot their card.",
    )  # fmt: skip
    idle_after: float = _setting(
        "kiosk.idle_after", 60.0, "Seconds without action until the countdown begins.",
        at_least=10, at_most=600,
    )  # fmt: skip
    countdown: float = _setting(
        "kiosk.countdown", 15.0, "Seconds of the visible countdown before a session ends.",
        at_least=5, at_most=60,
    )  # fmt: skip
    undo_for: float = _setting(
        "kiosk.undo_for", 60.0, "Seconds in which an action can be undone at the kiosk.",
        at_least=0, at_most=600,
    )  # fmt: skip
    card_follows_within: float = _setting(
        "kiosk.card_follows_within", 20.0,
        "A copy scanned before the card is lent when the card follows in so many seconds.",
        at_least=0, at_most=120,
    )  # fmt: skip
    farewell_for: float = _setting(
        "kiosk.farewell_for", 8.0,
        "Seconds the due dates stay large on the screen at the end of a visit.",
        at_least=3, at_most=60,
    )  # fmt: skip
    log_level: str = _setting(
        "log.level", "info", "What the log keeps.", of=("debug", "info", "warning", "error"),
    )  # fmt: skip
    log_megabytes: int = _setting(
        "log.megabytes", 5, "Size at which a log file is put aside.", at_least=1, at_most=100,
    )  # fmt: skip
    log_files: int = _setting(
        "log.files", 8, "How many log files are kept besides the current one.",
        at_least=1, at_most=100,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table. `name` is `section.key`; `option` as in `--port N`, may be
    empty; `choices` empty: any; `kind` is the type of the value."""

    attribute: str
    name: str
    kind: type
    default: Value
    meaning: str
    option: str
    choices: tuple[str, ...]
    at_least: float | None
    at_most: float | None

    @property
    def section(self) -> str:
        """The part of the name before the dot."""
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        """The part of the name after the dot."""
        return self.name.partition(".")[2]

    @property
    def flag(self) -> str:
        """The option without its value's name: `--port`."""
        return self.option.partition(" ")[0]

    @property
    def takes_value(self) -> bool:
        """False for options that only switch something."""
        return " " in self.option


def _line_of(each: Field[Any]) -> Setting:
    default: Any = each.default
    kind = Path if isinstance(default, Path) else type(default)
    return Setting(attribute=each.name, kind=kind, default=default, **each.metadata)


TABLE: tuple[Setting, ...] = tuple(_line_of(each) for each in fields(Settings))
"""All settings in the order of the pages."""


STATION_KINDS = ("self-service", "desk")
"""What a station may be: a kiosk, or a desk whose scanner works for an open page."""


@dataclass(frozen=True, slots=True)
class StationDevices:
    """One station of this computer and the ports of its scanners (addresses as in
    docs/devices.md). `kind` is one of STATION_KINDS, empty: as the library knows it."""

    number: int
    name: str = ""
    scanners: tuple[str, ...] = ()
    kind: str = ""
