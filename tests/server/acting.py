"""A member of staff who does things at the desk, for tests of use cases."""

from __future__ import annotations

from uuid import uuid4

from library.operations import Origin
from server.server import Server
from server.services.accounts import add_staff
from server.services.deeds import Deed
from server.services.desk_station import desk_station


class Librarian:
    """Makes acts, each with an id of its own."""

    def __init__(self, server: Server, login: str = "acting") -> None:
        self.server = server
        self.staff_id = add_staff(server, login, "Айгүл", "kitap-soresi", "librarian")

    def deed(self, kind: str, reader_id: int | None = None, content: str = "") -> Deed:
        origin = Origin(str(uuid4()), desk_station(self.server), self.server.now(), self.staff_id)
        return Deed(origin, kind, content, reader_id)
