"""Two classes that have their sets already, given out when the school year began.

Through the use case 690 loans would take most of a second; these are the rows that it would
have written, journal and all.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from peewee import fn

from library.catalogue import CopyState, ItemKind
from library.classes import class_label
from library.operations import CheckOut, Origin
from library.textbooks import PlanLine, lines_of
from server.server import Server
from server.services.importing import bulk
from server.services.journal import content_seal, reader_seal
from server.services.textbooks import NamedPupil, plan_of, pupils_of_class
from server.tables import Copy, Loan, Operation, SchoolClass, Title
from server.tables.fields import instant_text

CLASSES = (2, 8)
"""7Ә and 9Ә, by their numbers."""
STATION = 1
_DAYS_AGO = 80
_LACKS_ONE = 6
"""Every sixth pupil still misses the last book of the set."""
_LOAN = ("id", "copy_id", "reader_id", "lent_at", "due_on", "renewals", "category", "class_label",
         "station_id", "condition_out")  # fmt: skip
_OPERATION = ("seq", "id", "kind", "station_id", "staff_id", "copy_id", "reader_id",
              "session_reader_id", "reader_seal", "salt", "content_seal", "happened_at",
              "recorded_at", "detail")  # fmt: skip


class _Copy(NamedTuple):
    copy_id: int
    code: str
    condition: int | None


@dataclass(frozen=True, slots=True)
class _Taken:
    """A copy in the hands of a pupil."""

    pupil: NamedPupil
    label: str
    copy: _Copy


def issue_class_sets(server: Server, random: Random, year: str, staff_id: int) -> None:
    """Lend them; inside a writing() block, after copies and plan."""
    taken = list(_taken(year))
    at = server.now() - timedelta(days=_DAYS_AGO)
    due_on = _due_on()
    first, seq = bulk.next_number(Loan), int(Operation.select(fn.MAX(Operation.seq)).scalar()) + 1
    loans, operations = [], []
    for place, each in enumerate(taken):
        when = at + timedelta(seconds=10 * place)
        reader_id = each.pupil.reader_id
        loans.append((
            first + place, each.copy.copy_id, reader_id, instant_text(when), due_on, 0, "student",
            each.label, STATION, each.copy.condition,
        ))  # fmt: skip
        operations.append(_row(random, seq + place, first + place, each, when, due_on, staff_id))
    bulk.insert(server, Loan, _LOAN, loans)
    bulk.insert(server, Operation, _OPERATION, operations)
    for part in bulk.chunks([each.copy.copy_id for each in taken]):
        Copy.update(state=CopyState.ON_LOAN.value).where(Copy.id.in_(part)).execute()


def _taken(year: str) -> Iterator[_Taken]:
    """What each pupil takes: the first free labelled copy of an allowed edition of each part."""
    free: dict[int, list[_Copy]] = defaultdict(list)
    rows: Any = (
        Copy.select(Copy.id, Copy.title, Copy.code, Copy.condition)
        .join(Title)
        .where(Title.item_kind == ItemKind.TEXTBOOK.value, Copy.state == CopyState.ON_SHELF.value,
               Copy.code.is_null(False))
        .order_by(Copy.id.desc())
        .tuples()
    )  # fmt: skip
    for copy_id, title_id, code, condition in rows:
        free[title_id].append(_Copy(copy_id, code, condition))
    plan = plan_of(year)
    for class_id in CLASSES:
        row = SchoolClass.get_by_id(class_id)
        for place, pupil in enumerate(pupils_of_class(class_id)):
            lines = [line for line in lines_of(pupil.about, plan) if not line.by_quantity]
            if place % _LACKS_ONE == 0:
                lines.pop()
            for copy in _one_of_each(lines, free):
                yield _Taken(pupil, class_label(row.grade, row.letter), copy)


def _one_of_each(lines: list[PlanLine], free: dict[int, list[_Copy]]) -> Iterator[_Copy]:
    for line in lines:
        for part in sorted({edition.part for edition in line.editions}):
            own = [each.title_id for each in line.editions if each.part == part]
            stock = next((free[title_id] for title_id in own if free[title_id]), None)
            if stock:
                yield stock.pop()


def _row(
    random: Random, seq: int, loan_id: int, each: _Taken, when: datetime, due_on: date,
    staff_id: int,
) -> tuple[Any, ...]:  # fmt: skip
    number, salt = str(UUID(int=random.getrandbits(128), version=4)), random.randbytes(16)
    reader_id, copy_id = each.pupil.reader_id, each.copy.copy_id
    question = CheckOut(Origin(number, STATION, when, staff_id), reader_id, each.copy.code)
    detail = {
        "answer": {"answer": "lent", "due_on": due_on.isoformat(), "lent": 1, "limit": None},
        "before": {"state": CopyState.ON_SHELF.value, "loan": loan_id},
    }
    return (
        seq, number, "check-out", STATION, staff_id, copy_id, reader_id, reader_id,
        reader_seal(salt, reader_id), salt, content_seal(question, salt), instant_text(when),
        instant_text(when), json.dumps(detail, separators=(",", ":")),
    )  # fmt: skip


def _due_on() -> date:
    """As the use case gave it to the textbooks of the other classes."""
    loan = (
        Loan.select(Loan.due_on).join(Copy).join(Title)
        .where(Title.item_kind == ItemKind.TEXTBOOK.value).order_by(Loan.id).first()
    )  # fmt: skip
    found: date = loan.due_on
    return found
