"""The roll-over of a school year as it is prepared: a draft that nothing reads but its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from peewee import fn

from i18n.sorting import sort_key
from library.classes import TRACKED_FROM, class_label
from library.roll_over import (
    ClassWay,
    ListFault,
    Move,
    Moves,
    OldClass,
    OldPupil,
    PupilWay,
    Way,
    moves_of,
    usual_way,
)
from server.server import Server
from server.services.debts import NOTHING, counts_by_reader
from server.services.roll_over_list import ListedPupil, listed_pupils
from server.tables import (
    Membership,
    Reader,
    RollOver,
    RollOverChoice,
    RollOverFault,
    RollOverWay,
    SchoolClass,
)

DRAFT, DONE, UNDONE = "draft", "done", "undone"


@dataclass(frozen=True, slots=True)
class RollOverFacts:
    """One roll-over. `backup` the name of the file made before it was done."""

    roll_over_id: int
    year_from: str
    year_to: str
    state: str
    begun_at: datetime
    done_at: datetime | None
    undone_at: datetime | None
    backup: str | None


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """A class of the year that ends: what becomes of it; `usual`: nobody chose otherwise."""

    about: OldClass
    way: Way
    usual: bool
    pupils: int
    debtors: int

    @property
    def label(self) -> str:
        """`8Ә`."""
        return class_label(*self.about.name)

    @property
    def becomes(self) -> str | None:
        """`9Ә`, where it goes up."""
        if self.way.way is not ClassWay.UP:
            return None
        return class_label(self.about.grade + 1, self.about.letter)

    @property
    def asks_track(self) -> bool:
        """Whether the class it becomes has a track that is not known yet."""
        up = self.way.way is ClassWay.UP
        return up and self.about.grade + 1 >= TRACKED_FROM and self.about.track is None


@dataclass(frozen=True, slots=True)
class Person:
    """A name, for staff."""

    surname: str
    given_name: str

    @property
    def name(self) -> str:
        """`Серік Әлия`."""
        return f"{self.surname} {self.given_name}"


@dataclass(slots=True)
class Picture:
    """Everything a roll-over would do now. `people` by reader, `listed` by line number;
    `early` the last day of lessons while it has not passed; `seal` tells whether anything
    changed since a page was drawn."""

    about: RollOverFacts
    classes: list[ClassPlan]
    found: Moves
    people: dict[int, Person]
    listed: dict[int, ListedPupil]
    choices: dict[int, PupilWay]
    seal: str = ""
    early: date | None = None
    _labels: dict[int, str] = field(default_factory=dict)

    def left_label(self, move: Move) -> str:
        """`8Ә`, empty for a new pupil."""
        return self._labels.get(move.left or 0, "")

    def name_of(self, move: Move) -> str:
        """Who it is, for staff."""
        if move.reader_id is not None and move.reader_id in self.people:
            return self.people[move.reader_id].name
        listed = self.listed.get(move.number or 0)
        return listed.name if listed else ""


def latest(server: Server) -> RollOverFacts | None:
    """The newest roll-over, or None."""
    with server.library.reading():
        row = RollOver.select().order_by(RollOver.id.desc()).first()
    return None if row is None else facts_of(row)


def years_now(server: Server) -> tuple[str, str] | None:
    """The school year most pupils stand in, and the one after it; None without pupils."""
    with server.library.reading():
        rows: Any = (
            Membership.select(SchoolClass.year, fn.COUNT(Membership.id))
            .join(SchoolClass).where(Membership.to_on.is_null())
            .group_by(SchoolClass.year).tuples()
        )  # fmt: skip
        counts = [(count, year) for year, count in rows]
    if not counts:
        return None
    year = max(counts)[1]
    calendar = server.calendar
    last_on = next((each.last_on for each in calendar.years if each.name == year), None)
    if last_on is not None:
        return year, calendar.next_year(last_on).name
    start = year.partition("-")[0]
    if not (start.isascii() and start.isdigit()):
        return year, calendar.next_year(server.today()).name
    return year, f"{int(start) + 1}-{int(start) + 2}"


def picture(server: Server, roll_over_id: int) -> Picture | None:
    """What the draft would do now; None when it is no draft."""
    with server.library.snapshot():
        row = draft_row(roll_over_id)
        return None if row is None else look(server, row)


def look(server: Server, row: Any) -> Picture:
    """The picture of a draft's row; inside a snapshot() or writing() block."""
    old = {each.class_id: each for each in _classes(row.year_from)}
    pupils, people = _pupils(server, row.year_from)
    rows: Any = RollOverWay.select().where(RollOverWay.roll_over == row.id)
    ways = {each.school_class_id: Way(ClassWay(each.way), each.track) for each in rows}
    chosen: Any = RollOverChoice.select().where(RollOverChoice.roll_over == row.id)
    choices = {each.reader_id: PupilWay(each.way) for each in chosen}
    listed = listed_pupils(row.id, row.year_to)
    found = moves_of(
        old.values(), pupils, ways, choices, [each.place for each in listed.values()]
    )
    unread: Any = RollOverFault.select().where(RollOverFault.roll_over == row.id)
    found.faults += [ListFault(each.number, each.code, each.field) for each in unread]
    found.faults.sort(key=lambda fault: fault.number)
    last_on = next(
        (year.last_on for year in server.calendar.years if year.name == row.year_from), None
    )
    made = Picture(
        facts_of(row), _class_plans(old, ways, pupils), found, people, listed, choices,
        early=last_on if last_on is not None and server.today() <= last_on else None,
        _labels={each.class_id: class_label(*each.name) for each in old.values()},
    )  # fmt: skip
    said = repr((found.moves, sorted(found.classes.items()), found.faults))
    made.seal = hashlib.sha256(said.encode()).hexdigest()[:16]
    return made


def _classes(year: str) -> list[OldClass]:
    rows = SchoolClass.select().where(SchoolClass.year == year)
    found = [OldClass(row.id, row.grade, row.letter, row.language, row.track) for row in rows]
    return sorted(found, key=lambda each: (each.grade, sort_key(each.letter)))


def _pupils(server: Server, year: str) -> tuple[list[OldPupil], dict[int, Person]]:
    counts = counts_by_reader(server.today())
    rows: Any = (
        Membership.select(
            Reader.id, Membership.school_class, Reader.surname, Reader.given_name
        )
        .join(Reader).switch(Membership).join(SchoolClass)
        .where(SchoolClass.year == year, Membership.to_on.is_null(), Reader.state != "left")
        .order_by(SchoolClass.grade, SchoolClass.id, Reader.sort_key, Reader.id)
        .tuples()
    )  # fmt: skip
    pupils, people = [], {}
    for reader_id, class_id, surname, given_name in rows:
        held = counts.get(reader_id, NOTHING)
        pupils.append(OldPupil(reader_id, class_id, held.loans + held.cases))
        people[reader_id] = Person(surname, given_name)
    return pupils, people


def _class_plans(
    old: Mapping[int, OldClass], ways: Mapping[int, Way], pupils: list[OldPupil]
) -> list[ClassPlan]:
    return [
        ClassPlan(
            each, ways.get(class_id, Way(usual_way(each.grade))), class_id not in ways,
            sum(pupil.class_id == class_id for pupil in pupils),
            sum(pupil.class_id == class_id and pupil.debts > 0 for pupil in pupils),
        )
        for class_id, each in old.items()
    ]  # fmt: skip


def draft_row(roll_over_id: int) -> Any:
    """The row of a draft, None when it is none; inside a block."""
    return RollOver.get_or_none(RollOver.id == roll_over_id, RollOver.state == DRAFT)


def facts_of(row: Any) -> RollOverFacts:
    """The facts of a row."""
    return RollOverFacts(
        row.id, row.year_from, row.year_to, row.state, row.begun_at, row.done_at,
        row.undone_at, row.backup,
    )  # fmt: skip
