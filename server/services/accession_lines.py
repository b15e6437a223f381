"""Lines of a draft: typed from the invoice, or made by scanning book after book."""

from __future__ import annotations

from dataclasses import dataclass

from library.accession import LineValues
from server.server import Server
from server.services.deeds import Deed


@dataclass(frozen=True, slots=True)
class LineRefused:
    """Text key `accession.line-<code>`: not-draft (posted or given up meanwhile), title (there
    is no such title), place, quantity, price, accounting, lines (too many), gone (the line
    or the scan is no more)."""

    code: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """The line that took the copies; `came` after that; `undone` id to give `undo_scan`."""

    line_id: int
    came: int
    copies: int
    scan_id: str


def put_line(
    server: Server, deed: Deed, batch_id: int, values: LineValues, line_id: int | None = None
) -> int | LineRefused:
    """Add a line, or put other values over one; its number."""
    raise NotImplementedError


def drop_line(server: Server, deed: Deed, batch_id: int, line_id: int) -> bool | LineRefused:
    """Take a line out of a draft."""
    raise NotImplementedError


def one_more(
    server: Server, deed: Deed, batch_id: int, title_id: int, price_tiyn: int | None = None,
    copies: int = 1, place_id: int | None = None, accounting: str | None = None,
) -> Scanned | LineRefused:  # fmt: skip
    """Book in hand: its title's line takes one copy more (`copies` for a pile of the same).

    A title without a line, or with another price, gets a new one; what is not said is taken
    from the line, else from the title (`suggested_accounting`). A form sent twice counts once.
    """
    raise NotImplementedError


def undo_scan(server: Server, deed: Deed, batch_id: int, scan_id: str) -> Scanned | LineRefused:
    """Take one scan back; a line that is left without copies goes, if scanning made it."""
    raise NotImplementedError


def suggested_accounting(server: Server, title_id: int) -> str:
    """Booklets of few pages are temporary, textbooks as they were accounted for last time,
    everything else has inventory numbers."""
    raise NotImplementedError
