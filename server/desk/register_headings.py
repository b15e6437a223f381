"""`/desk/registers/headings`: the words of printed forms and who signs them, with a preview."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from i18n.texts import texts
from library.form_headings import FORMS, LANGUAGES, Headings, Signers
from library.registers import Act, ActLine, SummaryYear
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import DeskForm, Line, Lines
from server.desk.guard import allowed, i_may, signed_in
from server.desk.paper_answers import PAPER_LANGUAGES, pdf_answer
from server.reports.act_papers import act_paper
from server.reports.paper import Paper
from server.reports.register_papers import (
    PaperHead,
    inventory_paper,
    scope_of_numbers,
    summary_paper,
    temporary_paper,
)
from server.server import Server
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.register_headings import (
    change_headings,
    change_signers,
    headings_of,
    signers,
    usual_headings,
)
from server.services.registers import BookWanted, book_lines, summary_year
from server.services.settings import SCHOOL_NAME, setting
from server.services.temporary_documents import temporary_lines

ADDRESS = "/desk/registers/headings"
_PREVIEW_LINES = 12
_LONGEST_HEAD = 120


class SignersForm(DeskForm):
    """Who signs; each member of the commission on a line."""

    director = Line("register.signer-director", longest=100)
    librarian = Line("register.signer-librarian", longest=100)
    chair = Line("register.signer-chair", longest=100)
    members = Lines("register.signer-members", longest=600)
    accountant = Line("register.signer-accountant", longest=100)

    def wanted(self) -> Signers:
        """What was typed."""
        return Signers(
            self.director.data or "", self.librarian.data or "", self.chair.data or "",
            tuple(line for line in (self.members.data or "").split("\n") if line),
            self.accountant.data or "",
        )  # fmt: skip


def add_heading_pages(pages: Blueprint, server: Server) -> None:
    """The choice of forms and the signers; one form in one language."""

    @pages.route("/registers/headings", methods=["GET", "POST"])
    @allowed(Right.REGISTERS)
    def headings() -> Response | str | tuple[str, int]:
        now = signers(server)
        opened = _SignersRow(now)
        form: Any = SignersForm.of(request, opened=opened)
        if request.method == "POST" and not i_may(Right.ACCESSION):
            abort(403)
        if form.sent() and form.fits(now=opened):
            changed = change_signers(server, _deed(server, "signers-changed", form), form.wanted())
            flash("", "register.saved" if changed else "register.same")
            return see(ADDRESS)
        page = drawn(
            server, "desk/headings.html", form=form, forms=list(FORMS), languages=PAPER_LANGUAGES
        )
        return (page, 422) if request.method == "POST" else page

    @pages.route("/registers/headings/<name>/<language>", methods=["GET", "POST"])
    @allowed(Right.ACCESSION)
    def heading(name: str, language: str) -> Response | str | tuple[str, int]:
        words = _words_or_404(server, name, language)
        form = _form(words)
        asked = request.form.get("do", "")
        if form.sent():
            wanted = _wanted(form, words)
            if asked == "preview":
                return pdf_answer(_preview(server, wanted), f"preview-{name}")
            if form.fits(now=_HeadingsRow(words)):
                change = change_headings(server, _deed(server, "headings-changed", form), wanted)
                flash(wanted.title, "register.saved" if change else "register.same")
                return see(f"{ADDRESS}/{name}/{language}")
        page = drawn(
            server, "desk/headings-form.html", form=form, words=words, name=name,
            heads=list(words.heads), usual=usual_headings(name, language),
            language=dict(PAPER_LANGUAGES)[language],
        )  # fmt: skip
        return (page, 422) if request.method == "POST" else page


class _SignersRow:
    """Signers as their form shows them."""

    def __init__(self, kept: Signers) -> None:
        self.director, self.librarian, self.chair = kept.director, kept.librarian, kept.chair
        self.members, self.accountant = "\n".join(kept.members), kept.accountant


class _HeadingsRow:
    """Headings as their form shows them."""

    def __init__(self, words: Headings) -> None:
        self.title, self.basis = words.title, words.basis
        for name, said in words.heads.items():
            setattr(self, _field(name), said)


def _field(name: str) -> str:
    return "head_" + name.replace("-", "_")


def _form(words: Headings) -> Any:
    fields: dict[str, Any] = {
        "title": Line("register.headings-title", required=True, longest=200),
        "basis": Lines("register.headings-basis", longest=1000),
    }
    for name in words.heads:
        fields[_field(name)] = Line(f"register.head-{name}", required=True, longest=_LONGEST_HEAD)
    made: Any = type("HeadingsForm", (DeskForm,), fields)
    return made.of(request, opened=_HeadingsRow(words))


def _wanted(form: Any, words: Headings) -> Headings:
    heads = {name: form[_field(name)].data for name in words.heads}
    basis = form.basis.data or ""
    return Headings(words.form, words.language, form.title.data, basis, heads)


def _words_or_404(server: Server, name: str, language: str) -> Headings:
    if name not in FORMS or language not in LANGUAGES:
        abort(404)
    return headings_of(server, name, language)


def _deed(server: Server, kind: str, form: DeskForm) -> Deed:
    said = repr(sorted((field.name, str(field.data)) for field in form if field.name != "version"))
    return Deed(desk_origin(server, operation_id(), signed_in().staff_id), kind, said)


def _preview(server: Server, words: Headings) -> Paper:
    """The form with these words and the first lines of the book, or with none."""
    head = PaperHead(words, setting(server.library, SCHOOL_NAME), signers(server))
    t = texts(words.language)
    year = server.today().year
    if words.form == "inventory":
        lines, _ = book_lines(server, BookWanted(count=_PREVIEW_LINES))
        scope = scope_of_numbers(t, 1, max((line.number for line in lines), default=1))
        return inventory_paper(head, lines, scope, "", year)
    if words.form == "summary":
        book = summary_year(server, year)
        return summary_paper(head, SummaryYear(year, book.before, book.lines[:_PREVIEW_LINES]))
    if words.form == "temporary":
        lines_now, _ = temporary_lines(server, first=0, count=_PREVIEW_LINES)
        return temporary_paper(head, lines_now, str(t("register.paper-whole")))
    return act_paper(words, _sample_act(words.form, server.today()), head.signers, head.school)


def _sample_act(kind: str, today: date) -> Act:
    line = ActLine(1, "1", "Әуезов М. Абай жолы", 1942, 0, 1, 100_000)
    return Act(0, kind, 1, today.year, today, 1, 100_000, {}, {}, (line,))
