"""What came of an order: its deliveries, and how they differ from what was ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from library.cases import allowed_instead
from library.textbook_order import Difference, differences
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.textbook_orders import Order
from server.services.textbooks import plan_of
from server.tables import AccessionBatch, AccessionLine, TextbookOrderBatch, Title
from server.tables.fields import day_of

POSTED = "posted"
SHOWN = 50
"""Deliveries to choose from, the newest ones."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A posted delivery of textbooks; `linked`: it came of the order."""

    batch_id: int
    supplier: str
    document_no: str
    arrived_on: date
    copies: int
    linked: bool


@dataclass(frozen=True, slots=True)
class CameLine:
    """A title beside what came of it; `instead_of` names an ordered title of which the plan
    lets this edition stand in."""

    difference: Difference
    name: str
    author: str
    instead_of: str = ""


def deliveries(server: Server, order: Order) -> list[Delivery]:
    """Those of the order, and the newest that belong to none."""
    link = TextbookOrderBatch
    rows: Any = (
        AccessionBatch.select(
            AccessionBatch.id, AccessionBatch.supplier, AccessionBatch.document_no,
            AccessionBatch.arrived_on, fn.SUM(AccessionLine.came), link.order,
        )
        .join(AccessionLine, on=AccessionLine.batch == AccessionBatch.id)
        .join(Title, on=AccessionLine.title == Title.id)
        .join_from(AccessionBatch, link, JOIN.LEFT_OUTER, on=link.batch == AccessionBatch.id)
        .where(
            AccessionBatch.state == POSTED, AccessionBatch.corrects.is_null(),
            Title.item_kind == "textbook", AccessionBatch.source != "replacement",
            link.order.is_null() | (link.order == order.order_id),
        )
        .group_by(
            AccessionBatch.id, AccessionBatch.supplier, AccessionBatch.document_no,
            AccessionBatch.arrived_on, link.order,
        )
        .order_by(link.order.is_null(), AccessionBatch.id.desc())
        .limit(SHOWN)
    )  # fmt: skip
    with server.library.reading():
        return [
            Delivery(batch, supplier, number or "", day_of(day), int(copies), linked is not None)
            for batch, supplier, number, day, copies, linked in rows.tuples()
        ]


def link_delivery(server: Server, deed: Deed, order_id: int, batch_id: int, on: bool) -> bool:
    """Say that a delivery came of the order, or that it did not; False for one that is not
    posted or belongs to another order."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        batch: Any = AccessionBatch.get_or_none(
            AccessionBatch.id == batch_id, AccessionBatch.state == POSTED
        )
        known: Any = TextbookOrderBatch.get_or_none(TextbookOrderBatch.batch == batch_id)
        if batch is None or (known is not None and known.order_id != order_id):
            return False
        TextbookOrderBatch.delete().where(TextbookOrderBatch.batch == batch_id).execute()
        if on:
            TextbookOrderBatch.create(batch=batch_id, order=order_id)
        write_deed(server, work, deed, before={"order": order_id, "batch": batch_id, "on": on})
        return True


def came(server: Server, order: Order) -> list[CameLine]:
    """The difference list: each title of the order, then what nobody ordered."""
    with server.library.reading():
        counts: Any = (
            AccessionLine.select(AccessionLine.title, fn.SUM(AccessionLine.came))
            .join(TextbookOrderBatch, on=TextbookOrderBatch.batch == AccessionLine.batch)
            .where(TextbookOrderBatch.order == order.order_id)
            .group_by(AccessionLine.title)
            .tuples()
        )
        arrived = {title: int(copies) for title, copies in counts}
        asked = [(line.title_id, line.copies) for line in order.lines]
        found = differences(asked, arrived)
        rows: Any = Title.select().where(Title.id.in_([each.title_id for each in found]))
        titles = {row.id: (row.name, row.author) for row in rows}
        plan = plan_of(order.year)
    unnamed = iter([line for line in order.lines if line.title_id is None])
    lines = []
    for each in found:
        if each.title_id is None:
            line = next(unnamed)
            lines.append(CameLine(each, line.name, line.author))
            continue
        name, author = titles[each.title_id]
        lines.append(CameLine(each, name, author, _instead(each, found, titles, plan)))
    return lines


def _instead(each: Difference, found: list[Difference], titles: Any, plan: Any) -> str:
    """The ordered title, short or missing, in whose place this unordered edition may stand."""
    if each.code != "not-ordered" or each.title_id is None:
        return ""
    allowed = set(allowed_instead(each.title_id, plan))
    for other in found:
        if other.title_id in allowed and other.code in ("short", "none"):
            return str(titles[other.title_id][0])
    return ""
