"""The web application of a server: the shared frame with the server's own pages in it.

Pages of other rooms (the kiosk, the demonstration) are handed in by the root.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, Flask

from i18n.texts import texts
from server.server import Server
from server.services.monitoring import database_check, readings
from server.station_api import station_api
from web.app import Access
from web.app import create_app as framed_app
from web.health import Check, health_page
from web.metrics import Reading, metrics_page


def create_app(
    server: Server,
    secret_key: bytes,
    access: Access | None = None,
    pages: Sequence[Blueprint] = (),
    checks: Mapping[str, Check] | None = None,
    numbers: Sequence[Reading] = (),
    facts: Mapping[str, str] | None = None,
    metrics_token: str | None = None,
) -> Flask:
    """The application with `/station`, `/health`, `/metrics` and the given `pages`.

    `checks` and `numbers` of other rooms (scanners, streams) join the server's own;
    `facts` (version, role) are shown by `/health`; `metrics_token` None leaves `/metrics`
    open, for the demonstration only.
    """
    app = framed_app("server", secret_key, texts, access)
    app.register_blueprint(station_api(server))
    for page in pages:
        app.register_blueprint(page)
    all_checks = {"database": database_check(server), **(checks or {})}
    app.register_blueprint(health_page(all_checks, facts or {}))
    app.register_blueprint(metrics_page((*readings(server), *numbers), metrics_token))
    return app
