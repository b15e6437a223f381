"""Records of other libraries as values: fields with their subfields, and what a title takes
from them. Which field means what stands in marc_reading and marc_writing. Pure.

Sources: MARC 21 Bibliographic; UNIMARC Manual, Bibliographic Format, and its Russian version
RUSMARC (domain §7). KAZMARC is UNIMARC with the national library's own additions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

COLUMNS = (
    "name", "author", "item_kind", "language", "year", "publisher", "place", "isbn", "bbk",
    "author_mark", "subject", "grade", "pages", "subtitle", "responsibility", "edition", "series",
    "volume",
)  # fmt: skip
"""Columns of a title that a record fills."""

LANGUAGES = {
    "kk": "kaz", "ru": "rus", "en": "eng", "de": "ger", "fr": "fre", "tr": "tur", "uz": "uzb",
    "ug": "uig", "zh": "chi", "ar": "ara",
}  # fmt: skip
"""Our code of a language and the one of records (ISO 639-2/B)."""

KIND_WORDS = {
    "fiction": "Художественная литература", "textbook": "Учебник",
    "methodical": "Методическая литература", "reference": "Справочник",
    "periodical": "Журнал",
}  # fmt: skip
"""What stands in the field of form for each kind of item."""


class Dialect(StrEnum):
    """The two families of records; RUSMARC is UNIMARC with Russian habits."""

    MARC21 = "marc21"
    UNIMARC = "unimarc"
    RUSMARC = "rusmarc"


@dataclass(frozen=True, slots=True)
class MarcField:
    """One field: three signs of tag; a control field has `value`, any other two indicators
    and pairs of code and text."""

    tag: str
    indicators: str = "  "
    subfields: tuple[tuple[str, str], ...] = ()
    value: str = ""

    def first(self, code: str) -> str:
        """The first subfield with this code, or nothing."""
        return next((text for own, text in self.subfields if own == code), "")

    def every(self, *codes: str) -> list[str]:
        """All subfields with one of these codes, in their order."""
        return [text for own, text in self.subfields if own in codes]


@dataclass(frozen=True, slots=True)
class MarcRecord:
    """One record: 24 signs of leader, fields in their order."""

    leader: str
    fields: tuple[MarcField, ...]

    def every(self, *tags: str) -> Iterator[MarcField]:
        """All fields with one of these tags, in their order."""
        return (field for field in self.fields if field.tag in tags)

    def first(self, tag: str, code: str = "") -> str:
        """The first filled subfield `code` of the fields with this tag (without a code: the
        value of a control field), or nothing."""
        texts = (field.first(code) if code else field.value for field in self.every(tag))
        return next(filter(None, texts), "")

    def has(self, tag: str) -> bool:
        """Whether there is such a field."""
        return any(field.tag == tag for field in self.fields)


@dataclass(frozen=True, slots=True)
class TitleFields:
    """What a record says of a title, by column of the catalogue; None and the empty text: it
    does not say. `isbns`: all numbers, for a set and its part; `price_tiyn`: the price
    printed in the record, a hint only; `doubts`: stable words, `wrong-isbn`, `not-an-isbn`,
    `other-money`, `cut`."""

    name: str
    author: str = ""
    item_kind: str | None = None
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
    subtitle: str | None = None
    responsibility: str | None = None
    edition: str | None = None
    series: str | None = None
    volume: str | None = None
    isbns: tuple[str, ...] = ()
    price_tiyn: int | None = None
    doubts: tuple[str, ...] = ()

    def columns(self) -> dict[str, str | int | None]:
        """The columns of a title by name."""
        return {name: getattr(self, name) for name in COLUMNS}


def dialect_of(record: MarcRecord) -> Dialect | None:
    """The family by the field of the title: 245 or 200; None when it has both or neither."""
    old, new = record.has("245"), record.has("200")
    if old == new:
        return None
    if old:
        return Dialect.MARC21
    country = record.first("801", "a").strip().upper() in ("RU", "BY")
    bbk = any(field.first("2").startswith("rubbk") for field in record.every("686"))
    return Dialect.RUSMARC if country or bbk or record.has("899") else Dialect.UNIMARC
