"""The floor under byte → painted, as a child process: serial thread → SSE → page.

No rules, no database, no session: what any kiosk built on pyserial, Flask, waitress and
server-sent events must at least pay. Usage: python -m benchmarks.bare_pipeline PORT_URL
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from queue import Queue

import serial
from flask import Flask, Response
from waitress import create_server

from benchmarks.children import announce_ready

PAGE = """<!doctype html><meta charset="utf-8"><title>floor</title>
<body data-screen="floor"><main></main><script>
const main = document.querySelector("main");
new EventSource("/stream").addEventListener("screen", (event) => {
  main.innerHTML = JSON.parse(event.data).html;
});
</script></body>"""
FRAGMENT = '<section data-answer="scanned"><h1>{text}</h1></section>'


def read_lines(port: serial.Serial, lines: Queue[str]) -> None:
    """Bytes to lines ended by CR; runs until the process ends."""
    pending = b""
    while True:
        pending += port.read(port.in_waiting or 1)
        *whole, pending = pending.split(b"\r")
        for line in whole:
            lines.put(line.decode("ascii", "replace"))


def make_app(lines: Queue[str]) -> Flask:
    """A page and its stream; one browser at a time."""
    app = Flask("bare_pipeline")

    @app.get("/")
    def page() -> str:
        return PAGE

    @app.get("/stream")
    def stream() -> Response:
        def events() -> Iterator[str]:
            yield "retry: 500\n\n"
            while True:
                payload = json.dumps({"html": FRAGMENT.format(text=lines.get())})
                yield f"event: screen\ndata: {payload}\n\n"

        return Response(events(), mimetype="text/event-stream")

    return app


def main() -> None:
    """Serve on a free loopback port until ended."""
    sys.setswitchinterval(0.0005)
    lines: Queue[str] = Queue()
    port = serial.serial_for_url(sys.argv[1], timeout=1)
    threading.Thread(target=read_lines, args=(port, lines), daemon=True).start()
    server = create_server(
        make_app(lines), host="127.0.0.1", port=0, threads=8, channel_request_lookahead=1
    )
    announce_ready(str(server.effective_port))
    server.run()


if __name__ == "__main__":
    main()
