"""`POST /station/operations` and `GET /station/settings`: JSON, synchronous, idempotent.

A repeated operation id gets the stored answer, so a station may ask again after a lost
reply. Every answer, also "no" and `Failed`, comes with status 200; 400 means that the
question was not understood, 401 that the token is no station's.
"""

from __future__ import annotations

from json import JSONEncoder
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest, Unauthorized

from library.operation_wire import WireFault, question_from_wire, to_wire
from library.operations import Failed
from server.errors import INCIDENT, note_incident
from server.server import Server
from server.services.pairing import station_of_token
from server.services.station_settings import settings_for
from server.services.stations import answer_question

# One encoder for all answers: Flask makes a new one for each.
_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class UnknownStation(Unauthorized):
    """No station holds this token."""

    code_word = "unknown-station"


class NotUnderstood(BadRequest):
    """The body is not a question."""

    code_word = "not-understood"


def station_api(server: Server) -> Blueprint:
    """The pages for stations of this server."""
    pages = Blueprint("station_api", __name__, url_prefix="/station")

    @pages.post("/operations")
    def operations() -> Response:
        station_id = _station(server)
        body: Any = request.get_json(silent=True)
        try:
            question = question_from_wire(body)
        except WireFault as fault:
            raise NotUnderstood from fault
        try:
            answer = answer_question(server, station_id, question)
        except Exception as fault:  # the station has a screen to keep alive
            answer = Failed(INCIDENT, note_incident(fault, type(question).__name__))
        return Response(_json(to_wire(answer)), mimetype="application/json")

    @pages.get("/settings")
    def settings() -> Response:
        return jsonify(settings_for(server, _station(server)))

    return pages


def _station(server: Server) -> int:
    """The station of the bearer token; raises UnknownStation."""
    kind, _, token = request.environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    station_id = station_of_token(server, token) if kind.lower() == "bearer" else None
    if station_id is None:
        raise UnknownStation
    return station_id
