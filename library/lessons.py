"""The textbook lesson at a kiosk: who may serve himself, how long it lasts. Pure.

The class teacher or the tutor opens it with card and PIN; until its end the kiosk serves
pupils of that class only, one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from library.refusals import About, Next, Reason

LESSON_MINUTES = 45


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A lesson as a station knows it. Of `class_id` and `dorm_group` one is there; `label`
    names it: 8Ә, or the group."""

    lesson_id: int
    station_id: int
    label: str
    class_id: int | None
    dorm_group: str | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Comer:
    """Who put a card: pupils belong to a class, perhaps to a dormitory group."""

    is_pupil: bool
    class_id: int | None
    dorm_group: str | None


def end_of(opened_at: datetime) -> datetime:
    """When a lesson is over by itself."""
    return opened_at + timedelta(minutes=LESSON_MINUTES)


def is_on(lesson: LessonFacts | None, now: datetime) -> bool:
    """Whether it is still going on."""
    return lesson is not None and now < lesson.until


def belongs(lesson: LessonFacts, comer: Comer) -> bool:
    """Whether the pupil is of the class, or of the group."""
    if lesson.class_id is not None:
        return comer.class_id == lesson.class_id
    return comer.dorm_group == lesson.dorm_group


def lesson_refusal(lesson: LessonFacts, comer: Comer) -> Reason | None:
    """Another class's pupil comes when the lesson is over; grown-ups are served always."""
    if not comer.is_pupil or belongs(lesson, comer):
        return None
    return Reason(
        "lesson-of-others", About.BOOK, Next.COME_AFTER_LESSON, {"label": lesson.label}
    )
