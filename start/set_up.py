"""The first start of a school: the printed address, and where its pages are shown."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint

from config.loading import SETTINGS_FILE, Loaded
from server.desk.set_up import set_up_pages
from server.server import Server
from server.services.set_up import SetUpDoor
from start.data_folder import DataFolder

HOST = "server.host"
ANY_ADDRESS = "0.0.0.0"


def set_up_room(
    loaded: Loaded, server: Server, door: SetUpDoor, folder: DataFolder
) -> list[Blueprint]:
    """The page of the first start; none in the demonstration, which has its accounts."""
    if loaded.demo:
        return []
    settled = HOST in loaded.sources
    keep = None if settled else host_keeper(folder.path / SETTINGS_FILE)
    return [set_up_pages(server, door, loaded.settings.https, keep)]


def set_up_link(address: str, door: SetUpDoor) -> str | None:
    """The one-time address; None when the library has its head already."""
    return None if door.is_done() else f"{address}/set-up#{door.new_word()}"


def host_keeper(file: Path) -> Callable[[bool], None]:
    """Writes into settings.toml that the school's network may reach the pages from the
    next start on; what else stands there stays."""

    def keep(school: bool) -> None:
        if not school:
            return
        text = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
        changed = with_host(text)
        tomllib.loads(changed)  # what cannot be read at the next start is not written
        partial = file.with_name(file.name + ".part")
        partial.write_text(changed, encoding="utf-8")
        partial.replace(file)

    return keep


def with_host(text: str) -> str:
    """The file's text with the address of all networks under [server]."""
    line = f'host = "{ANY_ADDRESS}"'
    lines = text.splitlines()
    for place, each in enumerate(lines):
        if each.split("#")[0].strip() == "[server]":
            return "\n".join([*lines[: place + 1], line, *lines[place + 1 :], ""])
    return "\n".join([*lines, *([""] if lines else []), "[server]", line, ""])
