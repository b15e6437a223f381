"""Visits as the work diary counts them: five groups, a school year of service.

The diary's first part (domain F6) has a column for each group; a reader is new on the first
visit of the school year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from library.readers import Category

_LABEL = re.compile(r"(\d{1,2})\D*")
_YEAR_BEGINS = (9, 1)


class VisitGroup(StrEnum):
    """A column of the diary, in its order."""

    GRADES_1_4 = "grades-1-4"
    GRADES_5_9 = "grades-5-9"
    GRADES_10_11 = "grades-10-11"
    TEACHER = "teacher"
    OTHER = "other"


def grade_of(class_label: str | None) -> int | None:
    """The grade that a class begins with: 8 of `8Ә`; None when there is none of 1 to 11."""
    found = _LABEL.fullmatch((class_label or "").strip())
    grade = int(found[1]) if found else 0
    return grade if 1 <= grade <= 11 else None


def group_of_grade(grade: int | None) -> VisitGroup:
    """The column of a pupil; one without a class stands among the others."""
    if grade is None:
        return VisitGroup.OTHER
    if grade <= 4:
        return VisitGroup.GRADES_1_4
    return VisitGroup.GRADES_5_9 if grade <= 9 else VisitGroup.GRADES_10_11


def group_of(category: str, class_label: str | None) -> VisitGroup:
    """The column of a kept visit: counted ones hold it themselves, readers their category."""
    try:
        return VisitGroup(category)
    except ValueError:
        pass
    if category == Category.STUDENT:
        return group_of_grade(grade_of(class_label))
    return VisitGroup.OTHER


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """One line of the diary: visits by group; `cards` of them with a card, `new` readers
    whose first visit of the school year this was."""

    day: date
    by_group: Mapping[VisitGroup, int]
    cards: int = 0
    new: int = 0

    @property
    def visits(self) -> int:
        """All of them."""
        return sum(self.by_group.values())


def service_year(day: date) -> tuple[date, date]:
    """First day and the day after the last of the year of service that holds this day:
    from 1 September."""
    start = day.year if (day.month, day.day) >= _YEAR_BEGINS else day.year - 1
    return date(start, *_YEAR_BEGINS), date(start + 1, *_YEAR_BEGINS)
