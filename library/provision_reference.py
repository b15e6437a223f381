"""The reference on provision (анықтама): its texts as somebody wrote them, its table as it was
counted on its day. Lines may be left out; numbers are never written over by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from library.methodical import MethodicalLine
from library.provision import Amounts
from library.provision_split import Kin, LineSum


class ReferenceKind(StrEnum):
    """Whose provision it tells: pupils' with textbooks, teachers' with method literature."""

    TEXTBOOKS = "textbooks"
    METHODICAL = "methodical"


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One line. `people` need it; grade, language, track and variant are None where there are
    none; `left_out` lines are kept but neither printed nor summed."""

    subject: str
    people: int
    amounts: Amounts
    borrowed: int = 0
    grade: int | None = None
    language: str | None = None
    track: str | None = None
    variant: str | None = None
    left_out: bool = False

    @property
    def key(self) -> str:
        """What tells it from the other lines, also when the table is counted anew."""
        about = (self.grade, self.language, self.track, self.variant, self.subject)
        return "/".join("" if each is None else str(each) for each in about)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference. `language` of its texts; `opening` and `conclusion` have paragraphs."""

    kind: ReferenceKind
    year: str
    made_on: date
    language: str
    title: str
    opening: str
    conclusion: str
    signer: str
    rows: tuple[ReferenceRow, ...]

    @property
    def shown(self) -> tuple[ReferenceRow, ...]:
        """The lines that are printed."""
        return tuple(row for row in self.rows if not row.left_out)

    @property
    def whole(self) -> Amounts:
        """Their sum."""
        return summed(self.shown)

    @property
    def parts(self) -> dict[Kin, tuple[ReferenceRow, ...]]:
        """The lines that are printed by language and track; empty when all are of one."""
        found: dict[Kin, list[ReferenceRow]] = {}
        for row in self.shown:
            found.setdefault((row.language or "", row.track), []).append(row)
        alone = len(found) < 2
        return {} if alone else {kin: tuple(rows) for kin, rows in sorted(
            found.items(), key=lambda each: (each[0][0], each[0][1] or "")
        )}  # fmt: skip


def summed(rows: Iterable[ReferenceRow]) -> Amounts:
    """The amounts of lines together."""
    return sum((row.amounts for row in rows), Amounts())


def textbook_rows(sums: Iterable[LineSum]) -> tuple[ReferenceRow, ...]:
    """The table for pupils."""
    return tuple(
        ReferenceRow(
            each.line.subject, each.pupils, each.amounts, each.borrowed, each.line.grade,
            each.line.language, each.line.track, each.line.variant,
        )
        for each in sums
    )  # fmt: skip


def methodical_rows(lines: Iterable[MethodicalLine]) -> tuple[ReferenceRow, ...]:
    """The table for teachers: subjects whose teachers somebody has counted."""
    return tuple(
        ReferenceRow(each.subject, each.teachers, each.amounts, each.stock.borrowed)
        for each in lines if each.teachers
    )  # fmt: skip


def leave_out(rows: Sequence[ReferenceRow], keys: Iterable[str]) -> tuple[ReferenceRow, ...]:
    """The rows without those of `keys`."""
    away = set(keys)
    return tuple(replace(row, left_out=row.key in away) for row in rows)


def written_rows(rows: Iterable[ReferenceRow]) -> str:
    """The table as it is kept."""
    return json.dumps(
        [
            [
                row.grade, row.subject, row.language, row.track, row.variant, row.people,
                row.amounts.needed, row.amounts.issued, row.amounts.free, row.borrowed,
                row.left_out,
            ]
            for row in rows
        ],
        ensure_ascii=False,
    )  # fmt: skip


def read_rows(text: str) -> tuple[ReferenceRow, ...]:
    """What written_rows wrote."""
    return tuple(
        ReferenceRow(
            subject, people, Amounts(needed, issued, free), borrowed, grade, language, track,
            variant, left_out,
        )
        for grade, subject, language, track, variant, people, needed, issued, free, borrowed,
        left_out in json.loads(text)
    )  # fmt: skip
