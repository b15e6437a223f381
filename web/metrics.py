"""`GET /metrics` for Prometheus: small numbers about the running program.

Numbers come from callables when the page is read, so nothing has to push them. No label
ever holds a name, a number of a card or a title. Outside the demonstration the page asks
for a bearer token.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from werkzeug.exceptions import Unauthorized

_log = logging.getLogger(__name__)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reading:
    """One number. `kind` is `gauge` or `counter`; `read` is called at each page."""

    name: str
    meaning: str
    read: Callable[[], float]
    kind: str = "gauge"


class _Readings:
    """Hands the readings to the registry; one that fails is left out and logged."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = tuple(readings)

    def collect(self) -> Iterator[Metric]:
        for reading in self._readings:
            family = CounterMetricFamily if reading.kind == "counter" else GaugeMetricFamily
            try:
                value = reading.read()
            except Exception:  # one broken number must not hide the others
                _log.exception("metric %s failed", reading.name)
                continue
            yield family(reading.name, reading.meaning, value=value)


def metrics_page(readings: Iterable[Reading], token: str | None) -> Blueprint:
    """The page; with `token` None it is open (the demonstration only)."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    registry.register(_Readings(readings))
    page = Blueprint("metrics", __name__)

    @page.get("/metrics")
    def metrics() -> Response:
        if token is not None and not _allowed(token):
            raise Unauthorized
        return Response(generate_latest(registry), content_type=CONTENT_TYPE)

    return page


def _allowed(token: str) -> bool:
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
