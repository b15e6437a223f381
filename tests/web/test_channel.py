"""The stream: what it sends, when it pings, when it ends."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest

from web.channel import LOOK_SECONDS, PING_SECONDS, FeedClosed, Message, encode, event_stream


class FakeFeed:
    """Gives what it was given; each empty wait moves the clock by the time-out."""

    def __init__(self, *script: Message | None) -> None:
        self.script = deque(script)
        self.now = 0.0
        self.closed = False

    def take(self, timeout: float) -> Message | None:
        if not self.script:
            raise FeedClosed
        message = self.script.popleft()
        if message is None:
            self.now += timeout
        return message

    def close(self) -> None:
        self.closed = True

    def clock(self) -> float:
        return self.now


def sent(feed: FakeFeed, environ: dict[str, Any] | None = None) -> list[bytes]:
    return list(event_stream(feed, environ or {}, feed.clock).response)  # type: ignore[arg-type]


def test_the_stream_says_when_to_come_back_then_the_messages() -> None:
    feed = FakeFeed(Message("screen", "one"), Message("screen", "two", id="7"))
    first, *events = sent(feed)
    assert first.startswith(b"retry: ")
    assert events == [b"event: screen\ndata: one\n\n", b"id: 7\nevent: screen\ndata: two\n\n"]
    assert feed.closed


def test_browsers_come_back_at_different_moments() -> None:
    assert len({sent(FakeFeed())[0] for _ in range(30)}) > 5


def test_a_quiet_stream_pings() -> None:
    quiet = int(PING_SECONDS / LOOK_SECONDS)
    feed = FakeFeed(*[None] * (2 * quiet + 1))
    assert sent(feed).count(b": ping\n\n") == 2


def test_a_message_puts_the_ping_off() -> None:
    quiet = int(PING_SECONDS / LOOK_SECONDS) - 1
    feed = FakeFeed(*[None] * quiet, Message("screen", "x"), *[None] * quiet)
    assert b": ping\n\n" not in sent(feed)


def test_a_stream_ends_when_the_browser_is_gone() -> None:
    feed = FakeFeed(*[None] * 100)
    sent(feed, {"waitress.client_disconnected": lambda: feed.now >= 3})
    assert feed.now == 3
    assert feed.closed


@pytest.mark.parametrize("data", ["a\nb", "a\r\nb", "a\rb"])
def test_line_ends_cannot_break_the_frame(data: str) -> None:
    assert encode(Message("screen", data)) == b"event: screen\ndata: a\ndata: b\n\n"


def test_the_stream_is_not_kept_or_buffered() -> None:
    response = event_stream(FakeFeed(), {})
    assert response.mimetype == "text/event-stream"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert response.headers["Cache-Control"] == "no-store"
