"""Clearance slips: given, looked at, found by their code, voided."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from library.classes import class_label
from library.clearance import (
    SERIALS,
    CaseStanding,
    Owed,
    OwedCase,
    Purpose,
    SlipState,
    check_code,
    read_check_code,
    still_counts,
    worth,
)
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.number_series import take_numbers
from server.services.owed import owed_of
from server.tables import ClearanceSlip, Membership, Reader, SchoolClass, Staff

LONGEST_WHY = 200


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that was given. `name` the reader's whole name; `owed` what he owes today."""

    slip_id: int
    year: int
    number: int
    code: str
    reader_id: int
    name: str
    class_label: str
    purpose: Purpose
    lines: tuple[OwedCase, ...]
    issued_at: datetime
    staff: str
    state: SlipState
    voided_at: datetime | None
    voided_why: str
    owed: Owed

    @property
    def holds(self) -> bool:
        """Whether it counts today."""
        return self.state is SlipState.VALID


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks for a slip. `slip` the one that holds and spares another, if any."""

    reader_id: int
    name: str
    class_label: str
    owed: Owed
    slip: Slip | None


@dataclass(frozen=True, slots=True)
class Given:
    """What came of a class: new slips, who had one, who owes."""

    slips: int
    had: int
    owing: int


def people(server: Server, reader_ids: Sequence[int]) -> list[Person]:
    """These readers as they stand, in the order of their names."""
    with server.library.snapshot():
        return _people(server, reader_ids)


def people_of_class(server: Server, class_id: int) -> list[Person]:
    """The pupils of a class: those in it now, and those who left the school from it."""
    with server.library.snapshot():
        return _people(server, _members(class_id))


def give_slip(server: Server, deed: Deed, purpose: Purpose) -> Slip | Owed | None:
    """Give the reader of the deed a slip; the one that holds when there is one. What he owes
    when he does; None when there is no such reader."""
    assert deed.reader_id is not None  # the page names whom it is about
    with server.library.writing() as work:
        found = _people(server, [deed.reader_id])
        if not found or found[0].slip is not None or done_before(work, deed):
            return found[0].slip if found else None
        person = found[0]
        if not person.owed.clear:
            return person.owed
        slip_id = _write(server, deed, person, purpose)
        write_deed(server, work, deed, before={"slips": [slip_id]})
        return _slips(server, [ClearanceSlip.id == slip_id])[0]


def give_class(server: Server, deed: Deed, class_id: int, purpose: Purpose) -> Given:
    """Give a slip to everybody of a class who owes nothing."""
    with server.library.writing() as work:
        found = _people(server, _members(class_id))
        had = [each for each in found if each.slip is not None]
        owing = [each for each in found if each.slip is None and not each.owed.clear]
        if done_before(work, deed):
            return Given(0, len(had), len(owing))
        made = [
            _write(server, deed, each, purpose)
            for each in found if each.slip is None and each.owed.clear
        ]  # fmt: skip
        if made:
            write_deed(server, work, deed, before={"slips": made})
        return Given(len(made), len(had), len(owing))


def slip_of(server: Server, slip_id: int) -> Slip | None:
    """One slip as it stands today."""
    with server.library.snapshot():
        return next(iter(_slips(server, [ClearanceSlip.id == slip_id])), None)


def slip_by_code(server: Server, text: str) -> Slip | None:
    """The slip of a code, as typed or scanned; None: no slip of this library."""
    code = read_check_code(text)
    if code is None:
        return None
    with server.library.snapshot():
        return next(iter(_slips(server, [ClearanceSlip.code == code])), None)


def slips_of_year(server: Server, year: int) -> list[Slip]:
    """All of a year, the newest first."""
    with server.library.snapshot():
        return _slips(server, [ClearanceSlip.year == year])


def years_of_slips(server: Server) -> list[int]:
    """Years with slips, and this one; the newest first."""
    with server.library.reading():
        rows: Any = ClearanceSlip.select(ClearanceSlip.year).distinct().tuples()
        return sorted({year for (year,) in rows} | {server.today().year}, reverse=True)


def void_slip(server: Server, deed: Deed, slip_id: int, why: str) -> bool:
    """It counts no more; False when there is none, or it was voided before."""
    with server.library.writing() as work:
        row: Any = ClearanceSlip.get_or_none(ClearanceSlip.id == slip_id)
        if row is None:
            return False
        deed = replace(deed, reader_id=row.reader_id)
        if done_before(work, deed):
            return True
        if row.voided_at is not None:
            return False
        ClearanceSlip.update(voided_at=server.now(), voided_why=why[:LONGEST_WHY]).where(
            ClearanceSlip.id == slip_id
        ).execute()
        write_deed(server, work, deed, before={"slip": slip_id})
        return True


def _write(server: Server, deed: Deed, person: Person, purpose: Purpose) -> int:
    year = server.today().year
    number = take_numbers(f"clearance-{year}", 1)[0]
    row = ClearanceSlip.create(
        year=year, number=number, code=_new_code(), reader=person.reader_id,
        class_label=person.class_label, purpose=purpose.value,
        lines=_written(person.owed.lines), issued_at=server.now(), staff=deed.origin.staff_id,
    )  # fmt: skip
    return int(row.id)


def _new_code() -> str:
    """One that nobody can guess from another and that stands on no slip yet."""
    while True:
        code = check_code(secrets.randbelow(SERIALS))
        if not ClearanceSlip.select().where(ClearanceSlip.code == code).exists():
            return code


def _written(lines: Iterable[OwedCase]) -> str:
    return json.dumps([
        {"title": case.title, "kind": case.kind, "standing": case.standing.value,
         "on": case.on and case.on.isoformat(), "note": case.note} for case in lines
    ], ensure_ascii=False)  # fmt: skip


def _read(text: str) -> tuple[OwedCase, ...]:
    return tuple(
        OwedCase(
            each["title"], each["kind"], CaseStanding(each["standing"]),
            date.fromisoformat(each["on"]) if each["on"] else None, each["note"],
        )
        for each in json.loads(text)
    )  # fmt: skip


def _members(class_id: int) -> list[int]:
    """Who is in the class, or was in it last and is in none."""
    elsewhere = Membership.select(Membership.reader).where(Membership.to_on.is_null())
    rows: Any = Membership.select(Membership.reader).where(
        Membership.school_class == class_id,
        Membership.to_on.is_null() | Membership.reader.not_in(elsewhere),
    )
    return [row.reader_id for row in rows]


def _people(server: Server, reader_ids: Sequence[int]) -> list[Person]:
    chosen = sorted(set(reader_ids))
    rows: Any = (
        Reader.select()
        .where(Reader.id.in_(chosen), Reader.removed_at.is_null(), Reader.merged_into.is_null())
        .order_by(Reader.sort_key, Reader.id)
    )
    owed, labels = owed_of(chosen, server.today()), _labels(chosen)
    where = [ClearanceSlip.reader.in_(chosen), ClearanceSlip.voided_at.is_null()]
    today = server.today()
    holding = {
        slip.reader_id: slip for slip in _slips(server, where)
        if slip.holds and still_counts(slip.purpose, server.day_of(slip.issued_at), today)
    }  # fmt: skip
    return [
        Person(row.id, _name(row), labels.get(row.id, ""), owed[row.id], holding.get(row.id))
        for row in rows
    ]  # fmt: skip


def _labels(readers: Sequence[int]) -> dict[int, str]:
    """The class of each, the last one of who is in none."""
    rows: Any = (
        Membership.select(Membership.reader, SchoolClass.grade, SchoolClass.letter)
        .join(SchoolClass)
        .where(Membership.reader.in_(list(readers)))
        .order_by(Membership.to_on.is_null(), Membership.id)
        .tuples()
    )
    return {reader: class_label(grade, letter) for reader, grade, letter in rows}


def _slips(server: Server, where: list[Any]) -> list[Slip]:
    rows: Any = (
        ClearanceSlip.select(ClearanceSlip, Reader, Staff)
        .join(Reader)
        .switch(ClearanceSlip)
        .join(Staff, JOIN.LEFT_OUTER)
        .where(*where)
        .order_by(ClearanceSlip.id.desc())
    )
    found = list(rows)
    owed = owed_of([row.reader_id for row in found], server.today())
    return [_slip(row, owed[row.reader_id]) for row in found]


def _slip(row: Any, owed: Owed) -> Slip:
    return Slip(
        row.id, row.year, row.number, row.code, row.reader_id, _name(row.reader),
        row.class_label, Purpose(row.purpose), _read(row.lines), row.issued_at,
        row.staff.name if row.staff else "", worth(row.voided_at is not None, owed),
        row.voided_at, row.voided_why, owed,
    )  # fmt: skip


def _name(row: Any) -> str:
    parts = (row.surname, row.given_name, row.patronymic)
    return " ".join(part for part in parts if part)

