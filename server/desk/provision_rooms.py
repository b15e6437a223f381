"""All pages about the provision; they share one computation of it."""

from __future__ import annotations

from flask import Blueprint

from server.desk.provision import add_provision_pages
from server.desk.provision_lines import add_provision_line_pages
from server.desk.provision_methodical import add_methodical_pages
from server.desk.provision_references import add_reference_pages
from server.desk.provision_turnover import add_turnover_pages
from server.server import Server
from server.services.provision_kept import KeptProvision


def add_provision_rooms(pages: Blueprint, server: Server) -> None:
    """Add them to the desk."""
    kept = KeptProvision(server)
    add_provision_pages(pages, server, kept)
    add_provision_line_pages(pages, server, kept)
    add_methodical_pages(pages, server)
    add_reference_pages(pages, server, kept)
    add_turnover_pages(pages, server)
