"""A kiosk without a library behind it: the real page, scripts, styles and headers, and a
stream that says what the test wants."""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, render_template, request
from werkzeug.serving import BaseWSGIServer, make_server

from i18n.texts import texts
from kiosk.rendering import message
from kiosk.screens import Screen
from tests.browser.gallery import ZONE
from web.app import create_app

KIOSK = Path(__file__).parents[2] / "kiosk"


def payload(screen: Screen) -> dict[str, Any]:
    """What the stream's `screen` event carries."""
    content, _words = message(screen, ZONE)
    return json.loads(content)  # type: ignore[no-any-return]


class GalleryServer:
    """`now` is what the stream shows; `posted` collects what the page sends."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self.refuse = False
        self._streams: list[queue.Queue[str | None]] = []
        self._now = ""
        self._server: BaseWSGIServer | None = None
        self.url = ""

    def start(self, port: int = 0) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = make_server("127.0.0.1", port, self._app(), threaded=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        assert self._server is not None
        self.cut()
        self._server.shutdown()
        self._server.server_close()

    def show(self, screen: Screen) -> None:
        self.say("screen", payload(screen))

    def say(self, event: str, content: dict[str, Any]) -> None:
        text = f"event: {event}\ndata: {json.dumps(content)}\n\n"
        self._now = text if event == "screen" else self._now
        for stream in self._streams:
            stream.put(text)

    def forget(self) -> None:
        """A new page is told nothing until the test says something. What an earlier test said
        might otherwise come over the stream in the middle of this one."""
        self._now = ""

    def cut(self) -> None:
        """End every stream, as a server that goes down does."""
        for stream in self._streams:
            stream.put(None)
        self._streams.clear()

    def _app(self) -> Flask:
        app = create_app("gallery", b"gallery-only-gallery-only", texts)
        pages = Blueprint(
            "kiosk", "kiosk", url_prefix="/kiosk", root_path=str(KIOSK),
            template_folder="templates", static_folder="static",
        )  # fmt: skip
        pages.get("", strict_slashes=False)(self._page)
        pages.get("/stream")(self._stream)
        pages.post("/<any(tap, keys, typed):kind>")(self._post)
        pages.get("/unpaired")(lambda: render_template("kiosk/unpaired.html", texts=texts))
        app.register_blueprint(pages)
        return app

    def _page(self) -> str:
        return render_template("kiosk/page.html", texts=texts)

    def _stream(self) -> Response:
        if self.refuse:
            return Response(status=503)
        mine: queue.Queue[str | None] = queue.Queue()
        self._streams.append(mine)
        return Response(self._lines(mine), mimetype="text/event-stream")

    def _lines(self, mine: queue.Queue[str | None]) -> Iterator[str]:
        yield "retry: 300\n\n" + self._now
        while (text := mine.get()) is not None:
            yield text

    def _post(self, kind: str) -> tuple[str, int]:
        assert request.headers["X-Library-Kiosk"] == "1"
        self.posted.append((kind, request.get_json()))
        return "", 204
