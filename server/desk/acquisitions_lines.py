"""One line of a delivery: by the document, as it came, its price and how it is accounted for."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, request

from library.accession import BOOKLET_PAGES, BatchView, LineView
from library.rights import Right
from server.desk.acquisitions_forms import line_form, opened_line
from server.desk.drawing import drawn, see
from server.desk.forms import Wrong
from server.desk.guard import allowed
from server.desk.titles import act_here
from server.server import Server
from server.services.accession_lines import LineRefused, drop_line, put_line
from server.services.accession_rows import DRAFT
from server.services.accessions import batch_view

FIELDS = {"quantity": "came", "price": "price_tiyn", "accounting": "accounting",
          "place": "place_id"}  # fmt: skip
"""Where a refusal of a line is told."""


def add_batch_line_pages(pages: Blueprint, server: Server) -> None:
    """A line's form, and taking it out."""

    @pages.route("/acquisitions/<int:batch_id>/lines/<int:line_id>", methods=["GET", "POST"])
    @allowed(Right.ACCESSION)
    def acquisition_line(batch_id: int, line_id: int) -> Response | str | tuple[str, int]:
        batch, line = _line(server, batch_id, line_id)
        form = line_form(server, line)
        if form.sent() and form.fits(now=opened_line(line)):
            values = form.values(line.values.title_id)
            deed = act_here(server, "accession-line", f"{batch_id} {line_id} {values!r}")
            done = put_line(server, deed, batch_id, values, line_id)
            if not isinstance(done, LineRefused):
                flash(line.name, "acquisition.line-saved")
                return see(f"/desk/acquisitions/{batch_id}#line-{line_id}")
            field = form[FIELDS.get(done.code, "came")]
            field.errors = [Wrong(f"accession.line-{done.code}").args[0]]
        page = drawn(
            server, "desk/acquisition-line.html", batch=batch, line=line, form=form,
            booklet=BOOKLET_PAGES,
        )  # fmt: skip
        return (page, 422) if request.method == "POST" else page

    @pages.post("/acquisitions/<int:batch_id>/lines/<int:line_id>/drop")
    @allowed(Right.ACCESSION)
    def acquisition_line_drop(batch_id: int, line_id: int) -> Response:
        """Take the line out of the draft."""
        deed = act_here(server, "accession-line-dropped", f"{batch_id} {line_id}")
        done = drop_line(server, deed, batch_id, line_id)
        refused = f"accession.line-{done.code}" if isinstance(done, LineRefused) else ""
        flash("", refused or "acquisition.line-dropped")
        return see(f"/desk/acquisitions/{batch_id}")


def _line(server: Server, batch_id: int, line_id: int) -> tuple[BatchView, LineView]:
    batch = batch_view(server, batch_id)
    lines = {line.line_id: line for line in batch.lines} if batch else {}
    if batch is None or batch.state != DRAFT or line_id not in lines:
        abort(404)
    return batch, lines[line_id]


def draft_or_404(server: Server, batch_id: int) -> BatchView:
    """A draft; any other batch cannot be changed."""
    found = batch_view(server, batch_id)
    if found is None or found.state != DRAFT:
        abort(404)
    return found
