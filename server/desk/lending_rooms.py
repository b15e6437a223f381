"""The rooms where books go out and come back: desk, trolley, drop-box, paper day."""

from __future__ import annotations

from flask import Blueprint

from server.desk.drop_box import add_drop_box_pages
from server.desk.lending import add_lending_pages
from server.desk.paper_day import add_paper_day_pages
from server.desk.trolley import add_trolley_pages
from server.server import Server


def add_lending_rooms(pages: Blueprint, server: Server) -> None:
    """All of them."""
    add_lending_pages(pages, server)
    add_trolley_pages(pages, server)
    add_drop_box_pages(pages, server)
    add_paper_day_pages(pages, server)
