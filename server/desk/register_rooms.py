"""The room of registers and acts: all its pages."""

from __future__ import annotations

from flask import Blueprint

from server.desk.acts import add_act_pages
from server.desk.opening_balance import add_opening_pages
from server.desk.register_headings import add_heading_pages
from server.desk.registers import add_inventory_pages
from server.desk.revaluation import add_revaluation_pages
from server.desk.summary_book import add_summary_pages
from server.server import Server


def add_register_rooms(pages: Blueprint, server: Server) -> None:
    """Books, acts, and what is entered by hand."""
    add_inventory_pages(pages, server)
    add_summary_pages(pages, server)
    add_act_pages(pages, server)
    add_opening_pages(pages, server)
    add_revaluation_pages(pages, server)
    add_heading_pages(pages, server)
