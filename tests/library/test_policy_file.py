"""The shipped loan rules and what may be wrong with a school's own."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.catalogue import ItemKind
from library.policy import Policy, PolicyFaults, PolicyLine, policy_from
from library.readers import Category
from tests.library.facts import POLICY
from tests.library.test_calendar_file import GARBAGE

LINE = '[[line]]\ncategories=["student"]\nkinds=["fiction"]\n'


def read(text: str) -> Policy:
    return policy_from(tomllib.loads(text))


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(PolicyFaults) as caught:
        read(text)
    return caught.value.faults


@pytest.mark.parametrize(
    ("categories", "kind", "line"),
    [
        (("student", "staff", "parent"), "fiction", PolicyLine(5, 15, None, 2)),
        (("teacher", "tutor"), "fiction", PolicyLine(10, 30, None, 2)),
        (("student", "teacher", "tutor"), "textbook", PolicyLine(None, None, "year-end")),
        (("staff", "parent"), "textbook", None),
        (("teacher", "tutor"), "methodical", PolicyLine(10, None, "year-end", 1)),
        (("student", "staff", "parent"), "methodical", None),
        (("student",), "reference", PolicyLine(None, None, "same-day", 0, home=False)),
        (("teacher", "tutor"), "reference", PolicyLine(None, 3)),
        (("staff", "parent"), "reference", None),
        (("student",), "periodical", PolicyLine(None, None, "same-day", 0, home=False)),
        (("teacher", "tutor"), "periodical", PolicyLine(None, 3)),
        (("staff", "parent"), "periodical", None),
    ],
)
def test_the_shipped_rules_are_those_of_the_table(
    categories: tuple[str, ...], kind: str, line: PolicyLine | None
) -> None:
    for category in categories:
        assert POLICY.line(Category(category), ItemKind(kind)) == line


def test_the_shipped_numbers_are_those_of_the_table() -> None:
    assert (POLICY.grace_days, POLICY.call_in_days, POLICY.summer_due) == (7, 7, (9, 5))
    assert (POLICY.just_lent_seconds, POLICY.unseen_open_days) == (30, 2)
    assert POLICY.late_kinds == POLICY.late_blocks == {ItemKind.FICTION}
    assert POLICY.vacations == "read-over"


def test_a_school_may_switch_the_block_for_lateness_off() -> None:
    assert read("late_blocks = []").late_blocks == frozenset()


def test_all_faults_are_reported_at_once() -> None:
    assert faults_of(
        'colour = 1\ngrace_days = -1\nlate_blocks = ["textbook"]\nvacations = "never"\n'
        'summer_due = "13-01"\n'
        + LINE + "days = 0\nwhat = 1\n"
        + LINE + 'days = 15\nuntil = "year-end"\n'
        + '[[line]]\ncategories = ["pupil", 3]\nkinds = []\nuntil = "never"\nhome = 1\n'
        + LINE + "days = true\nlimit = 10000\n"
    ) == (
        "line 1: unknown setting 'what'",
        "line 1: days must be a whole number, 1 to 9999",
        "line 2: give either days or until",
        "line 2: student and fiction stand twice",
        "line 3: until must be one of year-end, same-day",
        "line 3: home must be true or false",
        "line 3: categories: unknown 'pupil'; known: student, teacher, tutor, staff, parent",
        "line 3: categories: unknown 3; known: student, teacher, tutor, staff, parent",
        "line 4: limit must be a whole number, 1 to 9999",
        "line 4: days must be a whole number, 1 to 9999",
        "line 4: student and fiction stand twice",
        "unknown setting 'colour'",
        "grace_days must be a whole number, 0 to 9999",
        "late_blocks: lateness never blocks textbooks",
        "vacations must be one of end-before, read-over",
        "summer_due must be a month and a day, e.g. 09-05",
    )


def test_empty_kinds_are_a_fault_of_their_own() -> None:
    assert faults_of('[[line]]\ncategories=["student"]\nkinds=[]\ndays=3') == (
        "line 1: kinds must be a list, e.g. ['fiction']",
    )


def test_lines_that_are_no_tables_are_a_fault() -> None:
    assert faults_of("line = 3") == ("line must be a list of tables: [[line]]",)


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(
    st.sampled_from(["line", "grace_days", "late_kinds", "vacations", "summer_due", "x"]),
    GARBAGE | st.lists(st.dictionaries(
        st.sampled_from(["categories", "kinds", "limit", "days", "until", "renewals", "home"]),
        GARBAGE | st.lists(st.sampled_from(["student", "fiction"])))),
))  # fmt: skip
def test_garbage_gives_faults_or_a_policy_and_nothing_else(raw: dict[str, object]) -> None:
    try:
        policy_from(raw)
    except PolicyFaults as caught:
        assert caught.faults
