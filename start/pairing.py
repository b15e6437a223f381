"""Which browser is which station: the one-time link, its page and the cookie.

The link is `/pair#word`. What stands behind `#` never leaves the browser by itself, so the
word is in no log; the page posts it once and gets a cookie that scripts cannot read.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Protocol

from flask import Blueprint, Request, Response, jsonify, render_template, request
from werkzeug.exceptions import BadRequest, Forbidden

from kiosk.station import Station
from server.server import Server
from server.services import pairing
from start.stations import Stations

COOKIE = "station"
COOKIE_SECONDS = 400 * 24 * 3600
"""The longest that browsers keep a cookie; each visit of the kiosk page begins it anew."""

_FORWARDING = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
_LOOPBACK = ("127.0.0.1", "::1")


class LinkSpent(Forbidden):
    """The one-time link is unknown, used or too old."""

    code_word = "link-spent"


class Pairs(Protocol):
    """Who keeps the pairs of browser and station."""

    def link_word(self, station_id: int) -> str:
        """The word of a new one-time link."""
        ...

    def spend(self, word: str) -> str | None:
        """The secret for the browser's cookie; None when the link is no good."""
        ...

    def station_of(self, secret: str | None) -> int | None:
        """The station whose browser holds this secret."""
        ...


class ServerPairs:
    """Pairs in the library's database."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def link_word(self, station_id: int) -> str:
        """Raises KeyError when there is no such station."""
        return pairing.make_pairing(self._server, station_id)

    def spend(self, word: str) -> str | None:
        paired = pairing.pair(self._server, word)
        return paired.secret if paired else None

    def station_of(self, secret: str | None) -> int | None:
        return pairing.station_of_secret(self._server, secret)


class LonePairs:
    """The one pair of a computer that is only a station: its hash lies in a file."""

    def __init__(self, station_id: int, file: Path) -> None:
        self._station_id = station_id
        self._file = file
        self._word = ""

    def link_word(self, station_id: int) -> str:
        """A new word; the one before it is void."""
        self._word = secrets.token_urlsafe(32)
        return self._word

    def spend(self, word: str) -> str | None:
        if not self._word or not hmac.compare_digest(word.encode(), self._word.encode()):
            return None
        self._word = ""
        secret = secrets.token_urlsafe(32)
        self._file.write_text(_hash(secret), encoding="ascii")
        return secret

    def station_of(self, secret: str | None) -> int | None:
        if not secret or not self._file.is_file():
            return None
        kept = self._file.read_text(encoding="ascii")
        return self._station_id if hmac.compare_digest(_hash(secret), kept) else None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class PairedBrowsers:
    """Answers which station a request comes from. `demo_station` is taken without a cookie,
    by browsers of this computer, when nothing forwards their requests."""

    def __init__(self, pairs: Pairs, stations: Stations, demo_station: int | None = None) -> None:
        self._pairs = pairs
        self._stations = stations
        self._demo_station = demo_station

    def __call__(self, asking: Request) -> Station | None:
        number = self._pairs.station_of(asking.cookies.get(COOKIE))
        if number is None and self._demo_station and is_local(asking):
            number = self._demo_station
        return None if number is None else self._stations.of(number)


def is_local(asking: Request) -> bool:
    """Whether the browser is on this computer and nothing stands between."""
    forwarded = any(name in asking.headers for name in _FORWARDING)
    return asking.remote_addr in _LOOPBACK and not forwarded


def pairing_pages(pairs: Pairs, https: bool) -> Blueprint:
    """`/pair` and the post that spends the word; keeps the cookie of a kiosk young."""
    pages = Blueprint(
        "pairing", __name__, url_prefix="/pair", template_folder="templates",
        static_folder="static",
    )  # fmt: skip

    @pages.get("")
    def page() -> str:
        return render_template("pairing/page.html")

    @pages.post("")
    def spend() -> Response:
        content = request.get_json(silent=True)
        word = content.get("word") if isinstance(content, dict) else None
        if not isinstance(word, str):
            raise BadRequest
        secret = pairs.spend(word)
        if secret is None:
            raise LinkSpent
        answer = jsonify(next="/kiosk")
        _set_cookie(answer, secret, https)
        return answer

    @pages.after_app_request
    def keep(response: Response) -> Response:
        if request.endpoint == "kiosk.page" and response.status_code == 200:
            secret = request.cookies.get(COOKIE)
            if secret:
                _set_cookie(response, secret, https)
        return response

    return pages


def _set_cookie(response: Response, secret: str, https: bool) -> None:
    response.set_cookie(
        COOKIE, secret, max_age=COOKIE_SECONDS, httponly=True, samesite="Strict", secure=https
    )
