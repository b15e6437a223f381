"""One start from beginning to end: config -> devices -> server -> kiosk -> pages -> browser.

The one page that knows every part. Stopping is its mirror: what was started last stops
first, in one `finally`. Nothing needs saving then: each confirmed operation is durable
when its answer is shown.
"""

from __future__ import annotations

import sys
import zoneinfo
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path

from flask import Blueprint, Flask

from config.loading import Loaded
from config.settings import Settings
from kiosk.web import kiosk_blueprint
from server.app import create_app
from server.board import board_pages
from server.catalogue import public_pages
from server.desk import desk_pages
from server.device_report import StationReport
from server.jobs.duties import Duty, DutyThread, duties_of
from server.jobs.printing import PrintThread
from server.jobs.work import WorkThread
from server.server import Server, utc_now
from server.services.set_up import SetUpDoor
from start.browser_opening import browsers_of
from start.data_folder import DataFolder, open_folder, sole_use
from start.desk_scanners import DeskStations
from start.devices import Devices
from start.idle_shelves import TURN_SECONDS, IdleShelves
from start.library_server import (
    access_of,
    open_server,
    station_maker,
    station_settings,
    told_settings,
)
from start.logs import start_log
from start.page_server import PageServer, stopped_by_signal
from start.pairing import PairedBrowsers, ServerPairs, pairing_pages
from start.set_up import set_up_link, set_up_room
from start.stations import Stations
from start.terminal import Terminal
from web.app import LOOPBACK
from web.metrics import Reading

TELL_SECONDS = 20.0
"""How often stations of this computer are told what the desk changed."""
SWITCH_SECONDS = 0.0005
"""Beside one busy Python thread a scan takes 53 ms with Python's default and 4-5 ms so."""


def prepare_process(loaded: Loaded) -> DataFolder:
    """What holds for the whole process: thread switching, time zones, folder, log."""
    sys.setswitchinterval(SWITCH_SECONDS)
    # The pinned time zones win over the system's, which may not know the change of 2024.
    zoneinfo.reset_tzpath(to=())
    settings = loaded.settings
    folder = open_folder(settings.data_folder)
    start_log(folder.path / "logs", settings.log_level, settings.log_megabytes, settings.log_files)
    return folder


def serve(
    loaded: Loaded, root: Path, terminal: Terminal, now: Callable[[], datetime] = utc_now
) -> int:
    """Run the library until a signal says stop; the exit code. `now` gives aware UTC.

    Raises SettingsFaults, FolderRefused, FolderInUse or PortTaken before anything runs.
    """
    if loaded.demo:
        # Here and below: a real library never imports the demonstration.
        from start.demonstration import simulated, write_file

        loaded = simulated(loaded)
    settings, folder = loaded.settings, prepare_process(loaded)
    with ExitStack() as held:
        held.enter_context(sole_use(folder))
        server = open_server(loaded, folder, root, terminal, now)
        held.callback(server.library.close)
        shelves = IdleShelves(server)
        stations = Stations(station_maker(server, settings, shelves))
        devices = Devices(loaded.stations, stations, DeskStations(server))
        pairs = ServerPairs(server)
        door = SetUpDoor(server)
        app = application(loaded, server, stations, devices, pairs, folder, door)
        pages = PageServer(app, settings.host, settings.port, max(len(loaded.stations), 4))
        duties, work = duty_thread(server, settings, stations, shelves), WorkThread(server)
        labels = PrintThread(server)
        windows = browsers_of(loaded, pages, pairs, folder, terminal)
        windows.first(set_up_link(pages.address, door))
        held.enter_context(stopped_by_signal(partial(let_go, server, stations)))
        try:
            if loaded.demo:
                write_file(server, folder, pages.address)
            for part in (duties, work, labels, devices, windows):
                part.start()
            pages.run()
        finally:
            windows.stop()
            pages.close()
            for ended in (devices, stations, labels, work, duties):
                ended.stop()
    terminal.say("command.stopped")
    return 0


def let_go(server: Server, stations: Stations) -> None:
    """Streams end, so that no thread of the web server waits for a page."""
    server.library.changes.end()
    server.desk_scanners.end()
    stations.stop()


def application(
    loaded: Loaded,
    server: Server,
    stations: Stations,
    devices: Devices,
    pairs: ServerPairs,
    folder: DataFolder,
    door: SetUpDoor,
) -> Flask:
    """The web application with the pages of all rooms."""
    return create_app(
        server, folder.key("secret_key").encode(), access_of(loaded),
        pages=[
            *blueprints(loaded, server, stations, devices, pairs, folder),
            *set_up_room(loaded, server, door, folder),
        ],
        numbers=numbers(devices, stations), facts={"role": loaded.settings.role},
        metrics_token=None if loaded.demo else folder.key("metrics"),
    )  # fmt: skip


def blueprints(
    loaded: Loaded,
    server: Server,
    stations: Stations,
    devices: Devices,
    pairs: ServerPairs,
    folder: DataFolder,
) -> list[Blueprint]:
    """The pages of all rooms. In the demonstration this computer's browsers are station 1
    without a cookie, as long as nobody else can reach it."""
    settings, pages, open_station = loaded.settings, [], None
    if loaded.demo:
        from start.demonstration import STATION, demonstration

        pages.append(demonstration(server, folder))
        open_station = STATION if settings.host in LOOPBACK else None
    browsers = PairedBrowsers(pairs, stations, open_station)
    report = partial(device_report, stations, devices)
    pages += [
        kiosk_blueprint(browsers, lambda: server.zone),
        pairing_pages(pairs, settings.https),
        desk_pages(server, settings.https, report, told_settings(loaded)),
        public_pages(server),
        board_pages(server),
    ]
    return pages


def device_report(stations: Stations, devices: Devices) -> list[StationReport]:
    """How the stations of this computer stand, for the desk."""
    kiosks = [
        StationReport(number, *devices.of_station(number), station.watched())
        for number, station in stations.numbered()
    ]
    # A desk has a page whenever somebody sits there: that nobody does is no fault.
    desks = [
        StationReport(number, *devices.of_station(number), True) for number in devices.desks()
    ]
    return sorted([*kiosks, *desks], key=lambda report: report.station_id)


def duty_thread(
    server: Server, settings: Settings, stations: Stations, shelves: IdleShelves
) -> DutyThread:
    """The server's regular duties, other books for the idle screens, and what the desk
    changed for the stations."""
    turn = Duty("idle shelf", lambda _: stations.show_idle(shelves.next()), TURN_SECONDS)
    told = Duty(
        "station settings",
        lambda _: stations.tell(lambda number: station_settings(server, settings, number)),
        TELL_SECONDS,
    )
    return DutyThread(server, [*duties_of(server), turn, told])


def numbers(devices: Devices, stations: Stations) -> list[Reading]:
    """What `/metrics` shows beside the server's own numbers."""
    return [
        Reading("kiosk_scanners_connected", "Scanners that answer.", devices.connected),
        Reading("kiosk_scanners_missing", "Scanners that do not.", devices.missing),
        Reading("kiosk_stations", "Stations running.", lambda: len(stations.running())),
        Reading("kiosk_screens_connected", "Stations whose page is open.", stations.watched),
    ]
