"""The rooms of new books between their register line and the shelf, and of desk scanners."""

from __future__ import annotations

from flask import Blueprint

from server.desk.processing import add_processing_pages
from server.desk.scan_back import add_scan_back_pages
from server.desk.scanner import add_scanner_pages
from server.server import Server


def add_processing_rooms(pages: Blueprint, server: Server) -> None:
    """Checklists, labels scanned back, scanners of desk stations."""
    add_processing_pages(pages, server)
    add_scan_back_pages(pages, server)
    add_scanner_pages(pages, server)
