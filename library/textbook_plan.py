"""The plan of a school year as it is edited: what a line says, who needs it, what is amiss."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from library.classes import GRADES, LANGUAGES, TRACKED_FROM, Track
from library.textbooks import WHOLE, ForWhom, PlanLine, Pupil, Variant, lines_of

_PART = re.compile(r"\b([1-9])\s*-?\s*(?:бөлім|кітап|часть|ч\.)|\b(?:часть|part)\s*([1-9])\b")
_VARIANT_WORDS = {
    Variant.BOYS: frozenset({"ұл", "ұлдар", "ұлдарға", "мальчики", "мальчиков", "boys"}),
    Variant.GIRLS: frozenset({"қыз", "қыздар", "қыздарға", "девочки", "девочек", "girls"}),
}
MOST_PARTS = 4
"""Parts of one textbook."""


@dataclass(frozen=True, slots=True)
class LineValues:
    """What a line of the plan says, without its editions: library.textbooks.PlanLine.
    `subject` is one clean line of text as the school writes it."""

    grade: int
    subject: str
    language: str
    track: str | None = None
    variant: str | None = None
    for_whom: ForWhom = ForWhom.CLASS
    parts: int = 1
    by_quantity: bool = False

    @property
    def same_as(self) -> tuple[object, ...]:
        """Equal for two lines of a year that would be the same requirement."""
        return (
            self.grade, self.subject.casefold(), self.language, self.track, self.variant,
            self.by_quantity,
        )  # fmt: skip


def values_of(line: PlanLine) -> LineValues:
    """What a line of the plan says."""
    return LineValues(
        line.grade, line.subject, line.language, line.track, line.variant, line.for_whom,
        line.parts, line.by_quantity,
    )  # fmt: skip


def wrong_values(values: LineValues) -> str | None:
    """The first thing that cannot be: grade, subject, language, track, no-track-yet, variant,
    parts or quantity-parts; None: the line may stand in a plan."""
    if values.grade not in GRADES:
        return "grade"
    if not values.subject:
        return "subject"
    if values.language not in LANGUAGES:
        return "language"
    if values.track is not None:
        if values.track not in list(Track):
            return "track"
        if values.grade < TRACKED_FROM:
            return "no-track-yet"
    if values.variant is not None and values.variant not in list(Variant):
        return "variant"
    if not 1 <= values.parts <= MOST_PARTS:
        return "parts"
    return "quantity-parts" if values.by_quantity and values.parts != 1 else None


def who_needs(lines: Iterable[PlanLine], pupils: Iterable[Pupil]) -> dict[int, list[Pupil]]:
    """The pupils who need each line, by line number; lines nobody needs have no entry. A
    line of two parts is needed once by a pupil, and twice in books."""
    near: dict[tuple[int, str], list[PlanLine]] = defaultdict(list)
    for line in lines:
        near[line.grade, line.language].append(line)
    needed: dict[int, list[Pupil]] = defaultdict(list)
    for pupil in pupils:
        for line in lines_of(pupil, near.get((pupil.grade, pupil.language), ())):
            needed[line.line_id].append(pupil)
    return dict(needed)


def part_in_name(name: str, parts: int) -> int:
    """The part that a textbook's name says it is: «Алгебра. 2-бөлім» is 2; WHOLE when it says
    none or one the line has not."""
    found = _PART.search(name.casefold())
    number = int(found[1] or found[2]) if found else WHOLE
    return number if parts > 1 and number <= parts else WHOLE


def is_for_others(name: str, variant: str | None) -> bool:
    """Whether a textbook's name says it is for boys where the line is for girls, or the other
    way round; never of a line for all."""
    if variant is None:
        return False
    words = set(re.findall(r"\w+", name.casefold()))
    others = _VARIANT_WORDS[Variant.GIRLS if variant == Variant.BOYS else Variant.BOYS]
    return not words.isdisjoint(others)


def missing_parts(line: PlanLine) -> tuple[int, ...]:
    """The parts of a line that no allowed edition gives: all of them without an edition.
    Lines by quantity need none."""
    if line.by_quantity:
        return ()
    given = line.parts_of([edition.title_id for edition in line.editions])
    return tuple(sorted(set(range(1, line.parts + 1)) - given))
