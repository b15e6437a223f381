"""Long work: asked for at the desk, done by one thread in the order of asking.

    register("import", do_import)                          # once, by the room that does it
    job_id = enqueue(server, "import", {"file": 3}, staff_id)

The function is given `(server, job)`; it calls `job.progress(done, total)` between steps,
which raises JobStopped when somebody cancels or the program stops: what was not committed
by then has not happened. What it returns is kept as JSON, without names.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from server.errors import INCIDENT, LibraryError, failure_code, note_incident, survives
from server.server import Server
from server.tables import Job

TOLD_SECONDS = 0.25
"""How often at most progress is written: a page asks twice a second."""
LOOK_SECONDS = 5.0
"""How often the thread looks for work that another process asked for."""
UNFINISHED = ("waiting", "running")

Result = Mapping[str, Any] | None


class JobStopped(Exception):
    """The work ends before its end: `cancelled` by a person, `interrupted` by the stop of
    the program. Functions let it pass."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True, slots=True)
class JobView:
    """One piece of work as a page shows it. `error` is a stable code; `page` an address of
    ours where its result is shown, or empty."""

    job_id: int
    kind: str
    state: str
    done: int
    total: int
    cancel_asked: bool
    staff_id: int | None
    asked_at: datetime
    ended_at: datetime | None
    error: str | None
    page: str
    result: dict[str, Any]

    @property
    def unfinished(self) -> bool:
        """Whether it waits or runs."""
        return self.state in UNFINISHED


@dataclass
class Running:
    """The work in hand, as its function sees it."""

    server: Server
    job_id: int
    arguments: dict[str, Any]
    staff_id: int | None
    stopping: Callable[[], bool] = bool
    _told_at: float = field(default=0.0, repr=False)

    def progress(self, done: int, total: int) -> None:
        """Say how far it is; raises JobStopped. Cheap: call it every hundred rows. Never
        inside a block of the library."""
        if self.stopping():
            raise JobStopped("interrupted")
        now = time.monotonic()
        if now - self._told_at < TOLD_SECONDS and done < total:
            return
        self._told_at = now
        with self.server.library.writing():
            Job.update(done=done, total=total).where(Job.id == self.job_id).execute()
            asked = Job.select(Job.cancel_asked).where(Job.id == self.job_id).scalar()
        if asked:
            raise JobStopped("cancelled")


Function = Callable[[Server, Running], Result]
_functions: dict[str, Function] = {}


def register(kind: str, function: Function) -> None:
    """Say who does work of this kind; once, when the room is imported or started."""
    _functions[kind] = function


def enqueue(
    server: Server, kind: str, arguments: Mapping[str, Any] | None = None,
    staff_id: int | None = None,
) -> int:  # fmt: skip
    """Ask for work; its number. `arguments` are JSON without names; `page` among them is the
    address where its result is shown. Raises KeyError for a kind nobody does."""
    if kind not in _functions:
        raise KeyError(kind)
    with server.library.writing() as work:
        work.after_commit(server.work_asked.set)
        row = Job.create(
            kind=kind, arguments=json.dumps(dict(arguments or {})), staff=staff_id,
            asked_at=server.now(),
        )  # fmt: skip
        return int(row.id)


def job(server: Server, job_id: int) -> JobView | None:
    """One piece of work, or None."""
    with server.library.reading():
        row = Job.get_or_none(Job.id == job_id)
    return None if row is None else _view(row)


def unfinished(server: Server, kind: str) -> list[JobView]:
    """Work of a kind that waits or runs, oldest first."""
    with server.library.reading():
        rows = Job.select().where(Job.kind == kind, Job.ended_at.is_null()).order_by(Job.id)
        return [_view(row) for row in rows]


def ask_to_cancel(server: Server, job_id: int) -> bool:
    """Ask for an end: waiting work ends at once, running work at its next step. False when
    it has ended already."""
    with server.library.writing():
        ended = (
            Job.update(cancel_asked=True, state="cancelled", ended_at=server.now())
            .where(Job.id == job_id, Job.state == "waiting")
            .execute()
        )
        asked = Job.update(cancel_asked=True).where(Job.id == job_id, Job.ended_at.is_null())
        return bool(ended) or bool(asked.execute())


def mark_interrupted(server: Server) -> int:
    """At the start of the program: what was running when it ended is not running now."""
    with server.library.writing():
        return int(
            Job.update(state="interrupted", ended_at=server.now())
            .where(Job.state == "running")
            .execute()
        )


def do_next(server: Server, stopping: Callable[[], bool] = bool) -> bool:
    """Do the oldest waiting work, whatever comes of it; False when there is none."""
    with server.library.reading():
        row = Job.select().where(Job.state == "waiting").order_by(Job.id).first()
    if row is None:
        return False
    with server.library.writing():
        # Somebody may have cancelled it since.
        mine = Job.id == row.id, Job.state == "waiting"
        if not Job.update(state="running", started_at=server.now()).where(*mine).execute():
            return True
    running = Running(server, row.id, json.loads(row.arguments), row.staff_id, stopping)
    if not survives(f"job {row.kind}", lambda: _do(row.kind, running)):
        _end(running, "failed", error=INCIDENT)
    return True


def _do(kind: str, running: Running) -> None:
    function = _functions.get(kind)
    if function is None:
        _end(running, "failed", error="unknown-kind")
        return
    try:
        result = function(running.server, running)
    except JobStopped as stopped:
        _end(running, stopped.state)
    except (LibraryError, OSError) as fault:
        code = fault.code if isinstance(fault, LibraryError) else failure_code(fault)
        if code in (None, INCIDENT):
            note_incident(fault, f"job {kind}")
        _end(running, "failed", error=code or INCIDENT)
    else:
        _end(running, "done", result=result)


def _end(running: Running, state: str, result: Result = None, error: str | None = None) -> None:
    changed: dict[str, Any] = {"state": state, "error": error, "ended_at": running.server.now()}
    if result is not None:
        changed["result"] = json.dumps(dict(result))
    with running.server.library.writing():
        Job.update(**changed).where(Job.id == running.job_id).execute()


def _view(row: Any) -> JobView:
    page = str(json.loads(row.arguments).get("page", ""))
    return JobView(
        row.id, row.kind, row.state, row.done, row.total, row.cancel_asked, row.staff_id,
        row.asked_at, row.ended_at, row.error, page if page.startswith("/desk/") else "",
        json.loads(row.result) if row.result else {},
    )  # fmt: skip


class WorkThread:
    """Does waiting work until `stop()`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="work", daemon=True)

    def start(self) -> None:
        """Mark what was cut off, then begin."""
        mark_interrupted(self._server)
        self._thread.start()

    def stop(self) -> None:
        """Interrupt the work in hand at its next step and end."""
        self._stopping.set()
        self._server.work_asked.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        asked, found = self._server.work_asked, [False]

        def look() -> None:
            found[0] = do_next(self._server, self._stopping.is_set)

        while not self._stopping.is_set():
            asked.clear()
            found[0] = False
            if not survives("looking for work", look) or not found[0]:
                asked.wait(LOOK_SECONDS)
