"""`/desk/first-steps`: what a school does on its first day, and what of it is done."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint

from library.rights import Right
from server.desk.drawing import drawn
from server.desk.guard import allowed
from server.server import Server
from server.services.first_steps import done_steps


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `name` ends the text keys `steps.<name>` and `steps.<name>-lead`."""

    name: str
    address: str


STEPS = (
    Step("readers", "/desk/import?kind=readers"),
    Step("titles", "/desk/import?kind=titles"),
    Step("calendar", "/desk/calendar"),
    Step("labels", "/desk/sheets"),
    Step("kiosk", "/desk/devices"),
    Step("staff", "/desk/staff"),
)


def add_first_steps(pages: Blueprint, server: Server) -> None:
    """The page a new library begins with."""

    @pages.get("/first-steps")
    @allowed(Right.IMPORT)
    def first_steps() -> str:
        return drawn(server, "desk/first-steps.html", steps=STEPS, done=done_steps(server))
