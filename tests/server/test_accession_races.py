"""Several post at the same instant, or die in the middle: no number is left out or given
twice, nothing is half written, on both engines."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library.accession import LineValues, NotPosted, Posted
from server.server import Server
from server.services.posting import post_batch
from server.services.proof import prove
from server.tables import (
    AccessionBatch,
    AccessionCopy,
    Copy,
    CopySteps,
    InventoryLine,
    LabelItem,
    NumberSeries,
    PaperAct,
    SummaryCell,
    SummaryEntry,
)
from tests.builders import SchoolBuilder
from tests.server.delivering import GIFT, INVOICE, Delivering, divisions_of
from tests.server.test_races import ROOT, at_once


@pytest.fixture
def desk(server: Server, school: SchoolBuilder) -> Delivering:
    divisions_of(server)
    return Delivering(server)


def drafts(desk: Delivering, count: int, *lines: LineValues) -> list[int]:
    """Drafts of different documents."""
    return [
        desk.batch(*lines, head=replace(INVOICE, document_no=f"Д-{place}-{random.random()}"))
        for place in range(count)
    ]


def numbers(desk: Delivering, series: str = "inventory-books") -> list[int]:
    with desk.server.library.reading():
        rows: Any = InventoryLine.select(InventoryLine.number).where(
            InventoryLine.series == series, InventoryLine.corrects.is_null()
        )
        return sorted(row[0] for row in rows.tuples())


def entries(desk: Delivering) -> list[int]:
    with desk.server.library.reading():
        return sorted(row[0] for row in SummaryEntry.select(SummaryEntry.number).tuples())


def whole(desk: Delivering, copies: int, batches: int) -> None:
    assert numbers(desk) == list(range(1, copies + 1))
    assert entries(desk) == list(range(1, batches + 1))
    assert prove(desk.server.library) == ()


def test_eight_deliveries_at_once_leave_no_gap_and_no_double(desk: Delivering) -> None:
    batches = drafts(desk, 8, desk.many(3), desk.many(4, name="Қан мен тер"))
    answers = at_once([lambda batch=batch: desk.post(batch) for batch in batches])
    assert {type(answer) for answer in answers} == {Posted}
    whole(desk, 8 * 7, 8)
    # The numbers of one delivery follow each other.
    for answer in answers:
        first, last = answer.numbers["inventory-books"]
        assert int(last) - int(first) == 6


def test_eight_librarians_post_one_delivery_once(desk: Delivering) -> None:
    batch = desk.batch(desk.many(5))
    answers = at_once([lambda: desk.post(batch)] * 8)
    assert Counter(type(answer) for answer in answers) == {Posted: 1, NotPosted: 7}
    refused = {each.reasons[0].code for each in answers if isinstance(each, NotPosted)}
    assert refused == {"already-posted"}
    whole(desk, 5, 1)


def test_one_form_sent_eight_times_posts_once(desk: Delivering) -> None:
    batch = desk.batch(desk.many(5))
    deed = desk.deed("accession-posted")
    answers = at_once([lambda: post_batch(desk.server, deed, batch)] * 8)
    assert len(set(map(repr, answers))) == 1
    whole(desk, 5, 1)


def test_posting_and_correcting_at_once_agree_in_the_end(desk: Delivering) -> None:
    posted, *waiting = drafts(desk, 4, desk.many(3))
    desk.posted(posted)
    calls = [lambda: desk.correct(posted)] * 3
    answers = at_once([*calls, *(lambda batch=batch: desk.post(batch) for batch in waiting)])
    assert Counter(type(answer) for answer in answers) == {Posted: 4, NotPosted: 2}
    whole(desk, 12, 5)


DELIVERIES = st.lists(
    st.lists(
        st.tuples(
            st.integers(1, 6), st.integers(0, 500_000),
            st.sampled_from(("inventory", "inventory", "group", "temporary")),
        ),
        min_size=1, max_size=4,
    ),
    min_size=1, max_size=5,
)  # fmt: skip
DOUBTS = ("title-twice", "no-booklet", "document-posted-before")


@given(deliveries=DELIVERIES, gifts=st.integers(0, 2), corrected=st.booleans())
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_posted_at_once_the_registers_agree(
    desk: Delivering, deliveries: Sequence[Sequence[tuple[int, int, str]]], gifts: int,
    corrected: bool,
) -> None:  # fmt: skip
    title = desk.title()
    before = len(numbers(desk))
    batches = []
    for place, delivery in enumerate(deliveries):
        lines = [LineValues(title, n, n, price + 1, by) for n, price, by in delivery]
        head = GIFT if place < gifts else INVOICE
        batches.append(desk.batch(*lines, head=head))
    answers = at_once([lambda batch=batch: desk.post(batch, *DOUBTS) for batch in batches])
    assert {type(answer) for answer in answers} == {Posted}
    wanted = sum(n for each in deliveries for n, _, by in each if by == "inventory")
    assert numbers(desk) == list(range(1, before + wanted + 1))
    if corrected:
        desk.correct(batches[0])
    assert prove(desk.server.library) == ()


WRITTEN = (Copy, AccessionCopy, CopySteps, InventoryLine, SummaryEntry, SummaryCell, LabelItem,
           NumberSeries, PaperAct)  # fmt: skip
"""What posting writes."""


def started(
    mode: str, address: str, staff_id: int, batches: Sequence[int]
) -> subprocess.Popen[str]:
    """A process ready to post these drafts."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.server.posting_child", mode, address, str(staff_id),
         *map(str, batches)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert said(child) == "ready"
    return child


def said(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def go(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("go\n")
    child.stdin.flush()


def test_two_processes_post_without_gap_and_double(address: str, desk: Delivering) -> None:
    batches = drafts(desk, 12, desk.many(5))
    # Each wants all of them, in another order.
    children = [started("run", address, desk.staff_id, order) for order in (batches, batches[::-1])]
    for child in children:
        go(child)
    words = [line for child in children for line in child.communicate(timeout=60)[0].splitlines()]
    outcome = Counter(line.split()[0] for line in words)
    assert outcome == {"Posted": 12, "NotPosted": 12}
    whole(desk, 60, 12)


def test_killed_in_the_middle_of_posting_nothing_is_half_written(
    address: str, desk: Delivering
) -> None:
    first, second = drafts(desk, 2, desk.many(150), desk.many(50, name="Қан мен тер"))
    child = started("stop", address, desk.staff_id, [first])
    try:
        go(child)
        assert said(child) == "in the middle"
    finally:
        child.kill()
        child.communicate()
    with desk.server.library.snapshot():
        written = [table.select().count() for table in WRITTEN]
        states = {row.state for row in AccessionBatch.select()}
    assert (written, states) == ([0] * len(WRITTEN), {"draft"})
    # Its numbers were given to nothing, so the next delivery has them.
    assert desk.posted(second).numbers == {"inventory-books": ("1", "200")}
    assert desk.posted(first).numbers == {"inventory-books": ("201", "400")}
    whole(desk, 400, 2)
