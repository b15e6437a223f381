"""`/`: the school, when the library is open, what is new, and the way to the kiosk."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from server.catalogue.opening import closed_soon, opening_now, week
from server.server import Server
from server.services.arrivals import new_arrivals
from server.services.settings import SCHOOL_NAME, setting
from web.language import language_answer, texts_of

ARRIVALS = 12


def public_pages(server: Server) -> Blueprint:
    """The blueprint of `/`; its pictures and styles lie under `/public`."""
    pages = Blueprint(
        "public", __name__, template_folder="templates", static_folder="static",
        static_url_path="/public",
    )  # fmt: skip

    @pages.get("/")
    def home() -> str:
        calendar, now = server.calendar, server.now().astimezone(server.zone)
        return render_template(
            "public/home.html", t=texts_of(request),
            school=setting(server.library, SCHOOL_NAME),
            opening=opening_now(calendar, now), week=week(calendar),
            closed=closed_soon(calendar, now.date()), arrivals=new_arrivals(server, ARRIVALS),
        )  # fmt: skip

    @pages.get("/language/<language>")
    def language(language: str) -> Response:
        return language_answer(language, "/")

    return pages
