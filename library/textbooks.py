"""The class set: which textbooks a pupil needs, which ones satisfy the plan, what is missing.

A line of the plan is subject, grade, language of instruction, track and variant; it is
satisfied by any allowed edition, by all its parts (domain §6). Whoever has no plan yet is
judged by the grade alone (library.checkout).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

WHOLE = 0
"""The part number of an edition that is a whole line by itself."""
CONDITIONS = (5, 4, 3, 2, 1)
"""Conditions of a copy: 5 жақсы (good) … 1 unfit."""


class ForWhom(StrEnum):
    """Who of a class needs a line: all, a subgroup by list, or who chose the subject."""

    CLASS = "class"
    SUBGROUP = "subgroup"
    CHOICE = "choice"


class Variant(StrEnum):
    """Books that differ for boys and girls (Көркем еңбек)."""

    BOYS = "boys"
    GIRLS = "girls"


VARIANT_OF = {"m": Variant.BOYS, "f": Variant.GIRLS}
"""The variant of a pupil by Reader.sex."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A title that satisfies a line: part WHOLE, or 1 … parts of the line."""

    title_id: int
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One required book of a grade. `by_quantity`: without copy codes, not counted in sets."""

    line_id: int
    grade: int
    subject: str
    language: str
    track: str | None = None
    variant: str | None = None
    for_whom: ForWhom = ForWhom.CLASS
    parts: int = 1
    by_quantity: bool = False
    editions: tuple[Edition, ...] = ()

    def parts_of(self, title_ids: Collection[int]) -> frozenset[int]:
        """The parts 1 … parts that these titles give."""
        everything = frozenset(range(1, self.parts + 1))
        found: set[int] = set()
        for edition in self.editions:
            if edition.title_id in title_ids:
                found |= everything if edition.part == WHOLE else {edition.part}
        return everything & found


@dataclass(frozen=True, slots=True)
class Pupil:
    """Who needs a set. `sex` f, m or None (not known); `chosen` the lines of subgroups and
    choices with this pupil on their list."""

    reader_id: int
    class_id: int
    grade: int
    language: str
    track: str | None = None
    sex: str | None = None
    chosen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """What a rule knows of a textbook's title."""

    title_id: int
    subject: str | None = None
    grade: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line and the parts the pupil still misses."""

    line: PlanLine
    missing: tuple[int, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing of it is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class OwnSet:
    """A pupil's set: every line in the order of the plan; `beside` are textbooks held that
    satisfy no line. Books are counted by parts."""

    lines: tuple[SetLine, ...]
    beside: tuple[int, ...] = ()

    @property
    def needed(self) -> int:
        """How many books the whole set has."""
        return sum(each.line.parts for each in self.lines)

    @property
    def held(self) -> int:
        """How many of them the pupil has."""
        return self.needed - sum(len(each.missing) for each in self.lines)

    @property
    def still(self) -> tuple[str, ...]:
        """The subjects that are not complete."""
        return tuple(each.line.subject for each in self.lines if not each.complete)


@dataclass(frozen=True, slots=True)
class Fits:
    """The book belongs to the pupil's set: this line, this part (WHOLE: all of it)."""

    line: PlanLine
    part: int


@dataclass(frozen=True, slots=True)
class Unfit:
    """It does not. `code` is second-copy, wrong-edition, other-grade, other-language,
    other-track, other-variant, not-chosen or not-in-plan; `line` the line it belongs to or
    should have belonged to, if any."""

    code: str
    line: PlanLine | None = None


def lines_of(pupil: Pupil, lines: Iterable[PlanLine]) -> tuple[PlanLine, ...]:
    """The lines this pupil needs, quantity lines too, in the order of the plan."""
    return tuple(line for line in lines if misfit(pupil, line) is None)


def misfit(pupil: Pupil, line: PlanLine) -> str | None:
    """Why the pupil does not need the line: a code of Unfit; None: needs it."""
    if line.grade != pupil.grade:
        return "other-grade"
    if line.language != pupil.language:
        return "other-language"
    if line.track is not None and line.track != pupil.track:
        return "other-track"
    listed = line.line_id in pupil.chosen
    if line.variant is not None and not listed and (
        pupil.sex is None or VARIANT_OF[pupil.sex] != line.variant
    ):
        return "other-variant"
    if line.for_whom is not ForWhom.CLASS and not listed:
        # Boys and girls are told apart by the pupils' page; other subgroups have a list.
        by_sex = line.for_whom is ForWhom.SUBGROUP and line.variant is not None
        return None if by_sex else "not-chosen"
    return None


def own_set(pupil: Pupil, lines: Iterable[PlanLine], held: Sequence[int]) -> OwnSet:
    """What the pupil has and misses; `held` the titles of the textbooks on loan. Lines
    without copy codes are left out."""
    mine = [line for line in lines_of(pupil, lines) if not line.by_quantity]
    titles = frozenset(held)
    found = tuple(
        SetLine(line, tuple(sorted(set(range(1, line.parts + 1)) - line.parts_of(titles))))
        for line in mine
    )
    in_plan = {edition.title_id for line in mine for edition in line.editions}
    return OwnSet(found, tuple(title for title in held if title not in in_plan))


def judge(
    pupil: Pupil, lines: Iterable[PlanLine], book: Book, held: Sequence[int]
) -> Fits | Unfit | None:
    """Whether this textbook belongs to the pupil's set; None when the plan says nothing of
    this pupil at all."""
    every = tuple(lines)
    mine = [line for line in lines_of(pupil, every) if not line.by_quantity]
    if not mine:
        return None
    titles = frozenset(held)
    second: PlanLine | None = None
    for line in mine:
        given = line.parts_of({book.title_id})
        if given and not given & line.parts_of(titles):
            return Fits(line, next(e.part for e in line.editions if e.title_id == book.title_id))
        second = second or (line if given else None)
    if second is not None:
        return Unfit("second-copy", second)
    return _unfit(pupil, mine, every, book)


_NEAREST = (
    "not-chosen", "other-variant", "other-track", "other-language", "other-grade",
)  # fmt: skip


def _unfit(
    pupil: Pupil, mine: Sequence[PlanLine], every: Sequence[PlanLine], book: Book
) -> Unfit:
    others = [
        Unfit(code, line) for line in every
        if (code := misfit(pupil, line)) and line.parts_of({book.title_id})
    ]
    if others:
        return min(others, key=lambda each: _NEAREST.index(each.code))
    if book.grade is not None and book.grade != pupil.grade:
        return Unfit("other-grade")
    for line in mine:
        if book.subject is not None and line.subject.casefold() == book.subject.casefold():
            return Unfit("wrong-edition", line)
    return Unfit("not-in-plan")
