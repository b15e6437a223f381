"""How much the textbooks are used: issues for each copy, years in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Use:
    """A title's copies that are still there, how often these were issued in all and since the
    school year began, and the day the first of them came or was issued (None: not known)."""

    copies: int
    issues: int
    issues_of_year: int
    since: date | None

    @property
    def per_copy(self) -> float | None:
        """Issues for each copy of its whole life, to a tenth."""
        return round(self.issues / self.copies, 1) if self.copies else None

    def years(self, today: date) -> int | None:
        """School years of use, the one that runs counted: they begin in September."""
        if self.since is None or self.since > today:
            return None
        return _school_year(today) - _school_year(self.since) + 1


def _school_year(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1
