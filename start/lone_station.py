"""A computer that is only a station: its screen and scanners here, its library elsewhere."""

from __future__ import annotations

import http.client
import json
import logging
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config.faults import Fault, SettingsFaults
from config.loading import Loaded
from config.settings import Settings
from i18n.texts import texts
from kiosk.links.http import HttpLink
from kiosk.session_events import Settings as StationSettings
from kiosk.station import Station
from kiosk.web import kiosk_blueprint
from server.server import school_zone
from start.assembly import prepare_process
from start.browser_opening import browsers_of
from start.data_folder import sole_use
from start.devices import Devices
from start.library_server import access_of, with_kiosk_settings
from start.page_server import PageServer, stopped_by_signal
from start.pairing import LonePairs, PairedBrowsers, pairing_pages
from start.stations import Stations
from start.terminal import Terminal
from web.app import create_app
from web.health import health_page
from web.metrics import Reading, metrics_page

_log = logging.getLogger(__name__)


def serve_station(loaded: Loaded, terminal: Terminal) -> int:
    """Run one station of a server elsewhere until a signal says stop; the exit code."""
    settings = loaded.settings
    folder = prepare_process(loaded)
    token = read_token(settings)
    number = loaded.stations[0].number
    with ExitStack() as held:
        held.enter_context(sole_use(folder))
        link = HttpLink(settings.server_url, token)
        held.callback(link.close)
        told = ask_settings(settings.server_url, token)
        stations = Stations(_maker(link, settings, number, told))
        devices = Devices(loaded.stations[:1], stations)
        pairs = LonePairs(number, folder.path / "keys" / "browser")
        app = create_app("station", folder.key("secret_key").encode(), texts, access_of(loaded))
        browsers = PairedBrowsers(pairs, stations)
        zone = school_zone(str(told.get("time_zone") or settings.time_zone))
        app.register_blueprint(kiosk_blueprint(browsers, lambda: zone))
        app.register_blueprint(pairing_pages(pairs, settings.https))
        app.register_blueprint(health_page({}, {"role": "station"}))
        numbers = [Reading("kiosk_scanners_missing", "Scanners that do not answer.",
                           devices.missing)]  # fmt: skip
        app.register_blueprint(metrics_page(numbers, folder.key("metrics")))
        pages = PageServer(app, settings.host, settings.port, stations=1)
        windows = browsers_of(loaded, pages, pairs, folder, terminal)
        held.enter_context(stopped_by_signal(stations.stop))
        try:
            devices.start()
            windows.start()
            pages.run()
        finally:
            windows.stop()
            pages.close()
            devices.stop()
            stations.stop()
    terminal.say("command.stopped")
    return 0


def _maker(
    link: HttpLink, settings: Settings, number: int, told: dict[str, Any]
) -> Callable[[int], Station | None]:
    def make(asked: int) -> Station | None:
        if asked != number:
            return None
        about = StationSettings(
            # The server knows the station by its token; its own number is the right one.
            station_id=int(told.get("station", {}).get("id", number)),
            school=str(told.get("school", "")),
            language=str(told.get("language") or settings.language),
        )
        return Station(link, with_kiosk_settings(about, settings, told.get("kiosk", {})))

    return make


def read_token(settings: Settings) -> str:
    """The station's secret. Raises SettingsFaults when the file cannot be read."""
    try:
        return Path(settings.token_file).expanduser().read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as fault:
        unreadable = Fault("unreadable-file", settings.token_file, {"detail": str(fault)})
        raise SettingsFaults([unreadable]) from fault


def ask_settings(url: str, token: str, timeout: float = 3.0) -> dict[str, Any]:
    """What the server tells its station; empty when it does not answer now."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=timeout)
    try:
        path = parts.path.rstrip("/") + "/station/settings"
        line.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        reply = line.getresponse()
        found = json.loads(reply.read()) if reply.status == 200 else {}
    except (OSError, http.client.HTTPException, ValueError):
        _log.warning("the server does not answer yet")
        return {}
    finally:
        line.close()
    return found if isinstance(found, dict) else {}
