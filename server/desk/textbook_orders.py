"""`/desk/textbook-orders`: orders of textbooks from the draft to what came of them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.accession import MOST_TIYN
from library.money import NoSum, tiyn_of
from library.rights import Right
from library.textbook_order import OrderState, WrongStep, next_step
from server.desk.classes import act_at_desk
from server.desk.drawing import drawn, see
from server.desk.forms import Day, DeskForm, Line, clean_line
from server.desk.guard import allowed
from server.desk.order_acceptance import add_order_acceptance_pages
from server.desk.order_papers import add_order_papers
from server.desk.paper_answers import PAPER_LANGUAGES
from server.desk.textbook_forecast import add_forecast_pages
from server.server import Server
from server.services.order_acceptance import came, deliveries
from server.services.textbook_orders import (
    LONGEST_WHO,
    MOST_COPIES,
    Order,
    change_lines,
    drop_order,
    list_orders,
    order_of,
    reopen,
    take_step,
)

ADDRESS = "/desk/textbook-orders"


class StepForm(DeskForm):
    """The next step: its day, who takes it."""

    on = Day("order.step-on", required=True)
    who = Line("order.step-who", required=True, longest=LONGEST_WHO)


def add_textbook_order_pages(pages: Blueprint, server: Server) -> None:
    """The list, the forecast, an order with its lines and steps, papers, acceptance."""
    add_forecast_pages(pages, server)
    _add_looks(pages, server)
    _add_lines(pages, server)
    _add_steps(pages, server)
    add_order_papers(pages, server)
    add_order_acceptance_pages(pages, server)


def order_or_404(server: Server, order_id: int) -> Order:
    """The order of an address."""
    found = order_of(server, order_id)
    return found if found is not None else abort(404)


def _add_looks(pages: Blueprint, server: Server) -> None:
    @pages.get("/textbook-orders")
    @allowed(Right.PROVISION)
    def textbook_orders() -> str:
        return drawn(
            server, "desk/textbook-orders.html", orders=list_orders(server), path=ADDRESS
        )

    @pages.get("/textbook-orders/<int:order_id>")
    @allowed(Right.PROVISION)
    def textbook_order(order_id: int) -> str:
        return _page(server, order_or_404(server, order_id))


def _page(server: Server, order: Order, form: StepForm | None = None, **more: Any) -> str:
    return drawn(
        server, "desk/textbook-order.html", order=order, path=ADDRESS, states=tuple(OrderState),
        form=form or StepForm(data={"on": server.today()}), step=next_step(order.state),
        languages=PAPER_LANGUAGES, deliveries=deliveries(server, order), came=came(server, order),
        most=MOST_COPIES, **more,
    )  # fmt: skip


def _add_lines(pages: Blueprint, server: Server) -> None:
    @pages.post("/textbook-orders/<int:order_id>/lines")
    @allowed(Right.PROVISION)
    def textbook_order_lines(order_id: int) -> Response | tuple[str, int]:
        order = order_or_404(server, order_id)
        changed: dict[int, tuple[int, int | None]] = {}
        for line in order.lines:
            said = _said(line.line_id, line.copies, line.price_tiyn)
            if said is None:
                return _page(server, order, wrong=line.line_id), 422
            if said != (line.copies, line.price_tiyn):
                changed[line.line_id] = said
        if changed:
            content = f"{order_id} {sorted(changed.items())}"
            deed = act_at_desk(server, "order-lines", content)
            _flash(change_lines(server, deed, order_id, changed), "order.lines-saved")
        return see(f"{ADDRESS}/{order_id}")

    @pages.post("/textbook-orders/<int:order_id>/drop")
    @allowed(Right.PROVISION)
    def textbook_order_drop(order_id: int) -> Response:
        order_or_404(server, order_id)
        gone = drop_order(server, act_at_desk(server, "order-dropped", str(order_id)), order_id)
        flash("", "order.dropped" if gone else "order.wrong-not-next")
        return see(ADDRESS if gone else f"{ADDRESS}/{order_id}")


def _said(line_id: int, copies: int, price: int | None) -> tuple[int, int | None] | None:
    """What the fields of a line say, as it was where they are missing; None: nonsense."""
    text = clean_line(request.form.get(f"copies-{line_id}", str(copies)))
    money = clean_line(request.form.get(f"price-{line_id}", ""))[:40]
    if not (text.isascii() and text.isdigit() and len(text) < 6) or int(text) > MOST_COPIES:
        return None
    if f"price-{line_id}" not in request.form:
        return int(text), price
    found = tiyn_of(money, MOST_TIYN) if money else None
    return None if isinstance(found, NoSum) else (int(text), found)


def _add_steps(pages: Blueprint, server: Server) -> None:
    @pages.post("/textbook-orders/<int:order_id>/step")
    @allowed(Right.PROVISION)
    def textbook_order_step(order_id: int) -> Response | tuple[str, int]:
        order, form = order_or_404(server, order_id), StepForm.of(request)
        wanted = next_step(order.state)
        if wanted is None or request.form.get("step") != wanted.value:
            flash("", "order.wrong-not-next")
            return see(f"{ADDRESS}/{order_id}")
        if not form.sent():
            return _page(server, order, form), 422
        day, who = form.on.data, form.who.data or ""
        assert day is not None  # the field is required
        deed = act_at_desk(server, f"order-{wanted.value}", f"{order_id} {day} {who}")
        _flash(take_step(server, deed, order_id, wanted, day, who), f"order.is-{wanted.value}")
        return see(f"{ADDRESS}/{order_id}")

    @pages.post("/textbook-orders/<int:order_id>/reopen")
    @allowed(Right.PROVISION)
    def textbook_order_reopen(order_id: int) -> Response:
        order_or_404(server, order_id)
        deed = act_at_desk(server, "order-reopened", str(order_id))
        _flash(reopen(server, deed, order_id), "order.is-draft")
        return see(f"{ADDRESS}/{order_id}")


def _flash(wrong: WrongStep | None, said: str) -> None:
    flash("", said if wrong is None else f"order.wrong-{wrong.code}")
