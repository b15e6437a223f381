"""What one box finds: a scan, a card, a copy, an ISBN, a class, a name, a title, an author.

Kazakh letters are folded on both sides, words are found by their beginnings, several words
all have to match. Mistakes of typing are looked at only when nothing else was found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from i18n.searching import fold, words
from i18n.sorting import sort_key
from library.catalogue import CopyState
from library.isbn import bare_isbn, both_forms
from library.scanned_code import (
    CardNumber,
    CommandNumber,
    CopyNumber,
    PlaceNumber,
    WrongCheckDigit,
    read_code,
)
from library.typed_code import typed_code
from server.database import Work
from server.server import Server
from server.services.mistyped import corrections
from server.statements.copies import LINKED_CODE
from server.statements.searching import (
    COPY_OF_CODE,
    COPY_OF_INVENTORY,
    COPY_SHOWN,
    HOW_MANY_ENTRIES,
    MOST_WORDS,
    OPEN_CLASSES,
    PLACE_OF_NUMBER,
    READER_OF_ANY_CARD,
    READER_SHOWN,
    READERS_OF_WORDS,
    STATES_OF_TITLE,
    TITLES_OF_ISBN,
    TITLES_OF_WORDS,
)

READERS, TITLES, COPIES, CLASSES = "reader", "title", "copy", "class"
KINDS = frozenset({READERS, TITLES, COPIES, CLASSES})
PLACES = "place"
SHOWN = 8
LONGEST = 100
"""Signs of a question that are looked at."""
_LAST = "\U0010ffff"
_CLASS = re.compile(r"(\d{1,2})\s*[-«\"“]?\s*([^\W\d_]{0,2})[»\"”]?")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `about` is a second text (author, class); `code` its printed number;
    `state` a copy's state, a reader's, or that of an old card; `on_shelf` of `copies`."""

    kind: str
    row_id: int
    name: str
    about: str = ""
    code: str = ""
    state: str = ""
    year: int | None = None
    on_shelf: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """`sure`: what was typed names exactly this one thing. `note` says what a number is
    that finds nothing (`wrong-digit`, `command`); `instead` are the words that were looked
    for in place of mistyped ones."""

    hits: tuple[Hit, ...] = ()
    sure: Hit | None = None
    note: str = ""
    instead: str = ""


def find(server: Server, text: str, kinds: Collection[str] = KINDS, limit: int = SHOWN) -> Found:
    """Everything of these kinds that answers to the text, at most `limit` of each."""
    asked = " ".join(text[:LONGEST].replace("\0", " ").split())
    if not asked:
        return Found()
    with server.library.reading() as work:
        found = _by_number(work, typed_code(asked).text, kinds)
        if found is None:
            found = _by_words(work, asked, kinds, limit)
        return replace(
            found, hits=tuple(_counted(work, hit) for hit in found.hits),
            sure=_counted(work, found.sure) if found.sure else None,
        )  # fmt: skip


def _by_number(work: Work, text: str, kinds: Collection[str]) -> Found | None:
    """What a number stands for; None when the text is no number of any kind."""
    match read_code(text):
        case CardNumber(number):
            return _sure(_reader_of_card(work, number, kinds))
        case CopyNumber(number):
            return _sure(_copy(work, work.one(COPY_OF_CODE, code=number), kinds))
        case PlaceNumber(number):
            row = work.one(PLACE_OF_NUMBER, number=number) if COPIES in kinds else None
            return _sure(Hit(PLACES, row[0], row[1], code=number) if row else None)
        case CommandNumber():
            return Found(note="command")
        case WrongCheckDigit(wrong) if work.one(LINKED_CODE, code=wrong) is None:
            return Found(note="wrong-digit")
    isbn = bare_isbn(text)
    if isbn is not None and TITLES in kinds:
        hits = _titles_of_isbn(work, text, isbn)
        return Found(hits, hits[0] if len(hits) == 1 else None)
    hit = _linked(work, text, kinds)
    return _sure(hit) if hit else None


def _sure(hit: Hit | None) -> Found:
    return Found((hit,), hit) if hit else Found()


def _linked(work: Work, text: str, kinds: Collection[str]) -> Hit | None:
    """A foreign number, a card of another system, or a number of the inventory book."""
    row = work.one(LINKED_CODE, code=text)
    if row is not None:
        if row[0] is None:
            return _reader(work, row[1], kinds)
        return _copy(work, row, kinds)
    found = _reader_of_card(work, text, kinds) or _copy(
        work, work.one(COPY_OF_CODE, code=text), kinds
    )
    return found or _copy(work, work.one(COPY_OF_INVENTORY, inventory_no=text), kinds)


def _copy(work: Work, numbered: tuple[Any, ...] | None, kinds: Collection[str]) -> Hit | None:
    if numbered is None or COPIES not in kinds:
        return None
    row = work.one(COPY_SHOWN, copy_id=numbered[0])
    if row is None:
        return None
    copy_id, code, inventory_no, state, name, author = row
    return Hit(COPIES, copy_id, name, author, code or inventory_no or "", state)


def _reader_of_card(work: Work, number: str, kinds: Collection[str]) -> Hit | None:
    row = work.one(READER_OF_ANY_CARD, number=number) if READERS in kinds else None
    if row is None:
        return None
    hit = _reader(work, row[0], kinds)
    return replace(hit, state=f"card-{row[1]}") if hit and row[1] != "active" else hit


def _reader(work: Work, reader_id: int, kinds: Collection[str]) -> Hit | None:
    row = work.one(READER_SHOWN, reader_id=reader_id) if READERS in kinds else None
    return None if row is None else _reader_hit(row)


def _reader_hit(row: tuple[Any, ...]) -> Hit:
    reader_id, surname, given, patronymic, category, state, _, grade, letter = row[:9]
    name = " ".join(filter(None, (surname, given, patronymic)))
    label = f"{grade}{letter}" if grade is not None else category
    return Hit(READERS, reader_id, name, label, state="" if state == "active" else state)


def _titles_of_isbn(work: Work, text: str, isbn: str) -> tuple[Hit, ...]:
    forms = both_forms(isbn)
    rows = work.all(TITLES_OF_ISBN, as_typed=text, bare=isbn, other=forms[-1])
    if not rows:
        rows = _of_words(work, TITLES, (isbn.casefold(),))
    return tuple(_title_hit(row) for row in rows)


def _title_hit(row: tuple[Any, ...]) -> Hit:
    return Hit(TITLES, row[0], row[1], row[2], year=row[3])


def _by_words(work: Work, asked: str, kinds: Collection[str], limit: int) -> Found:
    typed = words(asked)[:MOST_WORDS]
    hits = [*_classes(work, asked, kinds)][:limit]
    hits += _ranked(work, typed, kinds, limit)
    if hits or not typed:
        return Found(tuple(hits))
    wanted = [kind for kind in (READERS, TITLES) if kind in kinds]
    for instead in corrections(work, typed, wanted):
        hits = _ranked(work, instead, kinds, limit)
        if hits:
            return Found(tuple(hits), instead=" ".join(instead))
    return Found()


def _classes(work: Work, asked: str, kinds: Collection[str]) -> Iterator[Hit]:
    """Classes by their label; the one with the very letter first, then its look-alikes."""
    said = _CLASS.fullmatch(asked) if CLASSES in kinds else None
    if said is None:
        return
    grade, letter = int(said[1]), said[2]
    rows = [row for row in work.all(OPEN_CLASSES) if row[1] == grade]
    newest = rows[0][3] if rows else ""
    fitting = [row for row in rows if row[3] == newest and fold(row[2]).startswith(fold(letter))]
    fitting.sort(key=lambda row: (row[2].casefold() != letter.casefold(), sort_key(row[2])))
    for class_id, _, name, _ in fitting:
        yield Hit(CLASSES, class_id, f"{grade}{name}")


def _ranked(work: Work, typed: tuple[str, ...], kinds: Collection[str], limit: int) -> list[Hit]:
    """Readers, then titles; those that begin as the question does stand first."""
    hits: list[Hit] = []
    if READERS in kinds and typed:
        rows = _of_words(work, READERS, typed)
        hits += [_reader_hit(row) for row in _best(rows, typed, 1, 6)[:limit]]
    if TITLES in kinds and typed:
        rows = _of_words(work, TITLES, typed)
        hits += [_title_hit(row) for row in _best(rows, typed, 1, 6)[:limit]]
    return hits


def _of_words(work: Work, kind: str, typed: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Rows whose words begin with all the typed ones, by the rarest of them."""
    ranges = [(word, word + _LAST) for word in dict.fromkeys(typed)]
    if len(ranges) > 1:
        ranges.sort(key=lambda each: _how_many(work, kind, each))
    gaps: dict[str, str] = {"kind": kind}
    for number, (first, end) in enumerate(ranges):
        gaps |= {f"from_{number}": first, f"to_{number}": end}
    statements = READERS_OF_WORDS if kind == READERS else TITLES_OF_WORDS
    return work.all(statements[len(ranges)], **gaps)


def _how_many(work: Work, kind: str, bounds: tuple[str, str]) -> int:
    row = work.one(HOW_MANY_ENTRIES, kind=kind, first=bounds[0], end=bounds[1])
    return int(row[0]) if row else 0


def _best(
    rows: list[tuple[Any, ...]], typed: tuple[str, ...], name: int, key: int
) -> list[tuple[Any, ...]]:
    """Each row once: whole words before beginnings, then the name's own beginning, then
    the Kazakh order."""
    best: dict[int, tuple[Any, ...]] = {}
    for row in rows:
        begins = fold(row[name]).lstrip('«"“(').startswith(typed[0])
        rank = (row[-1] not in typed, not begins, bytes(row[key]))
        if row[0] not in best or rank < best[row[0]][0]:
            best[row[0]] = (rank, row)
    return [row for _, row in sorted(best.values(), key=lambda each: each[0])]


def _counted(work: Work, hit: Hit) -> Hit:
    """A title with how many of its copies stand on the shelf."""
    if hit.kind != TITLES:
        return hit
    states = dict(work.all(STATES_OF_TITLE, title_id=hit.row_id))
    gone = states.get(CopyState.WRITTEN_OFF.value, 0)
    return replace(
        hit, on_shelf=states.get(CopyState.ON_SHELF.value, 0), copies=sum(states.values()) - gone
    )
