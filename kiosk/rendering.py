"""A screen as the page gets it: one JSON message with the finished markup in it.

The server writes every word, date and number, because browsers have no Kazakh. Nothing
here may stop the station: a template that breaks becomes a plain picture with a number.
"""

from __future__ import annotations

import json
from datetime import tzinfo
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup, escape

from i18n.texts import LANGUAGES, Texts, texts
from kiosk.announcing import announced
from kiosk.incidents import supervised
from kiosk.screens import Screen

TEMPLATE_FOLDERS = (
    Path(__file__).parent / "templates",
    Path(__file__).parents[1] / "web" / "templates",
)

SHOWN_AS = {
    "just-lent": "already-yours",
    "isbn": "unknown",
    "closed": "refused",
    "failed": "to-librarian",
}
"""Kinds of answer that share the page's `data-answer` with another (screens.AnswerPart)."""


@cache
def template(name: str) -> Template:
    """A compiled template of the kiosk."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDERS),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def warm() -> None:
    """Compile every template and read the texts now, so that the first scan need not wait.
    A fault in one of them is told when it is needed."""
    for path in sorted(TEMPLATE_FOLDERS[0].glob("kiosk/*.html")):
        supervised("rendering", partial(template, f"kiosk/{path.name}"), lambda incident: None)
    for language in LANGUAGES:
        supervised("rendering", partial(texts, language), lambda incident: None)


def data_answer(screen: Screen) -> str:
    """The page's `data-answer`, empty without an answer."""
    if screen.answer is None:
        return ""
    return SHOWN_AS.get(screen.answer.kind, screen.answer.kind)


def markup(screen: Screen, zone: tzinfo) -> str:
    """The HTML fragment of this screen in its own language."""
    t = texts(screen.language)

    def rendered() -> str:
        return template("kiosk/screen.html").render(
            screen=screen, t=t, lang=t.lang, zone=zone, data_answer=data_answer(screen)
        )

    return supervised("rendering", rendered, lambda incident: _plain(t, incident))


def _plain(t: Texts, incident: str) -> str:
    """What is left when the template itself is broken."""
    words = supervised("rendering", lambda: t("answer.failed"), lambda again: "☎")
    return Markup('<main data-answer="to-librarian"><h1>{}</h1><p>{}</p></main>').format(
        escape(words), escape(incident)
    )


def message(screen: Screen, zone: tzinfo, said_before: str = "") -> tuple[str, str]:
    """The JSON of the stream's `screen` event, and the words for the live region;
    the JSON leaves them out when they were `said_before`."""
    words = supervised(
        "announcing", lambda: announced(screen, texts(screen.language)), lambda incident: ""
    )
    content: dict[str, Any] = {
        "version": screen.version,
        "session": screen.session,
        "screen": screen.name,
        "answer": data_answer(screen),
        "html": markup(screen, zone),
        "sound": "none" if screen.muted else screen.sound,
        "announce": "" if words == said_before else words,
        "language": screen.language,
        "themes": sorted(screen.themes),
        "muted": screen.muted,
    }
    return json.dumps(content, ensure_ascii=False), words
