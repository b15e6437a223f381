"""All rooms about textbooks, in the order of a school year."""

from __future__ import annotations

from flask import Blueprint

from server.server import Server


def add_textbook_rooms(pages: Blueprint, server: Server) -> None:
    """Add them to the desk."""
