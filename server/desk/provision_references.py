"""`/desk/provision/references`: references on provision (анықтама): written, edited, printed,
kept. Texts are edited, lines left out; numbers are those of the day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from i18n.texts import texts
from library.provision_reference import (
    Reference,
    ReferenceKind,
    ReferenceRow,
    leave_out,
    methodical_rows,
    textbook_rows,
)
from library.rights import Right
from server.desk.classes import act_at_desk
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Line, Lines, Tick
from server.desk.guard import allowed
from server.desk.lists import Column, Listing, in_memory, shown, written
from server.desk.paper_answers import PAPER_LANGUAGES, paper_language, pdf_answer
from server.desk.spreadsheets import download, file_answer, wants_file, workbook
from server.reports.provision_paper import (
    provision_paper,
    reference_cells,
    reference_heads,
    reference_sums,
)
from server.server import Server
from server.services.classes import shown_year
from server.services.methodical import methodical_table
from server.services.provision_kept import KeptProvision
from server.services.provision_references import (
    CHANGED,
    CREATED,
    REMOVED,
    KeptReference,
    change_reference,
    reference_of,
    references,
    remove_reference,
    write_reference,
)
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of

ADDRESS = "/desk/provision/references"


class ReferenceForm(DeskForm):
    """The texts of a reference."""

    title = Line("provision.title", required=True, longest=200)
    opening = Lines("provision.opening", longest=4000)
    conclusion = Lines("provision.conclusion-text", longest=4000)
    signer = Line("provision.signer", longest=120)
    conclude = Tick("provision.conclude")


def add_reference_pages(pages: Blueprint, server: Server, kept: KeptProvision) -> None:
    """The list, a new one, one of them, its paper and its file."""
    _add_list(pages, server)
    _add_new(pages, server, kept)
    _add_one(pages, server, kept)
    _add_files(pages, server)


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/provision/references")
    @allowed(Right.PROVISION)
    def provision_references() -> str | Response:
        t = texts_of(request)
        listing = _listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(
            server, "desk/provision-references.html", list=shown(request, listing),
            written=written, languages=PAPER_LANGUAGES,
        )  # fmt: skip


def _add_new(pages: Blueprint, server: Server, kept: KeptProvision) -> None:
    @pages.route("/provision/references/new", methods=["GET", "POST"])
    @allowed(Right.PROVISION)
    def provision_reference_new() -> Response | str | tuple[str, int]:
        language = paper_language(request, texts_of(request))
        methodical = request.args.get("kind") == ReferenceKind.METHODICAL.value
        kind = ReferenceKind.METHODICAL if methodical else ReferenceKind.TEXTBOOKS
        about = _fresh(server, kept, kind, language)
        form: Any = ReferenceForm.of(request, opened=about)
        if form.sent():
            edited = _edited(form, about)
            number = write_reference(server, _deed(server, CREATED, 0, edited), edited)
            flash("", "provision.reference-saved")
            return see(f"{ADDRESS}/{number}")
        page = _page(server, form, about, None)
        return (page, 422) if request.method == "POST" else page


def _add_one(pages: Blueprint, server: Server, kept: KeptProvision) -> None:
    @pages.route("/provision/references/<int:number>", methods=["GET", "POST"])
    @allowed(Right.PROVISION)
    def provision_reference(number: int) -> Response | str | tuple[str, int]:
        found = _or_404(server, number)
        form: Any = ReferenceForm.of(request, opened=found.about)
        if form.sent() and form.fits(now=found.about):
            about = found.about
            if request.form.get("step") == "count" and about.year == kept.now().year:
                rows = _rows(server, kept, about.kind)
                about = replace(about, rows=rows, made_on=server.today())
            edited = _edited(form, about)
            change_reference(server, _deed(server, CHANGED, number, edited), number, edited)
            flash("", "provision.reference-saved")
            return see(f"{ADDRESS}/{number}")
        page = _page(server, form, found.about, found, found.about.year == kept.now().year)
        return (page, 422) if request.method == "POST" else page

    @pages.post("/provision/references/<int:number>/remove")
    @allowed(Right.PROVISION)
    def provision_reference_remove(number: int) -> Response:
        if remove_reference(server, act_at_desk(server, REMOVED, str(number)), number):
            flash("", "provision.reference-removed")
        return see(ADDRESS)


def _add_files(pages: Blueprint, server: Server) -> None:
    @pages.get("/provision/references/<int:number>/paper")
    @allowed(Right.PROVISION)
    def provision_reference_paper(number: int) -> Response:
        about = _or_404(server, number).about
        paper = provision_paper(about, setting(server.library, SCHOOL_NAME))
        return pdf_answer(paper, f"provision-{number}")

    @pages.get("/provision/references/<int:number>/file")
    @allowed(Right.PROVISION)
    def provision_reference_file(number: int) -> Response:
        about = _or_404(server, number).about
        t = texts(about.language)
        lines = [reference_cells(about, row, t) for row in about.shown]
        sheet = workbook(about.title, reference_heads(about.kind, t),
                         [*lines, *reference_sums(about, t)])  # fmt: skip
        return download(sheet, f"provision-{number}")


def _or_404(server: Server, number: int) -> KeptReference:
    found = reference_of(server, number) if number < 10**9 else None
    return found if found is not None else abort(404)


def _deed(server: Server, kind: str, number: int, about: Reference) -> Any:
    return act_at_desk(server, kind, f"{number} {about!r}")


def _page(
    server: Server, form: ReferenceForm, about: Reference, found: KeptReference | None,
    may_count: bool = False,
) -> str:  # fmt: skip
    t = texts_of(request)
    return drawn(
        server, "desk/provision-reference.html", form=form, about=about, found=found,
        may_count=may_count,
        heads=reference_heads(about.kind, t), said=_conclusion(about),
        cells=[(row, reference_cells(about, row, t)) for row in about.rows],
        sums=reference_sums(about, t), languages=PAPER_LANGUAGES, away=_left_out(about),
    )  # fmt: skip


def _left_out(about: Reference) -> set[str]:
    """Keys of lines that are ticked: as posted, else as kept."""
    if request.method == "POST":
        return set(request.form.getlist("away"))
    return {row.key for row in about.rows if row.left_out}


def _fresh(
    server: Server, kept: KeptProvision, kind: ReferenceKind, language: str
) -> Reference:
    """A new one with the words of the program."""
    t = texts(language)
    school, today = setting(server.library, SCHOOL_NAME), server.today()
    year = kept.now().year
    about = Reference(
        kind, year, today, language, str(t(f"provision.paper-title-{kind.value}")),
        str(t("provision.opening-words", school=school, year=year, day=f"{today:%d.%m.%Y}")),
        "", "", _rows(server, kept, kind),
    )  # fmt: skip
    return replace(about, conclusion=_conclusion(about))


def _rows(server: Server, kept: KeptProvision, kind: ReferenceKind) -> tuple[ReferenceRow, ...]:
    if kind is ReferenceKind.METHODICAL:
        return methodical_rows(methodical_table(server, shown_year(server)))
    return textbook_rows(kept.now().line_sums)


def _conclusion(about: Reference) -> str:
    whole = about.whole
    return str(texts(about.language)(
        "provision.conclusion", needed=whole.needed, usable=whole.usable, short=whole.short,
        percent=whole.percent or 0,
    ))  # fmt: skip


def _edited(form: Any, about: Reference) -> Reference:
    edited = replace(
        about, title=form.title.data, opening=form.opening.data, signer=form.signer.data,
        conclusion=form.conclusion.data, rows=leave_out(about.rows, _left_out(about)),
    )  # fmt: skip
    return replace(edited, conclusion=_conclusion(edited)) if form.conclude.data else edited


def _listing(server: Server, t: Any) -> Listing:
    columns = (
        Column("made", "provision.made-on", lambda each: each.about.made_on, "date"),
        Column("title", "provision.title", lambda each: each.about.title,
               link=lambda each: f"{ADDRESS}/{each.number}"),
        Column("year", "provision.year", lambda each: each.about.year),
        Column("language", "provision.paper-language",
               lambda each: str(t(f"provision.language-{each.about.language}"))),
        Column("percent", "provision.percent", lambda each: each.about.whole.percent, "number"),
        Column("signer", "provision.signer", lambda each: each.about.signer),
        Column("staff", "provision.saved-by", lambda each: each.staff),
    )  # fmt: skip
    return Listing(
        "provision.references", columns, in_memory(lambda: references(server), columns),
        sort="made", down=True, empty="provision.no-references",
    )  # fmt: skip
