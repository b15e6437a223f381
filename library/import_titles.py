"""From a line of somebody's list to a title with its copies, or the reason why not. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from library.bbk import plain_index
from library.catalogue import ItemKind
from library.entry_word import entry_of
from library.import_lines import (
    Line,
    LineFault,
    RowRefused,
    check_cells,
    number_at,
    read_at,
    text_at,
    wrong_code,
)
from library.import_values import item_kind, language, price_tiyn, school_class, text_of
from library.isbn import bare_isbn
from library.scanned_code import CopyNumber, ForeignNumber, read_code
from library.shelf_marks import plain_author_mark

MOST_COPIES = 500
"""Copies of one line: more is a slip of a finger."""
_VOLUME = re.compile(
    r"(\d+)\s*[-–—]?\s*(?:бөлім|бөл\.|кітап|том|т\.|ч\.|часть|кн\.|книга|part|vol)"
    r"|(?:бөлім|бөл\.|том|т\.|ч\.|часть|кн\.|книга|part|vol\.?)\s*[-–—№]?\s*(\d+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A title with its copies as a file says. `count` copies in all, at least as many as
    there are inventory numbers; `isbn` without hyphens; `price_tiyn` of one copy; None and
    the empty text: the file does not say."""

    name: str
    author: str = ""
    item_kind: ItemKind | None = None
    language: str | None = None
    year: int | None = None
    publisher: str | None = None
    place: str | None = None
    isbn: str | None = None
    bbk: str | None = None
    author_mark: str | None = None
    subject: str | None = None
    grade: int | None = None
    pages: int | None = None
    count: int = 1
    inventory: tuple[str, ...] = ()
    barcodes: tuple[str, ...] = ()
    price_tiyn: int | None = None
    shelf: str | None = None

    @property
    def kind_of_new(self) -> ItemKind:
        """The kind of a new title; books by class and subject are textbooks."""
        textbook = self.grade is not None or self.subject is not None
        return self.item_kind or (ItemKind.TEXTBOOK if textbook else ItemKind.FICTION)


def volume_of(name: str) -> str:
    """The number of the volume or part in a title's name, or nothing: parts of one set may
    share their ISBN."""
    found = _VOLUME.search(name)
    return "" if found is None else str(int(found[1] or found[2]))


def title_row(line: Line, today: date) -> TitleRow | RowRefused:
    """The title of a line with its copies."""
    try:
        check_cells(line)
        name = text_at(line, "name")
        if name is None:
            raise LineFault("name-missing", "name")
        grade, subject = _grade(line), text_at(line, "subject")
        kind = read_at(line, "kind", item_kind)
        inventory = _inventory(line)
        barcodes = _barcodes(line)
        count = number_at(line, "count", 0, MOST_COPIES, "not-a-count")
        held = max(len(inventory), len(barcodes))
        return TitleRow(
            name, text_at(line, "author") or "", kind, read_at(line, "language", language),
            number_at(line, "year", 1450, today.year + 1, "not-a-year"), text_at(line, "publisher"),
            text_at(line, "place"), _isbn(line), plain_index(text_at(line, "bbk") or "") or None,
            _mark(line, name),
            subject, grade, number_at(line, "pages", 1, 20_000, "not-a-number"),
            max((held or 1) if count is None else count, held), inventory, barcodes,
            read_at(line, "price", price_tiyn), text_at(line, "shelf"),
        )  # fmt: skip
    except LineFault as fault:
        return fault.refused


def _mark(line: Line, name: str) -> str | None:
    entry = entry_of(name, text_at(line, "author") or "")
    mark = text_at(line, "author-mark") or ""
    return plain_author_mark(mark, entry.word if entry else "") or None


def _grade(line: Line) -> int | None:
    found = read_at(line, "grade", school_class)
    return None if found is None else found[0]


def _isbn(line: Line) -> str | None:
    text = text_of(line.get("isbn"))
    if not text:
        return None
    for part in text.replace(",", ";").split(";"):
        found = bare_isbn(part.strip())
        if found is not None:
            return found
    raise LineFault("not-an-isbn", "isbn")


def _inventory(line: Line) -> tuple[str, ...]:
    found: list[str] = []
    for part in text_of(line.get("inventory")).replace(",", ";").split(";"):
        found += _from_to(part.strip())
    if len(found) > MOST_COPIES:
        raise LineFault("not-a-count", "inventory")
    if len(set(found)) < len(found):
        raise LineFault("twice-in-line", "inventory")
    return tuple(found)


def _from_to(text: str) -> list[str]:
    """«1201-1205» are five numbers; anything else with a hyphen is one."""
    first, hyphen, last = (part.strip() for part in text.replace("–", "-").partition("-"))
    if hyphen and first.isdigit() and last.isdigit() and len(first) == len(last) < 9:
        count = int(last) - int(first) + 1
        if 1 < count <= MOST_COPIES:
            return [f"{int(first) + n:0{len(first)}d}" for n in range(count)]
    return [text] if text else []


def _barcodes(line: Line) -> tuple[str, ...]:
    found = []
    for part in text_of(line.get("barcode")).replace(",", ";").split(";"):
        if not part.strip():
            continue
        code = read_code(part)
        if not isinstance(code, (CopyNumber, ForeignNumber)):
            raise LineFault(wrong_code(code), "barcode")
        found.append(code.number if isinstance(code, CopyNumber) else code.text)
    if len(set(found)) < len(found):
        raise LineFault("twice-in-line", "barcode")
    return tuple(found)
