"""From a line of somebody's list to a reader, or the reason why not. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from library.classes import Track
from library.import_lines import (
    Line,
    LineFault,
    RowRefused,
    check_cells,
    read_at,
    text_at,
    wrong_code,
)
from library.import_values import (
    category,
    day,
    language,
    letter,
    person_name,
    school_class,
    sex,
    text_of,
    track,
)
from library.readers import Category
from library.scanned_code import CardNumber, ForeignNumber, read_code

_OLDEST_YEARS, _YOUNGEST_YEARS = 100, 4


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
    sex: str | None = None


def reader_row(line: Line, today: date) -> ReaderRow | RowRefused:
    """The reader of a line."""
    try:
        check_cells(line, names=("full-name", "surname", "given-name", "patronymic"))
        surname, given_name, patronymic = _names(line)
        grade, class_letter = _class(line)
        said = read_at(line, "category", category)
        if said is None and grade is None:
            raise LineFault("class-missing", "class")
        kind = said or Category.STUDENT
        if kind is Category.STUDENT and grade is None:
            raise LineFault("class-missing", "class")
        return ReaderRow(
            surname, given_name, patronymic, kind, _birthday(line, today),
            grade if kind is Category.STUDENT else None,
            class_letter if kind is Category.STUDENT else None,
            read_at(line, "language", language), read_at(line, "track", track), _card(line),
            text_at(line, "dormitory"), text_at(line, "room"), text_at(line, "dorm-group"),
            read_at(line, "sex", sex),
        )  # fmt: skip
    except LineFault as fault:
        return fault.refused


def _names(line: Line) -> tuple[str, str, str | None]:
    words = text_of(line.get("full-name")).split()
    surname = text_at(line, "surname") or "".join(words[:1])
    given_name = text_at(line, "given-name") or "".join(words[1:2])
    patronymic = text_at(line, "patronymic") or " ".join(words[2:])
    if not surname and not given_name:
        raise LineFault("name-missing", "full-name" if "full-name" in line else "surname")
    for part, field in ((surname, "surname"), (given_name, "given-name")):
        if not part or not any(sign.isalpha() for sign in part):
            raise LineFault("name-incomplete", "full-name" if "full-name" in line else field)
    return person_name(surname), person_name(given_name), person_name(patronymic) or None


def _class(line: Line) -> tuple[int | None, str | None]:
    found = read_at(line, "class", school_class)
    own = read_at(line, "letter", letter)
    if found is None:
        return None, None
    grade, class_letter = found
    if not class_letter and not own:
        raise LineFault("letter-missing", "letter" if "letter" in line else "class")
    return grade, own or class_letter


def _birthday(line: Line, today: date) -> date | None:
    found = read_at(line, "born-on", day)
    if found is None:
        return None
    if not today.year - _OLDEST_YEARS <= found.year <= today.year - _YOUNGEST_YEARS:
        raise LineFault("unlikely-day", "born-on")
    return date(found.year, found.month, found.day)


def _card(line: Line) -> str | None:
    text = text_of(line.get("card"))
    if not text:
        return None
    code = read_code(text)
    if isinstance(code, (CardNumber, ForeignNumber)):
        return code.number if isinstance(code, CardNumber) else code.text
    raise LineFault(wrong_code(code), "card")
