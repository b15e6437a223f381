"""Who stands on a paper line: a card, or a name that fits one reader only."""

from __future__ import annotations

from collections.abc import Iterable

from library.typed_code import is_proved, typed_code
from server.facts import linked_kind, reader_by_card
from server.server import Server
from server.services.desk_reader import active_card, full_name
from server.services.finding import READERS, find
from server.tables import Reader


def card_of_words(server: Server, text: str) -> tuple[str, int]:
    """The card that a number or a name stands for, and how many readers fit; the card is
    empty unless exactly one does. A number that is nobody's card is given back as it is."""
    code = typed_code(text).text
    with server.library.reading() as work:
        if is_proved(code) or linked_kind(work, code) == "card":
            return code, 1
    found = find(server, text, {READERS}, 50)
    hits = {hit.row_id for hit in found.hits}
    if found.instead or len(hits) != 1:
        return (code, 0) if not hits and any(sign.isdigit() for sign in code) else ("", len(hits))
    return active_card(server, hits.pop()) or "", 1


def names_of_cards(server: Server, cards: Iterable[str]) -> dict[str, str]:
    """Whole names with classes by card, for the desk only."""
    found: dict[str, str] = {}
    with server.library.snapshot() as work:
        for card in set(cards):
            reader = reader_by_card(work, card)
            if reader is not None:
                row = Reader.get_by_id(reader.facts.reader_id)
                found[card] = " ".join(filter(None, (full_name(row), reader.class_label)))
    return found
