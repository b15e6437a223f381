"""Who may post: the page's own scripts and forms, and programs with the header.

Browsers send `Origin` with every POST, so a foreign page is known by it. A JSON request
must carry the header `X-Library-Kiosk: 1` as well, which no foreign page can add without
asking first. Forms carry the token of Flask-WTF.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request
from werkzeug.exceptions import Forbidden

HEADER = "X-Library-Kiosk"
"""The custom header of all scripted requests, with the value `1`."""

_HEADER_SENT = "HTTP_" + HEADER.upper().replace("-", "_")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class ForeignOrigin(Forbidden):
    """The request comes from a page of another origin."""

    code_word = "foreign-origin"


class HeaderMissing(Forbidden):
    """A scripted request without the custom header."""

    code_word = "header-missing"


def is_form(request: Request) -> bool:
    """Whether the body is an HTML form, which needs the token and not the header."""
    return request.mimetype in _FORM_TYPES


def check_origin(request: Request) -> None:
    """Refuse requests that change something and come from elsewhere.

    Raises ForeignOrigin or HeaderMissing. Programs send no `Origin`; they need the header.
    """
    if request.method in SAFE_METHODS:
        return
    # The environment, not `request.headers`: that one raises and catches for a missing name.
    sent = request.environ
    origin = sent.get("HTTP_ORIGIN")
    if origin is not None and not _same(origin, request):
        raise ForeignOrigin
    if sent.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none"):
        raise ForeignOrigin
    if sent.get(_HEADER_SENT) != "1" and not is_form(request):
        raise HeaderMissing


def _same(origin: str, request: Request) -> bool:
    parts = urlsplit(origin)
    return (parts.scheme, parts.netloc.lower()) == (request.scheme, request.host.lower())
