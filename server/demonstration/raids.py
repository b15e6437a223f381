"""Checks of textbooks in some classrooms, so that the contest has a table to show."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from server import tables
from server.demonstration.rows import insert
from server.server import Server
from server.services.textbooks import pupils_of_year

_CLASSES = 5
"""So many of the first classes were checked, twice each."""
_DAYS_AGO = (45, 12)
_MARKS = (5, 5, 5, 4, 4, 3)


def add_raids(server: Server, random: Random, year: str, today: date, staff_id: int) -> None:
    """Two checks of each of some classes; now and then somebody is absent."""
    by_class: dict[int, list[int]] = {}
    for pupil in pupils_of_year(year):
        by_class.setdefault(pupil.about.class_id, []).append(pupil.reader_id)
    marks: list[dict[str, Any]] = []
    for place, (class_id, readers) in enumerate(list(by_class.items())[:_CLASSES]):
        for days in _DAYS_AGO:
            raid = tables.Raid.create(
                school_class=class_id, held_on=today - timedelta(days=days), staff=staff_id,
                saved_at=server.now() - timedelta(days=days),
            )  # fmt: skip
            kept = _MARKS[: len(_MARKS) - place % 3]
            marks += [
                {"raid": raid.id, "reader": reader, "mark": random.choice(kept)}
                for reader in readers if random.random() > 0.08
            ]  # fmt: skip
    insert(tables.RaidMark, marks)
