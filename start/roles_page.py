"""`python -m start.roles_page`: print docs/roles.md from the routes of the whole program."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from flask import Flask

from config.command_line import read_command_line
from config.loading import load
from server.desk.roles_page import Guarded, addresses, roles_page
from server.services.set_up import SetUpDoor
from start.assembly import application
from start.data_folder import open_folder
from start.devices import Devices
from start.idle_shelves import IdleShelves
from start.library_server import open_server, station_maker
from start.pairing import ServerPairs
from start.stations import Stations
from start.terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "roles.md"


def all_addresses() -> list[Guarded]:
    """The addresses of a real start, and those that only the demonstration has."""
    with tempfile.TemporaryDirectory() as folder:
        found = {each.path + str(each.methods): each for each in _of_start(Path(folder), True)}
        found |= {each.path + str(each.methods): each for each in _of_start(Path(folder), False)}
    return sorted(found.values(), key=lambda each: (each.path, each.methods))


def _of_start(path: Path, demo: bool) -> list[Guarded]:
    loaded = load(read_command_line(["--data", str(path)]), ROOT)
    folder = open_folder(path)
    server = open_server(loaded, folder, ROOT, Terminal("en"))
    with closing(server.library):
        settings = loaded.settings
        stations = Stations(station_maker(server, settings, IdleShelves(server)))
        app: Flask = application(
            replace(loaded, demo=demo), server, stations, Devices((), stations),
            ServerPairs(server), folder, SetUpDoor(server),
        )  # fmt: skip
        return addresses(app)


if __name__ == "__main__":
    FILE.write_text(roles_page(all_addresses()), encoding="utf-8")
