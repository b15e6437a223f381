"""A keep-alive HTTP/1.1 client that costs as little as possible: it is measured too.

It knows answers with Content-Length only, which is what waitress gives for a whole body.
"""

from __future__ import annotations

import socket
from types import TracebackType


class HttpFault(RuntimeError):
    """The answer was not 200, or not understood."""


class KeepAlive:
    """One connection to 127.0.0.1:`port`; `headers` are sent with every request."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines = {"Host": f"127.0.0.1:{port}", "Content-Type": "application/json", **headers}
        self._head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())

    def post(self, path: str, body: bytes) -> bytes:
        """The body of a 200 answer; HttpFault for anything else."""
        head = f"POST {path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n"
        return self._exchange(head.encode("ascii") + body)

    def get(self, path: str) -> bytes:
        """The body of a 200 answer; HttpFault for anything else."""
        return self._exchange(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode("ascii"))

    def _exchange(self, request: bytes) -> bytes:
        self._socket.sendall(request)
        received = self._socket.recv(65536)
        while b"\r\n\r\n" not in received:
            received = self._more(received)
        head, _, body = received.partition(b"\r\n\r\n")
        length = _content_length(head)
        while len(body) < length:
            body = self._more(body)
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200")):
            raise HttpFault(f"{head[:60]!r} {body[:300]!r}")
        return body

    def _more(self, received: bytes) -> bytes:
        piece = self._socket.recv(65536)
        if not piece:
            raise HttpFault(f"connection closed after {received[:60]!r}")
        return received + piece

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def __enter__(self) -> KeepAlive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise HttpFault(f"no Content-Length in {head[:200]!r}")
