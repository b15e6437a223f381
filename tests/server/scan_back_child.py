"""A process that scans labels back, one a line, until it is killed; each answer is said once
it is given.

Arguments: the library's address, a station, a member of staff. Lines: operation id, number.
"""

from __future__ import annotations

import sys

from library.operations import Origin
from server.database import Library
from server.services.scan_back import ScanBack, scan_back
from tests.builders import NOW, server_of

if __name__ == "__main__":
    address, station, staff = sys.argv[1:]
    server = server_of(Library.open(address))
    print("ready", flush=True)
    for line in sys.stdin:
        operation_id, code = line.split()
        origin = Origin(operation_id, int(station), NOW, int(staff))
        print(operation_id, scan_back(server, ScanBack(origin, code)).kind, flush=True)
