"""`/desk/collection`: the collections of a year: opening, resting, closing; one class with
pupils, subjects and the swaps behind its debts."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from flask import Blueprint, Response, abort, flash, request
from werkzeug.exceptions import BadRequest

from library.collection import CollectionState
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import Day, DeskForm, Line
from server.desk.guard import allowed, signed_in
from server.server import Server
from server.services.collection_progress import ClassProgress, progress
from server.services.collection_view import CollectionView, collection_view
from server.services.collections import (
    NotNow,
    keep_subject,
    kept_subjects,
    open_collections,
    set_state,
)
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.textbooks import plan_of

ADDRESS = "/desk/collection"
STATES = {
    "pause": CollectionState.PAUSED, "resume": CollectionState.OPEN,
    "close": CollectionState.CLOSED, "reopen": CollectionState.OPEN,
}  # fmt: skip


class KeepForm(DeskForm):
    """A subject that stays with the class until its examination."""

    subject = Line("collection.subject", required=True, longest=80)
    until = Day("collection.kept-until", required=True)


class OpenForm(DeskForm):
    """When the class brings its books, if there is a timetable."""

    day = Day("collection.day")
    hour = Line("collection.hour", longest=5)

    def due_at(self, server: Server) -> datetime | None:
        """The instant; None without a day."""
        day: date | None = self.day.data
        if day is None:
            return None
        try:
            hour = time.fromisoformat((self.hour.data or "08:30").zfill(5))
        except ValueError:
            hour = time(8, 30)
        return datetime.combine(day, hour, server.zone)


def add_collection_pages(pages: Blueprint, server: Server) -> None:
    """The overview, one class, their forms."""
    _add_overview(pages, server)
    _add_class(pages, server)


def deed(server: Server, kind: str, content: str) -> Deed:
    """What this form does, under the id it was drawn with."""
    return Deed(desk_origin(server, operation_id(), signed_in().staff_id), kind, content)


def _add_overview(pages: Blueprint, server: Server) -> None:
    @pages.get("/collection")
    @allowed(Right.TEXTBOOKS)
    def collection() -> str:
        lines = progress(server)
        return drawn(server, "desk/collection.html", lines=lines, sums=_sums(lines),
                     form=OpenForm.of(request), path=ADDRESS)  # fmt: skip

    @pages.post("/collection/open")
    @allowed(Right.TEXTBOOKS)
    def collection_open() -> Response | tuple[str, int]:
        form = OpenForm.of(request)
        chosen = _class_numbers(server)
        if not form.sent() or not chosen:
            lines = progress(server)
            page = drawn(server, "desk/collection.html", lines=lines, sums=_sums(lines), form=form,
                         path=ADDRESS, nothing=not chosen)  # fmt: skip
            return page, 422
        due_at = form.due_at(server)
        content = ",".join(map(str, chosen)) + f" {due_at}"
        opened = open_collections(server, deed(server, "collection-open", content), chosen, due_at)
        if opened.already:
            flash(", ".join(opened.already), "collection.already-open")
        if opened.collections:
            flash(str(len(opened.collections)), "collection.opened")
        return see(ADDRESS)


def _class_numbers(server: Server) -> list[int]:
    """The ticked classes, or all of the year."""
    known = {each.about.class_id for each in progress(server)}
    if request.form.get("all"):
        return sorted(known)
    asked = {int(text) for text in request.form.getlist("class") if _is_row(text)}
    return sorted(asked & known)


def _is_row(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _add_class(pages: Blueprint, server: Server) -> None:
    @pages.get("/collection/<int:number>")
    @allowed(Right.TEXTBOOKS)
    def collection_class(number: int) -> str:
        return class_page(server, view_or_404(server, number))

    @pages.post("/collection/<int:number>/state")
    @allowed(Right.TEXTBOOKS)
    def collection_step(number: int) -> Response:
        view_or_404(server, number)
        step = request.form.get("step", "")
        if step not in STATES:
            raise BadRequest
        act = deed(server, "collection-state", f"{number} {step}")
        done = set_state(server, act, number, STATES[step])
        if isinstance(done, NotNow):
            flash("", f"collection.not-{done.code}")
        return see(f"{ADDRESS}/{number}")

    @pages.post("/collection/<int:number>/keep")
    @allowed(Right.TEXTBOOKS)
    def collection_keep(number: int) -> Response | tuple[str, int]:
        view = view_or_404(server, number)
        form = KeepForm.of(request)
        if request.form.get("end"):
            subject = form.subject.data or ""
            act = deed(server, "collection-keep", f"{number} {subject}")
            keep_subject(server, act, view.about.class_id, subject, None)
            return see(f"{ADDRESS}/{number}")
        if not form.sent():
            return class_page(server, view, form), 422
        act = deed(server, "collection-keep", f"{number} {form.subject.data} {form.until.data}")
        keep_subject(server, act, view.about.class_id, form.subject.data, form.until.data)
        return see(f"{ADDRESS}/{number}")


def view_or_404(server: Server, number: int) -> CollectionView:
    """The collection of an address."""
    found = collection_view(server, number) if number < 10**9 else None
    return found if found is not None else abort(404)


def class_page(server: Server, view: CollectionView, form: KeepForm | None = None) -> str:
    """One class: what is missing, whose debt it is, what it keeps."""
    with server.library.reading():
        planned = {line.subject for line in plan_of(view.about.year)}
    return drawn(
        server, "desk/collection-class.html", view=view, about=view.about, path=ADDRESS,
        form=form or KeepForm.of(request), kept=kept_subjects(server, view.about.class_id),
        subjects=sorted(planned | set(view.subjects)),
    )  # fmt: skip


def _sums(lines: tuple[ClassProgress, ...]) -> dict[str, Any]:
    """The whole school in a few numbers."""
    going = [each for each in lines if each.collection_id is not None]
    return {
        "classes": len(going), "of": len(lines),
        "back": sum(each.back for each in going),
        "waited": sum(each.waited for each in going),
        "missing": sum(each.missing for each in going),
        "kept": sum(each.kept for each in going),
    }  # fmt: skip
