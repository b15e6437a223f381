"""The provision of the year for all who look at it: computed once for a state of the library,
however many pages and desks ask."""

from __future__ import annotations

import threading

from server.server import Server
from server.services.classes import shown_year
from server.services.provision import SchoolProvision, provision_seq, school_provision


class KeptProvision:
    """The newest provision; threads share it. A page asks `now`; `seq` is cheap and tells
    whether a page is still true."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._kept: tuple[object, SchoolProvision] | None = None

    def seq(self) -> int:
        """The newest number of the journal: a higher one may mean another provision."""
        return provision_seq(self._server)

    def now(self) -> SchoolProvision:
        """The provision of the year that is shown."""
        with self._lock:
            return self._of(shown_year(self._server))

    def _of(self, year: str) -> SchoolProvision:
        # Written without a journal in this process, or by another one with it.
        state = year, self._server.library.changes.count, self.seq()
        if self._kept is None or self._kept[0] != state:
            self._kept = state, school_provision(self._server, year)
        return self._kept[1]
