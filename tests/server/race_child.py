"""A process that lends one copy when told to, and says what came of it.

Arguments: the library's address, a station, a reader, the copy's number.
"""

from __future__ import annotations

import sys

from library.operations import CheckOut, Origin
from server.database import Library
from server.server import new_id
from server.services.stations import answer_question
from tests.builders import NOW, server_of

if __name__ == "__main__":
    address, station, reader, code = sys.argv[1:]
    server = server_of(Library.open(address))
    print("ready", flush=True)
    sys.stdin.readline()
    origin = Origin(new_id(), int(station), NOW)
    answer = answer_question(server, int(station), CheckOut(origin, int(reader), code))
    print(type(answer).__name__, flush=True)
