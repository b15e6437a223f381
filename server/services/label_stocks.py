"""Stocks of labels: those that came with the program and those the school added."""

from __future__ import annotations

import json

from labels.errors import StockRefused
from labels.stock import Stock, stock_of
from server.server import Server
from server.tables import LabelStock


def all_stocks(server: Server) -> dict[str, Stock]:
    """By name: the school's own first, in the order they were added, then the shipped ones.
    A kept stock that this program no longer understands is left out."""
    with server.library.reading():
        kept = [str(row.measures) for row in LabelStock.select().order_by(LabelStock.id)]
    found: dict[str, Stock] = {}
    for measures in kept:
        try:
            stock = stock_of(json.loads(measures))
        except (StockRefused, ValueError):
            continue
        found[stock.name] = stock
    return {**found, **{name: stock for name, stock in server.stocks.items() if name not in found}}
