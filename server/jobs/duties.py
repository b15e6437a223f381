"""One thread that does the regular duties, each in its rhythm, whatever breaks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from server.errors import survives
from server.jobs.backup import DailyBackup
from server.jobs.integrity import quick_check
from server.jobs.unseen_returns import find_unseen_returns
from server.server import Server
from server.services.hold_expiry import end_old_holds
from server.services.importing.files import remove_old
from server.services.marc.files import remove_old_marc
from server.services.roll_over_draft import forget_lists
from server.services.searching import rebuild


@dataclass(frozen=True, slots=True)
class Duty:
    """What to call, and every how many seconds; `every` 0: once, at the start."""

    name: str
    call: Callable[[Server], object]
    every: float


DUTIES = (
    Duty("search words", rebuild, 0.0),
    Duty("old holds", end_old_holds, 30 * 60.0),
    Duty("unseen returns", find_unseen_returns, 15 * 60.0),
    Duty("old lists of classes", forget_lists, 24 * 3600.0),
    Duty("old uploads", remove_old, 6 * 3600.0),
    Duty("old files of records", remove_old_marc, 6 * 3600.0),
)


def duties_of(server: Server) -> tuple[Duty, ...]:
    """The regular duties, and a check of the file when the last stop was unclean."""
    regular = (*DUTIES, Duty("daily backup", DailyBackup(), 60.0))
    if server.library.was_unclean:
        return (Duty("quick check", quick_check, 0.0), *regular)
    return regular


class DutyThread:
    """Runs duties until `stop()`; a fault is logged with an incident number."""

    def __init__(self, server: Server, duties: Sequence[Duty] | None = None) -> None:
        self._server = server
        self._duties = tuple(duties_of(server) if duties is None else duties)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="duties", daemon=True)

    def start(self) -> None:
        """Begin; each duty runs at once, then in its rhythm."""
        self._thread.start()

    def join(self) -> None:
        """Wait until every duty is done that comes only once."""
        self._thread.join()

    def stop(self) -> None:
        """Finish the running duty and end."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        due = dict.fromkeys(self._duties, 0.0)
        while not self._stopping.is_set() and due:
            for duty, at in list(due.items()):
                if time.monotonic() >= at and not self._stopping.is_set():
                    survives(f"duty {duty.name}", partial(duty.call, self._server))
                    if duty.every:
                        due[duty] = time.monotonic() + duty.every
                    else:
                        del due[duty]
            wait = min(due.values(), default=0.0) - time.monotonic()
            self._stopping.wait(max(wait, 0.0))
