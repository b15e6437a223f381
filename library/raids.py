"""A check of textbooks in a classroom (plan row 7.5): one sheet per class and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RaidPupil:
    """A pupil on the sheet. `mark` 5 … 1, None: absent or not looked at."""

    reader_id: int
    name: str
    mark: int | None


@dataclass(frozen=True, slots=True)
class RaidSheet:
    """The sheet of a class on a day; `raid_id` None while nothing is written."""

    raid_id: int | None
    held_on: date
    note: str
    pupils: tuple[RaidPupil, ...]
