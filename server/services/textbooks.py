"""The plan of textbooks as the rules read it, and the pupils it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from library.catalogue import ItemKind
from library.textbooks import Edition, ForWhom, PlanLine, Pupil
from server.tables import (
    Copy,
    Loan,
    Membership,
    Reader,
    SchoolClass,
    TextbookPlanEdition,
    TextbookPlanLine,
    TextbookPlanMember,
    Title,
)


@dataclass(frozen=True, slots=True)
class NamedPupil:
    """A pupil of a class with the name for staff."""

    about: Pupil
    surname: str
    given_name: str

    @property
    def reader_id(self) -> int:
        """The number of the reader."""
        return self.about.reader_id


def plan_of(year: str, grade: int | None = None) -> tuple[PlanLine, ...]:
    """The plan of a school year in its order, of all grades or one; inside any block."""
    wanted: Any = TextbookPlanLine.select().where(TextbookPlanLine.year == year)
    if grade is not None:
        wanted = wanted.where(TextbookPlanLine.grade == grade)
    rows = list(wanted.order_by(
        TextbookPlanLine.grade, TextbookPlanLine.language, TextbookPlanLine.position,
        TextbookPlanLine.id,
    ))  # fmt: skip
    editions: dict[int, list[Edition]] = defaultdict(list)
    listed: Any = (
        TextbookPlanEdition.select(
            TextbookPlanEdition.line, TextbookPlanEdition.title, TextbookPlanEdition.part
        )
        .join(TextbookPlanLine)
        .where(TextbookPlanLine.year == year)
        .order_by(TextbookPlanEdition.line, TextbookPlanEdition.part, TextbookPlanEdition.id)
        .tuples()
    )
    for line_id, title_id, part in listed:
        editions[line_id].append(Edition(title_id, part))
    return tuple(_line(row, tuple(editions[row.id])) for row in rows)


def pupils_of_class(class_id: int) -> list[NamedPupil]:
    """The pupils of a class today in Kazakh order; inside any block."""
    return _pupils(Membership.school_class == class_id)


def pupils_of_year(year: str) -> list[NamedPupil]:
    """The pupils of all classes of a year, class by class as numbered, in Kazakh order."""
    return _pupils(SchoolClass.year == year)


def pupil_of(reader_id: int) -> Pupil | None:
    """One pupil; None for who is in no class now. Inside any block."""
    found = _pupils(Membership.reader == reader_id)
    return found[0].about if found else None


def held_textbooks(reader_ids: Sequence[int]) -> dict[int, list[int]]:
    """The titles of the textbooks each reader has on loan now; inside any block."""
    held: dict[int, list[int]] = {reader: [] for reader in reader_ids}
    rows: Any = (
        Loan.select(Loan.reader, Copy.title)
        .join(Copy, on=Loan.copy == Copy.id)
        .join(Title, on=Copy.title == Title.id)
        .where(
            Loan.reader.in_(list(reader_ids)), Loan.closed_at.is_null(),
            Title.item_kind == ItemKind.TEXTBOOK.value,
        )
        .order_by(Loan.id)
        .tuples()
    )  # fmt: skip
    for reader_id, title_id in rows:
        held[reader_id].append(title_id)
    return held


def _pupils(which: Any) -> list[NamedPupil]:
    rows: Any = (
        Reader.select(
            Reader.id, Reader.surname, Reader.given_name, Reader.sex,
            SchoolClass.id, SchoolClass.grade, SchoolClass.language, SchoolClass.track,
        )
        .join(Membership, on=Membership.reader == Reader.id)
        .join(SchoolClass, on=Membership.school_class == SchoolClass.id)
        .where(which, Membership.to_on.is_null(), Reader.state != "left")
        .order_by(SchoolClass.id, Reader.sort_key, Reader.id)
        .tuples()
    )  # fmt: skip
    found = list(rows)
    chosen = _chosen([row[0] for row in found])
    return [
        NamedPupil(
            Pupil(reader, class_id, grade, language, track, sex, chosen.get(reader, frozenset())),
            surname, given_name,
        )
        for reader, surname, given_name, sex, class_id, grade, language, track in found
    ]  # fmt: skip


def _chosen(readers: Sequence[int]) -> dict[int, frozenset[int]]:
    lines: dict[int, set[int]] = defaultdict(set)
    wanted: Any = TextbookPlanMember.select(TextbookPlanMember.reader, TextbookPlanMember.line)
    # A long list of numbers is slower than all the lists of a school.
    if len(readers) <= 50:
        wanted = wanted.where(TextbookPlanMember.reader.in_(list(readers)))
    for reader_id, line_id in wanted.tuples():
        lines[reader_id].add(line_id)
    return {reader: frozenset(found) for reader, found in lines.items()}


def _line(row: Any, editions: tuple[Edition, ...]) -> PlanLine:
    return PlanLine(
        row.id, row.grade, row.subject, row.language, row.track, row.variant,
        ForWhom(row.for_whom), row.parts, row.by_quantity, editions,
    )  # fmt: skip
