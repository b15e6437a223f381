"""A process that rolls a school year over and says `in the middle` once everything is written
but the row of the journal; it waits there to be killed.

Arguments: the library's address, a member of staff, the number of the draft.
"""

from __future__ import annotations

import sys

from library.operations import Origin
from server.database import Library
from server.server import new_id
from server.services.deeds import Deed
from server.services.desk_station import desk_station
from server.services.roll_over import picture
from server.services.roll_over_doing import roll_over
from server.statements.journal import WRITE_OPERATION
from tests.builders import server_of


def wait_at_the_end(statement: str) -> None:
    """Called before each kept statement: the journal is written last."""
    if statement == WRITE_OPERATION.name:
        print("in the middle", flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    address, staff, number = sys.argv[1:]
    server = server_of(Library.open(address))
    station = desk_station(server)
    shown = picture(server, int(number))
    assert shown is not None
    server.library.watchers.append(wait_at_the_end)
    origin = Origin(new_id(), station, server.now(), int(staff))
    roll_over(server, Deed(origin, "rolled-over"), int(number), shown.seal)
