"""`/desk/marc`: records of other libraries by file: choose, look, bring in."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, request
from werkzeug.exceptions import BadRequest

from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.guard import allowed, signed_in
from server.desk.marc_preview import OWN_FAULTS, marc_preview
from server.jobs.marc import ask_look, ask_marc
from server.server import Server
from server.services.importing.files import FileGone
from server.services.importing.reading import LARGEST
from server.services.importing.tables import FileRefused
from server.services.marc.files import (
    DIALECTS,
    TARGETS,
    MarcFileView,
    choose_marc,
    keep_marc,
    last_marc_files,
    marc_file_of,
)
from server.services.marc.letters import ENCODINGS
from server.services.marc.reading import LIST, HowToReadMarc, MarcRefused

ADDRESS = "/desk/marc"


def add_marc_pages(pages: Blueprint, server: Server) -> None:
    """The room of records that come in."""
    _add_upload(pages, server)
    _add_file(pages, server)
    _add_changes(pages, server)


def _add_upload(pages: Blueprint, server: Server) -> None:
    @pages.get("/marc")
    @allowed(Right.IMPORT)
    def marc_files() -> str:
        return _upload_page(server)

    @pages.post("/marc")
    @allowed(Right.IMPORT)
    def marc_upload() -> Response | tuple[str, int]:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            return _upload_page(server, FileRefused("none")), 422
        try:
            content = sent.stream.read(LARGEST + 1)
            file_id = keep_marc(server, content, signed_in().staff_id)
        except FileRefused as fault:
            return _upload_page(server, fault), 422
        return see(f"{ADDRESS}/{file_id}")


def _add_file(pages: Blueprint, server: Server) -> None:
    @pages.get("/marc/<int:file_id>")
    @allowed(Right.IMPORT)
    def marc_file(file_id: int) -> str | tuple[str, int]:
        view = _file(server, file_id)
        if view.outcome is not None:
            return drawn(server, "desk/marc-done.html", file=view, own_faults=OWN_FAULTS)
        return _file_page(server, view)

    @pages.post("/marc/<int:file_id>/choose")
    @allowed(Right.IMPORT)
    def marc_choose(file_id: int) -> Response:
        """Other letters, another family, another purpose; the preview shows what follows."""
        view = _file(server, file_id)
        how = HowToReadMarc(request.form.get("encoding", ""), request.form.get("dialect", ""))
        target = request.form.get("target", view.target)
        if view.form == LIST and target != view.target:
            raise BadRequest
        try:
            choose_marc(server, file_id, how, target)
        except ValueError as fault:
            raise BadRequest from fault
        return see(f"{ADDRESS}/{file_id}")


def _add_changes(pages: Blueprint, server: Server) -> None:
    @pages.post("/marc/<int:file_id>/look")
    @allowed(Right.IMPORT)
    def marc_look(file_id: int) -> Response:
        """Work out a long file without changing anything."""
        _file(server, file_id)
        return see(f"/desk/jobs/{ask_look(server, file_id, signed_in().staff_id)}")

    @pages.post("/marc/<int:file_id>/apply")
    @allowed(Right.IMPORT)
    def marc_apply(file_id: int) -> Response:
        view = _file(server, file_id)
        if view.outcome is not None:
            flash("", "import.said-before")
            return see(f"{ADDRESS}/{file_id}")
        others = "others" in request.form
        job_id = ask_marc(server, file_id, operation_id(), signed_in().staff_id, others)
        return see(f"/desk/jobs/{job_id}")


def fault_key(fault: FileRefused) -> str:
    """The text key of why a file cannot be read."""
    family = "marc.file-" if isinstance(fault, MarcRefused) else "import.file-"
    return family + fault.reason


def _upload_page(server: Server, fault: FileRefused | None = None) -> str:
    return drawn(
        server, "desk/marc.html", fault=fault, fault_key=fault and fault_key(fault),
        files=last_marc_files(server), megabytes=LARGEST // 1024 // 1024,
    )  # fmt: skip


def _file_page(server: Server, view: MarcFileView) -> str | tuple[str, int]:
    offered = {"encodings": ENCODINGS, "dialects": DIALECTS, "targets": TARGETS}
    try:
        preview = marc_preview(server, view)
    except FileRefused as fault:
        # What was chosen does not fit the file.
        return drawn(server, "desk/marc-file.html", file=view, preview=None, fault=fault,
                     fault_key=fault_key(fault), **offered), 422  # fmt: skip
    except FileGone:
        abort(404)
    return drawn(
        server, "desk/marc-file.html", file=view, preview=preview, own_faults=OWN_FAULTS, **offered
    )


def _file(server: Server, file_id: int) -> MarcFileView:
    view = marc_file_of(server, file_id)
    if view is None or (view.removed and view.outcome is None):
        abort(404)
    return view
