"""From a line of somebody's table to a reader or a title, or the reason why not.

Pure: a line is a mapping of field names (library/import_columns.py) to cells. One fault
refuses the line; what it is and where is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from library.catalogue import ItemKind
from library.classes import Track
from library.import_values import (
    Cell,
    NotThat,
    category,
    day,
    has_strange_sign,
    is_damaged,
    item_kind,
    language,
    letter,
    person_name,
    price_tiyn,
    school_class,
    text_of,
    track,
    whole,
)
from library.isbn import bare_isbn
from library.readers import Category
from library.scanned_code import (
    CardNumber,
    CopyNumber,
    ForeignNumber,
    ScannedCode,
    WrongCheckDigit,
    read_code,
)

LONGEST = 400
"""Signs of one cell that is taken."""
MOST_COPIES = 500
"""Copies of one line: more is a slip of a finger."""
UNCOMPUTED = "\x00formula"
"""What a reader of files puts for a formula whose value the file does not hold."""
_OLDEST_YEARS, _YOUNGEST_YEARS = 100, 4

Line = Mapping[str, Cell]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """A reader as a file says. `grade` and `letter` are None for adults; None elsewhere:
    the file does not say."""

    surname: str
    given_name: str
    patronymic: str | None
    category: Category
    born_on: date | None = None
    grade: int | None = None
    letter: str | None = None
    language: str | None = None
    track: Track | None = None
    card: str | None = None
    dormitory: str | None = None
    room: str | None = None
    dorm_group: str | None = None


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A title with its copies as a file says. `count` copies in all, at least as many as
    there are inventory numbers; `isbn` without hyphens; `price_tiyn` of one copy."""

    name: str
    author: str = ""
    item_kind: ItemKind = ItemKind.FICTION
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


@dataclass(frozen=True, slots=True)
class RowRefused:
    """Why a line is not taken: a stable word, and the field at fault where it is one."""

    reason: str
    field: str = ""


class _Fault(Exception):
    def __init__(self, reason: str, field: str) -> None:
        super().__init__(reason)
        self.refused = RowRefused(reason, field)


def is_empty(line: Line) -> bool:
    """Whether nothing stands in it but its own number."""
    return not any(text_of(cell) for field, cell in line.items() if field != "line")


def reader_row(line: Line, today: date) -> ReaderRow | RowRefused:
    """The reader of a line."""
    try:
        _check_cells(line, names=("full-name", "surname", "given-name", "patronymic"))
        surname, given_name, patronymic = _names(line)
        grade, class_letter = _class(line)
        said = _read(line, "category", category)
        if said is None and grade is None:
            raise _Fault("class-missing", "class")
        kind = said or Category.STUDENT
        if kind is Category.STUDENT and grade is None:
            raise _Fault("class-missing", "class")
        return ReaderRow(
            surname, given_name, patronymic, kind, _birthday(line, today),
            grade if kind is Category.STUDENT else None,
            class_letter if kind is Category.STUDENT else None,
            _read(line, "language", language), _read(line, "track", track), _card(line),
            _text(line, "dormitory"), _text(line, "room"), _text(line, "dorm-group"),
        )  # fmt: skip
    except _Fault as fault:
        return fault.refused


def title_row(line: Line, today: date) -> TitleRow | RowRefused:
    """The title of a line with its copies."""
    try:
        _check_cells(line)
        name = _text(line, "name")
        if name is None:
            raise _Fault("name-missing", "name")
        grade, subject = _grade(line), _text(line, "subject")
        kind = _read(line, "kind", item_kind)
        if kind is None:
            # A school's list of books by class and subject is a list of textbooks.
            kind = ItemKind.TEXTBOOK if grade or subject else ItemKind.FICTION
        inventory = _inventory(line)
        barcodes = _barcodes(line)
        count = _number(line, "count", 0, MOST_COPIES, "not-a-count")
        held = max(len(inventory), len(barcodes))
        return TitleRow(
            name, _text(line, "author") or "", kind, _read(line, "language", language),
            _number(line, "year", 1450, today.year + 1, "not-a-year"), _text(line, "publisher"),
            _text(line, "place"), _isbn(line), _text(line, "bbk"), _text(line, "author-mark"),
            subject, grade, _number(line, "pages", 1, 20_000, "not-a-number"),
            max((held or 1) if count is None else count, held), inventory, barcodes,
            _read(line, "price", price_tiyn), _text(line, "shelf"),
        )  # fmt: skip
    except _Fault as fault:
        return fault.refused


def _check_cells(line: Line, names: tuple[str, ...] = ()) -> None:
    for field, cell in line.items():
        if cell == UNCOMPUTED:
            raise _Fault("formula", field)
        if not isinstance(cell, str):
            continue
        if has_strange_sign(cell):
            raise _Fault("strange-sign", field)
        if len(cell) > LONGEST:
            raise _Fault("too-long", field)
        if is_damaged(cell) or (field in names and "?" in cell):
            raise _Fault("damaged-letters", field)


def _text(line: Line, field: str) -> str | None:
    return text_of(line.get(field)) or None


def _read(line: Line, field: str, reader: Callable[[Cell], Value | None]) -> Value | None:
    try:
        return reader(line.get(field))
    except NotThat as fault:
        raise _Fault(fault.reason, field) from fault


def _number(line: Line, field: str, least: int, most: int, reason: str) -> int | None:
    try:
        return whole(line.get(field), least, most, reason)
    except NotThat as fault:
        raise _Fault(fault.reason, field) from fault


def _names(line: Line) -> tuple[str, str, str | None]:
    words = text_of(line.get("full-name")).split()
    surname = _text(line, "surname") or "".join(words[:1])
    given_name = _text(line, "given-name") or "".join(words[1:2])
    patronymic = _text(line, "patronymic") or " ".join(words[2:])
    if not surname and not given_name:
        raise _Fault("name-missing", "full-name" if "full-name" in line else "surname")
    for part, field in ((surname, "surname"), (given_name, "given-name")):
        if not part or not any(sign.isalpha() for sign in part):
            raise _Fault("name-incomplete", "full-name" if "full-name" in line else field)
    return person_name(surname), person_name(given_name), person_name(patronymic) or None


def _class(line: Line) -> tuple[int | None, str | None]:
    found = _read(line, "class", school_class)
    own = _read(line, "letter", letter)
    if found is None:
        return None, None
    grade, class_letter = found
    if not class_letter and not own:
        raise _Fault("letter-missing", "letter" if "letter" in line else "class")
    return grade, own or class_letter


def _birthday(line: Line, today: date) -> date | None:
    found = _read(line, "born-on", day)
    if found is None:
        return None
    if not today.year - _OLDEST_YEARS <= found.year <= today.year - _YOUNGEST_YEARS:
        raise _Fault("unlikely-day", "born-on")
    return date(found.year, found.month, found.day)


def _card(line: Line) -> str | None:
    text = text_of(line.get("card"))
    if not text:
        return None
    code = read_code(text)
    if isinstance(code, (CardNumber, ForeignNumber)):
        return code.number if isinstance(code, CardNumber) else code.text
    raise _Fault(_wrong(code), "card")


def _wrong(code: ScannedCode) -> str:
    return "wrong-check-digit" if isinstance(code, WrongCheckDigit) else "not-a-number-of-it"


def _grade(line: Line) -> int | None:
    found = _read(line, "grade", school_class)
    return None if found is None else found[0]


def _isbn(line: Line) -> str | None:
    text = text_of(line.get("isbn"))
    if not text:
        return None
    for part in text.replace(",", ";").split(";"):
        found = bare_isbn(part.strip())
        if found is not None:
            return found
    raise _Fault("not-an-isbn", "isbn")


def _inventory(line: Line) -> tuple[str, ...]:
    found: list[str] = []
    for part in text_of(line.get("inventory")).replace(",", ";").split(";"):
        found += _from_to(part.strip())
    if len(found) > MOST_COPIES:
        raise _Fault("not-a-count", "inventory")
    if len(set(found)) < len(found):
        raise _Fault("twice-in-line", "inventory")
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
            raise _Fault(_wrong(code), "barcode")
        found.append(code.number if isinstance(code, CopyNumber) else code.text)
    if len(set(found)) < len(found):
        raise _Fault("twice-in-line", "barcode")
    return tuple(found)
