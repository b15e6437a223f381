"""What one entry into the box of the scanning page means, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from library.accession import MOST_COPIES
from library.book_number import book_number
from library.scanned_code import CardNumber, CommandNumber, CopyNumber, PlaceNumber, read_code
from library.typed_code import typed_code
from server.server import Server
from server.services.accession_lines import LineRefused, one_more
from server.services.deeds import Deed
from server.services.finding import TITLES, Hit, find
from server.services.intake import SCANNED, LineInHand, line_in_hand, line_of_title
from server.services.known_titles import EMPTY, KnownTitle, known_by_isbn

LONGEST_COUNT = 4
CHOICES = 8
_OURS = (CopyNumber, CardNumber, CommandNumber, PlaceNumber)

DeedOf = Callable[[str, str], Deed]
"""The deed of this request, from its kind and content."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says: text key `intake.<kind>`. `line` took `copies`, and `pile` since
    its title was named; `scan_id` takes the last step back; `known` fills the short form;
    `doubt`: the number's check digit is wrong; `refused` ends a key `accession.line-…`."""

    kind: str
    line: LineInHand | None = None
    scan_id: str = ""
    copies: int = 0
    pile: int = 0
    hits: tuple[Hit, ...] = ()
    known: KnownTitle | None = None
    text: str = ""
    doubt: bool = False
    refused: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """What stood in the box, the line that was named last and how many of it came since."""

    batch_id: int
    text: str
    last: int | None = None
    pile: int = 0


def entered(server: Server, deed_of: DeedOf, said: Entered) -> Told:
    """A number of a book, a count, or words."""
    text = said.text
    if len(text) <= LONGEST_COUNT and text.isascii() and text.isdigit():
        return _pile(server, deed_of, said, int(text))
    number = book_number(text)
    if number is not None:
        return _numbered(server, deed_of, said)
    if isinstance(read_code(typed_code(text).text), _OURS):
        return Told("own-label", text=text)
    if text.isascii() and not any(sign.isalpha() for sign in text):
        return Told("no-number", text=text)
    hits = _titles(server, text)
    if hits:
        return Told("found", hits=hits, text=text)
    return new_title(text)


def new_title(text: str) -> Told:
    """The short form for a book without a number."""
    known = KnownTitle("", True, None, replace(EMPTY, name=text[:250]), "")
    return Told("nothing", known=known, text=text)


def taken(
    server: Server, deed_of: DeedOf, batch_id: int, known: KnownTitle, copies: int = 1
) -> Told:
    """One copy more of a title of the catalogue, at the price of its line or of last time."""
    assert known.title_id is not None
    line = line_of_title(server, batch_id, known.title_id)
    deed = deed_of(SCANNED, f"{batch_id} {known.title_id} {copies}")
    done = one_more(
        server, deed, batch_id, known.title_id, None if line else known.price_tiyn, copies
    )
    if isinstance(done, LineRefused):
        return Told("refused", refused=done.code, text=known.number)
    found = line_in_hand(server, batch_id, done.line_id)
    kind = "one-more" if done.came > done.copies else "added"
    return Told(
        kind, found, done.scan_id, done.copies, done.copies, known=known, doubt=not known.right
    )


def _numbered(server: Server, deed_of: DeedOf, said: Entered) -> Told:
    known = known_by_isbn(server, said.text)
    assert known is not None, "it is a number"
    if known.title_id is not None:
        return taken(server, deed_of, said.batch_id, known)
    if known.several:
        hits = _titles(server, known.number)
        return Told("several", hits=hits, text=known.number, doubt=not known.right)
    kind = "record" if known.source else "unknown"
    return Told(kind, known=known, text=known.number, doubt=not known.right)


def _titles(server: Server, text: str) -> tuple[Hit, ...]:
    return tuple(hit for hit in find(server, text, {TITLES}, CHOICES).hits if hit.kind == TITLES)


def _pile(server: Server, deed_of: DeedOf, said: Entered, count: int) -> Told:
    """So many of the book that was named last lie here in all."""
    line = None if said.last is None else line_in_hand(server, said.batch_id, said.last)
    if line is None:
        return Told("no-title", text=said.text)
    if count == said.pile or not said.pile <= count <= MOST_COPIES:
        kind = "pile-same" if count == said.pile else "pile-not"
        return Told(kind, line, pile=said.pile, text=said.text)
    more = count - said.pile
    deed = deed_of(SCANNED, f"{said.batch_id} {line.line_id} {said.pile} {count}")
    done = one_more(
        server, deed, said.batch_id, line.title_id, line.price_tiyn, more,
        accounting=line.accounting,
    )  # fmt: skip
    if isinstance(done, LineRefused):
        return Told("refused", line, pile=said.pile, refused=done.code)
    found = line_in_hand(server, said.batch_id, done.line_id)
    return Told("pile", found, done.scan_id, done.copies, count)
