"""The floors under HTTP, as a child process: Flask and waitress with nothing of ours.

`POST /empty` answers at once; `POST /operations` reads the body's JSON and runs the
statements of `plain_sqlite`. Usage: python -m benchmarks.bare_flask LIBRARY CLIENTS
"""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
import threading
from pathlib import Path

from flask import Flask, Response, request
from waitress import create_server

from benchmarks.children import announce_ready
from benchmarks.plain_sqlite import connect, give_back, lend


def make_app(path: Path) -> Flask:
    """Two routes. Connections are kept, one for each thread of the server."""
    app = Flask("bare_flask")
    kept = threading.local()
    writer = threading.Lock()

    def connection() -> sqlite3.Connection:
        if not hasattr(kept, "connection"):
            kept.connection = connect(path)
        found: sqlite3.Connection = kept.connection
        return found

    @app.post("/empty")
    def empty() -> Response:
        request.get_data()
        return Response(b"{}", mimetype="application/json")

    @app.post("/operations")
    def operations() -> Response:
        asked = request.get_json()
        work = lend if asked["is"] == "CheckOut" else give_back
        with writer:
            run = connection()
            run.execute("BEGIN IMMEDIATE")
            work(run, int(asked["reader_id"]), str(asked["copy_code"]))
            run.execute("COMMIT")
        return Response(json.dumps({"done": True}), mimetype="application/json")

    return app


def main() -> None:
    """Serve on a free loopback port until ended."""
    sys.setswitchinterval(0.0005)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        make_app(Path(sys.argv[1])), host="127.0.0.1", port=0, threads=int(sys.argv[2]) + 2
    )
    announce_ready(str(server.effective_port))
    server.run()


if __name__ == "__main__":
    main()
