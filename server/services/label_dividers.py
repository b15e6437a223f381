"""Labels that belong to no copy and no reader: dividers of letters and shelves, the codes of
commands that lie beside a kiosk."""

from __future__ import annotations

from i18n.sorting import ALPHABET
from i18n.texts import texts
from labels.content import CommandWords, DividerWords, Words
from library.scanned_code import COMMAND_DIGIT, Command, make_number
from server.server import Server
from server.services.bbk_divisions import divisions

NO_BEGINNING = "ёъь"
"""Letters no surname is sorted under: Ё stands with Е."""
MOST_LINES, LONGEST_TEXT, LONGEST_SMALL = 200, 40, 120
WHAT = ("letters", "divisions", "own", "commands")


class TooMuch(ValueError):
    """More lines, or a longer one, than dividers are made of; the argument is its number."""


def divider_words(server: Server, what: str, language: str, own: str = "") -> list[Words]:
    """The labels of one of WHAT, in their order. `own` is typed text, a divider a line, its
    small line after a `|`. Raises TooMuch; KeyError for what is none of WHAT."""
    if what == "letters":
        return [DividerWords(letter.upper()) for letter in ALPHABET if letter not in NO_BEGINNING]
    if what == "divisions":
        return [
            DividerWords(each.code, each.name(language))
            for each in divisions(server) if each.level > 0
        ]  # fmt: skip
    if what == "own":
        return _typed(own)
    if what == "commands":
        t = texts(language)
        return [
            CommandWords(make_number(COMMAND_DIGIT, each.value), t(f"sheet.{each.name.lower()}"))
            for each in Command
        ]
    raise KeyError(what)


def _typed(own: str) -> list[Words]:
    made: list[Words] = []
    for line in filter(None, map(str.strip, own.splitlines())):
        text, _, small = (part.strip() for part in line.partition("|"))
        made.append(DividerWords(text, small))
        fits = len(text) <= LONGEST_TEXT and len(small) <= LONGEST_SMALL
        if not text or not fits or len(made) > MOST_LINES:
            raise TooMuch(len(made))
    return made
