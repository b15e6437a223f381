"""What a station must know of its school before the first scan."""

from __future__ import annotations

from typing import Any

from server.server import Server
from server.services.kiosk_settings import kept_kiosk_settings
from server.services.settings import LANGUAGE, SCHOOL_CODE, SCHOOL_NAME, setting
from server.services.undo import KIOSK_SECONDS
from server.tables import Station


def settings_for(server: Server, station_id: int) -> dict[str, Any]:
    """Plain values: school, station, zone, hours (weekday 1 Monday, local `HH:MM`)."""
    with server.library.reading():
        station = Station.get_by_id(station_id)
    return {
        "station": {"id": station.id, "name": station.name, "kind": station.kind},
        "school": setting(server.library, SCHOOL_NAME),
        "school_code": setting(server.library, SCHOOL_CODE),
        "language": setting(server.library, LANGUAGE, "kk"),
        "time_zone": str(server.zone),
        "undo_seconds": KIOSK_SECONDS,
        "kiosk": kept_kiosk_settings(server.library),
        "open_now": server.calendar.is_open_at(server.now().astimezone(server.zone)),
        "hours": [
            {
                "weekday": hours.weekday,
                "opens": hours.opens.strftime("%H:%M"),
                "closes": hours.closes.strftime("%H:%M"),
            }
            for hours in server.calendar.hours
        ],
    }
