"""`GET /health`: 200 when everything answers, 503 when something does not.

It names parts and states, never contents: it may be read without a password.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from flask import Blueprint, Response, jsonify

_log = logging.getLogger(__name__)

Check = Callable[[], str]
"""Returns `ok`, or one short word for what is wrong; an exception counts as `failed`."""


def health_page(checks: Mapping[str, Check], facts: Mapping[str, str]) -> Blueprint:
    """`checks` by the name of the part; `facts` (version, role) are shown as they are."""
    page = Blueprint("health", __name__)

    @page.get("/health")
    def health() -> tuple[Response, int]:
        found = {name: _answer(name, check) for name, check in checks.items()}
        ready = all(state == "ok" for state in found.values())
        body = {"status": "ok" if ready else "faulty", **facts, "checks": found}
        return jsonify(body), 200 if ready else 503

    return page


def _answer(name: str, check: Check) -> str:
    try:
        return check()
    except Exception:  # a monitor must get its answer, whatever broke
        _log.exception("health check %s failed", name)
        return "failed"
