"""The lessons nobody closed, as every station and every card asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peewee import JOIN

from library.classes import class_label
from library.lessons import LessonFacts
from server.database import Library
from server.tables import Lesson, SchoolClass


def load_lessons(library: Library) -> Mapping[int, LessonFacts]:
    """Lessons nobody closed, by station; their time may be over."""
    with library.reading():
        rows: Any = (
            Lesson.select(Lesson, SchoolClass)
            .join(SchoolClass, JOIN.LEFT_OUTER)
            .where(Lesson.closed_at.is_null())
            .order_by(Lesson.id)
        )
        return {row.station_id: _facts(row) for row in rows}


def label_of(row: Any) -> str:
    """The class or the dormitory group of a row that has one of them."""
    taught = row.school_class
    return row.dorm_group if taught is None else class_label(taught.grade, taught.letter)


def _facts(row: Any) -> LessonFacts:
    return LessonFacts(
        row.id, row.station_id, label_of(row), row.school_class_id, row.dorm_group, row.until
    )
