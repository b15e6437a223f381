"""The invoice as a file: choose, look at what it says, bring all its lines in or none."""

from __future__ import annotations

from flask import Blueprint, Response, flash, request

from library.rights import Right
from server.desk.acquisitions_lines import draft_or_404
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.lists import Tenge, written
from server.desk.titles import act_here
from server.server import Server
from server.services.importing.reading import LARGEST
from server.services.importing.tables import FileRefused
from server.services.invoice_file import (
    InvoiceGone,
    InvoicePlan,
    InvoiceRefused,
    bring_invoice,
    keep_invoice,
    plan_of,
)

SHOWN_FAULTS = 50


def add_invoice_file_pages(pages: Blueprint, server: Server) -> None:
    """The page of the file and bringing it in."""

    @pages.route("/acquisitions/<int:batch_id>/file", methods=["GET", "POST"])
    @allowed(Right.ACCESSION)
    def invoice_file(batch_id: int) -> str | tuple[str, int]:
        """Choose a file; sent, what it says."""
        if request.method == "GET":
            return _page(server, batch_id)
        sent = request.files.get("file")
        data = b"" if sent is None else sent.stream.read(LARGEST + 1)
        try:
            if sent is None or not sent.filename:
                raise FileRefused("none")
            plan = plan_of(server, keep_invoice(server, data))
        except FileRefused as fault:
            return _page(server, batch_id, fault=fault), 422
        except InvoiceGone:
            return _page(server, batch_id, refused="gone"), 422
        return _page(server, batch_id, plan), 422 if plan.table.faults or not plan.lines else 200

    @pages.post("/acquisitions/<int:batch_id>/file/bring")
    @allowed(Right.ACCESSION)
    def invoice_bring(batch_id: int) -> Response | tuple[str, int]:
        """All lines of the file that was looked at."""
        sha = request.form.get("sha", "")[:64]
        try:
            plan = plan_of(server, sha)
        except (InvoiceGone, FileRefused):
            return _page(server, batch_id, refused="gone"), 422
        deed = act_here(server, "accession-file", f"{batch_id} {sha}")
        done = bring_invoice(server, deed, batch_id, plan)
        if isinstance(done, InvoiceRefused):
            return _page(server, batch_id, plan, refused=done.code), 422
        flash(str(done), "acquisition.file-brought")
        return see(f"/desk/acquisitions/{batch_id}")


def _page(
    server: Server, batch_id: int, plan: InvoicePlan | None = None,
    fault: FileRefused | None = None, refused: str = "",
) -> str:  # fmt: skip
    batch = draft_or_404(server, batch_id)
    return drawn(
        server, "desk/acquisition-file.html", batch=batch, plan=plan, fault=fault,
        refused=refused, most=SHOWN_FAULTS, megabytes=LARGEST // 1024 // 1024, written=written,
        Tenge=Tenge,
    )  # fmt: skip
