"""What is opened and said when the program is up: addresses, one-time links, browsers."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from dataclasses import dataclass, field

from config.loading import Loaded
from start.data_folder import DataFolder
from start.kiosk_browser import KioskBrowser, find_chromium
from start.page_server import PageServer
from start.pairing import Pairs
from start.terminal import Terminal


@dataclass
class Windows:
    """The browsers of this start. `said` are the lines for the terminal, by key."""

    terminal: Terminal
    said: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    kiosk: KioskBrowser | None = None
    open_at: str = ""

    def start(self) -> None:
        """Say the addresses and open what is to be opened."""
        for key, values in self.said:
            self.terminal.say(key, **values)
        if self.kiosk is not None:
            self.kiosk.start()
        elif self.open_at:
            # Some systems' openers wait for the browser: the pages must not.
            threading.Thread(target=webbrowser.open, args=(self.open_at,), daemon=True).start()

    def first(self, link: str | None) -> None:
        """A library without an account: its one-time address is said before all else, and
        opened instead of the kiosk."""
        if link is None:
            return
        self.said.insert(0, ("command.set-up", {"url": link}))
        if self.open_at:
            self.open_at = link

    def stop(self) -> None:
        """Close the kiosk browser; a person's own browser stays."""
        if self.kiosk is not None:
            self.kiosk.stop()


def browsers_of(
    loaded: Loaded, pages: PageServer, pairs: Pairs, folder: DataFolder, terminal: Terminal
) -> Windows:
    """What to open: the locked kiosk, or the kiosk page in the person's browser."""
    settings, windows = loaded.settings, Windows(terminal)
    windows.said.append(("command.address", {"url": f"{pages.address}/"}))
    if not loaded.stations:
        windows.said.append(("command.how-to-stop", {}))
        return windows
    first = loaded.stations[0].number

    def link() -> str:
        return pairing_link(pages.address, pairs, first)

    windows.said.append(("command.kiosk-address", {"url": f"{pages.address}/kiosk"}))
    if loaded.demo:
        windows.said.append(("command.demo-address", {"url": f"{pages.address}/demo"}))
    for place in [] if loaded.demo else loaded.stations:
        url = pairing_link(pages.address, pairs, place.number)
        windows.said.append(("command.pair-link", {"number": place.number, "url": url}))
    windows.said.append(("command.how-to-stop", {}))
    if settings.kiosk_browser:
        path = find_chromium(settings.chromium)
        if path is None:
            windows.said.append(("command.no-chromium", {}))
        else:
            windows.kiosk = KioskBrowser(path, folder.path / "station" / "browser", link)
    elif settings.open_browser and has_screen():
        windows.open_at = f"{pages.address}/kiosk"
    return windows


def pairing_link(address: str, pairs: Pairs, station: int) -> str:
    """A one-time link that makes a browser this station."""
    return f"{address}/pair#{pairs.link_word(station)}"


def has_screen() -> bool:
    """Whether a browser window can be opened at all (a server in a cupboard has none)."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
