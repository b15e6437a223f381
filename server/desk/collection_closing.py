"""`/desk/collection/N/closing`: what is left of a closed collection: slips, the list for the
class teacher, the words for the class's chat, what becomes a case, the last step."""

from __future__ import annotations

from flask import Blueprint, Response, flash, request

from i18n.texts import Texts, texts
from library.rights import Right
from server.desk.collection import ADDRESS, deed, view_or_404
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.paper_answers import paper_language, pdf_answer
from server.reports.collection_papers import DebtRow, debt_list_paper, draft_act_paper
from server.server import Server
from server.services.collection_closing import (
    CARRIED,
    CASE,
    Left,
    choose_endings,
    left_over,
    post_closing,
)
from server.services.collection_view import CollectionView
from server.services.collections import NotNow
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of


def add_collection_closing_pages(pages: Blueprint, server: Server) -> None:
    """The page, its papers and its two steps."""
    _add_papers(pages, server)
    _add_steps(pages, server)


def _add_steps(pages: Blueprint, server: Server) -> None:
    @pages.get("/collection/<int:number>/closing")
    @allowed(Right.TEXTBOOKS)
    def collection_closing(number: int) -> str:
        view = view_or_404(server, number)
        t = _paper_texts()
        return drawn(
            server, "desk/collection-closing.html", about=view.about, path=ADDRESS,
            left=left_over(view), message=_message(server, view, t), spoken=t.lang,
            group_message=_group_message(server, view, t), endings=(CARRIED, CASE),
        )  # fmt: skip

    @pages.post("/collection/<int:number>/endings")
    @allowed(Right.TEXTBOOKS)
    def collection_endings(number: int) -> Response:
        view = view_or_404(server, number)
        chosen = {
            each.cell.line_id: CASE if request.form.get(f"case-{each.cell.line_id}") else CARRIED
            for each in left_over(view)
        }
        content = f"{number} {sorted(chosen.items())}"
        done = choose_endings(server, deed(server, "collection-endings", content), number, chosen)
        _tell(done)
        return see(f"{ADDRESS}/{number}/closing")

    @pages.post("/collection/<int:number>/post")
    @allowed(Right.TEXTBOOKS)
    def collection_post(number: int) -> Response:
        view_or_404(server, number)
        _tell(post_closing(server, deed(server, "collection-post", str(number)), number))
        return see(f"{ADDRESS}/{number}/closing")


def _tell(done: object) -> None:
    if isinstance(done, NotNow):
        flash("", f"collection.not-{done.code}")


def _add_papers(pages: Blueprint, server: Server) -> None:
    @pages.get("/collection/<int:number>/list.pdf")
    @allowed(Right.TEXTBOOKS)
    def collection_list(number: int) -> Response:
        view = view_or_404(server, number)
        paper = debt_list_paper(
            _rows(left_over(view)), view.about.class_label, server.today(),
            setting(server.library, SCHOOL_NAME), _paper_texts().lang,
        )  # fmt: skip
        return pdf_answer(paper, "debts")

    @pages.get("/collection/<int:number>/act.pdf")
    @allowed(Right.TEXTBOOKS)
    def collection_act(number: int) -> Response:
        view = view_or_404(server, number)
        cases = _rows([each for each in left_over(view) if each.ending == CASE])
        paper = draft_act_paper(
            cases, view.about.class_label, server.today(),
            setting(server.library, SCHOOL_NAME), _paper_texts().lang,
        )  # fmt: skip
        return pdf_answer(paper, "act-draft")

    @pages.get("/collection/<int:number>/slips")
    @allowed(Right.TEXTBOOKS)
    def collection_slips(number: int) -> str:
        view = view_or_404(server, number)
        return drawn(
            server, "desk/collection-slips.html", about=view.about, path=ADDRESS,
            pupils=[row for row in view.pupils if row.debts], say=_paper_texts(),
            school=setting(server.library, SCHOOL_NAME), day=server.today(),
        )  # fmt: skip


def _rows(left: list[Left]) -> list[DebtRow]:
    return [
        DebtRow(
            f"{each.debtor.person.surname} {each.debtor.person.given_name}", each.cell.title,
            each.cell.code or "", each.cell.price_tiyn, each.borrower,
        )
        for each in left
    ]  # fmt: skip


def _paper_texts() -> Texts:
    return texts(paper_language(request, texts_of(request)))


def _group_message(server: Server, view: CollectionView, t: Texts) -> str:
    """Numbers only: it goes to the chat of the class."""
    debtors = [row for row in view.pupils if row.debts]
    key = "closing.message-group" if debtors else "closing.message-none"
    return t(key, label=view.about.class_label, day=t.date(server.today()),
             books=sum(len(row.debts) for row in debtors), pupils=len(debtors))  # fmt: skip


def _message(server: Server, view: CollectionView, t: Texts) -> str:
    """With names, for the class teacher alone."""
    lines = [_group_message(server, view, t)]
    for number, row in enumerate((row for row in view.pupils if row.debts), start=1):
        books = "; ".join(f"«{cell.title}»" for cell in row.debts)
        lines.append(f"{number}. {row.person.surname} {row.person.given_name}: {books}")
    return "\n".join(lines)
