"""Drives the pure session as a person would: scans, touches, lets time pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from kiosk.screens import Screen
from kiosk.session import begin, next_tick, step
from kiosk.session_events import Answered, Ask, Event, Moment, Scanned, Settings, Tapped, Ticked
from kiosk.session_state import State
from library.operations import Question
from tests.fakes.small_library import SmallLibrary

START = datetime(2026, 10, 8, 5, 24, tzinfo=UTC)


class Driver:
    """One station without threads. With `hold` the library's answers wait for `deliver`."""

    def __init__(self, library: SmallLibrary | None = None, settings: Settings | None = None):
        self.library = library or SmallLibrary()
        self.at = 1000.0
        self.ids = 0
        self.out: list[Ask] = []
        self.hold = False
        self.sounds: list[str] = []
        self.state: State = begin(settings or Settings(school="Lyceum"), self.moment())

    @property
    def screen(self) -> Screen:
        return self.state.screen

    @property
    def kind(self) -> str | None:
        return self.screen.answer.kind if self.screen.answer else None

    @property
    def asked(self) -> list[Question]:
        return self.library.asked

    def moment(self) -> Moment:
        self.ids += 1
        wall = START + timedelta(seconds=self.at - 1000.0)
        return Moment(self.at, wall, f"00000000-0000-4000-8000-{self.ids:012d}")

    def send(self, event: Event) -> Screen:
        before = self.screen.version
        self.state, asks = step(self.state, event)
        if self.screen.version != before and self.screen.sound != "none":
            self.sounds.append(self.screen.sound)
        self.out += asks
        assert len(self.out) <= 1, "more than one question is out"
        if not self.hold:
            self.deliver()
        return self.screen

    def deliver(self) -> Screen:
        """Let the library answer all that is out, one after another."""
        while self.out:
            ask = self.out.pop()
            answer = self.library.ask(ask.question)
            self.send(Answered(ask.number, ask.session, answer, self.moment()))
        return self.screen

    def scan(self, *texts: str) -> Screen:
        for text in texts:
            self.send(Scanned(text, self.moment()))
        return self.screen

    def tap(self, action: str, session: int | None = None, **args: Any) -> Screen:
        number = self.screen.session if session is None else session
        return self.send(Tapped(action, number, self.moment(), args))

    def wait(self, seconds: float) -> Screen:
        """Let time pass; the station looks exactly when `next_tick` says."""
        end = self.at + seconds
        while (due := next_tick(self.state)) <= end:
            self.at = max(self.at, due)
            self.send(Ticked(self.moment()))
        self.at = end
        return self.send(Ticked(self.moment()))
