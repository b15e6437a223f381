"""`/desk/sheets/cards`: reader cards of a class on A4, ten a page, of the size of a bank card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, request
from markupsafe import Markup

from labels.barcode_art import modules, svg
from labels.errors import DoesNotScan
from library.rights import Right
from server.desk.drawing import drawn
from server.desk.guard import allowed
from server.server import Server
from server.services.classes import Pupil, class_of, classes_of, pupils_of, shown_year
from server.services.settings import SCHOOL_NAME, setting

MODULE_MM = 0.508
"""One module of a card's bars: 6 dots at 300 dpi, 12 at 600."""
_BAR_HEIGHT_MM = 12
PER_PAGE = 10
_SIZES = ((30, "is-usual"), (46, "is-long"))
"""How many letters fit the card at a size of `cards.css`; longer names take the smallest."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `size` names how large the name is written."""

    name: str
    size: str
    class_label: str
    number: str
    bars: Markup


def name_size(name: str) -> str:
    """How large a name is written so that it stays whole: a word of 15 letters fills its
    line as a name of 30 fills two."""
    longest = max((len(word) for word in name.split()), default=0)
    length = max(len(name), longest * 2)
    return next((size for most, size in _SIZES if length <= most), "is-longest")


def card_of(pupil: Pupil, class_label: str) -> Card | None:
    """The card, its bars read back; None for a pupil whose number draws no bars."""
    if pupil.card is None:
        return None
    try:
        height = round(_BAR_HEIGHT_MM / MODULE_MM)
        # Our own drawing of digits: nothing in it comes from outside.
        bars = Markup(svg(pupil.card, height))
    except DoesNotScan:
        return None
    name = f"{pupil.given_name} {pupil.surname}"
    return Card(name, name_size(name), class_label, pupil.card, bars)


def width_mm(number: str) -> float:
    """How wide the bars of a number are on the sheet."""
    return len(modules(number)) * MODULE_MM


def add_card_sheet(pages: Blueprint, server: Server) -> None:
    """Choosing a class, and its sheet."""

    @pages.get("/sheets/cards")
    @allowed(Right.SHEETS)
    def card_sheet() -> str:
        number = request.args.get("class", type=int)
        about = None if number is None else class_of(server, number)
        pupils = [] if about is None else pupils_of(server, about.class_id)
        made = [(pupil, card_of(pupil, about.label if about else "")) for pupil in pupils]
        return drawn(
            server, "desk/cards-sheet.html", about=about,
            classes=classes_of(server, shown_year(server)),
            sheets=_pages(card for _, card in made if card is not None),
            without=[pupil for pupil, card in made if card is None],
            school=setting(server.library, SCHOOL_NAME),
        )  # fmt: skip


def _pages(cards: Iterable[Card]) -> list[list[Card]]:
    every = list(cards)
    return [every[start : start + PER_PAGE] for start in range(0, len(every), PER_PAGE)]
