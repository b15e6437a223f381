"""`/desk/collection/board`: the collection as it goes, with names, for staff; and the address
of the board without names for the hall."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, request
from werkzeug.exceptions import BadRequest

from library.rights import Right
from server.desk.collection import deed
from server.desk.drawing import drawn, see
from server.desk.guard import allowed, asks_by_itself
from server.server import Server
from server.services.collection_board import KeptBoard, class_board
from server.services.hall_board import board_word, change_board_word

PATH = "/desk/collection/board"
RENEW_SECONDS = 2
"""How often the page asks whether anything moved; most of the time the answer is no."""

MOST_TOLD = 5
"""Subjects named for one pupil: who has brought nothing would fill the page."""


def add_collection_board_pages(pages: Blueprint, server: Server) -> None:
    """The board, its changing part, the hall's address."""
    kept = KeptBoard(server)

    @pages.get("/collection/board")
    @allowed(Right.TEXTBOOKS)
    def collection_board() -> str:
        word = board_word(server)
        return drawn(
            server, "desk/collection-board.html", path=PATH, renew_seconds=RENEW_SECONDS,
            address=f"{request.host_url}board/{word}" if word else "", **_values(server, kept),
        )  # fmt: skip

    @pages.get("/collection/board/now")
    @allowed(Right.TEXTBOOKS)
    @asks_by_itself
    def collection_board_now() -> Response:
        """The part that changes by itself; 204 when nothing happened since."""
        if request.args.get("version") == kept.version():
            return Response(status=204)
        return Response(
            drawn(server, "desk/collection-board-now.html", path=PATH, **_values(server, kept))
        )

    @pages.post("/collection/board/hall")
    @allowed(Right.TEXTBOOKS)
    def collection_board_hall() -> Response:
        step = request.form.get("step", "")
        if step not in ("open", "shut"):
            raise BadRequest
        change_board_word(server, deed(server, "board-address", step), step == "open")
        flash("", f"collection.hall-{step}")
        return see(f"{PATH}#hall")


def _values(server: Server, kept: KeptBoard) -> dict[str, object]:
    # Before the board is read: what happens meanwhile is asked for again.
    version = kept.version()
    board = kept.now()
    text = request.args.get("class", "")
    chosen = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    about = next((each for each in board.classes if each.about.class_id == chosen), None)
    if chosen and about is None and not request.args.get("version"):
        abort(404)
    return {
        "board": board, "version": version, "chosen": about, "most_told": MOST_TOLD,
        "one": class_board(server, about) if about is not None else None,
    }  # fmt: skip
