"""In which language a page speaks: the visitor's own choice, else Kazakh.

The kiosk does not ask here: its session knows the reader's language.
"""

from __future__ import annotations

from flask import Request

from i18n.texts import LANGUAGES, Texts, texts

COOKIE = "language"


def language_of(request: Request) -> str:
    """kk, ru or en: the cookie, then what the browser prefers, then kk."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def texts_of(request: Request) -> Texts:
    """The texts of `language_of`."""
    return texts(language_of(request))
