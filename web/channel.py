"""Server-sent events: one stream from a feed of messages to one browser.

A feed gives the newest thing to say and waits for the next. The stream adds pings, so
that proxies keep it open, a jittered `retry`, so that sixty kiosks do not come back in
the same instant, and an eye on the connection, so that a thread is free again within two
seconds after a browser left.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Response

PING_SECONDS = 12.0
LOOK_SECONDS = 1.0
"""How often the stream looks whether the browser is still there."""

RETRY_MS = (400, 1400)
"""A browser that lost the stream comes back after a random time between these."""


@dataclass(frozen=True, slots=True)
class Message:
    """One event: its name, its text (any lines), and an id where it can be resumed."""

    event: str
    data: str
    id: str | None = None


class FeedClosed(Exception):
    """No more messages: the server stops, or a newer stream took over."""


class Feed(Protocol):
    """Where messages come from; one stream reads it from one thread."""

    def take(self, timeout: float) -> Message | None:
        """The next message; None after `timeout` seconds; FeedClosed at the end."""
        ...

    def close(self) -> None:
        """The stream has ended."""
        ...


def event_stream(
    feed: Feed, environ: dict[str, Any], clock: Callable[[], float] = time.monotonic
) -> Response:
    """The answer that streams `feed`; `environ` is the request's WSGI environment."""
    gone = environ.get("waitress.client_disconnected", lambda: False)
    response = Response(_lines(feed, gone, clock), mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def encode(message: Message) -> bytes:
    """The bytes of one event; line ends inside the data cannot break the frame."""
    lines = [f"id: {message.id}"] if message.id is not None else []
    lines.append(f"event: {message.event}")
    data = message.data.replace("\r\n", "\n").replace("\r", "\n")
    lines.extend(f"data: {line}" for line in data.split("\n"))
    return ("\n".join(lines) + "\n\n").encode()


def _lines(feed: Feed, gone: Callable[[], bool], clock: Callable[[], float]) -> Iterator[bytes]:
    try:
        yield f"retry: {random.randint(*RETRY_MS)}\n\n".encode()
        last = clock()
        while not gone():
            message = feed.take(LOOK_SECONDS)
            if message is not None:
                last = clock()
                yield encode(message)
            elif clock() - last >= PING_SECONDS:
                last = clock()
                yield b": ping\n\n"
    except FeedClosed:
        return
    finally:
        feed.close()
