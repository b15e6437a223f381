"""The roll-over of a school year as long work: a backup first, then one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from library.operations import Origin
from server.errors import LibraryError
from server.jobs.work import Running, enqueue, register, unfinished
from server.server import Server
from server.services.backup_making import make_backup
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.roll_over_doing import NotDone, roll_over

KIND = "roll-over"
PAGE = "/desk/roll-over"
DEED = "rolled-over"


class RollOverRefused(LibraryError):
    """Nothing moved: the school is not what was looked at. `code` tells how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = f"roll-over-{code}"


def backs_up(server: Server) -> bool:
    """Whether the program makes the backup itself; a PostgreSQL library has its own tools."""
    return server.library.path is not None and server.folder is not None


def ask_roll_over(
    server: Server, roll_over_id: int, seal: str, operation_id: str, staff_id: int
) -> int:
    """Ask for it; the number of the work, of the one under way when there is one."""
    waiting = unfinished(server, KIND)
    if waiting:
        return waiting[0].job_id
    origin = desk_origin(server, operation_id, staff_id)
    asked = {
        "roll_over": roll_over_id, "seal": seal, "page": PAGE, "operation": operation_id,
        "station": origin.station_id, "happened_at": origin.happened_at.isoformat(),
    }  # fmt: skip
    return enqueue(server, KIND, asked, staff_id)


def _do(server: Server, running: Running) -> Mapping[str, int]:
    said = running.arguments
    backup = ""
    if backs_up(server):
        made = make_backup(server, progress=running.progress, stopping=running.stopping)
        backup = made.path.name
    running.progress(0, 1)
    origin = Origin(
        said["operation"], said["station"], datetime.fromisoformat(said["happened_at"]),
        running.staff_id,
    )  # fmt: skip
    deed = Deed(origin, DEED, f"{said['roll_over']} {said['seal']}")
    done = roll_over(server, deed, said["roll_over"], said["seal"], backup)
    if isinstance(done, NotDone):
        raise RollOverRefused(done.code)
    return {"pupils": done.pupils, "classes": done.classes}


register(KIND, _do)
