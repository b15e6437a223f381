"""The factory of the web application: what every page of the program shares.

Rooms add their blueprints to what this returns. The factory knows none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from web.checks import SAFE_METHODS, check_origin, is_form
from web.faults import add_fault_pages
from web.headers import add_headers, standing_headers
from web.language import TextsFor, language_of, texts_of
from web.sessions import CookieSessions

FOLDER = Path(__file__).parent
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class Access:
    """Under which names the program is reached.

    `hosts` are names and addresses without port; loopback is always among them.
    `https`: browsers reach it through TLS. `proxies`: how many proxies stand before it and
    set the X-Forwarded headers; 0 means those headers are not believed. `framed`: pages of
    this program may show each other in a frame.
    """

    hosts: Sequence[str] = ()
    https: bool = False
    proxies: int = 0
    largest_upload: int = field(default=21 * 1024 * 1024)
    framed: bool = False


def create_app(
    name: str, secret_key: bytes, texts: TextsFor, access: Access | None = None
) -> Flask:
    """An application with headers, checks and fault pages, and no pages of its own.

    `texts` gives the words of a language (`i18n.texts.texts`). `secret_key` signs cookies
    and forms; it must outlive a restart, or forms expire.
    """
    access = access or Access()
    app = Flask(
        name,
        root_path=str(FOLDER),
        static_folder=str(FOLDER / "static"),
        template_folder=str(FOLDER / "templates"),
    )
    app.config.update(
        SECRET_KEY=secret_key,
        TRUSTED_HOSTS=[*LOOPBACK, *access.hosts],
        MAX_CONTENT_LENGTH=access.largest_upload,
        SESSION_COOKIE_NAME="library",
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=access.https,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.session_interface = CookieSessions()
    app.extensions["texts"] = texts
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _add_checks(app, CSRFProtect(app))
    _add_headers(app, access)
    add_fault_pages(app)
    app.context_processor(lambda: {"t": texts_of(request), "lang": language_of(request)})
    if access.proxies:
        hops = access.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    return app


def _add_checks(app: Flask, csrf: CSRFProtect) -> None:
    @app.before_request
    def checked() -> None:
        if request.method in SAFE_METHODS:
            return
        check_origin(request)
        if is_form(request):
            csrf.protect()


def _add_headers(app: Flask, access: Access) -> None:
    standing = standing_headers(access.https, access.framed)

    @app.after_request
    def hardened(response: Response) -> Response:
        return add_headers(response, standing)
