"""What staff change about classes: new ones, corrected ones, pupils who move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from server.server import Server
from server.services.classes import ClassFacts, facts_of
from server.services.deeds import Deed, done_before, write_deed
from server.tables import Membership, SchoolClass


@dataclass(frozen=True, slots=True)
class ClassValues:
    """What the form of a class holds; `letter` as library.classes keeps it."""

    year: str
    grade: int
    letter: str
    language: str
    track: str | None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ClassExists:
    """There is such a class in that year already."""

    class_id: int


@dataclass(frozen=True, slots=True)
class MovedTooEarly:
    """A pupil entered the class of now after the day of the move: since `from_on`."""

    from_on: date


def add_class(server: Server, deed: Deed, values: ClassValues) -> int | ClassExists:
    """A new class; its number. Sent again: the same number."""
    with server.library.writing() as work:
        known = _same(values)
        if done_before(work, deed):
            return known if known is not None else 0
        if known is not None:
            return ClassExists(known)
        made = SchoolClass.create(
            year=values.year, grade=values.grade, letter=values.letter,
            language=values.language, track=values.track, closed=values.closed,
        )  # fmt: skip
        write_deed(server, work, deed, before={"class": made.id})
        return int(made.id)


def change_class(
    server: Server, deed: Deed, class_id: int, values: ClassValues
) -> ClassExists | None:
    """Correct a class; ClassExists when another one has that year, grade and letter."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        known = _same(values)
        if known is not None and known != class_id:
            return ClassExists(known)
        row = SchoolClass.get_by_id(class_id)
        before = _before(facts_of(row))
        row.year, row.grade, row.letter = values.year, values.grade, values.letter
        row.language, row.track, row.closed = values.language, values.track, values.closed
        row.save()
        write_deed(server, work, deed, before=before)
        return None


def move_pupils(
    server: Server, deed: Deed, readers: Sequence[int], left: int, entered: int | None, day: date
) -> int | MovedTooEarly:
    """Those of the readers who are in the class `left` leave it on `day` and enter another
    one (None: no class); how many moved. All of them or nobody."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return len(readers)
        found: Any = Membership.select().where(
            Membership.reader.in_(list(readers)),
            Membership.school_class == left,
            Membership.to_on.is_null(),
        )
        rows = list(found)
        late = [row.from_on for row in rows if row.from_on > day]
        if late:
            return MovedTooEarly(max(late))
        for row in rows:
            row.to_on = day
            row.save(only=[Membership.to_on])
            if entered is not None:
                Membership.create(reader=row.reader_id, school_class=entered, from_on=day)
        if rows:
            moved = [row.reader_id for row in rows]
            before = {"moved": moved, "left": left, "entered": entered}
            write_deed(server, work, deed, before)
        return len(rows)


def _same(values: ClassValues) -> int | None:
    row = SchoolClass.get_or_none(
        SchoolClass.year == values.year,
        SchoolClass.grade == values.grade,
        SchoolClass.letter == values.letter,
    )
    return None if row is None else int(row.id)


def _before(facts: ClassFacts) -> dict[str, object]:
    return {
        "class": facts.class_id, "year": facts.year, "grade": facts.grade,
        "letter": facts.letter, "language": facts.language, "track": facts.track,
        "closed": facts.closed,
    }  # fmt: skip
