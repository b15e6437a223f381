"""A sheet or roll that the school adds by its measures, or takes away again."""

from __future__ import annotations

import json

from labels.stock import Stock
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.label_stocks import all_stocks
from server.tables import LabelStock


def add_stock(server: Server, deed: Deed, stock: Stock) -> bool:
    """Keep a stock; False when one of that name is known already."""
    known = all_stocks(server)
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if stock.name in known:
            return False
        row = LabelStock.create(
            name=stock.name, measures=json.dumps(stock.measures(), ensure_ascii=False),
            added_at=server.now(), staff=deed.origin.staff_id,
        )  # fmt: skip
        write_deed(server, work, deed, before={"stock": row.id})
        return True


def own_stocks(server: Server) -> dict[str, int]:
    """Names of what the school added, with their row numbers."""
    with server.library.reading():
        return {str(row.name): int(row.id) for row in LabelStock.select().order_by(LabelStock.id)}


def remove_stock(server: Server, deed: Deed, stock_id: int) -> bool:
    """Forget a stock of the school's own; what waits for it says that it is gone."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = LabelStock.get_or_none(LabelStock.id == stock_id)
        if row is None:
            return False
        measures = json.loads(str(row.measures))
        LabelStock.delete().where(LabelStock.id == stock_id).execute()
        write_deed(server, work, deed, before={"stock": stock_id, "measures": measures})
        return True
