"""`/desk/import`: readers and the catalogue by file: choose, look, bring in, see what was
refused and why."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, request
from werkzeug.exceptions import BadRequest

from library.import_columns import ImportKind, fields_of
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.guard import allowed, signed_in
from server.desk.import_examples import LANGUAGES, example
from server.desk.import_preview import preview_of
from server.desk.import_refusals import refusals
from server.desk.lists import shown, written
from server.desk.marc import add_marc_pages
from server.desk.spreadsheets import download, file_answer, wants_file
from server.jobs.imports import ask_import
from server.server import Server
from server.services.importing.csv_text import ENCODINGS, SEPARATORS
from server.services.importing.files import (
    FileGone,
    FileView,
    choose,
    file_of,
    keep_upload,
    last_files,
)
from server.services.importing.reading import LARGEST
from server.services.importing.tables import FileRefused, HowToRead
from web.language import texts_of


def add_import_pages(pages: Blueprint, server: Server) -> None:
    """The room of files that come in."""
    _add_upload(pages, server)
    _add_file(pages, server)
    _add_changes(pages, server)
    add_marc_pages(pages, server)


def _add_upload(pages: Blueprint, server: Server) -> None:
    @pages.get("/import")
    @allowed(Right.IMPORT)
    def imports() -> str:
        return _upload_page(server)

    @pages.post("/import")
    @allowed(Right.IMPORT)
    def upload() -> Response | tuple[str, int]:
        kind = _kind(request.form.get("kind", ""))
        sent = request.files.get("file")
        data = b"" if sent is None else sent.stream.read(LARGEST + 1)
        if kind is None or sent is None or not sent.filename:
            return _upload_page(server, FileRefused("none")), 422
        try:
            file_id = keep_upload(server, kind, data, signed_in().staff_id)
        except FileRefused as fault:
            return _upload_page(server, fault), 422
        return see(f"/desk/import/{file_id}")

    @pages.get("/import/example/<kind>-<language>.xlsx")
    @allowed(Right.IMPORT)
    def import_example(kind: str, language: str) -> Response:
        known = _kind(kind)
        if known is None or language not in LANGUAGES:
            abort(404)
        return download(example(known, language), f"{kind}-{language}")


def _add_file(pages: Blueprint, server: Server) -> None:
    @pages.get("/import/<int:file_id>")
    @allowed(Right.IMPORT)
    def import_file(file_id: int) -> str | tuple[str, int]:
        view = _file(server, file_id)
        if view.outcome is not None:
            return drawn(server, "desk/import-done.html", file=view)
        return _file_page(server, view)

    @pages.get("/import/<int:file_id>/refused")
    @allowed(Right.IMPORT)
    def import_refused(file_id: int) -> str | Response:
        view = _file(server, file_id)
        try:
            listing = refusals(server, view, texts_of(request))
        except (FileGone, FileRefused):
            abort(404)
        if wants_file(request):
            return file_answer(request, listing, texts_of(request))
        return drawn(
            server, "desk/import-refused.html", list=shown(request, listing), written=written,
            file=view,
        )  # fmt: skip


def _add_changes(pages: Blueprint, server: Server) -> None:
    @pages.post("/import/<int:file_id>/columns")
    @allowed(Right.IMPORT)
    def import_columns(file_id: int) -> Response:
        """Another encoding, another sheet, other columns; the preview shows what follows."""
        view = _file(server, file_id)
        how = HowToRead(
            _one_of("encoding", ("", *ENCODINGS)), _one_of("separator", ("", *SEPARATORS)),
            request.form.get("sheet", "")[:100],
        )  # fmt: skip
        # Another reading gives other columns: what was chosen for the old ones is void.
        mapping = _mapping(view.kind) if how == view.how else None
        choose(server, file_id, how, mapping, "roster" in request.form)
        return see(f"/desk/import/{file_id}")

    @pages.post("/import/<int:file_id>/apply")
    @allowed(Right.IMPORT)
    def import_apply(file_id: int) -> Response:
        view = _file(server, file_id)
        if view.outcome is not None:
            flash("", "import.said-before")
            return see(f"/desk/import/{file_id}")
        others = "others" in request.form
        job_id = ask_import(server, file_id, operation_id(), signed_in().staff_id, others)
        return see(f"/desk/jobs/{job_id}")


def _upload_page(server: Server, fault: FileRefused | None = None) -> str:
    return drawn(
        server, "desk/imports.html", kinds=list(ImportKind), fault=fault, languages=LANGUAGES,
        files=last_files(server), chosen=request.form.get("kind", ""),
        megabytes=LARGEST // 1024 // 1024,
    )  # fmt: skip


def _file_page(server: Server, view: FileView) -> str | tuple[str, int]:
    try:
        preview = preview_of(server, view)
    except FileRefused as fault:
        # Another encoding was chosen, and the file does not fit it.
        return drawn(server, "desk/import-unread.html", file=view, fault=fault,
                     encodings=ENCODINGS), 422  # fmt: skip
    except FileGone:
        abort(404)
    return drawn(
        server, "desk/import.html", file=view, preview=preview, offered=fields_of(view.kind),
        encodings=ENCODINGS, separators=tuple(SEPARATORS),
    )  # fmt: skip


def _file(server: Server, file_id: int) -> FileView:
    view = file_of(server, file_id)
    if view is None or (view.removed and view.outcome is None):
        abort(404)
    return view


def _kind(word: str) -> ImportKind | None:
    return ImportKind(word) if word in list(ImportKind) else None


def _one_of(name: str, words: tuple[str, ...]) -> str:
    word = request.form.get(name, "")
    if word not in words:
        raise BadRequest
    return word


def _mapping(kind: ImportKind) -> tuple[str | None, ...] | None:
    """The columns as chosen; None when the form has none of them."""
    known = fields_of(kind)
    chosen: list[str | None] = []
    while (word := request.form.get(f"column-{len(chosen)}")) is not None:
        if word and word not in known:
            raise BadRequest
        chosen.append(word or None)
    return tuple(chosen) or None
