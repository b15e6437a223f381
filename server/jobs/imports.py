"""The long work of bringing a file in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from library.operations import Origin
from server.jobs.work import Running, enqueue, job, register
from server.server import Server
from server.services.desk_station import desk_origin
from server.services.importing.applying import bring_in
from server.services.importing.files import file_of, give_job

KIND = "import"


def ask_import(
    server: Server, file_id: int, operation_id: str, staff_id: int, others: bool
) -> int | None:
    """Ask for a file to be brought in; the number of the work, of the one under way when it
    was asked for before. None without such a file. `others`: as in `bring_in`."""
    view = file_of(server, file_id)
    if view is None:
        return None
    under_way = None if view.job_id is None else job(server, view.job_id)
    if under_way is not None and (under_way.unfinished or view.outcome is not None):
        return under_way.job_id
    origin = desk_origin(server, operation_id, staff_id)
    asked = {
        "file": file_id, "others": others, "page": f"/desk/import/{file_id}",
        "operation": operation_id, "station": origin.station_id,
        "happened_at": origin.happened_at.isoformat(),
    }  # fmt: skip
    job_id = enqueue(server, KIND, asked, staff_id)
    give_job(server, file_id, job_id)
    return job_id


def _do(server: Server, running: Running) -> Mapping[str, int]:
    said = running.arguments
    origin = Origin(
        said["operation"], said["station"], datetime.fromisoformat(said["happened_at"]),
        running.staff_id,
    )  # fmt: skip
    return bring_in(server, said["file"], origin, said["others"], running.progress)


register(KIND, _do)
