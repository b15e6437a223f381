"""All rooms about textbooks, in the order of a school year."""

from __future__ import annotations

from flask import Blueprint

from server.desk.cases import add_case_pages
from server.desk.class_issue import add_class_issue_pages
from server.desk.class_issue_acts import add_class_issue_act_pages
from server.desk.class_issue_sheet import add_class_issue_sheet_pages
from server.desk.clearance import add_clearance_pages
from server.desk.collecting import add_collecting_pages
from server.desk.collection import add_collection_pages
from server.desk.collection_board import add_collection_board_pages
from server.desk.collection_closing import add_collection_closing_pages
from server.desk.collection_day import add_collection_day_pages
from server.desk.collection_photos import add_collection_photo_pages
from server.desk.contest import add_contest_pages
from server.desk.provision_rooms import add_provision_rooms
from server.desk.raids import add_raid_pages
from server.desk.roll_over import add_roll_over_pages
from server.desk.textbook_orders import add_textbook_order_pages
from server.desk.textbook_plan import add_textbook_plan_pages
from server.desk.textbook_plan_file import add_textbook_plan_file_pages
from server.desk.textbook_plan_line import add_textbook_plan_line_pages
from server.desk.textbook_plan_pupils import add_textbook_plan_pupils_pages
from server.desk.textbook_plan_table import add_textbook_plan_table_pages
from server.server import Server


def add_textbook_rooms(pages: Blueprint, server: Server) -> None:
    """Add them to the desk."""
    add_textbook_plan_pages(pages, server)
    add_textbook_plan_table_pages(pages, server)
    add_textbook_plan_line_pages(pages, server)
    add_textbook_plan_file_pages(pages, server)
    add_textbook_plan_pupils_pages(pages, server)
    add_class_issue_pages(pages, server)
    add_class_issue_act_pages(pages, server)
    add_class_issue_sheet_pages(pages, server)
    add_provision_rooms(pages, server)
    add_collection_pages(pages, server)
    add_collection_board_pages(pages, server)
    add_collection_day_pages(pages, server)
    add_collection_closing_pages(pages, server)
    add_collecting_pages(pages, server)
    add_collection_photo_pages(pages, server)
    add_case_pages(pages, server)
    add_clearance_pages(pages, server)
    add_textbook_order_pages(pages, server)
    add_raid_pages(pages, server)
    add_contest_pages(pages, server)
    add_roll_over_pages(pages, server)
