"""`/desk/processing/scan`: stuck labels scanned back, one after the other.

One form serves a person without scripts and `scans.js`, which sends the same form and puts
the answered part in place of the old one. Nothing is kept between scans but what the address
says: the chosen delivery and title.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from library.rights import Right
from server.desk.batch_list import scan_origin, scanned_text
from server.desk.drawing import drawn
from server.desk.guard import allowed, signed_in
from server.desk.scanner_bar import keep_context, part_wanted, scanner_bar
from server.server import Server
from server.services.processing_pages import batch_at_work, batches_at_work, last_scans
from server.services.scan_back import DONE, ScanBack, Seen, scan_back

PATH = "/desk/processing/scan"
GOOD = ("ready", "ready-hold")
CALM = ("already", "left", "again")
"""No error: said in the colour of a question."""


def add_scan_back_pages(pages: Blueprint, server: Server) -> None:
    """The page and its scans."""

    @pages.get("/processing/scan")
    @allowed(Right.PROCESS)
    def scan_back_page() -> str:
        return scan_page(server, chosen(request.args))

    @pages.post("/processing/scan")
    @allowed(Right.PROCESS)
    def scan_back_scan() -> str:
        here = chosen(request.form)
        text = scanned_text()
        if not text:
            return scan_page(server, here)
        scan = ScanBack(scan_origin(server), text, here["title"] or None, bool(here["vouch"]))
        return scan_page(server, here, scan_back(server, scan))


def chosen(values: Any) -> dict[str, int]:
    """The delivery, the title and whether all other steps are done, as row numbers or 0."""
    found = {}
    for name in ("batch", "title", "vouch"):
        text = values.get(name, "")
        found[name] = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return found


def scan_page(server: Server, here: dict[str, int], told: Seen | None = None) -> str:
    """The page, or only its changing part when a script asked."""
    part = part_wanted()
    scanner = None if part else scanner_bar(server, "scan-back")
    found = batch_at_work(server, here["batch"]) if here["batch"] else None
    keep_context(server, here)
    return drawn(
        server, "desk/scan-back-now.html" if part else "desk/scan-back.html", told=told,
        here=here, batch=found[0] if found else None, titles=found[1] if found else [],
        batches=() if part else batches_at_work(server), good=GOOD, calm=CALM, verified=DONE,
        scans=last_scans(server, signed_in().staff_id), path=PATH,
        scanner=scanner,
    )  # fmt: skip
