"""The kiosk's page and its four requests. Only a paired browser gets any of them.

The page watches `/kiosk/stream`; touches, keys and typed text come back by POST and are
answered by the next screen, not by the request. Codes never stand in an address.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from flask import Blueprint, Request, Response, render_template, request
from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge

from i18n.texts import texts
from kiosk.rendering import message
from kiosk.station import Station
from kiosk.watching import Watch
from library.typed_code import text_of_keys, typed_code
from web.channel import FeedClosed, Message, event_stream
from web.checks import check_origin

PairedStation = Callable[[Request], Station | None]
ZoneNow = Callable[[], tzinfo]
"""The school's time zone as it is now: the desk may change it while screens are open."""
LARGEST_POST = 16 * 1024
MOST_KEYS = 512
LONGEST_TEXT = 4096


class NotPaired(Forbidden):
    """This browser is no station."""

    code_word = "not-paired"


class ScreenFeed:
    """The stream's view of a station: each new screen as one message."""

    def __init__(self, watch: Watch, zone: ZoneNow) -> None:
        self._watch = watch
        self._zone = zone
        self._said = ""
        self._told = False

    def take(self, timeout: float) -> Message | None:
        """The next screen, or `superseded` once; then FeedClosed."""
        screen = self._watch.next(timeout)
        if screen is not None:
            content, self._said = message(screen, self._zone(), self._said)
            return Message("screen", content)
        if self._watch.superseded and not self._told:
            self._told = True
            return Message("superseded", "{}")
        if self._watch.ended:
            raise FeedClosed
        return None

    def close(self) -> None:
        """The page is gone."""
        self._watch.close()


def kiosk_blueprint(paired_station: PairedStation, zone: ZoneNow) -> Blueprint:
    """The routes under `/kiosk`. `paired_station` tells the station of a request by its
    cookie, or None; `zone` tells the school's zone of this moment, for the clock on the screen."""
    blueprint = Blueprint(
        "kiosk",
        __name__,
        url_prefix="/kiosk",
        template_folder="templates",
        static_folder="static",
    )
    pages = _Pages(paired_station, zone)
    blueprint.before_request(_check)
    blueprint.get("", strict_slashes=False)(pages.page)
    blueprint.get("/stream")(pages.stream)
    blueprint.post("/tap")(pages.tap)
    blueprint.post("/keys")(pages.keys)
    blueprint.post("/typed")(pages.typed)
    return blueprint


def _check() -> None:
    check_origin(request)
    if (request.content_length or 0) > LARGEST_POST:
        raise RequestEntityTooLarge


class _Pages:
    """The views; a request that is no station's gets nothing but the advice to pair."""

    def __init__(self, paired_station: PairedStation, zone: ZoneNow) -> None:
        self._paired_station = paired_station
        self._zone = zone

    def page(self) -> str | tuple[str, int]:
        if self._paired_station(request) is None:
            return render_template("kiosk/unpaired.html", texts=texts), 403
        return render_template("kiosk/page.html", texts=texts)

    def stream(self) -> Response:
        station = self._station()
        return event_stream(ScreenFeed(station.watch(), self._zone), request.environ)

    def tap(self) -> tuple[str, int]:
        station = self._station()
        station.tap(*tap_of(posted()))
        return "", 204

    def keys(self) -> tuple[str, int]:
        station = self._station()
        for text in texts_of_keys(posted()):
            station.scan(text)
        return "", 204

    def typed(self) -> tuple[str, int]:
        station = self._station()
        text = posted().get("text")
        if not isinstance(text, str) or len(text) > LONGEST_TEXT:
            raise BadRequest("text")
        if text.strip():
            station.scan(typed_code(text).text)
        return "", 204

    def _station(self) -> Station:
        found = self._paired_station(request)
        if found is None:
            raise NotPaired
        return found


def posted() -> dict[str, object]:
    """The JSON object of this request. Raises BadRequest for anything else."""
    content = request.get_json(silent=True)
    if not isinstance(content, dict):
        raise BadRequest("a JSON object")
    return content


def tap_of(content: dict[str, object]) -> tuple[str, int, dict[str, object]]:
    """Action, session number and arguments of a touch. Raises BadRequest."""
    action, session, args = content.get("action"), content.get("session"), content.get("args")
    if not isinstance(action, str) or type(session) is not int:
        raise BadRequest("action, session")
    if not isinstance(args or {}, dict):
        raise BadRequest("args")
    return action, session, args if isinstance(args, dict) else {}


KEYS_THAT_END = frozenset({"Enter", "NumpadEnter", "Tab"})


def texts_of_keys(content: dict[str, object]) -> list[str]:
    """The codes in a row of physical keys `[event.code, shift, ms]`. Raises BadRequest."""
    rows = content.get("keys")
    if not isinstance(rows, list) or len(rows) > MOST_KEYS:
        raise BadRequest("keys")
    codes: list[list[tuple[str, bool]]] = [[]]
    for row in rows:
        if not isinstance(row, list) or len(row) < 2 or not isinstance(row[0], str):
            raise BadRequest("keys")
        if row[0] in KEYS_THAT_END:
            codes.append([])
        else:
            codes[-1].append((row[0], bool(row[1])))
    return [text for keys in codes if (text := text_of_keys(keys))]
