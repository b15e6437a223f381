"""Titles and copies as the rules see them: kinds of item, states of a copy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from library.loans import LoanFacts


class ItemKind(StrEnum):
    """Kind of item that the loan policy distinguishes (domain: table of loan rules)."""

    FICTION = "fiction"
    TEXTBOOK = "textbook"
    METHODICAL = "methodical"
    REFERENCE = "reference"
    PERIODICAL = "periodical"


class CopyState(StrEnum):
    """Where one copy is in its life; ON_LOAN holds exactly while a loan is open."""

    IN_PROCESSING = "in-processing"
    ON_SHELF = "on-shelf"
    ON_LOAN = "on-loan"
    TO_CHECK = "to-check"
    ON_HOLD_SHELF = "on-hold-shelf"
    IN_REPAIR = "in-repair"
    LOST = "lost"
    MISSING = "missing"
    AT_PARTNER = "at-partner"
    WRITTEN_OFF = "written-off"


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """One copy with its title's facts and its open loan (None when not lent).

    `grade` is the textbook's class (None: any). `in_programme` marks works of the
    literature programme, which lateness never blocks.
    """

    copy_id: int
    title_id: int
    state: CopyState
    item_kind: ItemKind
    grade: int | None = None
    in_programme: bool = False
    reading_room_only: bool = False
    on_display: bool = False
    open_loan: LoanFacts | None = None
