"""The cataloguing form: a new title, a corrected one, and what the form tells meanwhile.

The author mark is suggested by a button (without JavaScript the page comes back with it) and
beside the fields while somebody types; the library has the last word when it is saved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.bbk import Division, division_of
from library.description import described
from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.title_forms import oddities, opened_title, title_form
from server.desk.titles import act_here, title_or_404
from server.server import Server
from server.services.author_marks import (
    KnownMark,
    MarkToKeep,
    NoMark,
    Suggested,
    basis_of,
    known_mark,
    mark_to_keep,
    suggest_mark,
)
from server.services.bbk_divisions import divisions
from server.services.title_changes import TitleValues, add_title, change_title
from server.services.titles import TitlePage

ADDRESS = "/desk/titles"
SUGGEST = "suggest"
CHOICES = ("known", "only-this", "from-now")
"""What may be done when the author has another mark already."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the form tells beside its fields. `basis` of the mark that stands in it; `odd`
    are text keys; `differs` is the mark that the author has already."""

    suggested: Suggested | NoMark
    mark: str | None
    basis: str
    division: Division | None
    odd: tuple[str, ...]
    description: str = ""
    differs: KnownMark | None = None


def add_title_form_pages(pages: Blueprint, server: Server) -> None:
    """The form for a new title and for one to correct, and its hints while typing."""

    @pages.route("/titles/new", methods=["GET", "POST"])
    @allowed(Right.EDIT_CATALOGUE)
    def new_title() -> Response | str | tuple[str, int]:
        def save(values: TitleValues, kept: MarkToKeep | None) -> int:
            return add_title(server, act_here(server, "title-added", repr(values)), values, kept)

        return _answer(server, title_form(), None, save)

    @pages.route("/titles/<int:title_id>/edit", methods=["GET", "POST"])
    @allowed(Right.EDIT_CATALOGUE)
    def edit_title(title_id: int) -> Response | str | tuple[str, int]:
        found = title_or_404(server, title_id)

        def save(values: TitleValues, kept: MarkToKeep | None) -> int:
            deed = act_here(server, "title-changed", f"{title_id} {values!r}")
            if not change_title(server, deed, title_id, values, kept):
                abort(404)
            return title_id

        return _answer(server, title_form(found.values), found, save)

    @pages.post("/titles/hints")
    @allowed(Right.EDIT_CATALOGUE)
    def title_hints() -> str:
        """The hints of the form as it stands, as a part of the page."""
        form = title_form()
        form.validate()
        return drawn(server, "desk/title-hints.html", hints=_hints(server, form))


def _answer(
    server: Server, form: Any, found: TitlePage | None,
    save: Callable[[TitleValues, MarkToKeep | None], int],
) -> Response | str | tuple[str, int]:  # fmt: skip
    posted = request.method == "POST"
    if posted and request.form.get("do") == SUGGEST:
        form.validate()
        return _page(server, form, found, _suggested(server, form))
    if form.sent() and (found is None or form.fits(now=opened_title(found.values))):
        hints = _hints(server, form, saving=True)
        if hints.differs is None or request.form.get("choice") in CHOICES:
            return _saved(server, form, hints, save, new=found is None)
        return _page(server, form, found, hints), 422
    page = _page(server, form, found, _hints(server, form))
    return (page, 422) if posted else page


def _page(server: Server, form: Any, found: TitlePage | None, hints: Hints) -> str:
    return drawn(
        server, "desk/title-form.html", form=form, title=found, hints=hints,
        divisions=divisions(server), choices=CHOICES,
    )  # fmt: skip


def _suggested(server: Server, form: Any) -> Hints:
    """The hints with the suggested mark put into the form; mistakes wait until it is saved."""
    hints = _hints(server, form)
    for field in form:
        field.errors = []
    if isinstance(hints.suggested, Suggested):
        form.author_mark.data = hints.suggested.mark
        form.from_imprint.data = False
    return _hints(server, form)


def _hints(server: Server, form: Any, saving: bool = False) -> Hints:
    values: TitleValues = form.values()
    suggested = suggest_mark(
        server, values.name, values.author, values.bbk, values.language, form.entry_word.data
    )
    mark = values.author_mark
    imprint = bool(form.from_imprint.data)
    return Hints(
        suggested, mark, basis_of(mark, suggested, imprint) if mark else "",
        division_of(values.bbk, [each for each in divisions(server) if each.level]),
        _odd(server, values), described(values).text if values.name else "",
        _differing(server, suggested, mark) if saving and not imprint else None,
    )  # fmt: skip


def _differing(
    server: Server, suggested: Suggested | NoMark, mark: str | None
) -> KnownMark | None:  # fmt: skip
    """What is remembered for the author, when it is another mark than the typed one."""
    if mark is None or not isinstance(suggested, Suggested) or not suggested.remembered:
        return None
    known = known_mark(server, suggested.heading)
    return known if known is not None and known.mark != mark else None


def _odd(server: Server, values: TitleValues) -> tuple[str, ...]:
    found = oddities(values)
    if values.bbk and "title.odd-bbk" not in found:
        known = divisions(server)
        if known and division_of(values.bbk, known) is None:
            found.append("bbk.no-division")
    return tuple(found)


def _saved(
    server: Server, form: Any, hints: Hints,
    save: Callable[[TitleValues, MarkToKeep | None], int], new: bool,
) -> Response:  # fmt: skip
    choice = request.form.get("choice")
    values, suggested, basis = form.values(), hints.suggested, hints.basis
    if hints.differs is not None and choice == "known":
        form.author_mark.data = hints.differs.mark
        values, basis = form.values(), hints.differs.basis
    kept = mark_to_keep(suggested, values.author_mark, basis, instead=choice == "from-now")
    if hints.differs is not None and choice == "only-this":
        kept = None
    title_id = save(values, kept)
    flash(values.name, "title.added" if new else "title.changed")
    for key in _odd(server, values):
        flash("", key)
    if values.author_mark and basis == "computed":
        flash(values.author_mark, "shelfmark.computed-saved")
    other = known_before(hints, values)
    if other:
        flash(other, "shelfmark.imprint-won")
    return see(f"{ADDRESS}/{title_id}")


def known_before(hints: Hints, values: TitleValues) -> str:
    """The mark that the author had before the one printed in this book took its place."""
    suggested = hints.suggested
    if hints.basis != "imprint" or not isinstance(suggested, Suggested):
        return ""
    differs = suggested.remembered and suggested.mark != values.author_mark
    return suggested.mark if differs else ""
