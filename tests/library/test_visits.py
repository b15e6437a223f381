"""The groups of the work diary and its year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.readers import Category
from library.visits import DiaryDay, VisitGroup, grade_of, group_of, group_of_grade, service_year


@pytest.mark.parametrize(
    ("label", "grade"),
    [("8Ә", 8), ("11 А", 11), ("1", 1), ("8 «Ә»", 8), ("", None), (None, None), ("Ә", None),
     ("12А", None), ("0", None), ("' OR 1=1", None), ("8Ә9", None)],
)  # fmt: skip
def test_a_class_begins_with_its_grade(label: str | None, grade: int | None) -> None:
    assert grade_of(label) == grade


def test_pupils_stand_in_the_column_of_their_grade() -> None:
    groups = [group_of_grade(grade) for grade in (1, 4, 5, 9, 10, 11, None)]
    assert [group.value for group in groups] == [
        "grades-1-4", "grades-1-4", "grades-5-9", "grades-5-9", "grades-10-11", "grades-10-11",
        "other",
    ]  # fmt: skip


@given(st.sampled_from([*Category, *VisitGroup, "ghost"]), st.text(max_size=4) | st.none())
def test_every_visit_has_one_column(category: str, label: str | None) -> None:
    assert group_of(category, label) in VisitGroup


def test_teachers_have_their_own_column_and_tutors_stand_among_the_others() -> None:
    assert group_of("teacher", None) is VisitGroup.TEACHER
    assert group_of("tutor", None) is VisitGroup.OTHER
    assert group_of("student", "10А") is VisitGroup.GRADES_10_11


def test_the_year_of_service_begins_in_september() -> None:
    assert service_year(date(2026, 8, 31)) == (date(2025, 9, 1), date(2026, 9, 1))
    assert service_year(date(2026, 9, 1)) == (date(2026, 9, 1), date(2027, 9, 1))


def test_a_day_counts_all_its_groups() -> None:
    line = DiaryDay(date(2026, 10, 14), {VisitGroup.TEACHER: 2, VisitGroup.OTHER: 5})
    assert line.visits == 7
