"""In which language a page speaks: the visitor's own choice, else Kazakh.

The kiosk does not ask here: its session knows the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Request, Response, current_app
from werkzeug.exceptions import NotFound

LANGUAGES = ("kk", "ru", "en")
"""What visitors may choose, the default first."""

TextsFor = Callable[[str], Any]
"""Gives the texts of a language; the root hands in `i18n.texts.texts`, which this package
does not know. What it gives is called with a key and has a `lang`."""

COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600


def language_of(request: Request) -> str:
    """kk, ru or en: the cookie, then what the browser prefers, then kk."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def texts_of(request: Request) -> Any:
    """The texts of `language_of`, from those the application was made with."""
    texts_for: TextsFor = current_app.extensions["texts"]
    return texts_for(language_of(request))


def came_from(request: Request, otherwise: str) -> str:
    """The page of ours on which a link was pressed, by its path and query; `otherwise` when
    the browser does not say or says something else."""
    parts = urlsplit(request.referrer or "")
    ours = (parts.scheme, parts.netloc) == (request.scheme, request.host)
    if not ours or not parts.path.startswith("/") or parts.path.startswith("//"):
        return otherwise
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def language_answer(language: str, back: str) -> Response:
    """Remember the visitor's choice and go back to our own page `back`; raises NotFound for
    a language we do not speak."""
    if language not in LANGUAGES:
        raise NotFound
    answer = Response(status=303, headers={"Location": back})
    answer.set_cookie(
        COOKIE, language, max_age=COOKIE_SECONDS, samesite="Strict", httponly=True
    )
    return answer
