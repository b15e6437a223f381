"""Flask's signed cookie sessions, free of charge for requests that bring no cookie.

Forms and messages of the desk live in a session; programs (stations elsewhere, monitors)
have none, and preparing to verify a signature is a good part of what their request costs.
"""

from __future__ import annotations

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class CookieSessions(SecureCookieSessionInterface):
    """As Flask's own; without any cookie the session is a new, empty one at once."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the cookie; empty when there is none or it was tampered with."""
        if "HTTP_COOKIE" not in request.environ:
            return self.session_class()
        return super().open_session(app, request)
