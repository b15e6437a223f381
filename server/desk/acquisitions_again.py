"""What a counter-entry took back, entered again as a new draft."""

from __future__ import annotations

from flask import Blueprint, Response, flash

from library.rights import Right
from server.desk.acquisitions_batch import ADDRESS, batch_or_404
from server.desk.drawing import see
from server.desk.guard import allowed
from server.desk.titles import act_here
from server.server import Server
from server.services.accession_again import draft_again


def add_again_pages(pages: Blueprint, server: Server) -> None:
    """The button on a posted delivery of which something was taken back."""

    @pages.post("/acquisitions/<int:batch_id>/again")
    @allowed(Right.ACCESSION)
    def acquisition_again(batch_id: int) -> Response:
        batch_or_404(server, batch_id)
        made = draft_again(server, act_here(server, "accession-opened", str(batch_id)), batch_id)
        if made is None:
            flash("", "acquisition.not-again")
            return see(f"{ADDRESS}/{batch_id}")
        return see(f"{ADDRESS}/{made}")
