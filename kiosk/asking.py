"""The station's one link worker: questions go out in order, answers come back as values.

A question whose reply was lost is repeated with the same operation id a few times, so the
library does it once; only then it counts as failed.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from kiosk.incidents import new_incident, supervised
from kiosk.links.link import Link
from kiosk.session_events import Ask
from library.operations import Answer, Failed, Question

RETRY_PAUSES = (0.2, 0.6)
"""Seconds before the second and the third try."""

_log = logging.getLogger(__name__)


class LinkWorker:
    """A thread that asks `link` one question after another and hands each answer to
    `answered(ask, answer)`."""

    def __init__(
        self,
        name: str,
        link: Link,
        answered: Callable[[Ask, Answer], None],
        pauses: tuple[float, ...] = RETRY_PAUSES,
    ) -> None:
        self._name = name
        self._link = link
        self._answered = answered
        self._pauses = pauses
        self._asks: queue.SimpleQueue[Ask | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"{name}-link", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Stop after the question that is out; waits at most `timeout` seconds."""
        self._stopping.set()
        self._asks.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)

    def ask(self, ask: Ask) -> None:
        """Put a question behind those before it; returns at once."""
        self._asks.put(ask)

    def _run(self) -> None:
        while (ask := self._asks.get()) is not None:
            self._answered(ask, self.answer_to(ask.question))

    def answer_to(self, question: Question) -> Answer:
        """The link's answer, or `Failed` when it could not be had."""
        return supervised(
            f"{self._name}-link",
            lambda: self._asked(question),
            lambda incident: Failed("incident", incident),
        )

    def _asked(self, question: Question) -> Answer:
        for pause in (*self._pauses, None):
            try:
                return self._link.ask(question)
            except (ConnectionError, TimeoutError) as fault:
                _log.warning("%s: no connection (%s)", self._name, type(fault).__name__)
                if pause is None or self._stopping.wait(pause):
                    break
        return Failed("no-connection", new_incident())
