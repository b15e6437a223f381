"""`/desk/acquisitions`: deliveries of new books, from the supplier's document to the registers.

The list and a delivery's document; its lines, its file and its posting stand in the files
beside this one, scanning in `intake.py`.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request

from library.accession import BatchLine
from library.rights import Right
from server.desk.acquisitions_again import add_again_pages
from server.desk.acquisitions_batch import add_batch_pages
from server.desk.acquisitions_file import add_invoice_file_pages
from server.desk.acquisitions_forms import head_form, opened_head
from server.desk.acquisitions_lines import add_batch_line_pages, draft_or_404
from server.desk.acquisitions_numbers import add_number_pages
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.intake import add_intake_pages
from server.desk.lists import (
    Asked,
    Choice,
    Column,
    Filter,
    Found,
    Listing,
    Tenge,
    in_memory,
    shown,
    written,
)
from server.desk.spreadsheets import file_answer, wants_file
from server.desk.titles import act_here
from server.server import Server
from server.services.accession_rows import CANCELLED, DRAFT, POSTED
from server.services.accessions import change_head, list_batches, open_batch
from web.language import texts_of

ADDRESS = "/desk/acquisitions"
MOST_LISTED = 2000


def add_acquisition_rooms(pages: Blueprint, server: Server) -> None:
    """All pages of deliveries."""
    _add_list(pages, server)
    _add_heads(pages, server)
    add_number_pages(pages, server)
    add_batch_pages(pages, server)
    add_again_pages(pages, server)
    add_batch_line_pages(pages, server)
    add_invoice_file_pages(pages, server)
    add_intake_pages(pages, server)


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/acquisitions")
    @allowed(Right.ACCESSION)
    def acquisitions() -> Response | str:
        t = texts_of(request)
        listing = batches_listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(
            server, "desk/acquisitions.html", list=shown(request, listing), written=written,
            drafts=list_batches(server, DRAFT),
        )  # fmt: skip


def batches_listing(server: Server, t: Any) -> Listing:
    """Deliveries, the newest first."""
    columns = (
        Column("arrived", "acquisition.arrived-on", lambda row: row.arrived_on, "date",
               link=lambda row: f"{ADDRESS}/{row.batch_id}"),
        Column("document", "acquisition.document", _document, sorts=False),
        Column("supplier", "acquisition.supplier", lambda row: row.supplier),
        Column("source", "acquisition.source",
               lambda row: str(t(f"accession.source-{row.source}"))),
        Column("titles", "acquisition.titles", lambda row: row.titles, "number"),
        Column("copies", "acquisition.copies", lambda row: row.copies, "number"),
        Column("sum", "acquisition.sum", lambda row: Tenge(row.sum_tiyn), "number"),
        Column("state", "acquisition.state", lambda row: _state(t, row), "tag"),
        Column("entry", "acquisition.entry-short", _entry, "code",
               key=lambda row: row.entry and row.entry[::-1]),
    )  # fmt: skip

    def source(asked: Asked) -> Found:
        state = asked.filters.get("state")
        return in_memory(lambda: list_batches(server, state, MOST_LISTED), columns)(asked)

    states = [
        Choice(each, str(t(f"accession.state-{each}"))) for each in (DRAFT, POSTED, CANCELLED)
    ]
    return Listing(
        "room.acquisitions", columns, source, (Filter("state", "acquisition.state", states),),
        sort="arrived", down=True, empty="acquisition.none",
    )  # fmt: skip


def _document(row: BatchLine) -> str:
    if not row.document_no:
        return ""
    day = f" · {row.document_on:%d.%m.%Y}" if row.document_on else ""
    return f"№ {row.document_no}{day}"


def _entry(row: BatchLine) -> str:
    return f"{row.entry[0]}/{row.entry[1]}" if row.entry else ""


def _state(t: Any, row: BatchLine) -> str:
    corrects = row.corrects is not None
    return str(t("acquisition.counter-entry" if corrects else f"accession.state-{row.state}"))


def _add_heads(pages: Blueprint, server: Server) -> None:
    @pages.route("/acquisitions/new", methods=["GET", "POST"])
    @allowed(Right.ACCESSION)
    def new_acquisition() -> Response | str | tuple[str, int]:
        """The document of a new delivery."""
        form = head_form(server)
        if form.sent() and form.fits_days(server):
            head = form.values()
            batch_id = open_batch(server, act_here(server, "accession-opened", repr(head)), head)
            return see(f"{ADDRESS}/{batch_id}")
        page = drawn(server, "desk/acquisition-head.html", form=form, batch=None)
        return (page, 422) if request.method == "POST" else page

    @pages.route("/acquisitions/<int:batch_id>/head", methods=["GET", "POST"])
    @allowed(Right.ACCESSION)
    def acquisition_head(batch_id: int) -> Response | str | tuple[str, int]:
        """Correct the document of a draft."""
        batch = draft_or_404(server, batch_id)
        form = head_form(server, batch.head)
        if form.sent() and form.fits_days(server) and form.fits(now=opened_head(batch.head)):
            head = form.values()
            deed = act_here(server, "accession-head", f"{batch_id} {head!r}")
            done = change_head(server, deed, batch_id, head)
            flash("", "acquisition.saved" if done else "accession.line-not-draft")
            return see(f"{ADDRESS}/{batch_id}")
        page = drawn(server, "desk/acquisition-head.html", form=form, batch=batch)
        return (page, 422) if request.method == "POST" else page
