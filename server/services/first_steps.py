"""How far a new library is."""

from __future__ import annotations

from server.server import Server
from server.tables import Loan, Reader, Staff, Station, Title

ALMOST_ALONE = 1


def done_steps(server: Server) -> frozenset[str]:
    """Names of the steps that are done: `readers`, `titles`, `labels`, `kiosk`, `staff`."""
    with server.library.snapshot():
        paired = Station.select().where(
            Station.secret_hash.is_null(False) | Station.token_hash.is_null(False)
        )
        found = {
            "readers": Reader.select().exists(),
            "titles": Title.select().exists(),
            # Books can be lent only once their labels are stuck on.
            "labels": Loan.select().exists(),
            "kiosk": paired.exists(),
            "staff": Staff.select().where(Staff.active).count() > ALMOST_ALONE,
        }
    return frozenset(name for name, done in found.items() if done)
