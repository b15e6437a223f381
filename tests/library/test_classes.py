"""Letters of classes, and who is re-registered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from i18n.sorting import sort_key
from library.classes import LETTERS, class_label, class_letter
from library.re_registration import Standing, marks_count_since, plan, to_mark
from library.school_year import SchoolCalendar, SchoolYear

SINCE = date(2026, 5, 26)
standings = some.lists(
    some.builds(
        Standing, some.integers(1, 60), some.integers(0, 2), some.integers(0, 1),
        some.none() | some.dates(date(2025, 1, 1), date(2026, 12, 31)),
    ),
    unique_by=lambda each: each.reader_id, max_size=40,
)  # fmt: skip


def test_letters_stand_in_kazakh_order() -> None:
    assert sorted("ДҒГВБӘА", key=sort_key) == list(LETTERS)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("ә", "Ә"), (" «Ә» ", "Ә"), ("A", "А"), ("ғ", "Ғ"), ("i", "І"), ("АБ", "АБ"),
     ("", None), ("8", None), ("АБВ", None), ("А1", None), ("<", None), ("😀", None)],
)  # fmt: skip
def test_a_letter_is_kept_in_one_form(typed: str, kept: str | None) -> None:
    assert class_letter(typed) == kept


def test_a_class_is_written_without_a_space() -> None:
    assert class_label(8, "Ә") == "8Ә"


@given(standings)
def test_everybody_stands_in_one_part_of_the_plan(pupils: list[Standing]) -> None:
    found = plan(pupils, SINCE)
    whole = (*found.clear, *found.owing, *found.done)
    assert sorted(whole) == sorted(each.reader_id for each in pupils)


@given(standings, some.sets(some.integers(1, 60)), some.sets(some.integers(1, 60)))
def test_only_who_was_shown_clear_or_chosen_is_marked(
    pupils: list[Standing], shown: set[int], chosen: set[int]
) -> None:
    marked = to_mark(plan(pupils, SINCE), shown, chosen)
    owing = {each.reader_id for each in pupils if each.owes}
    assert set(marked) <= shown | chosen
    assert set(marked) & owing <= chosen
    assert len(set(marked)) == len(marked)


@given(standings)
def test_what_was_shown_is_what_happens(pupils: list[Standing]) -> None:
    found = plan(pupils, SINCE)
    assert to_mark(found, found.clear, ()) == found.clear


def test_a_mark_of_the_summer_counts_for_the_autumn() -> None:
    years = (
        SchoolYear("2025-2026", date(2025, 9, 1), date(2026, 5, 25)),
        SchoolYear("2026-2027", date(2026, 9, 1), date(2027, 5, 25)),
    )
    calendar = SchoolCalendar(years)
    for today in (date(2026, 7, 1), date(2026, 9, 1), date(2027, 5, 25)):
        assert marks_count_since(calendar, today) == SINCE
    assert marks_count_since(calendar, date(2026, 5, 25)) <= date(2025, 9, 1)


@given(some.dates(date(2024, 1, 1), date(2040, 1, 1)))
def test_marks_of_today_always_count_today(today: date) -> None:
    since = marks_count_since(SchoolCalendar(), today)
    assert since <= today and today - since < timedelta(days=400)
