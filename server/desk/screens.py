"""Screens of the library: a new one, and the one-time link that makes a browser a station."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, request
from werkzeug.exceptions import BadRequest

from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.server import Server
from server.services.pairing import LINK_MINUTES, add_station, make_pairing, stations
from web.app import LOOPBACK

LONGEST_NAME = 40


def add_screen_pages(pages: Blueprint, server: Server) -> None:
    """`/desk/screens` and `/desk/screens/link`."""

    @pages.post("/screens")
    @allowed(Right.DEVICES)
    def screens() -> Response:
        name = " ".join(request.form["name"].split())
        if not 0 < len(name) <= LONGEST_NAME:
            raise BadRequest
        if name in {known for _, known, _ in stations(server)}:
            flash(name, "name-taken")
        else:
            add_station(server, name)
            flash(name, "screen-added")
        return see("/desk#screens")

    @pages.post("/screens/link")
    @allowed(Right.DEVICES)
    def link() -> str:
        """The answer to the post itself shows the link: it stands in no address."""
        number = request.form.get("station", type=int)
        names = {known: name for known, name, _ in stations(server)}
        if number is None or number not in names:
            abort(404)
        host = request.host.rpartition(":")[0] if ":" in request.host else request.host
        return drawn(
            server,
            "desk/link.html",
            name=names[number],
            minutes=LINK_MINUTES,
            link=f"{request.host_url}pair#{make_pairing(server, number)}",
            only_here=host in LOOPBACK,
        )
