"""Readers as the rules see them: category, class, state of the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Category(StrEnum):
    """Reader categories of the lending desk (plan row 6.1)."""

    STUDENT = "student"
    TEACHER = "teacher"
    TUTOR = "tutor"
    STAFF = "staff"
    PARENT = "parent"


class ReaderState(StrEnum):
    """ACTIVE lends; SUSPENDED until a date or for good; LEFT the school."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """One reader. `valid_until` is the last day of membership (None: no end);
    `suspended_until` the last blocked day (None with SUSPENDED: until lifted)."""

    reader_id: int
    category: Category
    grade: int | None = None
    state: ReaderState = ReaderState.ACTIVE
    suspended_until: date | None = None
    valid_until: date | None = None
