"""Lost and damaged copies: how a case may end, what may come in the place of a book.

Pure. No money is taken: the same book, an equal one, a textbook by any edition the plan
allows; or the director does not require it; or it is promised by a day (domain §3.2, F8).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from library.clearance import CaseStanding
from library.textbooks import WHOLE, PlanLine

EXCUSED_DAYS = 365
"""So long a case that was not required stands on slips: one school year."""


class Way(StrEnum):
    """How a case ends; the words of the table's column `closed_as`."""

    FOUND = "found"
    REPLACED = "replaced"
    NOT_REQUIRED = "forgiven"
    REPAIRED = "repaired"


class Replacing(StrEnum):
    """What came in the place of a book."""

    SAME = "same"
    EDITION = "edition"
    EQUAL = "equal"


class CaseState(StrEnum):
    """Where a case stands on a day."""

    OPEN = "open"
    PROMISED = "promised"
    BROKEN = "broken"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Ended:
    """A case that is over: how, and when."""

    way: Way
    on: date


def state_on(today: date, promised_on: date | None, ended: Ended | None) -> CaseState:
    """A promise holds up to its day, that day too; a broken one is as good as none."""
    if ended is not None:
        return CaseState.CLOSED
    if promised_on is None:
        return CaseState.OPEN
    return CaseState.PROMISED if today <= promised_on else CaseState.BROKEN


def standing_on(today: date, promised_on: date | None, ended: Ended | None) -> CaseStanding | None:
    """How the case counts for a clearance slip; None: not at all."""
    if ended is not None:
        recent = (today - ended.on).days <= EXCUSED_DAYS
        excused = ended.way is Way.NOT_REQUIRED and recent
        return CaseStanding.NOT_REQUIRED if excused else None
    promised = state_on(today, promised_on, ended) is CaseState.PROMISED
    return CaseStanding.PROMISED if promised else CaseStanding.OPEN


def ways_of(kind: str) -> tuple[Way, ...]:
    """How a case of this kind may end: what is lost can be found, what is damaged mended."""
    first = Way.FOUND if kind == "lost" else Way.REPAIRED
    return (first, Way.REPLACED, Way.NOT_REQUIRED)


def allowed_instead(title_id: int, lines: Iterable[PlanLine]) -> tuple[int, ...]:
    """Titles which the plan lets a pupil have in the place of this one: editions of the same
    line that are the same part."""
    found: dict[int, None] = {}
    for line in lines:
        parts = {edition.part for edition in line.editions if edition.title_id == title_id}
        for edition in line.editions:
            if parts and (edition.part in parts or WHOLE in parts | {edition.part}):
                found[edition.title_id] = None
    found.pop(title_id, None)
    return tuple(found)


def replacing(title_id: int, with_title: int, lines: Iterable[PlanLine]) -> Replacing:
    """What kind of replacement a title is for another."""
    if title_id == with_title:
        return Replacing.SAME
    if with_title in allowed_instead(title_id, lines):
        return Replacing.EDITION
    return Replacing.EQUAL
