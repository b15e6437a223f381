"""The rooms of books on their way to the shelf, new ones and those that stood there unlabelled,
and of desk scanners."""

from __future__ import annotations

from flask import Blueprint

from server.desk.existing_stock import add_existing_stock_pages
from server.desk.old_numbers import add_old_number_pages
from server.desk.processing import add_processing_pages
from server.desk.scan_back import add_scan_back_pages
from server.desk.scanner import add_scanner_pages
from server.server import Server


def add_processing_rooms(pages: Blueprint, server: Server) -> None:
    """Existing stock, old numbers, checklists, labels scanned back, scanners of desk stations."""
    add_existing_stock_pages(pages, server)
    add_old_number_pages(pages, server)
    add_processing_pages(pages, server)
    add_scan_back_pages(pages, server)
    add_scanner_pages(pages, server)
