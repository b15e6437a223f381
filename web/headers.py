"""The headers every answer carries: nothing is loaded from outside, nothing is framed by others."""

from __future__ import annotations

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

_SELF, _NONE = "'self'", "'none'"


def security_headers(https: bool, framed: bool = False) -> tuple[tuple[str, str], ...]:
    """Names and values; `https` adds strict transport security, `framed` lets our own pages
    show each other in a frame (the demonstration)."""
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
    hardened = Secure(
        csp=policy,
        permissions=permissions,
        referrer=ReferrerPolicy().same_origin(),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().sameorigin() if framed else XFrameOptions().deny(),
        hsts=StrictTransportSecurity().max_age(31536000) if https else None,
    )
    return tuple(hardened.headers.items())


def add_headers(response: Response, headers: tuple[tuple[str, str], ...]) -> Response:
    """Set what the view has not set itself; pages are never kept by a cache."""
    for name, value in headers:
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
