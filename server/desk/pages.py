"""The desk: the pages of all its rooms in one blueprint.

Forms carry the token of Flask-WTF; a form that changes the library carries its operation id
too, so that pressing twice does it once.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, current_app
from werkzeug.exceptions import Conflict

from server.desk.acquisitions import add_acquisition_rooms
from server.desk.catalogue_rooms import add_catalogue_rooms
from server.desk.checks import add_checks_pages
from server.desk.class_rooms import add_class_rooms
from server.desk.devices import add_device_pages
from server.desk.find import add_find_pages
from server.desk.first_steps import add_first_steps
from server.desk.home import add_home_pages
from server.desk.jobs import add_job_pages
from server.desk.journal import add_journal_pages
from server.desk.label_rooms import add_label_rooms
from server.desk.lending_rooms import add_lending_rooms
from server.desk.library_rooms import add_library_rooms
from server.desk.processing_rooms import add_processing_rooms
from server.desk.reader_acts import add_reader_act_pages
from server.desk.readers import add_reader_pages
from server.desk.register_rooms import add_register_rooms
from server.desk.requests import add_request_pages
from server.desk.sheets import add_sheet_pages
from server.desk.sign_in import add_sign_in
from server.desk.textbook_rooms import add_textbook_rooms
from server.desk.topics import add_topic_pages
from server.desk.undoing import add_undo_pages
from server.desk.visits import add_visit_pages
from server.device_report import DeviceReport, no_devices
from server.server import Server
from server.services.deeds import IdReused
from server.start_settings import StartSetting


def desk_pages(
    server: Server,
    https: bool = False,
    devices: DeviceReport = no_devices,
    started: Sequence[StartSetting] = (),
) -> Blueprint:
    """The blueprint. `https`: the session's cookie goes over TLS only; `devices` says how
    the stations of this computer stand, `started` what this start was told."""
    pages = Blueprint(
        "desk", __name__, url_prefix="/desk", template_folder="templates", static_folder="static"
    )
    # A form of an old page whose id stands for something else by now.
    pages.register_error_handler(
        IdReused, lambda _fault: current_app.handle_http_exception(Conflict())
    )
    add_sign_in(pages, server, https)
    add_sheet_pages(pages, server)
    add_find_pages(pages, server)
    add_catalogue_rooms(pages, server)
    add_job_pages(pages, server)
    add_processing_rooms(pages, server)
    add_label_rooms(pages, server)
    add_acquisition_rooms(pages, server)
    add_register_rooms(pages, server)
    add_textbook_rooms(pages, server)
    add_request_pages(pages, server)
    add_topic_pages(pages, server)
    add_class_rooms(pages, server)
    add_first_steps(pages, server)
    add_lending_rooms(pages, server)
    add_reader_pages(pages, server)
    add_reader_act_pages(pages, server)
    add_visit_pages(pages, server)
    add_library_rooms(pages, server, started)
    add_home_pages(pages, server, devices)
    add_checks_pages(pages, server)
    add_undo_pages(pages, server)
    add_journal_pages(pages, server)
    add_device_pages(pages, server, devices)
    return pages
