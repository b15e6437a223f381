"""The demonstration page: a scanner made of clicks, beside the kiosk it feeds.

It exists only in `--demo`. What is clicked goes as bytes through the simulated scanner, so
it takes the very way of a real one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import BadRequest

from i18n.texts import LANGUAGES
from labels.barcode_art import svg
from server.demonstration.demo_file import demo_page
from server.demonstration.groups import copy_groups, found, other_groups, reader_groups
from server.server import Server
from web.language import language_answer, texts_of

LONGEST = 5000
TypeCode = Callable[[str], None]
Trick = Callable[[], None]


def demonstration_pages(
    server: Server,
    password: Callable[[], str],
    type_code: TypeCode,
    tricks: Mapping[str, Trick],
) -> Blueprint:
    """`/demo`. `type_code` types a text on the simulated scanner of station 1; `tricks` are
    buttons that make it fail, by the names of `demo.trick-<name>`; both may raise Conflict
    while the scanner is unplugged. `password` is the desk's, shown on the page."""
    pages = Blueprint(
        "demonstration", __name__, url_prefix="/demo", template_folder="templates",
        static_folder="static",
    )  # fmt: skip

    @pages.get("")
    def page() -> str:
        school = demo_page(server.library, "", password(), server.today())
        words = request.args.get("words", "")[:100]
        return render_template(
            "demonstration/page.html", t=texts_of(request), words=words, desk=school["desk"],
            staff=school["staff"],
            found=found(school, words) if words.strip() else None, bars=bars,
            readers=reader_groups(school), copies=copy_groups(school), others=other_groups(),
            tricks=list(tricks), languages=LANGUAGES,
        )

    _add_doing(pages, type_code, tricks)
    return pages


def _add_doing(pages: Blueprint, type_code: TypeCode, tricks: Mapping[str, Trick]) -> None:
    @pages.post("/scan")
    def scan() -> Response:
        type_code(_text("text"))
        return jsonify(done=True)

    @pages.post("/trick")
    def trick() -> Response:
        tricks.get(_text("name"), _unknown)()
        return jsonify(done=True)

    @pages.get("/language/<language>")
    def language(language: str) -> Response:
        return language_answer(language, "/demo")


@lru_cache(maxsize=512)
def bars(number: str) -> str:
    """The barcode as an SVG picture."""
    return svg(number)


def _text(name: str) -> str:
    content = request.get_json(silent=True)
    text = content.get(name) if isinstance(content, dict) else None
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        raise BadRequest
    return text


def _unknown() -> None:
    raise BadRequest
