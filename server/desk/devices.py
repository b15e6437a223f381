"""`/desk/devices`: screens and how they stand, calls of kiosks, the computer itself."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import DeskForm, Line, Mistake
from server.desk.guard import allowed, signed_in
from server.desk.journal_words import when_words
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.live import StationLine
from server.desk.spreadsheets import file_answer, wants_file
from server.device_report import DeviceReport
from server.server import Server
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.devices import (
    CallLine,
    StationFacts,
    call_lines,
    close_screen,
    computer_state,
    note_link,
    open_station,
    rename_station,
    station_by_id,
    station_facts,
)
from server.services.pairing import LINK_MINUTES, make_pairing
from web.app import LOOPBACK
from web.language import texts_of

ADDRESS = "/desk/devices"
LONGEST_NAME = 40
LITTLE_ROOM = 2 * 10**9
"""Less free room on the disk than this wants a person: the library, its copies, its log."""


class ScreenForm(DeskForm):
    """The name of a screen."""

    name = Line("health.name", required=True, longest=LONGEST_NAME)


def add_device_pages(pages: Blueprint, server: Server, devices: DeviceReport) -> None:
    """The page, the list of calls, and what is done with screens."""
    began = server.now()
    _add_page(pages, server, devices, began)
    _add_calls(pages, server)
    _add_link(pages, server)
    _add_changes(pages, server)


def _act(server: Server, kind: str, content: str) -> Deed:
    return Deed(desk_origin(server, operation_id(), signed_in().staff_id), kind, content)


def _add_page(pages: Blueprint, server: Server, devices: DeviceReport, began: datetime) -> None:
    @pages.route("/devices", methods=["GET", "POST"])
    @allowed(Right.DEVICES)
    def devices_page() -> str | Response | tuple[str, int]:
        """The post adds a screen."""
        form = ScreenForm.of(request)
        if form.sent():
            name = form.name.data
            if open_station(server, _act(server, "station-added", name), name):
                flash(name, "health.added")
                return see(ADDRESS)
            form.name.errors = [Mistake("health.name-taken")]
        reports = {report.station_id: report for report in devices()}
        lines = [
            (facts, StationLine(facts.station_id, facts.name, reports.get(facts.station_id)))
            for facts in station_facts(server)
        ]
        page = drawn(
            server, "desk/devices.html", form=form, stations=lines,
            calls=list(call_lines(server))[:5], computer=computer_state(server),
            version=program_version(), up=server.now() - began, little_room=LITTLE_ROOM,
            when=lambda instant: when_words(server, instant),
            room_words=lambda count: _room_words(texts_of(request), count),
        )  # fmt: skip
        return page, 422 if form.errors else 200


@cache
def program_version() -> str:
    """Of the folder this program runs from; empty where its description is missing."""
    described = Path(__file__).parents[2] / "pyproject.toml"
    if not described.is_file():
        return ""
    return str(tomllib.loads(described.read_text(encoding="utf-8"))["project"]["version"])


def _room_words(t: Any, count: int) -> str:
    """Bytes for people."""
    if count >= 10**9:
        return str(t("health.gigabytes", n=t.number(round(count / 10**9))))
    return str(t("health.megabytes", n=t.number(max(round(count / 10**6), 1))))


def _add_calls(pages: Blueprint, server: Server) -> None:
    @pages.get("/devices/calls")
    @allowed(Right.DEVICES)
    def device_calls() -> str | Response:
        t = texts_of(request)
        listing = calls_listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(server, "desk/list.html", list=shown(request, listing), written=written)


def calls_listing(server: Server, t: Any) -> Listing:
    """Calls of kiosks, the newest first."""
    columns = (
        Column("called", "health.called", lambda row: when_words(server, row.called_at),
               key=lambda row: row.called_at),
        Column("screen", "health.screen", lambda row: row.station),
        Column("reason", "health.reason", lambda row: str(t(f"desk.call-{row.reason}"))),
        Column("book", "health.book", lambda row: row.title),
        Column("answered", "health.answered", key=lambda row: row.done_at,
               value=lambda row: when_words(server, row.done_at) if row.done_at else None),
        Column("who", "health.who", lambda row: row.done_by),
    )  # fmt: skip
    screens = [
        Choice(str(each.station_id), each.name) for each in station_facts(server)
        if not each.is_desk
    ]  # fmt: skip
    source = in_memory(lambda: call_lines(server), columns, _fits)
    return Listing(
        "health.calls", columns, source, [Filter("screen", "health.screen", screens)],
        sort="called", down=True, empty="health.no-calls",
    )  # fmt: skip


def _fits(row: CallLine, filters: Mapping[str, str]) -> bool:
    return filters.get("screen", str(row.station_id)) == str(row.station_id)


def _add_link(pages: Blueprint, server: Server) -> None:
    @pages.post("/devices/<int:station_id>/link")
    @allowed(Right.DEVICES)
    def device_link(station_id: int) -> str:
        """The answer to the post itself shows the link: it stands in no address."""
        found = _open_or_404(server, station_id)
        note_link(server, _act(server, "station-linked", str(station_id)), station_id)
        host = request.host.rpartition(":")[0] if ":" in request.host else request.host
        return drawn(
            server, "desk/link.html", name=found.name, minutes=LINK_MINUTES,
            link=f"{request.host_url}pair#{make_pairing(server, station_id)}",
            only_here=host in LOOPBACK,
        )  # fmt: skip


def _add_changes(pages: Blueprint, server: Server) -> None:
    @pages.route("/devices/<int:station_id>/name", methods=["GET", "POST"])
    @allowed(Right.DEVICES)
    def device_name(station_id: int) -> str | Response | tuple[str, int]:
        found = _open_or_404(server, station_id)
        form = ScreenForm.of(request, opened=found)
        if form.sent() and form.fits(now=found):
            name = form.name.data
            deed = _act(server, "station-renamed", f"{station_id} {name}")
            if rename_station(server, deed, station_id, name):
                flash(name, "health.renamed")
                return see(ADDRESS)
            form.name.errors = [Mistake("health.name-taken")]
        page = drawn(server, "desk/device-name.html", form=form, station=found)
        return page, 422 if form.errors or form.now else 200

    @pages.get("/devices/<int:station_id>/close")
    @allowed(Right.DEVICES)
    def device_closing(station_id: int) -> str:
        found = _open_or_404(server, station_id)
        return drawn(
            server, "desk/device-close.html", station=found,
            when=lambda instant: when_words(server, instant),
        )  # fmt: skip

    @pages.post("/devices/<int:station_id>/close")
    @allowed(Right.DEVICES)
    def device_close(station_id: int) -> Response:
        found = station_by_id(server, station_id)
        if found is None or not close_screen(
            server, _act(server, "station-closed", str(station_id)), station_id
        ):
            abort(404)
        flash(found.name, "health.closed")
        return see(ADDRESS)


def _open_or_404(server: Server, station_id: int) -> StationFacts:
    found = station_by_id(server, station_id)
    if found is None or not found.active or found.is_desk:
        abort(404)
    return found
