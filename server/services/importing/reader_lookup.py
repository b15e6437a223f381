"""The readers of the library as a file of readers meets them: by card, by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peewee import JOIN

from i18n.searching import search_key
from library.import_readers import ReaderRow
from library.readers import ReaderState
from server.tables import Card, Membership, Reader, SchoolClass

NAMES = ("surname", "given_name", "patronymic")
COLUMNS = (*NAMES, "category", "born_on", "dormitory", "room", "dorm_group", "sex")


@dataclass(slots=True, eq=False)
class KnownReader:
    """A reader with the class of now. `values` by column (COLUMNS)."""

    reader_id: int
    values: dict[str, Any]
    state: str
    absent_since: date | None
    membership_id: int | None
    member_since: date | None
    class_id: int | None
    year: str | None
    grade: int | None
    letter: str | None


@dataclass(slots=True)
class Readers:
    """All readers who may be in a file; `cards` also of those who may not (None)."""

    by_id: dict[int, KnownReader] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[KnownReader]] = field(default_factory=dict)
    cards: dict[str, KnownReader | None] = field(default_factory=dict)
    classes: dict[tuple[int, str], int] = field(default_factory=dict)
    """Classes of the current year by grade and letter."""


def name_key(surname: str, given_name: str) -> tuple[str, str]:
    """A name as it is compared: small letters, Kazakh letters kept."""
    return search_key(surname), search_key(given_name)


def look_up(year: str) -> Readers:
    """All of them: a school has some thousands. Inside a snapshot() or writing() block."""
    found = Readers()
    columns = [getattr(Reader, name) for name in COLUMNS]
    rows: Any = (
        Reader.select(
            Reader.id, Reader.state, Reader.absent_since, Membership.id, Membership.from_on,
            SchoolClass.id, SchoolClass.year, SchoolClass.grade, SchoolClass.letter, *columns,
        )
        .join(Membership, JOIN.LEFT_OUTER,
              on=(Membership.reader == Reader.id) & Membership.to_on.is_null())
        .join(SchoolClass, JOIN.LEFT_OUTER, on=Membership.school_class == SchoolClass.id)
        .where(Reader.removed_at.is_null(), Reader.merged_into.is_null())
        .order_by(Reader.id)
        .tuples()
    )  # fmt: skip
    for reader_id, state, absent, member, since, class_id, in_year, grade, letter, *rest in rows:
        values = dict(zip(COLUMNS, rest, strict=True))
        reader = KnownReader(
            reader_id, values, state, absent, member, since, class_id, in_year, grade, letter
        )
        found.by_id[reader_id] = reader
        key = name_key(values["surname"], values["given_name"])
        found.by_name.setdefault(key, []).append(reader)
    cards: Any = Card.select(Card.number, Card.reader).tuples()
    found.cards = {number: found.by_id.get(reader_id) for number, reader_id in cards}
    classes: Any = SchoolClass.select().where(SchoolClass.year == year)
    found.classes = {(row.grade, row.letter): row.id for row in classes}
    return found


def could_be(known: KnownReader, row: ReaderRow) -> bool:
    """Whether nothing the row says speaks against it; names apart."""
    one, other = known.values["patronymic"], row.patronymic
    if one and other and search_key(one) != search_key(other):
        return False
    born = known.values["born_on"]
    return born is None or row.born_on is None or born == row.born_on


def same_class(known: KnownReader, row: ReaderRow, year: str) -> bool:
    """Whether the reader stands in the row's class: in this year's, or in the one below of
    an earlier year. Adults: in the same category."""
    if row.grade is None or known.grade is None:
        return row.grade is None and known.values["category"] == row.category.value
    if known.letter != row.letter:
        return False
    return known.grade + (known.year is not None and known.year < year) == row.grade


def has_left(known: KnownReader) -> bool:
    """Whether the reader left the school."""
    return known.state == ReaderState.LEFT.value
