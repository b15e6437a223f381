"""Which deliveries came of an order."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, request

from library.rights import Right
from server.desk.classes import act_at_desk
from server.desk.drawing import see
from server.desk.guard import allowed
from server.server import Server
from server.services.order_acceptance import link_delivery
from server.services.textbook_orders import order_of


def add_order_acceptance_pages(pages: Blueprint, server: Server) -> None:
    """A delivery is linked to an order, or taken from it."""

    @pages.post("/textbook-orders/<int:order_id>/delivery")
    @allowed(Right.PROVISION)
    def textbook_order_delivery(order_id: int) -> Response:
        if order_of(server, order_id) is None:
            abort(404)
        batch, on = request.form.get("batch", 0, type=int), request.form.get("on") == "1"
        if not 0 < batch < 2**31:
            abort(400)
        deed = act_at_desk(server, "order-delivery", f"{order_id} {batch} {on}")
        done = link_delivery(server, deed, order_id, batch, on)
        said = "order.linked" if on else "order.unlinked"
        flash("", said if done else "order.not-linked")
        return see(f"/desk/textbook-orders/{order_id}#came")
