"""What the trolley and the drop-box share: the scan form, the answer, the list in the order
of the shelves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Response, request
from werkzeug.exceptions import BadRequest

from library.operations import Origin
from library.rights import Right
from library.whereabouts import Spot
from server.desk.drawing import drawn, operation_id
from server.desk.forms import clean_line
from server.desk.guard import i_may, signed_in
from server.desk.lists import Column, Listing, in_memory, shown, written
from server.desk.scanner_bar import part_wanted
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.batch_lines import BatchLine, last_borrower, lines_of
from server.services.batches import Batch
from server.services.desk_station import desk_origin
from server.services.trolley import Put
from web.language import texts_of

LONGEST_SCAN = 200
GOOD = (
    "checked", "returned", "taken-in", "on-shelf", "on-hold-shelf", "undone", "again", "lent",
    "damaged", "pages-missing",
)  # fmt: skip
"""Answers with which the scan did what it was for."""


def scan_origin(server: Server) -> Origin:
    """Who scans, and the id that the scan was given where it happened."""
    return desk_origin(server, operation_id(), signed_in().staff_id)


def scanned_text(name: str = "text", longest: int = LONGEST_SCAN) -> str:
    """What was scanned or typed: one clean line."""
    return clean_line(request.form.get(name, "")[:longest]).replace("\x00", "")


def row_number(name: str) -> int:
    """The number of a row in the form; raises BadRequest."""
    text = request.form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadRequest
    return int(text)


def written_day(text: str) -> str:
    """A day as it is kept (2026-10-14), as a page shows it."""
    return f"{date.fromisoformat(text):%d.%m.%Y}"


def place_of(t: Any, line: BatchLine) -> str:
    """Where the copy belongs, in words: its place by name where it has one."""
    kind = str(t(f"pile.spot-{line.spot}"))
    if line.spot is Spot.SHELF and line.place:
        return line.place
    return f"{kind}: {line.place}" if line.place else kind


def _book(line: BatchLine) -> str:
    """The author before the title, as a shelf is read."""
    end = "" if line.author.endswith(".") else "."
    return f"{line.author}{end} {line.title}" if line.author else line.title


def pile_listing(title: str, lines: Callable[[], list[BatchLine]], t: Any) -> Listing:
    """The pile in the order of the shelves, to be put away in one walk."""
    columns = (
        Column("place", "pile.place", lambda row: place_of(t, row), key=lambda row: row.order),
        Column("mark", "pile.mark", lambda row: row.shelf_mark, kind="code"),
        Column("title", "pile.title", _book),
        Column("code", "pile.code", lambda row: row.code, kind="code"),
        Column("outcome", "pile.outcome", lambda row: _outcome(t, row), kind="tag"),
    )
    return Listing(title, columns, in_memory(lines, columns), sort="place", empty="pile.empty")


def _outcome(t: Any, line: BatchLine) -> str:
    return str(t("pile.undone" if line.undone else f"pile.{line.outcome}"))


def pile_page(
    server: Server, template: str, title: str, path: str, batch: Batch | None,
    told: Put | None = None, **more: object,
) -> Response | str:  # fmt: skip
    """The page of a pile, its changing part, or its list as a file."""
    t = texts_of(request)
    lines = lines_of(server, batch)
    listing = pile_listing(title, lambda: lines, t)
    if request.method == "GET" and wants_file(request):
        return file_answer(request, listing, t)
    line = next((each for each in lines if told and each.line_id == told.line_id), None)
    borrower = None
    if line is not None and line.copy_id is not None and i_may(Right.READERS):
        borrower = last_borrower(server, line.copy_id)
    part = part_wanted()
    return drawn(
        server, "desk/pile-now.html" if part else f"desk/{template}.html", told=told,
        line=line, borrower=borrower, batch=batch, lines=lines, good=GOOD,
        where=None if line is None else place_of(t, line), path=path,
        list=replace(shown(request, listing), path=path), written=written,
        written_day=written_day, **more,
    )  # fmt: skip
