"""The author mark by a table of Khavkina's form: letter and number under which a word stands.

The last entry of the table that is not greater than the word, within its letter (domain
§4.3). Ё counts as Е, Й as И; capital or small does not matter; signs are passed over.
Kazakh letters which the table does not know are looked up as their Russian pairs and keep
their own letter on the mark: such a mark is *computed*. The tables are not ours to ship: a
school puts its own into the data folder.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from library.shelf_order import ALPHABET

COLUMNS = ("script", "letter", "number", "mark", "prefix")
"""Headings of a table; more columns are passed over."""
BASE_LETTERS = str.maketrans("әғқңөұүһі", "агкноуухи")
HYPHENED = frozenset("ЗОЧIO")
"""Letters that look like digits: `Ч-56`, not `Ч 56` (domain §4.3)."""
_SAME = str.maketrans("ёй", "еи")
_ORDER = {letter: chr(0x100 + place) for place, letter in enumerate(ALPHABET)}
_MOST_DIGITS = 4


class Basis(StrEnum):
    """Where a mark comes from: printed in the book, found in the table, computed with base
    letters, typed by hand."""

    IMPRINT = "imprint"
    TABLE = "table"
    COMPUTED = "computed"
    TYPED = "typed"


class TableRefused(Exception):
    """A table that cannot be used. `code`: `columns-missing`, `not-a-letter`,
    `not-a-number`, `other-letter`, `out-of-order`, `empty`; `line` counts from 1, the
    headings are line 1; `values` for the text."""

    def __init__(self, code: str, line: int, **values: object) -> None:
        super().__init__(code, line, values)
        self.code, self.line, self.values = code, line, values


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark with its basis: TABLE or COMPUTED."""

    text: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one letter: keys in their order, and the number of each."""

    keys: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkTable:
    """A table by letter, small ones. `doubts` are lines of the file whose number does not
    rise: printed tables have such slips, so they are told and not refused."""

    sections: dict[str, Section] = field(default_factory=dict)
    doubts: tuple[int, ...] = ()

    @property
    def entries(self) -> int:
        """How many entries it has."""
        return sum(len(each.keys) for each in self.sections.values())

    def only(self, letters: Iterable[str]) -> MarkTable:
        """The sections of these letters alone."""
        return MarkTable({each: self.sections[each] for each in letters})

    def with_more(self, other: MarkTable) -> MarkTable:
        """Both; where they share a letter, this one's section."""
        return MarkTable({**other.sections, **self.sections})


def author_mark(word: str, table: MarkTable) -> Mark | None:
    """The mark of an entry word; None when it does not begin with a letter. A letter without
    a section (Ъ, Ь, Ы) gives the bare letter."""
    small = plain_word(word)
    if not small:
        return None
    initial = small[0]
    looked_up = "".join(
        letter if letter in table.sections else letter.translate(BASE_LETTERS) for letter in small
    )
    basis = Basis.TABLE if looked_up == small else Basis.COMPUTED
    section = table.sections.get(looked_up[0])
    shown = initial.upper()
    if section is None:
        return Mark(shown, basis)
    place = bisect_right(section.keys, _key(looked_up)) - 1
    if place < 0:
        return Mark(shown, basis)
    between = "-" if looked_up[0].upper() in HYPHENED else " "
    return Mark(f"{shown}{between}{section.numbers[place]}", basis)


def plain_word(text: str) -> str:
    """The letters of a word as they are compared: small, ё as е, й as и, Latin ones without
    accents; empty when it does not begin with a letter."""
    normal = unicodedata.normalize("NFC", text).strip(" \t\n«»“”„‟‘’\"'`‹›()[]")
    if not normal[:1].isalpha():
        return ""
    return "".join(
        _letter(letter)
        for letter in unicodedata.normalize("NFC", normal.casefold())
        if letter.isalpha()
    ).translate(_SAME)


def _letter(letter: str) -> str:
    if letter in _ORDER or letter.isascii():
        return letter
    plain = unicodedata.normalize("NFKD", letter)[0]
    return plain if plain.isascii() and plain.isalpha() else letter


def _key(word: str) -> str:
    """Letters by the Kazakh alphabet, which holds the Russian one; others as they are."""
    return "".join(_ORDER.get(letter, letter) for letter in word)


def table_of(rows: Iterable[Sequence[str]]) -> MarkTable:
    """The table of the lines of a CSV file, its headings first. Raises TableRefused."""
    waiting = iter(rows)
    places = _places(next(waiting))
    found: dict[str, tuple[list[str], list[str]]] = {}
    doubts: list[int] = []
    for line, row in enumerate(waiting, start=2):
        if not any(cell.strip() for cell in row):
            continue
        letter, number, prefix = _entry(line, row, places)
        keys, numbers = found.setdefault(letter, ([], []))
        if keys and prefix <= keys[-1]:
            raise TableRefused("out-of-order", line)
        if numbers and int(number) <= int(numbers[-1]):
            doubts.append(line)
        keys.append(prefix)
        numbers.append(number)
    if not found:
        raise TableRefused("empty", 1)
    sections = {letter: Section(tuple(k), tuple(n)) for letter, (k, n) in found.items()}
    return MarkTable(sections, tuple(doubts))


def _places(headings: Sequence[str]) -> dict[str, int]:
    known = {each.strip().lstrip("\ufeff").casefold(): n for n, each in enumerate(headings)}
    missing = [each for each in ("letter", "number", "prefix") if each not in known]
    if missing:
        raise TableRefused("columns-missing", 1, columns=", ".join(missing))
    return known


def _entry(line: int, row: Sequence[str], places: dict[str, int]) -> tuple[str, str, str]:
    def cell(name: str) -> str:
        return row[places[name]].strip() if places[name] < len(row) else ""

    letter, number, prefix = cell("letter"), cell("number"), cell("prefix")
    folded = plain_word(letter)
    if len(folded) != 1 or len(letter) != 1:
        raise TableRefused("not-a-letter", line, text=letter[:20])
    if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        raise TableRefused("not-a-number", line, text=number[:20])
    word = plain_word(prefix)
    if not word.startswith(folded):
        raise TableRefused("other-letter", line, text=prefix[:20], letter=letter)
    return folded, number, _key(word)
