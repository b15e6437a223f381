"""The demonstration school in its own data folder: built once, kept apart from real libraries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint
from werkzeug.exceptions import Conflict

from config.faults import Fault, SettingsFaults
from config.loading import Loaded
from hardware.simulated import twin
from library.scanned_code import COPY_DIGIT, make_number
from server.demonstration.demo_file import demo_page, write_demo_file
from server.demonstration.page import demonstration_pages
from server.demonstration.school import build_school, made_on
from server.server import Server
from start.data_folder import DataFolder
from start.terminal import Terminal

MARK = "demonstration"
"""A file of this name says that all in the folder is made up and may be made anew."""

FILE = "demo.json"
PASSWORD = "keys/demo_password"
STATION = 1
SPLIT_CODE = make_number(COPY_DIGIT, 1)
"""The copy whose code the page sends in pieces."""
KEPT_DAYS = 60
"""An older school is built anew: its calendar would run out."""


def simulated(loaded: Loaded) -> Loaded:
    """Stations without a scanner get a simulated one; the `/demo` page types on it."""
    stations = tuple(
        place if place.scanners else replace(place, scanners=(f"simulated:{place.number}",))
        for place in loaded.stations
    )
    return replace(loaded, stations=stations, settings=replace(loaded.settings, database=""))


def _clear_place(folder: DataFolder) -> None:
    """Mark an empty folder as a demonstration. Raises SettingsFaults beside a real library."""
    mark = folder.path / MARK
    if mark.exists():
        return
    if folder.database.exists():
        raise SettingsFaults([Fault("demo-real-library", str(folder.path))])
    mark.touch()


def make_ready(
    open_library: Callable[[], Server], folder: DataFolder, terminal: Terminal
) -> Server:
    """The server of the demonstration, its school built when it is missing, half made or
    too old. Raises SettingsFaults beside a real library."""
    _clear_place(folder)
    server = open_library()
    if _is_fresh(server, folder):
        return server
    server.library.close()
    for ending in ("", "-wal", "-shm"):
        folder.database.with_name(folder.database.name + ending).unlink(missing_ok=True)
    terminal.say("command.demo-building")
    server = open_library()
    folder.write_private(PASSWORD, build_school(server))
    return server


def write_file(server: Server, folder: DataFolder, address: str) -> None:
    """Write demo.json for this start: the port, and what is on loan, may have changed."""
    password = (folder.path / PASSWORD).read_text(encoding="utf-8")
    page = demo_page(server.library, address, password, server.today())
    write_demo_file(page, folder.path / FILE)


def _is_fresh(server: Server, folder: DataFolder) -> bool:
    made = made_on(server.library)
    if made is None or not (folder.path / PASSWORD).is_file():
        return False
    return server.today() - made < timedelta(days=KEPT_DAYS)


def demonstration(server: Server, folder: DataFolder) -> Blueprint:
    """The `/demo` page; what is clicked there is typed on the simulated scanner."""
    scanner = twin(str(STATION))
    tricks = {
        "garbage": lambda: _done(scanner.noise(300)),
        "split": lambda: _done(scanner.type_split(SPLIT_CODE, (3, 4), 0.02)),
        "unplug": scanner.unplug,
        "replug": scanner.replug,
    }
    return demonstration_pages(
        server, lambda: folder.key("demo_password"),
        lambda text: _done(scanner.type_code(text)), tricks,
    )  # fmt: skip


def _done(sent: bool) -> None:
    """A scanner that is unplugged sends nothing; the page says so."""
    if not sent:
        raise Conflict
