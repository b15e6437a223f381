"""`/desk`: the home page, its fragment that renews itself, and what its buttons do.

Forms carry the token of Flask-WTF; a form that changes the library carries its operation id
too, so that pressing twice does it once.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, current_app, flash, request
from werkzeug.exceptions import BadRequest, Conflict

from library.catalogue import CopyState
from library.checking import Finding
from library.operations import Noted
from library.rights import Right
from server.desk.calendar import add_calendar_pages
from server.desk.class_rooms import add_class_rooms
from server.desk.copies import add_copy_pages
from server.desk.drawing import drawn, number, operation_id, see
from server.desk.find import add_find_pages
from server.desk.first_steps import add_first_steps
from server.desk.guard import allowed, asks_by_itself, open_to_all, signed_in
from server.desk.home import home_of, line_of_code
from server.desk.imports import add_import_pages
from server.desk.jobs import add_job_pages
from server.desk.lending import add_lending_pages
from server.desk.places import add_place_pages
from server.desk.reader_acts import add_reader_act_pages
from server.desk.readers import add_reader_pages
from server.desk.rules import add_rules_pages
from server.desk.screens import add_screen_pages
from server.desk.settings import add_settings_pages
from server.desk.sheets import add_sheet_pages
from server.desk.sign_in import add_sign_in
from server.desk.titles import add_title_pages
from server.desk.visits import add_visit_pages
from server.device_report import DeviceReport, no_devices
from server.server import Server
from server.services.acts import IdReused
from server.services.calls import answer_call
from server.services.checking import Check, check, state_of
from server.services.desk_station import desk_origin
from server.start_settings import StartSetting
from web.language import came_from, language_answer

RENEW_SECONDS = 5
"""How often the page asks whether anything changed."""

_CHECKED_TO = (
    CopyState.ON_SHELF.value,
    CopyState.ON_HOLD_SHELF.value,
    CopyState.IN_REPAIR.value,
)


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
    add_screen_pages(pages, server)
    add_sheet_pages(pages, server)
    add_find_pages(pages, server)
    add_title_pages(pages, server)
    add_import_pages(pages, server)
    add_job_pages(pages, server)
    add_copy_pages(pages, server)
    add_place_pages(pages, server)
    add_class_rooms(pages, server)
    add_first_steps(pages, server)
    add_lending_pages(pages, server)
    add_reader_pages(pages, server)
    add_reader_act_pages(pages, server)
    add_visit_pages(pages, server)
    add_rules_pages(pages, server)
    add_calendar_pages(pages, server)
    add_settings_pages(pages, server, started)
    _add_home(pages, server, devices)
    _add_actions(pages, server)
    return pages


def _add_home(pages: Blueprint, server: Server, devices: DeviceReport) -> None:
    @pages.get("")
    @allowed(Right.HOME)
    def home() -> str:
        found = home_of(server, devices)
        return drawn(server, "desk/home.html", home=found, renew_seconds=RENEW_SECONDS)

    @pages.get("/now")
    @allowed(Right.HOME)
    @asks_by_itself
    def now() -> Response:
        """The part that changes by itself; 204 when the page shows it already."""
        found = home_of(server, devices)
        if request.args.get("version") == found.version:
            return Response(status=204)
        return Response(drawn(server, "desk/now.html", home=found))

    @pages.get("/language/<language>")
    @open_to_all
    def language(language: str) -> Response:
        return language_answer(language, came_from(request, "/desk"))


def _add_actions(pages: Blueprint, server: Server) -> None:
    @pages.post("/calls")
    @allowed(Right.CALLS)
    def calls() -> Response:
        staff = signed_in()
        if not answer_call(server, number("call"), staff.staff_id):
            flash("", "answered-before")
        return see("/desk")

    @pages.post("/checks")
    @allowed(Right.CHECK)
    def checks() -> Response:
        """What a look at a returned copy showed; the answer says where the copy goes."""
        staff = signed_in()
        copy_id = number("copy")
        origin = desk_origin(server, operation_id(), staff.staff_id)
        answer = check(server, Check(origin, copy_id, _finding()))
        title, code, state = state_of(server, copy_id) or ("", "", "")
        if not isinstance(answer, Noted):
            flash(title, "changed-since")
            return see("/desk")
        flash(title, _said(state))
        if state == CopyState.ON_HOLD_SHELF.value:
            flash(code, "slip")
        return see("/desk")

    @pages.post("/checks/line")
    @allowed(Right.CHECK)
    def line() -> str:
        """The line of a scanned copy; the page shows only the first of a long queue."""
        asked = request.get_json(silent=True)
        code = asked.get("code") if isinstance(asked, dict) else None
        found = line_of_code(server, code) if isinstance(code, str) else None
        if found is None:
            abort(404)
        return drawn(server, "desk/check-line.html", line=found)


def _said(state: str) -> str:
    """Where the copy goes now; a form sent again may find it far from here."""
    return f"checked-{state}" if state in _CHECKED_TO else "checked"


def _finding() -> Finding:
    try:
        return Finding(request.form["finding"])
    except ValueError as fault:
        raise BadRequest from fault
