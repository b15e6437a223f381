"""The long work at a file of records: to work out what would become of it, and to bring it
in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from library.operations import Origin
from server.jobs.work import Running, enqueue, job, register
from server.server import Server
from server.services.desk_station import desk_origin
from server.services.importing.applying import NotReady
from server.services.importing.tables import FileRefused
from server.services.marc.applying import bring_in_marc, checked
from server.services.marc.files import (
    MarcFileView,
    give_marc_job,
    keep_checked,
    marc_file_of,
    opened_marc,
)

LOOK, BRING = "marc-look", "marc"


def ask_look(server: Server, file_id: int, staff_id: int) -> int | None:
    """Ask what would become of a file; the number of the work. None without such a file."""
    return _ask(server, marc_file_of(server, file_id), LOOK, {}, staff_id)


def ask_marc(
    server: Server, file_id: int, operation_id: str, staff_id: int, others: bool
) -> int | None:
    """Ask for a file to be brought in; the number of the work, of the one under way when it
    was asked for before. None without such a file. `others`: as in `bring_in_marc`."""
    origin = desk_origin(server, operation_id, staff_id)
    more = {
        "others": others, "operation": operation_id, "station": origin.station_id,
        "happened_at": origin.happened_at.isoformat(),
    }  # fmt: skip
    return _ask(server, marc_file_of(server, file_id), BRING, more, staff_id)


def _ask(
    server: Server, view: MarcFileView | None, kind: str, more: Mapping[str, object], staff_id: int
) -> int | None:
    if view is None:
        return None
    under_way = None if view.job_id is None else job(server, view.job_id)
    if under_way is not None and (under_way.unfinished or view.outcome is not None):
        return under_way.job_id
    asked = {"file": view.file_id, "page": f"/desk/marc/{view.file_id}", **more}
    job_id = enqueue(server, kind, asked, staff_id)
    give_marc_job(server, view.file_id, job_id)
    return job_id


def _look(server: Server, running: Running) -> Mapping[str, int]:
    file_id = running.arguments["file"]
    view = marc_file_of(server, file_id)
    if view is None:
        raise NotReady(str(file_id))
    try:
        look = opened_marc(server, view, running.progress)
    except FileRefused as fault:
        raise NotReady(fault.reason) from fault
    found = checked(server, look, view.target, running.progress)
    keep_checked(server, file_id, found)
    counts: Mapping[str, int] = found["counts"]
    return counts


def _bring(server: Server, running: Running) -> Mapping[str, int]:
    said = running.arguments
    origin = Origin(
        said["operation"], said["station"], datetime.fromisoformat(said["happened_at"]),
        running.staff_id,
    )  # fmt: skip
    try:
        return bring_in_marc(server, said["file"], origin, said["others"], running.progress)
    except FileRefused as fault:
        raise NotReady(fault.reason) from fault


register(LOOK, _look)
register(BRING, _bring)
