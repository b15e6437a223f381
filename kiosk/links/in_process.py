"""The station and the server in one process: the only bridge between the two."""

from __future__ import annotations

from library.operations import Answer, Question
from server.server import Server
from server.services.stations import answer_question


class InProcessLink:
    """Asks the server directly; every answer is durable when it comes back."""

    def __init__(self, server: Server, station_id: int) -> None:
        self._server = server
        self._station_id = station_id

    def ask(self, question: Question) -> Answer:
        """Answer of the server's use case to one question."""
        return answer_question(self._server, self._station_id, question)
