"""Our own stations on other computers ask here, with a bearer token of their station."""

from __future__ import annotations

from server.station_api.pages import station_api

__all__ = ["station_api"]
