"""`/board/<word>`: how far the collection of the school is. Read only, no person in it."""

from __future__ import annotations

from flask import Blueprint, Response, copy_current_request_context, render_template, request

from i18n.texts import texts
from server.board.feed import BoardFeed, Screens
from server.server import Server
from server.services.hall_board import HallBoard, SharedBoard, board_opens
from web.channel import event_stream

LANGUAGES = ("kk", "ru")
"""Both on the screen in turn: nobody can press there."""
TURN_SECONDS = 12
RENEW_SECONDS = 5
"""How often a screen without a stream asks."""
LEAF = 30
"""Classes that can be read at once from five metres; a larger school turns its leaves."""


def board_pages(server: Server) -> Blueprint:
    """The blueprint of `/board`; its styles lie under `/board/files`."""
    pages = Blueprint(
        "board", __name__, url_prefix="/board", template_folder="templates",
        static_folder="static", static_url_path="/files",
    )  # fmt: skip
    _add_page(pages, server, SharedBoard(server), Screens())
    return pages


def _add_page(pages: Blueprint, server: Server, shared: SharedBoard, screens: Screens) -> None:
    @pages.get("/<word>")
    def board(word: str) -> str | tuple[str, int]:
        if not board_opens(server, word):
            return render_template("board/shut.html", t=texts("kk"), ru=texts("ru")), 404
        return render_template(
            "board/hall.html", t=texts("kk"), word=word, turn_seconds=TURN_SECONDS,
            renew_seconds=RENEW_SECONDS, **_values(shared.now()),
        )  # fmt: skip

    @pages.get("/<word>/now")
    def board_now(word: str) -> Response:
        """The picture; 204 when the screen shows it already."""
        if not board_opens(server, word):
            return Response(status=404)
        found = shared.now()
        if request.args.get("version") == found.version:
            return Response(status=204)
        return Response(_drawn(found))

    @pages.get("/<word>/stream")
    def board_stream(word: str) -> Response:
        """The picture whenever it changed; 204 when there are too many streams."""
        if not board_opens(server, word):
            return Response(status=404)
        if not screens.enter():
            return Response(status=204)
        feed = BoardFeed(
            shared, server.library.changes, copy_current_request_context(_drawn),
            lambda: board_opens(server, word), request.args.get("version", ""), screens,
        )  # fmt: skip
        return event_stream(feed, request.environ)


def _drawn(board: HallBoard) -> str:
    return render_template("board/now.html", **_values(board))


def _values(board: HallBoard) -> dict[str, object]:
    classes = board.classes
    leaves = [classes[start : start + LEAF] for start in range(0, len(classes), LEAF)]
    return {"board": board, "leaves": leaves, "languages": [texts(each) for each in LANGUAGES]}
