"""`/desk/jobs/<id>`: how far long work is, and its end; a script asks, a link does too."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request

from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.guard import allowed, asks_by_itself, i_may, signed_in
from server.jobs.work import JobView, ask_to_cancel, job
from server.server import Server
from web.language import texts_of


def add_job_pages(pages: Blueprint, server: Server) -> None:
    """The pages of long work: for who asked for it, and for who may keep the library."""

    @pages.get("/jobs/<int:job_id>")
    @allowed(Right.IMPORT, Right.BACKUP)
    def job_page(job_id: int) -> str | Response:
        found = _mine(server, job_id)
        if found.state == "done" and found.page:
            return see(found.page)
        return drawn(server, "desk/job.html", job=found, words=words_of(found))

    @pages.get("/jobs/<int:job_id>/now")
    @allowed(Right.IMPORT, Right.BACKUP)
    @asks_by_itself
    def job_now(job_id: int) -> Response:
        """For the script of the bar: state, steps, words, and where to go at the end."""
        found = _mine(server, job_id)
        return jsonify(
            state=found.state, unfinished=found.unfinished, done=found.done, total=found.total,
            words=words_of(found), page=found.page if found.state == "done" else "",
        )  # fmt: skip

    @pages.post("/jobs/<int:job_id>/cancel")
    @allowed(Right.IMPORT, Right.BACKUP)
    def job_cancel(job_id: int) -> Response:
        ask_to_cancel(server, _mine(server, job_id).job_id)
        return see(f"/desk/jobs/{job_id}")


def words_of(found: JobView) -> str:
    """How it stands, in the language of the request."""
    t = texts_of(request)
    if found.unfinished and found.cancel_asked:
        return str(t("job.cancelling"))
    if found.state == "failed":
        return str(t("job.failed", code=found.error))
    if found.state == "running" and found.total:
        return str(t("job.percent", n=found.done * 100 // found.total))
    return str(t(f"job.state-{found.state}"))


def _mine(server: Server, job_id: int) -> JobView:
    found = job(server, job_id)
    if found is None:
        abort(404)
    if found.staff_id != signed_in().staff_id and not i_may(Right.BACKUP):
        abort(403)
    return found
