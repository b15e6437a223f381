"""Numbers and states for monitors: never a name, a number of a card or a title."""

from __future__ import annotations

from server.server import Server
from server.statements.journal import NEWEST
from web.health import Check
from web.metrics import Reading

_COUNTED = {
    "Lent": "Loans given.",
    "Returned": "Copies taken back.",
    "Renewed": "Loans prolonged.",
    "Undone": "Operations undone.",
    "Refused": "Refusals.",
    "Unknown": "Unknown codes.",
    "ToLibrarian": "Copies handed to a person.",
    "RequestPlaced": "Requests placed.",
    "SessionOpened": "Sessions opened.",
    "PinRefused": "Wrong PINs.",
    "Failed": "Questions that could not be answered.",
}


def database_check(server: Server) -> Check:
    """For `/health`: `ok`, or the stable code of what is wrong."""

    def check() -> str:
        if server.fault is not None:
            return server.fault
        with server.library.reading() as work:
            work.one(NEWEST)
        return "ok"

    return check


def readings(server: Server) -> tuple[Reading, ...]:
    """For `/metrics`: answers by kind, operations recorded."""

    def counted(kind: str) -> Reading:
        name = "library_" + "".join(
            f"_{letter.lower()}" if letter.isupper() and place else letter.lower()
            for place, letter in enumerate(kind)
        )
        return Reading(name, _COUNTED[kind], lambda: float(server.answers[kind]), "counter")

    def newest() -> float:
        with server.library.reading() as work:
            row = work.one(NEWEST)
        return 0.0 if row is None else float(row[0])

    total = Reading("library_operations", "Operations in the journal.", newest, "counter")
    return (*(counted(kind) for kind in _COUNTED), total)
