"""Who answers for which class or dormitory group, and so sees its debts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN

from i18n.sorting import sort_key
from library.classes import class_label
from library.rights import Role
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.tables import Responsibility, SchoolClass, Staff


@dataclass(frozen=True, slots=True)
class Charge:
    """One responsibility: a class or a dormitory group; `label` names it."""

    charge_id: int
    staff_id: int
    staff_name: str
    kind: str
    class_id: int | None
    dorm_group: str | None
    label: str
    from_on: date


def charges_of(server: Server, staff_id: int) -> list[Charge]:
    """What a member of staff answers for today, classes first."""
    return _charges(server, Responsibility.staff == staff_id)


def charges_of_class(server: Server, class_id: int) -> list[Charge]:
    """Who answers for a class today."""
    return _charges(server, Responsibility.school_class == class_id)


def charges_of_groups(server: Server) -> list[Charge]:
    """Who answers for dormitory groups today."""
    return _charges(server, Responsibility.dorm_group.is_null(False))


def teachers(server: Server) -> list[tuple[int, str]]:
    """Accounts that can answer for a class: their number and name, in Kazakh order."""
    with server.library.reading():
        rows = Staff.select().where(Staff.active, Staff.role == Role.TEACHER.value)
        return sorted(((row.id, row.name) for row in rows), key=lambda each: sort_key(each[1]))


def give_charge(
    server: Server, deed: Deed, staff_id: int, kind: str,
    class_id: int | None = None, dorm_group: str | None = None,
) -> bool:  # fmt: skip
    """Let a teacher answer for a class or a group from today; False when he does already."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        place = (
            Responsibility.dorm_group == dorm_group
            if class_id is None
            else Responsibility.school_class == class_id
        )
        known = Responsibility.select().where(
            Responsibility.staff == staff_id, Responsibility.kind == kind,
            Responsibility.to_on.is_null(), place,
        )  # fmt: skip
        if known.exists():
            return False
        made = Responsibility.create(
            staff=staff_id, kind=kind, school_class=class_id, dorm_group=dorm_group,
            from_on=server.today(),
        )  # fmt: skip
        write_deed(server, work, deed, before={"responsibility": made.id})
        return True


def end_charge(server: Server, deed: Deed, charge_id: int) -> None:
    """The teacher answers for it no more; nothing happens when it ended before."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return
        ended = (
            Responsibility.update(to_on=server.today())
            .where(Responsibility.id == charge_id, Responsibility.to_on.is_null())
            .execute()
        )
        if ended:
            write_deed(server, work, deed, before={"responsibility": charge_id})


def _charges(server: Server, condition: Any) -> list[Charge]:
    with server.library.reading():
        rows = list(
            Responsibility.select(Responsibility, Staff, SchoolClass)
            .join(Staff)
            .switch(Responsibility)
            .join(SchoolClass, JOIN.LEFT_OUTER)
            .where(condition, Responsibility.to_on.is_null(), Staff.active)
        )
        found = [(_order(row), _charge(row)) for row in rows]
    return [charge for _, charge in sorted(found, key=lambda each: each[0])]


def _charge(row: Any) -> Charge:
    lesson = row.school_class
    label = row.dorm_group if lesson is None else class_label(lesson.grade, lesson.letter)
    return Charge(
        row.id, row.staff_id, row.staff.name, row.kind,
        None if lesson is None else lesson.id, row.dorm_group, label, row.from_on,
    )  # fmt: skip


def _order(row: Any) -> tuple[bool, int, bytes, bytes]:
    lesson = row.school_class
    label = row.dorm_group if lesson is None else lesson.letter
    grade = 0 if lesson is None else lesson.grade
    return lesson is None, grade, sort_key(label), sort_key(row.staff.name)
