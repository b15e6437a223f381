"""Who is served while a class has its textbook lesson at a kiosk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from library.lessons import Comer, LessonFacts, end_of, is_on, lesson_refusal

NOW = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
LESSON = LessonFacts(1, 1, "8Ә", 7, None, end_of(NOW))
GROUP = replace(LESSON, class_id=None, dorm_group="Тұлпар")


@pytest.mark.parametrize(
    ("lesson", "comer", "served"),
    [
        (LESSON, Comer(True, 7, None), True),
        (LESSON, Comer(True, 8, None), False),
        (LESSON, Comer(True, None, "Тұлпар"), False),
        (LESSON, Comer(False, None, None), True),
        (GROUP, Comer(True, 8, "Тұлпар"), True),
        (GROUP, Comer(True, 7, None), False),
    ],
)
def test_pupils_of_the_lesson_and_grown_ups_are_served(
    lesson: LessonFacts, comer: Comer, served: bool
) -> None:
    assert (lesson_refusal(lesson, comer) is None) is served


def test_a_lesson_is_over_by_itself() -> None:
    assert is_on(LESSON, NOW + timedelta(minutes=44))
    assert not is_on(LESSON, NOW + timedelta(minutes=45))
    assert not is_on(None, NOW)
