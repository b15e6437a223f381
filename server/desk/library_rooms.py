"""All rooms about the library as a whole: accounts, backups, loan rules, the school's days,
settings."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint

from server.desk.backups import add_backup_pages
from server.desk.calendar import add_calendar_pages
from server.desk.rules import add_rules_pages
from server.desk.settings import add_settings_pages
from server.desk.staff import add_staff_pages
from server.server import Server
from server.start_settings import StartSetting


def add_library_rooms(
    pages: Blueprint, server: Server, started: Sequence[StartSetting] = ()
) -> None:
    """Add them to the desk; `started` is what this start was told."""
    add_staff_pages(pages, server)
    add_backup_pages(pages, server)
    add_rules_pages(pages, server)
    add_calendar_pages(pages, server)
    add_settings_pages(pages, server, started)
