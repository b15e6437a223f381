"""Two policies side by side: what differs, and for whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from library.blocks import late_block
from library.catalogue import ItemKind
from library.loans import LoanFacts
from library.policy import UNTIL, VACATIONS, Policy, PolicyLine, policy_from
from library.policy_changes import (
    NUMBERS,
    borrowable,
    compare,
    effects,
    raw_of,
    with_line,
)
from library.readers import Category
from tests.library.facts import POLICY

TODAY = date(2026, 10, 14)

_days = st.integers(1, 60)
LINES = st.builds(
    lambda limit, days, until, renewals, home: PolicyLine(
        limit, days if until is None else None, until, renewals, home
    ),
    st.none() | st.integers(1, 6), _days, st.none() | st.sampled_from(UNTIL),
    st.integers(0, 3), st.booleans(),
)  # fmt: skip
KINDS = st.frozensets(st.sampled_from(list(ItemKind)))
POLICIES = st.builds(
    Policy,
    lines=st.dictionaries(
        st.tuples(st.sampled_from(list(Category)), st.sampled_from(list(ItemKind))), LINES,
        max_size=12,
    ),
    grace_days=st.integers(0, 30), late_kinds=KINDS,
    late_blocks=KINDS.map(lambda kinds: kinds - {ItemKind.TEXTBOOK}),
    vacations=st.sampled_from(VACATIONS),
    summer_due=st.tuples(st.integers(1, 12), st.integers(1, 28)),
    call_in_days=st.integers(0, 30), just_lent_seconds=st.integers(0, 99),
    unseen_open_days=st.integers(0, 9),
)  # fmt: skip


def loan(kind: ItemKind, late: int) -> LoanFacts:
    return LoanFacts(1, 1, 1, 1, kind.value, datetime(2026, 9, 1, tzinfo=UTC),
                     TODAY - timedelta(days=late))  # fmt: skip


HELD = st.lists(
    st.builds(loan, st.sampled_from(list(ItemKind)), st.integers(-10, 40)), max_size=8
).map(tuple)
READERS = st.lists(st.tuples(st.sampled_from(list(Category)), HELD), max_size=12)


@given(POLICIES)
def test_a_policy_written_and_read_again_is_the_same(policy: Policy) -> None:
    again = policy_from(raw_of(policy))
    assert not compare(policy, again)
    assert raw_of(again) == raw_of(policy)


def test_the_shipped_policy_is_written_and_read_again() -> None:
    assert policy_from(raw_of(POLICY)) == POLICY


@given(POLICIES, POLICIES)
def test_nothing_differs_exactly_when_both_are_equal(one: Policy, other: Policy) -> None:
    assert bool(compare(one, other)) == (one != other)


@given(POLICIES, POLICIES)
def test_turned_round_a_change_says_the_same_backwards(one: Policy, other: Policy) -> None:
    there, back = compare(one, other), compare(other, one)
    assert [(c.category, c.kind, c.before, c.after) for c in there.lines] == [
        (c.category, c.kind, c.after, c.before) for c in back.lines
    ]
    assert [(c.name, c.before, c.after) for c in there.numbers] == [
        (c.name, c.after, c.before) for c in back.numbers
    ]


@given(POLICIES, POLICIES, READERS)
def test_the_blocks_that_were_foretold_are_those_that_come(
    old: Policy, new: Policy, readers: list[Any]
) -> None:
    def blocked(policy: Policy) -> int:
        return sum(bool(late_block(held, policy, TODAY)) for _category, held in readers)

    found = effects(old, new, {}, readers, TODAY)
    assert blocked(new) == blocked(old) + found.blocked - found.freed


@given(POLICIES, POLICIES, READERS)
def test_who_stands_above_a_new_limit_keeps_more_than_may_be_borrowed(
    old: Policy, new: Policy, readers: list[Any]
) -> None:
    def is_above(category: Category, held: Any) -> bool:
        for kind, count in Counter(ItemKind(each.item_kind) for each in held).items():
            was, most = (borrowable(p.line(category, kind)) for p in (old, new))
            if was != most and most is not None and count > most:
                return True
        return False

    expected = sum(is_above(category, held) for category, held in readers)
    assert effects(old, new, {}, readers, TODAY).above == expected


@given(POLICIES, READERS)
def test_without_a_change_nobody_is_concerned(policy: Policy, readers: list[Any]) -> None:
    counts = Counter(category for category, _ in readers)
    found = effects(policy, replace(policy), counts, readers, TODAY)
    assert (found.new_limit, found.above, found.blocked, found.freed) == (0, 0, 0, 0)


def test_readers_of_a_category_get_a_new_limit_once_for_several_kinds() -> None:
    new = with_line(POLICY, [Category.TEACHER], ItemKind.FICTION, PolicyLine(limit=3, days=9))
    new = with_line(new, [Category.TEACHER], ItemKind.TEXTBOOK, None)
    found = effects(POLICY, new, {Category.TEACHER: 17, Category.STUDENT: 300}, [], TODAY)
    assert found.new_limit == 17


def test_a_longer_time_alone_is_no_new_limit() -> None:
    line = POLICY.line(Category.STUDENT, ItemKind.FICTION)
    assert line is not None
    new = with_line(POLICY, [Category.STUDENT], ItemKind.FICTION, replace(line, days=30))
    assert effects(POLICY, new, {Category.STUDENT: 300}, [], TODAY).new_limit == 0
    assert len(compare(POLICY, new).lines) == 1


def test_every_number_of_a_policy_has_its_name() -> None:
    assert {*NUMBERS, "lines"} == set(Policy.__dataclass_fields__)
