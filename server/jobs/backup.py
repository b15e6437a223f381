"""The daily backup, and one that somebody asks for: both are long work."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from server.jobs.work import Running, enqueue, register, unfinished
from server.server import Server
from server.services.backup import begin_to_count, is_due
from server.services.backup_making import make_backup

KIND = "backup"
PAGE = "/desk/backups"
FIRST_SECONDS = 120.0
"""The start of the program is busy enough without one."""


def ask_backup(server: Server, staff_id: int | None = None) -> int:
    """Ask for a backup now; the number of the work, of the one under way when there is one."""
    waiting = unfinished(server, KIND)
    if waiting:
        return waiting[0].job_id
    return enqueue(server, KIND, {"page": PAGE}, staff_id)


class DailyBackup:
    """The duty: asks once on each day of the school. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._from = clock() + FIRST_SECONDS

    def __call__(self, server: Server) -> None:
        begin_to_count(server)
        if self._clock() >= self._from and is_due(server):
            ask_backup(server)


def _do(server: Server, running: Running) -> Mapping[str, object]:
    made = make_backup(server, progress=running.progress, stopping=running.stopping)
    return {"name": made.path.name, "bytes": made.bytes, "gone": made.gone}


register(KIND, _do)
