"""Pages for what went wrong: plain words, the next step, and a number for the log."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from web.language import texts_of

_log = logging.getLogger(__name__)

KNOWN = (400, 401, 403, 404, 405, 409, 413, 429, 500, 503)
"""Statuses with words of their own; others borrow 400 or 500."""


def new_incident() -> str:
    """A short number that can be read out: it stands on the screen and in the log."""
    return secrets.token_hex(3).upper()


def add_fault_pages(app: Flask) -> None:
    """Answer every error in the visitor's language, programs in JSON."""

    @app.errorhandler(HTTPException)
    def refused(fault: HTTPException) -> tuple[Response | str, int]:
        return _answer(fault, None)

    @app.errorhandler(Exception)
    def broken(fault: Exception) -> tuple[Response | str, int]:
        incident = new_incident()
        # The address without its query: it may hold what somebody searched for.
        _log.error("incident %s at %s", incident, request.path, exc_info=fault)
        return _answer(InternalServerError(), incident)


def _answer(fault: HTTPException, incident: str | None) -> tuple[Response | str, int]:
    status = fault.code or 500
    word = _word(fault, status)
    if request.is_json or not request.accept_mimetypes.accept_html:
        return jsonify(error=word, incident=incident), status
    known = status if status in KNOWN else 500 if status >= 500 else 400
    name = "form-expired" if isinstance(fault, CSRFError) else str(known)
    t = texts_of(request)
    page = render_template(
        "web/fault.html", t=t, status=status, incident=incident,
        said=t(f"web.fault-{name}"), step=t(f"web.step-{name}"),
    )  # fmt: skip
    return page, status


def _word(fault: HTTPException, status: int) -> str:
    """A stable word for programs: `not-found`, `foreign-origin`, …"""
    return getattr(fault, "code_word", None) or fault.name.lower().replace(" ", "-") or str(status)
