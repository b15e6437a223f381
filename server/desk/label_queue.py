"""`/desk/labels`: what waits to be printed, and the printings with what to do next."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, request, send_file

from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.forms import clean_line
from server.desk.guard import allowed, asks_by_itself
from server.desk.titles import act_here
from server.jobs.printing import file_of
from server.server import Server
from server.services.label_jobs import (
    came_out,
    cancel,
    items_of,
    job_line,
    jobs,
    try_again,
)
from server.services.label_queue import JobWish, NotMade, make_job, waiting
from server.services.printers import all_printers

ADDRESS = "/desk/labels"
LONGEST_REASON = 200


def add_label_queue(pages: Blueprint, server: Server) -> None:
    """The page and its changing part, the files, the buttons of a printing."""
    _add_pages(pages, server)
    _add_buttons(pages, server)
    _add_reprint(pages, server)


def _add_pages(pages: Blueprint, server: Server) -> None:
    @pages.get("/labels")
    @allowed(Right.LABELS)
    def labels() -> str:
        return _queue(server, "desk/labels.html")

    @pages.get("/labels/now")
    @allowed(Right.LABELS)
    @asks_by_itself
    def labels_now() -> str:
        """For the script: printings as they stand."""
        return _queue(server, "desk/labels-now.html")

    @pages.get("/labels/<int:job_id>.pdf")
    @allowed(Right.LABELS)
    def labels_file(job_id: int) -> Response:
        path = file_of(server, job_id)
        if path is None or not path.exists():
            abort(404)
        return send_file(path, mimetype="application/pdf", download_name=f"labels-{job_id}.pdf")


def _queue(server: Server, template: str) -> str:
    found = jobs(server)
    return drawn(
        server, template, waiting=waiting(server), jobs=found, printers=all_printers(server),
        running=any(each.state in ("waiting", "printing") and not each.error and not
                    each.to_confirm for each in found),
    )  # fmt: skip


def _add_buttons(pages: Blueprint, server: Server) -> None:
    @pages.post("/labels/<int:job_id>/came")
    @allowed(Right.LABELS)
    def labels_came(job_id: int) -> Response:
        """They came out, or they did not."""
        good = request.form.get("good") == "1"
        deed = act_here(server, "labels-seen", f"{job_id} {good}")
        flash("", "label.noted" if came_out(server, deed, job_id, good) else "label.not-now")
        return see(ADDRESS)

    @pages.post("/labels/<int:job_id>/cancel")
    @allowed(Right.LABELS)
    def labels_cancel(job_id: int) -> Response:
        done = cancel(server, act_here(server, "labels-cancelled", str(job_id)), job_id)
        flash("", "label.was-cancelled" if done else "label.not-now")
        return see(ADDRESS)

    @pages.post("/labels/<int:job_id>/again")
    @allowed(Right.LABELS)
    def labels_try(job_id: int) -> Response:
        """Try now; at another printer when one is chosen."""
        text = request.form.get("printer", "")
        chosen = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
        deed = act_here(server, "labels-again", f"{job_id} {chosen}")
        flash("", "label.tried" if try_again(server, deed, job_id, chosen) else "label.not-now")
        return see(ADDRESS)


def _add_reprint(pages: Blueprint, server: Server) -> None:
    @pages.post("/labels/<int:job_id>/reprint")
    @allowed(Right.LABELS)
    def labels_reprint(job_id: int) -> Response:
        """The same labels once more, with the reason."""
        line = job_line(server, job_id)
        if line is None:
            abort(404)
        reason = clean_line(request.form.get("reason", "").replace("\0", ""))[:LONGEST_REASON]
        if not reason:
            flash("", "label.not-reason")
            return see(ADDRESS)
        wish = JobWish(line.kind, line.stock, line.printer_id, line.dpi, line.start_cell,
                       reason=reason)  # fmt: skip
        deed = act_here(server, "labels-asked", f"again {job_id} {reason}")
        made = make_job(server, deed, wish, items_of(server, job_id))
        said = f"label.not-{made.code}" if isinstance(made, NotMade) else "label.asked"
        flash("", said)
        return see(ADDRESS)
