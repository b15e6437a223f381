"""The desk as a station: what is done on its pages happens there."""

from __future__ import annotations

from library.operations import Origin
from server.server import Server
from server.services.journal import find
from server.tables import Station

KIND = "desk"
_NAME = "Кітапханашы"


def desk_station(server: Server) -> int:
    """The number of the desk's station, made at its first use."""
    with server.library.reading():
        found = _desk()
    if found is not None:
        return found
    with server.library.writing():
        # Another page may have made it since.
        found = _desk()
        return found if found is not None else int(Station.create(name=_free_name(), kind=KIND).id)


def desk_origin(server: Server, operation_id: str, staff_id: int | None) -> Origin:
    """Who did what when, for a form of the desk. A form sent again keeps the time of its
    first sending, so that it is known as the same question."""
    with server.library.reading() as work:
        before = find(work, operation_id)
    happened_at = server.now() if before is None else before.happened_at
    return Origin(operation_id, desk_station(server), happened_at, staff_id)


def _desk() -> int | None:
    row = (
        Station.select(Station.id)
        .where(Station.kind == KIND, Station.active)
        .order_by(Station.id)
        .first()
    )
    return None if row is None else int(row.id)


def _free_name() -> str:
    taken = {row.name for row in Station.select(Station.name)}
    return next(
        name for name in (_NAME, *(f"{_NAME} {n}" for n in range(2, 1000))) if name not in taken
    )
