"""All rooms about labels: the queue, asking for a printing, printers, stocks,
rolls printed ahead."""

from __future__ import annotations

from flask import Blueprint

from server.desk.label_asking import add_label_asking
from server.desk.label_dividers import add_divider_pages
from server.desk.label_queue import add_label_queue
from server.desk.label_rolls import add_roll_pages
from server.desk.label_stocks import add_stock_pages
from server.desk.printers import add_printer_pages
from server.server import Server


def add_label_rooms(pages: Blueprint, server: Server) -> None:
    """Add them to the desk."""
    add_label_queue(pages, server)
    add_label_asking(pages, server)
    add_divider_pages(pages, server)
    add_printer_pages(pages, server)
    add_stock_pages(pages, server)
    add_roll_pages(pages, server)
