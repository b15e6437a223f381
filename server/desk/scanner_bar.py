"""The line of a page that says whether a scanner of a desk station works for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g, request

from server.desk.guard import COOKIE
from server.server import Server
from server.services.pairing import stations

STATION = "X-Scanner"
"""The station whose scanner works for the page that sends a form."""
PART = "X-Part"
"""A script that sends this header wants the changing part only."""


@dataclass(frozen=True, slots=True)
class ScannerBar:
    """For `desk/scanner-bar.html`: what the page does with scans, and the desk stations of
    this computer that have a scanner, by number and name."""

    activity: str
    stations: tuple[tuple[int, str], ...]


def part_wanted() -> bool:
    """Whether only the changing part of a page is drawn: for a script, or for a stream."""
    return request.headers.get(PART) == "1" or bool(getattr(g, "part", False))


def scanner_bar(server: Server, activity: str) -> ScannerBar | None:
    """The bar of a whole page that is drawn anew; None where no desk station has a scanner.
    What was open on the page before is not open any more."""
    server.desk_scanners.leave(request.cookies.get(COOKIE, ""))
    with_scanner = server.desk_scanners.stations
    if not with_scanner:
        return None
    named = tuple((number, name) for number, name, _ in stations(server) if number in with_scanner)
    return ScannerBar(activity, named) if named else None


def keep_context(server: Server, context: Mapping[str, int]) -> None:
    """A form changed what is open on the page: the next scan of its scanner must know."""
    text = request.headers.get(STATION, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return
    page = server.desk_scanners.page_of(int(text))
    if page is not None and page.session == request.cookies.get(COOKIE):
        page.context = dict(context)
