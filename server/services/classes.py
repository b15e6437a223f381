"""Classes of a school year with what their pupils hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from i18n.sorting import sort_key
from library.classes import class_label
from library.re_registration import marks_count_since
from server.server import Server
from server.services.debts import NOTHING, Counts, counts_by_reader
from server.tables import Card, Membership, Reader, SchoolClass


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """A class as it stands. `closed`: it lends nothing any more."""

    class_id: int
    year: str
    grade: int
    letter: str
    language: str
    track: str | None
    closed: bool

    @property
    def label(self) -> str:
        """`8Ә`."""
        return class_label(self.grade, self.letter)

    @property
    def order(self) -> tuple[int, bytes]:
        """Its place among the classes of its year."""
        return self.grade, sort_key(self.letter)


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class with its pupils of today, their open loans, and how many have this year's
    mark of re-registration; `debtors` have at least one loan past its date."""

    about: ClassFacts
    pupils: int
    loans: int
    overdue: int
    debtors: int
    re_registered: int


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil of a class, for staff. `marked`: has this year's mark."""

    reader_id: int
    surname: str
    given_name: str
    language: str | None
    card: str | None
    dorm_group: str | None
    absent_since: date | None
    re_registered_on: date | None
    rules_accepted_on: date | None
    marked: bool
    held: Counts

    @property
    def name(self) -> str:
        """`Серік Әлия`."""
        return f"{self.surname} {self.given_name}"


def current_year(server: Server) -> str:
    """The name of the school year of today; between two years the coming one."""
    calendar, today = server.calendar, server.today()
    return (calendar.year_of(today) or calendar.next_year(today)).name


def years_of_classes(server: Server) -> list[str]:
    """Years that have classes, and the current one; the newest first."""
    with server.library.reading():
        rows: Any = SchoolClass.select(SchoolClass.year).distinct().tuples()
        years = {year for (year,) in rows}
    return sorted(years | {current_year(server)}, reverse=True)


def shown_year(server: Server) -> str:
    """The year whose classes are shown unasked: the current one, or the newest that has
    any; after an early roll-over the one the pupils stand in."""
    current = current_year(server)
    with server.library.reading():
        rows: Any = (
            Membership.select(SchoolClass.year).join(SchoolClass)
            .where(Membership.to_on.is_null()).distinct().tuples()
        )  # fmt: skip
        years = {year for (year,) in rows}
        if years and min(years) > current:
            return str(max(years))
        if SchoolClass.select().where(SchoolClass.year == current).exists():
            return current
        newest = SchoolClass.select(fn.MAX(SchoolClass.year)).scalar()
    return str(newest or current)


def classes_of(server: Server, year: str) -> list[ClassFacts]:
    """The classes of a year in their order."""
    with server.library.reading():
        rows = [facts_of(row) for row in SchoolClass.select().where(SchoolClass.year == year)]
    return sorted(rows, key=lambda each: each.order)


def class_of(server: Server, class_id: int) -> ClassFacts | None:
    """One class, or None."""
    with server.library.reading():
        row = SchoolClass.get_or_none(SchoolClass.id == class_id)
    return None if row is None else facts_of(row)


def class_lines(server: Server, year: str) -> list[ClassLine]:
    """The classes of a year with their counts, in order."""
    today = server.today()
    since = marks_count_since(server.calendar, today)
    with server.library.snapshot():
        found = classes_of(server, year)
        counts = counts_by_reader(today)
        rows = (
            _members()
            .select(Membership.school_class, Reader.id, Reader.re_registered_on)
            .join_from(Membership, SchoolClass)
            .where(SchoolClass.year == year)
            .tuples()
        )
        members: dict[int, list[tuple[int, date | None]]] = {}
        for class_id, reader_id, marked_on in rows:
            members.setdefault(class_id, []).append((reader_id, marked_on))
    return [_line(each, members.get(each.class_id, []), counts, since) for each in found]


def pupils_of(server: Server, class_id: int) -> list[Pupil]:
    """The pupils of today of a class, in Kazakh order of their names."""
    members = _members().where(Membership.school_class == class_id)
    return _pupils(server, members)


def pupils_of_group(server: Server, group: str) -> list[Pupil]:
    """The readers of a dormitory group, in Kazakh order of their names."""
    rows = Reader.select().where(Reader.dorm_group == group, present())
    return _pupils(server, rows)


def present() -> Any:
    """The condition for readers who are of the school: not those who left, were removed, or
    were entered twice."""
    return (Reader.state != "left") & Reader.removed_at.is_null() & Reader.merged_into.is_null()


def facts_of(row: Any) -> ClassFacts:
    """A row of the table."""
    return ClassFacts(
        row.id, row.year, row.grade, row.letter, row.language, row.track, bool(row.closed)
    )


def _members() -> Any:
    """Readers in a class now, those who left the school apart."""
    return (
        Reader.select()
        .join(Membership, on=(Membership.reader == Reader.id) & Membership.to_on.is_null())
        .where(present())
    )


def _pupils(server: Server, readers: Any) -> list[Pupil]:
    today = server.today()
    since = marks_count_since(server.calendar, today)
    with server.library.snapshot():
        rows = list(readers.order_by(Reader.sort_key))
        numbers = [row.id for row in rows]
        counts = counts_by_reader(today, numbers)
        # The newest active card is the one in the pupil's hand.
        held: Any = (
            Card.select(Card.reader, Card.number)
            .where(Card.reader.in_(numbers), Card.state == "active")
            .order_by(Card.id)
            .tuples()
        )
        cards: dict[int, str] = dict(held)
    return [
        Pupil(
            row.id, row.surname, row.given_name, row.language, cards.get(row.id),
            row.dorm_group, row.absent_since, row.re_registered_on, row.rules_accepted_on,
            row.re_registered_on is not None and row.re_registered_on >= since,
            counts.get(row.id, NOTHING),
        )
        for row in rows
    ]  # fmt: skip


def _line(
    about: ClassFacts,
    members: list[tuple[int, date | None]],
    counts: dict[int, Counts],
    since: date,
) -> ClassLine:
    held = [counts.get(reader, NOTHING) for reader, _ in members]
    return ClassLine(
        about,
        len(members),
        sum(each.loans for each in held),
        sum(each.overdue for each in held),
        sum(each.overdue > 0 for each in held),
        sum(marked_on is not None and marked_on >= since for _, marked_on in members),
    )
