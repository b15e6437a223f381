"""An order as XLSX and on paper; its difference list on paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request

from i18n.texts import texts
from library.rights import Right
from server.desk.guard import allowed
from server.desk.lists import Tenge
from server.desk.paper_answers import paper_language, pdf_answer
from server.desk.spreadsheets import download, workbook
from server.reports.order_paper import (
    CameRow,
    OrderPaper,
    OrderRow,
    difference_paper,
    order_heads,
    order_paper,
)
from server.server import Server
from server.services.order_acceptance import CameLine, came
from server.services.register_headings import signers
from server.services.settings import SCHOOL_NAME, setting
from server.services.textbook_orders import Order, order_of
from web.language import texts_of


def add_order_papers(pages: Blueprint, server: Server) -> None:
    """The files."""
    _add_order(pages, server)
    _add_differences(pages, server)


def _add_order(pages: Blueprint, server: Server) -> None:
    @pages.get("/textbook-orders/<int:order_id>/order.xlsx")
    @allowed(Right.PROVISION)
    def textbook_order_file(order_id: int) -> Response:
        order, t = order_of(server, order_id) or abort(404), texts_of(request)
        lines = [
            (place, row.name, row.author, row.publisher, row.published, row.grade, row.language,
             row.track, row.copies, _money(row.price_tiyn), _money(row.sum_tiyn or None))
            for place, row in enumerate(_rows(order, t), start=1)
        ]  # fmt: skip
        title = str(t("order.title-of", year=order.year))
        return download(workbook(title, order_heads(t), lines), f"order-{order.order_id}")

    @pages.get("/textbook-orders/<int:order_id>/order.pdf")
    @allowed(Right.PROVISION)
    def textbook_order_paper(order_id: int) -> Response:
        order = order_of(server, order_id) or abort(404)
        language = paper_language(request, texts_of(request))
        t, named = texts(language), signers(server)
        steps = [
            str(t(f"order.said-{step.state}", date=f"{step.on:%d.%m.%Y}", who=step.who))
            for step in order.steps
        ]
        paper = OrderPaper(
            order.year, order.made_on, _rows(order, t), steps, named.director, named.librarian,
            setting(server.library, SCHOOL_NAME), language,
        )  # fmt: skip
        return pdf_answer(order_paper(paper), f"order-{order_id}")


def _add_differences(pages: Blueprint, server: Server) -> None:
    @pages.get("/textbook-orders/<int:order_id>/differences.pdf")
    @allowed(Right.PROVISION)
    def textbook_order_differences(order_id: int) -> Response:
        order = order_of(server, order_id) or abort(404)
        language = paper_language(request, texts_of(request))
        t = texts(language)
        rows = [
            CameRow(line.name, line.author, line.difference.ordered, line.difference.came,
                    difference_note(t, line))
            for line in came(server, order)
        ]  # fmt: skip
        school = setting(server.library, SCHOOL_NAME)
        paper = difference_paper(rows, order.year, server.today(), school, language)
        return pdf_answer(paper, f"order-{order_id}-differences")


def difference_note(t: Any, line: CameLine) -> str:
    """What a line of the difference list says."""
    if line.instead_of:
        return str(t("order.instead-of", title=line.instead_of))
    return str(t(f"order.difference-{line.difference.code}"))


def _rows(order: Order, t: Any) -> list[OrderRow]:
    return [
        OrderRow(
            line.name, line.author, line.publisher, line.published, line.grade,
            str(t(f"provision.language-{line.language}")), line.track, line.copies,
            line.price_tiyn,
        )
        for line in order.lines
    ]  # fmt: skip


def _money(tiyn: int | None) -> Tenge | None:
    return None if tiyn is None else Tenge(tiyn)
