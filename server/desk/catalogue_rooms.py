"""All rooms about what the library holds: titles, their form, files, copies, places,
shelf marks."""

from __future__ import annotations

from flask import Blueprint

from server.desk.author_marks import add_author_mark_pages
from server.desk.bbk import add_bbk_pages
from server.desk.copies import add_copy_pages
from server.desk.imports import add_import_pages
from server.desk.places import add_place_pages
from server.desk.title_editing import add_title_form_pages
from server.desk.titles import add_title_pages
from server.server import Server


def add_catalogue_rooms(pages: Blueprint, server: Server) -> None:
    """Add them to the desk."""
    add_title_pages(pages, server)
    add_title_form_pages(pages, server)
    add_import_pages(pages, server)
    add_copy_pages(pages, server)
    add_place_pages(pages, server)
    add_bbk_pages(pages, server)
    add_author_mark_pages(pages, server)
