"""Whether papers about lost books say what they cost: off until a school wants it."""

from __future__ import annotations

from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.settings import put_setting, setting

_PRICES = "cases.prices"


def shows_prices(server: Server) -> bool:
    """Whether the parents' slip has a price."""
    return setting(server.library, _PRICES) == "on"


def put_prices(server: Server, deed: Deed, on: bool) -> None:
    """Switch it."""
    before = shows_prices(server)
    with server.library.writing() as work:
        if not done_before(work, deed):
            put_setting(_PRICES, "on" if on else None)
            write_deed(server, work, deed, before={"prices": before})
