"""Readers who live in the dormitory, with what they hold and who their tutor is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from i18n.sorting import sort_key
from library.classes import class_label
from server.server import Server
from server.services.classes import present
from server.services.debts import NOTHING, Counts, counts_by_reader
from server.services.responsibilities import charges_of_groups
from server.tables import Membership, Reader, SchoolClass


@dataclass(frozen=True, slots=True)
class Boarder:
    """A reader with a dormitory, a room or a group. `tutors`: names of those who answer for
    the group; `place` orders by dormitory, group, room, name."""

    reader_id: int
    name: str
    class_label: str | None
    class_order: tuple[int, bytes] | None
    dormitory: str
    dorm_group: str
    room: str
    tutors: str
    held: Counts
    name_order: bytes

    @property
    def place(self) -> tuple[bytes, bytes, bytes, bytes]:
        """The order in which a tutor goes round."""
        return (
            sort_key(self.dormitory), sort_key(self.dorm_group), sort_key(self.room),
            self.name_order,
        )  # fmt: skip


def boarders(server: Server) -> list[Boarder]:
    """All of them, in the order of `place`."""
    with server.library.snapshot():
        tutors: dict[str, list[str]] = {}
        for charge in charges_of_groups(server):
            tutors.setdefault(str(charge.dorm_group), []).append(charge.staff_name)
        counts = counts_by_reader(server.today())
        rows: Any = (
            Reader.select(
                Reader.id, Reader.surname, Reader.given_name, SchoolClass.grade,
                SchoolClass.letter, Reader.dormitory, Reader.dorm_group, Reader.room,
                Reader.sort_key,
            )
            .join(
                Membership, JOIN.LEFT_OUTER,
                on=(Membership.reader == Reader.id) & Membership.to_on.is_null(),
            )
            .join(SchoolClass, JOIN.LEFT_OUTER, on=Membership.school_class == SchoolClass.id)
            .where(
                present(),
                Reader.dormitory.is_null(False)
                | Reader.dorm_group.is_null(False)
                | Reader.room.is_null(False),
            )
            .tuples()
        )  # fmt: skip
        found = [_boarder(row, tutors, counts) for row in rows]
    return sorted(found, key=lambda each: each.place)


def dorm_groups(server: Server) -> list[str]:
    """The dormitory groups there are, in Kazakh order."""
    with server.library.reading():
        rows: Any = (
            Reader.select(Reader.dorm_group)
            .where(Reader.dorm_group.is_null(False), present())
            .distinct()
            .tuples()
        )
        return sorted((group for (group,) in rows if group), key=sort_key)


def _boarder(
    row: tuple[Any, ...], tutors: dict[str, list[str]], counts: dict[int, Counts]
) -> Boarder:
    (reader_id, surname, given_name, grade, letter, dormitory, group, room, key) = row
    return Boarder(
        reader_id,
        f"{surname} {given_name}",
        None if grade is None else class_label(grade, letter),
        None if grade is None else (grade, sort_key(letter)),
        dormitory or "",
        group or "",
        room or "",
        ", ".join(tutors.get(group, [])) if group else "",
        counts.get(reader_id, NOTHING),
        bytes(key),
    )
