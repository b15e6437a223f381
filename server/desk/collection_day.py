"""`/desk/collection/day`: the timetable of a day of the collection, to look at and to print."""

from __future__ import annotations

from flask import Blueprint, request

from library.rights import Right
from server.desk.drawing import drawn
from server.desk.forms import read_day
from server.desk.guard import allowed
from server.server import Server
from server.services.collection_day import timetable
from server.services.settings import SCHOOL_NAME, setting


def add_collection_day_pages(pages: Blueprint, server: Server) -> None:
    """The page."""

    @pages.get("/collection/day")
    @allowed(Right.TEXTBOOKS)
    def collection_day() -> str:
        day = read_day(request.args.get("day", "")) or server.today()
        return drawn(
            server, "desk/collection-day.html", table=timetable(server, day),
            school=setting(server.library, SCHOOL_NAME),
        )  # fmt: skip
