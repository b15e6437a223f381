"""`/desk/collection/scan`: books are scanned, in any order, by anyone, at any number of desks.

Names are for those who may see readers; a pupil who helps sees books, classes and counts.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest

from library.collection import Outcome
from library.operations import Refused
from library.rights import Right
from library.textbooks import CONDITIONS
from server.desk.batch_list import row_number, scan_origin, scanned_text
from server.desk.drawing import drawn
from server.desk.guard import allowed, i_may, signed_in
from server.desk.scanner_bar import keep_context, part_wanted, scanner_bar
from server.server import Server
from server.services.collecting import Collected, CollectScan, collect, undo_scan
from server.services.collection_grading import FALL, grade, report_damage
from server.services.collection_photos import has_photo
from server.services.collection_progress import progress
from server.services.collection_scans import last_scans, last_scans_of, person_named, scan_now
from server.services.deeds import Deed

PATH = "/desk/collection/scan"
GOOD = frozenset({
    Outcome.CREDITED, Outcome.SEEN, Outcome.PUPIL_NAMED, Outcome.LIBRARY_BOOK, Outcome.BESIDE,
})  # fmt: skip
CALM = frozenset({
    Outcome.SWAPPED, Outcome.OTHER_CLASS, Outcome.ALREADY_RETURNED, Outcome.NOT_ISSUED,
    Outcome.FOUND_AGAIN, Outcome.WHOSE,
})  # fmt: skip
"""No error: said in the colour of a question."""


def add_collecting_pages(pages: Blueprint, server: Server) -> None:
    """The page, its scans, grades, damage and undoing."""
    _add_scans(pages, server)
    _add_second_words(pages, server)


def _add_scans(pages: Blueprint, server: Server) -> None:
    @pages.get("/collection/scan")
    @allowed(Right.COLLECT)
    def collection_scan_page() -> str:
        return scan_page(server, open_here(request.args))

    @pages.post("/collection/scan")
    @allowed(Right.COLLECT)
    def collection_scan() -> str:
        here = open_here(request.form)
        text = scanned_text()
        if not text:
            return scan_page(server, here)
        scan = CollectScan(scan_origin(server), text, here["by"] or None, here["class"] or None)
        return scan_page(server, here, collect(server, scan))


def _add_second_words(pages: Blueprint, server: Server) -> None:
    @pages.post("/collection/scan/grade")
    @allowed(Right.COLLECT)
    def collection_grade() -> str:
        text = request.form.get("condition", "")
        if text not in {str(each) for each in CONDITIONS}:
            raise BadRequest
        number = row_number("scan")
        deed = Deed(scan_origin(server), "collection-grade", f"{number} {text}")
        told = grade(server, deed, number, int(text))
        return scan_page(server, open_here(request.form), told, graded=True)

    @pages.post("/collection/scan/damage")
    @allowed(Right.TEXTBOOKS)
    def collection_damage() -> str:
        number = row_number("scan")
        report_damage(server, Deed(scan_origin(server), "collection-damage", str(number)), number)
        return scan_page(server, open_here(request.form), scan_now(server, number), case=True)

    @pages.post("/collection/scan/undo")
    @allowed(Right.COLLECT)
    def collection_undo() -> str:
        number = row_number("scan")
        told = undo_scan(server, scan_origin(server), number)
        refused = told if isinstance(told, Refused) else None
        now = told if isinstance(told, Collected) else scan_now(server, number)
        return scan_page(server, open_here(request.form), now, refused=refused, undone=not refused)


def open_here(values: Any) -> dict[str, int]:
    """The class that is collected and the pupil who hands in, as row numbers or 0."""
    found = {}
    for name in ("class", "by"):
        text = values.get(name, "")
        found[name] = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return found


def scan_page(
    server: Server, here: dict[str, int], told: Collected | None = None,
    refused: Refused | None = None, undone: bool = False, **more: bool | str,
) -> str:  # fmt: skip
    """The page, or only its changing part when a script asked."""
    if told is not None and told.outcome is Outcome.PUPIL_NAMED and told.handed_by is not None:
        here = {**here, "by": told.handed_by.reader_id}
    part = part_wanted()
    scanner = None if part else scanner_bar(server, "collection")
    keep_context(server, here)
    classes = [each for each in progress(server) if each.collection_id is not None]
    names, staff = i_may(Right.TEXTBOOKS), signed_in()
    taken = told is not None and told.takes_back and has_photo(server, told.scan)
    return drawn(
        server, "desk/collecting-now.html" if part else "desk/collecting.html", told=told,
        here=here, classes=classes, names=names, path=PATH, good=GOOD, calm=CALM,
        conditions=CONDITIONS, refused=refused, undone=undone, fall=FALL,
        by=person_named(server, here["by"]) if here["by"] else None, scanner=scanner,
        scans=last_scans(server) if names else last_scans_of(server, staff.staff_id), more=more,
        taken=taken,
    )  # fmt: skip
