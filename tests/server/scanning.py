"""Somebody who scans piles of books, for tests of use cases."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from library.operations import Origin
from server.server import Server
from server.services.accounts import add_staff
from server.services.batch_lines import BatchLine, lines_of
from server.services.batches import begin_batch, open_batch
from server.services.desk_station import desk_station


class Scanner:
    """A member of staff with a scanner; each scan has an id of its own."""

    def __init__(self, server: Server, role: str = "librarian") -> None:
        self.server = server
        self.role = role
        self.staff_id = add_staff(server, f"scanning-{role}", "Айгүл", "kitap-soresi", role)

    def origin(self, at: datetime | None = None) -> Origin:
        now = at or self.server.now()
        return Origin(str(uuid4()), desk_station(self.server), now, self.staff_id)

    def begin(self, kind: str, at: datetime) -> None:
        begin_batch(self.server, self.staff_id, kind, desk_station(self.server), at)

    def lines(self, kind: str) -> list[BatchLine]:
        return lines_of(self.server, open_batch(self.server, self.staff_id, kind))
