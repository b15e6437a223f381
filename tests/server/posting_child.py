"""A process that posts drafts when told to, one after another, and says what came of each.

Arguments: `run` or `stop`, the library's address, a member of staff, the numbers of drafts.
It says the kind of each answer. With `stop` it says `in the middle` once everything of a
delivery is written but the row of the journal, and waits there to be killed.
"""

from __future__ import annotations

import sys

from library.operations import Origin
from server.database import Library
from server.server import new_id
from server.services.deeds import Deed
from server.services.desk_station import desk_station
from server.services.posting import post_batch
from server.statements.journal import WRITE_OPERATION
from tests.builders import server_of


def wait_at_the_end(statement: str) -> None:
    """Called before each kept statement: the journal is written last."""
    if statement == WRITE_OPERATION.name:
        print("in the middle", flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    mode, address, staff, *batches = sys.argv[1:]
    server = server_of(Library.open(address))
    station = desk_station(server)
    if mode == "stop":
        server.library.watchers.append(wait_at_the_end)
    print("ready", flush=True)
    sys.stdin.readline()
    for batch in batches:
        origin = Origin(new_id(), station, server.now(), int(staff))
        answer = post_batch(server, Deed(origin, "accession-posted"), int(batch))
        print(f"{type(answer).__name__} {batch}", flush=True)
