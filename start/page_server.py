"""The web server: waitress in the main thread, stopped by a signal.

A stream holds a thread, so there are two for each station and some for everything else;
`channel_request_lookahead` lets a stream notice within seconds that its browser is gone,
and `Connection` keeps that look from costing every short answer its time.
"""

from __future__ import annotations

import errno
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

SPARE_THREADS = 32
LOOK_AFTER = 0.25
"""Seconds of silence after which an answer under way is taken for a stream."""


class PortTaken(Exception):
    """Somebody else listens at this address."""


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection that looks for its browser's leaving only while an answer takes long.

    Looking all the time, the main thread wakes when the next request comes while the last
    bytes of an answer are being sent, and turns in circles around the sending thread until
    that is given the interpreter: a third of a busy server's time.
    """

    def readable(self) -> bool:
        """Whether the main thread waits for bytes, or their end, from here."""
        if self.requests and time.time() - self.last_activity < LOOK_AFTER:
            return False
        return bool(super().readable())


class PageServer:
    """Listens from the beginning (so that the port is known), answers from `run` on."""

    def __init__(self, app: Flask, host: str, port: int, stations: int) -> None:
        """Raises PortTaken, or OSError for an address this computer does not have."""
        listeners: dict[int, object] = {}
        try:
            self._server = create_server(
                app, host=host, port=port, map=listeners, ident="",
                threads=2 * stations + SPARE_THREADS,
                channel_request_lookahead=1, clear_untrusted_proxy_headers=False,
            )  # fmt: skip
        except OSError as fault:
            if fault.errno in (errno.EADDRINUSE, errno.EACCES):
                raise PortTaken(f"{host}:{port}") from fault
            raise
        for each in listeners.values():
            if isinstance(each, BaseWSGIServer):
                each.channel_class = Connection
        self.host = host
        self.port = self._port()

    @property
    def address(self) -> str:
        """What a browser on this computer opens, without a path."""
        return address_of(self.host, self.port)

    def run(self) -> None:
        """Answer until the process is told to stop: see `stopped_by_signal`."""
        self._server.run()

    def close(self) -> None:
        """Let go of the port."""
        self._server.close()

    def _port(self) -> int:
        if isinstance(self._server, MultiSocketServer):
            return int(self._server.effective_listen[0][1])
        return int(self._server.effective_port)


@contextmanager
def stopped_by_signal(before_stop: Callable[[], None]) -> Iterator[None]:
    """SIGTERM, SIGINT or Ctrl+C end the block, and no more than it, wherever it is.
    `before_stop` must end the streams, which would otherwise hold the stop up."""

    def stop(number: int, frame: FrameType | None) -> None:
        before_stop()
        raise SystemExit(0)

    signals = [signal.SIGINT, signal.SIGTERM]
    if sys.platform == "win32":
        signals.append(signal.SIGBREAK)
    before = {each: signal.signal(each, stop) for each in signals}
    try:
        yield
    except SystemExit as ended:
        if ended.code:
            raise
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def address_of(host: str, port: int) -> str:
    """What a browser on this computer opens for a server that listens at `host`."""
    host = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
