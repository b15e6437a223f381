"""One delivery: its document and lines, what keeps it from being posted, what posting will
write; posted, what was written, and the counter-entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, request, url_for

from library.accession import BatchView, NotPosted, PostingReason
from library.rights import Right
from library.tenge import written_sum
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Line, Wrong
from server.desk.guard import allowed, i_may
from server.desk.lists import Tenge, written
from server.desk.titles import act_here
from server.server import Server
from server.services.accession_rows import DRAFT, POSTED
from server.services.accessions import batch_view, cancel_batch
from server.services.correcting import correct_batch
from server.services.posting import post_batch, posted_of, posting_reasons
from server.services.posting_preview import posting_preview
from web.language import texts_of

ADDRESS = "/desk/acquisitions"
LONGEST_REASON = 300


class CorrectForm(DeskForm):
    """Why a posted delivery is taken back."""

    reason = Line("acquisition.correct-reason", required=True, longest=LONGEST_REASON)


def add_batch_pages(pages: Blueprint, server: Server) -> None:
    """The page of a delivery, posting it, giving it up, taking it back."""
    _add_page(pages, server)
    _add_correction(pages, server)


def _add_page(pages: Blueprint, server: Server) -> None:
    @pages.get("/acquisitions/<int:batch_id>")
    @allowed(Right.ACCESSION)
    def acquisition(batch_id: int) -> str:
        return _page(server, batch_or_404(server, batch_id))

    @pages.post("/acquisitions/<int:batch_id>/post")
    @allowed(Right.ACCESSION)
    def acquisition_post(batch_id: int) -> Response | tuple[str, int]:
        """Write it into the registers, once; doubts that were not confirmed are asked again."""
        batch = batch_or_404(server, batch_id)
        confirmed = sorted({each[:60] for each in request.form.getlist("confirm")})
        deed = act_here(server, "accession-posted", f"{batch_id} {confirmed}")
        done = post_batch(server, deed, batch_id, confirmed)
        if isinstance(done, NotPosted):
            return _page(server, batch, done.reasons, confirmed), 422
        flash(f"{done.entry[0]}/{done.entry[1]}", "acquisition.posted")
        return see(f"{ADDRESS}/{batch_id}")

    @pages.post("/acquisitions/<int:batch_id>/cancel")
    @allowed(Right.ACCESSION)
    def acquisition_cancel(batch_id: int) -> Response:
        """Give a draft up; nothing was written anywhere."""
        deed = act_here(server, "accession-cancelled", str(batch_id))
        done = cancel_batch(server, deed, batch_id)
        flash("", "acquisition.cancelled" if done else "accession.line-not-draft")
        return see(ADDRESS)


def batch_or_404(server: Server, batch_id: int) -> BatchView:
    """The delivery of an address."""
    found = batch_view(server, batch_id)
    if found is None:
        abort(404)
    return found


def _page(
    server: Server, batch: BatchView, refused: Sequence[PostingReason] | None = None,
    confirmed: Sequence[str] = (),
) -> str:  # fmt: skip
    is_draft = batch.state == DRAFT
    reasons = refused
    if reasons is None:
        reasons = posting_reasons(server, batch.batch_id) if is_draft else ()
    return drawn(
        server, "desk/acquisition.html", batch=batch, written=written, Tenge=Tenge,
        sum_of=written_sum, said=_said(reasons), confirmed=confirmed, refused=refused is not None,
        preview=posting_preview(server, batch) if is_draft else None,
        posted=posted_of(server, batch.batch_id) if batch.state == POSTED else None,
        ways=_ways(batch) if batch.state == POSTED else (),
    )  # fmt: skip


def _said(reasons: Sequence[PostingReason]) -> list[tuple[PostingReason, str, str]]:
    """Each reason in words, with what to do next."""
    t = texts_of(request)
    said = []
    for reason in reasons:
        values = _values(reason)
        why = str(t(f"accession.reason-{reason.code}", **values))
        said.append((reason, why, str(t(f"accession.next-{reason.code}", **values))))
    return said


def _values(reason: PostingReason) -> dict[str, object]:
    return {
        name: f"{value:%d.%m.%Y}" if isinstance(value, date) else value
        for name, value in reason.values.items()
    }


_WAYS = (
    ("acquisition.to-labels", "desk.labels", Right.LABELS, "printer"),
    ("acquisition.to-checklist", "desk.processing_batch", Right.PROCESS, "clipboard-check"),
    ("acquisition.to-inventory-book", "desk.inventory_book", Right.REGISTERS, "notes"),
)


def _ways(batch: BatchView) -> list[tuple[str, str, str]]:
    """Where work goes on: text key, address, icon; rooms that this school does not have or
    this person may not enter are left out."""
    found = []
    for key, endpoint, right, icon in _WAYS:
        if endpoint in current_app.view_functions and i_may(right):
            found.append((key, _address(endpoint, batch.batch_id), icon))
    return found


def _address(endpoint: str, batch_id: int) -> str:
    rules = current_app.url_map.iter_rules(endpoint)
    takes = any("batch_id" in rule.arguments for rule in rules)
    return url_for(endpoint, batch_id=batch_id) if takes else url_for(endpoint, batch=batch_id)


def _add_correction(pages: Blueprint, server: Server) -> None:
    @pages.route("/acquisitions/<int:batch_id>/correct", methods=["GET", "POST"])
    @allowed(Right.ACCESSION)
    def acquisition_correct(batch_id: int) -> Response | str | tuple[str, int]:
        """Take a posted delivery back, whole or some of its lines."""
        batch = batch_or_404(server, batch_id)
        if batch.state != POSTED or batch.corrects is not None:
            abort(404)
        form: Any = CorrectForm.of(request)
        chosen = _chosen(batch)
        reasons: Sequence[PostingReason] = ()
        if form.sent() and chosen:
            reason = form.reason.data or ""
            deed = act_here(server, "accession-corrected", f"{batch_id} {sorted(chosen)} {reason}")
            whole = len(chosen) == len(batch.lines)
            done = correct_batch(server, deed, batch_id, reason, None if whole else chosen)
            if not isinstance(done, NotPosted):
                flash(f"{done.entry[0]}/{done.entry[1]}", "acquisition.corrected")
                return see(f"{ADDRESS}/{done.batch_id}")
            reasons = done.reasons
        elif request.method == "POST" and not chosen:
            form.reason.errors = [Wrong("acquisition.no-line-chosen").args[0]]
        page = drawn(
            server, "desk/acquisition-correct.html", batch=batch, form=form, chosen=chosen,
            said=_said(reasons), sum_of=written_sum,
        )  # fmt: skip
        return (page, 422) if request.method == "POST" else page


def _chosen(batch: BatchView) -> set[int]:
    """The lines to take back; all that are left when the page is opened."""
    if request.method != "POST":
        return {line.line_id for line in batch.lines if not line.corrected}
    sent = set(request.form.getlist("line"))
    # Also those that are taken back by now: a form sent twice says the same.
    return {line.line_id for line in batch.lines if str(line.line_id) in sent}
