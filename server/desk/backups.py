"""`/desk/backups`: how the library is kept safe, the files, one now."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, send_file

from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.guard import allowed, signed_in
from server.jobs.backup import ask_backup
from server.server import Server
from server.services.backup import backup_files, backup_path, backup_state, say_elsewhere
from server.services.deeds import Deed, done_before, write_deed
from server.services.desk_station import desk_origin


def add_backup_pages(pages: Blueprint, server: Server) -> None:
    """The list, a backup now, one to take away."""
    _add_list(pages, server)
    _add_taking(pages, server)


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/backups")
    @allowed(Right.BACKUP)
    def backups() -> str:
        return drawn(
            server, "desk/backups.html", state=backup_state(server), files=backup_files(server),
            folder=server.folder or "…",
        )  # fmt: skip

    @pages.post("/backups")
    @allowed(Right.BACKUP)
    def backup_now() -> Response:
        deed = _act(server, "backup-asked")
        with server.library.writing() as work:
            if done_before(work, deed):
                return see("/desk/backups")
            write_deed(server, work, deed)
        number = ask_backup(server, signed_in().staff_id)
        return see(f"/desk/jobs/{number}")

    @pages.post("/backups/elsewhere")
    @allowed(Right.BACKUP)
    def backup_elsewhere() -> Response:
        say_elsewhere(server, _act(server, "backup-elsewhere"))
        flash("", "backup.noted")
        return see("/desk/backups")


def _add_taking(pages: Blueprint, server: Server) -> None:
    @pages.post("/backups/<name>")
    @allowed(Right.BACKUP)
    def backup_file(name: str) -> Response:
        """The whole library leaves the computer: that is written down."""
        path = backup_path(server, name)
        if path is None:
            abort(404)
        deed = _act(server, "backup-taken", name)
        with server.library.writing() as work:
            if not done_before(work, deed):
                write_deed(server, work, deed)
        answer = send_file(path, "application/zip", as_attachment=True, download_name=path.name)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _act(server: Server, kind: str, content: str = "") -> Deed:
    return Deed(desk_origin(server, operation_id(), signed_in().staff_id), kind, content)
