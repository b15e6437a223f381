"""From settings to the server of one school, and to the stations that ask it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from config.label_stocks import label_stock_measures
from config.loading import Loaded
from config.pages import toml_value
from config.settings import TABLE, Settings, StationDevices
from kiosk.links.in_process import InProcessLink
from kiosk.session_events import Settings as StationSettings
from kiosk.station import Clock, Station
from labels.stock import stocks_of
from server.database import Library
from server.migrations import upgrade
from server.server import Server, school_zone, utc_now
from server.services.kiosk_settings import kept_kiosk_settings
from server.services.lessons import lesson_card
from server.services.pairing import add_station, set_kind
from server.services.pairing import stations as known_stations
from server.services.settings import LANGUAGE, SCHOOL_NAME, ZONE, setting
from server.services.shelf_keys import fill_shelf_keys
from server.start_settings import StartSetting
from start.data_folder import DataFolder
from start.divisions import fill_divisions
from start.first_calendar import fill_calendar
from start.idle_shelves import IdleShelves
from start.printers import Printers
from start.rules import load_policy
from start.stations import MakeStation
from start.terminal import Terminal
from web.app import Access

ANYWHERE = ("", "0.0.0.0", "::")
KIOSK = "self-service"
_NAMES = {KIOSK: "Киоск", "desk": "Үстел"}


def open_server(
    loaded: Loaded, folder: DataFolder, root: Path, terminal: Terminal,
    now: Callable[[], datetime] = utc_now,
) -> Server:  # fmt: skip
    """Open the library, bring its tables up to date, know the stations of this computer.

    Raises SettingsFaults for rules that cannot be read or a demonstration beside a real
    library, DamagedDatabase for broken tables.
    """
    settings = loaded.settings
    policy = load_policy(settings, root)

    def opened() -> Server:
        library = Library.open(settings.database or folder.database)
        upgrade(library, folder.path / "backups")
        zone = stored_zone(library, settings.time_zone)
        server = Server(
            library, policy, zone, now=now, files=folder.path / "files", folder=folder.path,
            stocks=stocks_of(label_stock_measures()), printers=Printers(),
        )  # fmt: skip
        fill_divisions(server, root)
        fill_shelf_keys(library)
        return server

    if loaded.demo:
        from start.demonstration import make_ready

        server = make_ready(opened, folder, terminal)
    else:
        server = opened()
        fill_calendar(server, folder, root)
    _make_stations(server, loaded.stations)
    return server


def _make_stations(server: Server, wanted: tuple[StationDevices, ...]) -> None:
    """A library begins without stations; those with devices here come into being by number.

    Numbers are given in order, so the ones between get a row too.
    """
    known = {number for number, _, _ in known_stations(server)}
    last = max((place.number for place in wanted), default=0)
    names = {place.number: place.name for place in wanted}
    kinds = {place.number: place.kind for place in wanted if place.kind}
    for number in range(max(known, default=0) + 1, last + 1):
        kind = kinds.get(number, KIOSK)
        add_station(server, names.get(number) or f"{_NAMES[kind]} {number}", kind)
    for number, kind in kinds.items():
        set_kind(server, number, kind)


def station_maker(server: Server, settings: Settings, shelves: IdleShelves) -> MakeStation:
    """Makes the kiosk station of a number, when the library knows one."""

    def make(number: int) -> Station | None:
        kinds = {known: kind for known, _, kind in known_stations(server)}
        if kinds.get(number) != KIOSK:
            return None
        return Station(
            InProcessLink(server, number),
            station_settings(server, settings, number),
            clock=Clock(now=server.now),
            is_open=lambda now: server.calendar.is_open_at(now.astimezone(server.zone)),
            idle=shelves.next(),
        )

    return make


def station_settings(server: Server, settings: Settings, number: int) -> StationSettings:
    """What a station is told about itself and its school."""
    about = StationSettings(
        station_id=number,
        school=setting(server.library, SCHOOL_NAME),
        language=setting(server.library, LANGUAGE, settings.language),
    )
    about = replace(about, lesson=lesson_card(server, number))
    return with_kiosk_settings(about, settings, kept_kiosk_settings(server.library))


def with_kiosk_settings(
    about: StationSettings, settings: Settings, kept: Mapping[str, Any]
) -> StationSettings:
    """With what the desk keeps, else what the settings of this start say."""
    return replace(
        about, keypad_offered=bool(kept.get("keypad", settings.keypad)),
        idle_after=float(kept.get("idle_after", settings.idle_after)),
        countdown=float(kept.get("countdown", settings.countdown)),
        undo_for=float(kept.get("undo_for", settings.undo_for)),
        card_follows_within=float(kept.get("card_follows_within", settings.card_follows_within)),
        farewell_for=float(kept.get("farewell_for", settings.farewell_for)),
    )  # fmt: skip


def stored_zone(library: Library, configured: str) -> ZoneInfo:
    """The zone kept with the library, else that of the settings; one that the desk kept and
    this computer does not know counts as none. Raises KeyError for a configured one."""
    try:
        return school_zone(setting(library, ZONE) or configured)
    except KeyError:
        return school_zone(configured)


def told_settings(loaded: Loaded) -> tuple[StartSetting, ...]:
    """The settings of this start for the desk to show; of a database's address without
    who signs in there."""
    found = []
    for each in TABLE:
        value = getattr(loaded.settings, each.attribute)
        if each.attribute == "database" and value:
            parts = urlsplit(value)
            value = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
        source = loaded.sources.get(each.name, "default")
        found.append(StartSetting(each.name, toml_value(value), source))
    return tuple(found)


def access_of(loaded: Loaded) -> Access:
    """Under which names browsers reach this computer."""
    settings = loaded.settings
    names = list(settings.hosts)
    if settings.host in ANYWHERE:
        own = socket.gethostname()
        names += [own, f"{own}.local", *_own_addresses()]
    else:
        names.append(settings.host)
    return Access(names, settings.https, settings.proxies, framed=loaded.demo)


def _own_addresses() -> list[str]:
    """The addresses by which this computer is known to others; empty when it is on no net."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        found = []
    addresses = {str(each[4][0]) for each in found}
    # The name may lead to 127.0.1.1 only (Debian): ask which address is used to go out.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing
            addresses.add(str(probe.getsockname()[0]))
        except OSError:
            pass
    return sorted(addresses)
