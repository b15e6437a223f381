"""The headers every answer carries: nothing is loaded from outside, nothing is framed by others."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

Headers = tuple[tuple[str, str], ...]
"""Names and values."""

_SELF, _NONE = "'self'", "'none'"
_JSON = "application/json"
_YEAR_SECONDS = 31536000
_NEVER_KEPT = ("Cache-Control", "no-store")


@dataclass(frozen=True, slots=True)
class StandingHeaders:
    """What is added to answers: all of it to `pages`; to `programs`, whose JSON loads
    nothing and is never shown, only what keeps a browser from taking it for a page."""

    pages: Headers
    programs: Headers


def standing_headers(https: bool, framed: bool = False) -> StandingHeaders:
    """Made once. `https` adds strict transport security, `framed` lets our own pages show
    each other in a frame (the demonstration)."""
    return StandingHeaders(
        pages=(*_of_pages(https, framed).headers.items(), _NEVER_KEPT),
        programs=(*_of_programs(https).headers.items(), _NEVER_KEPT),
    )


def _of_pages(https: bool, framed: bool) -> Secure:
    policy = (
        ContentSecurityPolicy()
        .default_src(_SELF)
        .img_src(_SELF, "data:")
        .object_src(_NONE)
        .base_uri(_NONE)
        .form_action(_SELF)
        .frame_ancestors(_SELF if framed else _NONE)
    )
    permissions = PermissionsPolicy().camera("self").microphone().geolocation().usb().serial()
    return Secure(
        csp=policy,
        permissions=permissions,
        referrer=ReferrerPolicy().same_origin(),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().sameorigin() if framed else XFrameOptions().deny(),
        hsts=_transport(https),
    )


def _of_programs(https: bool) -> Secure:
    return Secure(
        csp=ContentSecurityPolicy().default_src(_NONE).frame_ancestors(_NONE),
        corp=CrossOriginResourcePolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        hsts=_transport(https),
    )


def _transport(https: bool) -> StrictTransportSecurity | None:
    return StrictTransportSecurity().max_age(_YEAR_SECONDS) if https else None


def add_headers(response: Response, standing: StandingHeaders) -> Response:
    """Add what the view has not set itself; nothing is kept by a cache unless it said so."""
    # One look at what is there: asking Werkzeug name by name costs more than a page's rest.
    present = {name.lower(): value for name, value in response.headers}
    added = standing.programs if present.get("content-type") == _JSON else standing.pages
    response.headers.extend([each for each in added if each[0].lower() not in present])
    return response
