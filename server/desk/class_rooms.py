"""All rooms about classes: the classes, re-registration, messages, who answers for them,
dormitories, overdue books, a teacher's own view."""

from __future__ import annotations

from flask import Blueprint

from server.desk.class_message import add_message_pages
from server.desk.classes import add_class_pages
from server.desk.dormitories import add_dormitory_pages
from server.desk.my_class import add_my_class_pages
from server.desk.overdue import add_overdue_pages
from server.desk.re_registration import add_re_registration_pages
from server.desk.responsibilities import add_responsibility_pages
from server.server import Server


def add_class_rooms(pages: Blueprint, server: Server) -> None:
    """Add them to the desk."""
    add_class_pages(pages, server)
    add_re_registration_pages(pages, server)
    add_message_pages(pages, server)
    add_responsibility_pages(pages, server)
    add_dormitory_pages(pages, server)
    add_overdue_pages(pages, server)
    add_my_class_pages(pages, server)
