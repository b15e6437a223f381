"""Checks of textbooks in the classrooms: one sheet per class and day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from library.raids import RaidPupil, RaidSheet
from server.server import Server
from server.services.classes import ClassFacts, classes_of
from server.services.deeds import Deed, done_before, write_deed
from server.services.textbooks import pupils_of_class
from server.tables import Membership, Raid, RaidMark, Reader


@dataclass(frozen=True, slots=True)
class RaidLine:
    """A raid of a class: how many pupils have a mark, their mean in hundredths."""

    raid_id: int
    class_id: int
    held_on: date
    marked: int
    mean: int | None
    note: str


@dataclass(frozen=True, slots=True)
class RaidClass:
    """A class with its raids, the latest first."""

    about: ClassFacts
    pupils: int
    raids: tuple[RaidLine, ...]


def raid_classes(server: Server, year: str) -> list[RaidClass]:
    """The classes of a year with their raids."""
    with server.library.snapshot():
        found = classes_of(server, year)
        ids = [each.class_id for each in found]
        lines: dict[int, list[RaidLine]] = {each: [] for each in ids}
        for line in _lines(Raid.school_class.in_(ids)):
            lines[line.class_id].append(line)
        counts: Any = (
            Membership.select(Membership.school_class, fn.COUNT(Membership.id))
            .join(Reader)
            .where(Membership.school_class.in_(ids), Membership.to_on.is_null(),
                   Reader.state != "left")
            .group_by(Membership.school_class).tuples()
        )  # fmt: skip
        pupils = dict(counts)
    return [
        RaidClass(each, pupils.get(each.class_id, 0), tuple(lines[each.class_id]))
        for each in found
    ]


def _lines(where: Any) -> list[RaidLine]:
    rows: Any = (
        Raid.select(
            Raid.id, Raid.school_class, Raid.held_on, fn.COUNT(RaidMark.mark),
            fn.SUM(RaidMark.mark), Raid.note,
        )
        .join(RaidMark, JOIN.LEFT_OUTER, on=RaidMark.raid == Raid.id)
        .where(where)
        .group_by(Raid.id, Raid.school_class, Raid.held_on, Raid.note)
        .order_by(Raid.held_on.desc(), Raid.id.desc())
        .tuples()
    )  # fmt: skip
    return [
        RaidLine(raid, class_id, day, count, round(100 * total / count) if count else None, note)
        for raid, class_id, day, count, total, note in rows
    ]


def raid_sheet(server: Server, class_id: int, day: date) -> RaidSheet:
    """The sheet of a class on a day, with the pupils of today and those marked then."""
    with server.library.snapshot():
        row = Raid.get_or_none(Raid.school_class == class_id, Raid.held_on == day)
        marks: dict[int, int] = {}
        if row is not None:
            said: Any = RaidMark.select().where(RaidMark.raid == row.id)
            marks = {each.reader_id: each.mark for each in said}
        pupils = [
            RaidPupil(each.reader_id, f"{each.surname} {each.given_name}",
                      marks.pop(each.reader_id, None))
            for each in pupils_of_class(class_id)
        ]  # fmt: skip
        gone: Any = Reader.select().where(Reader.id.in_(list(marks))).order_by(Reader.sort_key)
        pupils += [
            RaidPupil(each.id, f"{each.surname} {each.given_name}", marks[each.id])
            for each in gone
        ]
    return RaidSheet(
        row.id if row else None, day, row.note if row else "", tuple(pupils)
    )


def save_raid(
    server: Server, deed: Deed, class_id: int, day: date, marks: Mapping[int, int | None],
    note: str,
) -> int:  # fmt: skip
    """Write the marks that are given, None: none; pupils not named keep theirs. Two people
    with one sheet add up. How many marks the sheet has now."""
    with server.library.writing() as work:
        row = Raid.get_or_none(Raid.school_class == class_id, Raid.held_on == day)
        if row is not None and done_before(work, deed):
            return RaidMark.select().where(RaidMark.raid == row.id).count()
        if row is None:
            row = Raid.create(
                school_class=class_id, held_on=day, staff=deed.origin.staff_id, note=note,
                saved_at=server.now(),
            )  # fmt: skip
        else:
            Raid.update(note=note, saved_at=server.now()).where(Raid.id == row.id).execute()
        said: Any = RaidMark.select().where(RaidMark.raid == row.id)
        old = {each.reader_id: each.mark for each in said}
        for reader_id, mark in marks.items():
            if old.get(reader_id) == mark:
                continue
            RaidMark.delete().where(RaidMark.raid == row.id, RaidMark.reader == reader_id).execute()
            if mark is not None:
                RaidMark.create(raid=row.id, reader=reader_id, mark=mark)
        write_deed(server, work, deed, before={
            "raid": row.id, "class": class_id,
            "marks": [[reader, old.get(reader)] for reader in marks],
        })  # fmt: skip
        return int(RaidMark.select().where(RaidMark.raid == row.id).count())


def remove_raid(server: Server, deed: Deed, class_id: int, day: date) -> bool:
    """Take a sheet out with its marks; False when there is none. The journal keeps the marks
    by reader numbers."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = Raid.get_or_none(Raid.school_class == class_id, Raid.held_on == day)
        if row is None:
            return False
        said: Any = RaidMark.select().where(RaidMark.raid == row.id)
        old = [[each.reader_id, each.mark] for each in said]
        RaidMark.delete().where(RaidMark.raid == row.id).execute()
        Raid.delete().where(Raid.id == row.id).execute()
        write_deed(server, work, deed, before={
            "class": class_id, "day": day.isoformat(), "marks": old,
        })  # fmt: skip
        return True
