"""Stations by what they show, and their calls."""

from __future__ import annotations

from server.database import Arg, Statement
from server.tables import DeskTask, KioskCall, Station

STATION_BY_SECRET = Statement(
    "station by secret",
    lambda: Station.select(Station.id).where((Station.secret_hash == Arg("hash")) & Station.active),
)
STATION_BY_TOKEN = Statement(
    "station by token",
    lambda: Station.select(Station.id).where((Station.token_hash == Arg("hash")) & Station.active),
)
ADD_CALL = Statement(
    "add call",
    lambda: KioskCall.insert(
        {
            KioskCall.station: Arg("station_id"),
            KioskCall.reason: Arg("reason"),
            KioskCall.copy: Arg("copy_id"),
            KioskCall.called_at: Arg("called_at"),
        }
    ).returning(KioskCall.id),
)
OPEN_TASKS = Statement(
    "open tasks",
    lambda: DeskTask.select(DeskTask.copy).where(
        (DeskTask.kind == Arg("kind")) & DeskTask.done_at.is_null()
    ),
)
