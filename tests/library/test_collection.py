"""Year-end collection: what a scan means, and whose debt each missing copy is."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from library.catalogue import CopyState, ItemKind
from library.collection import (
    Expected,
    Handed,
    Outcome,
    ScannedCopy,
    outcome_of,
    settle,
    standings,
)

AIGUL, BERIK, CHINGIZ, DANA, ERLAN, FARIDA = range(1, 7)
ALGEBRA, PHYSICS = 10, 20
CLASS, OTHER = 7, 8


def lent(borrower: int | None = AIGUL, line_class: int | None = CLASS) -> ScannedCopy:
    """A textbook on loan that a class is expected to bring."""
    return ScannedCopy(ItemKind.TEXTBOOK, CopyState.ON_LOAN, borrower, line_class)


def chain(back: str, alike: int = ALGEBRA) -> list[Expected]:
    """A line of each pupil 1 … n: `+` came back, `-` did not, `k` is kept."""
    return [
        Expected(100 + n, n, 1000 + n, alike, back=sign == "+", kept=sign == "k")
        for n, sign in enumerate(back, start=1)
    ]


def test_a_book_of_the_open_class_credits_its_borrower() -> None:
    assert outcome_of(lent(), None, CLASS) is Outcome.CREDITED
    assert outcome_of(lent(), AIGUL, None) is Outcome.CREDITED


def test_a_book_brought_by_another_pupil_is_a_swap_in_any_class() -> None:
    assert outcome_of(lent(), BERIK, CLASS) is Outcome.SWAPPED
    assert outcome_of(lent(line_class=OTHER), BERIK, CLASS) is Outcome.SWAPPED


def test_answers_that_are_no_errors() -> None:
    assert outcome_of(lent(line_class=OTHER), None, CLASS) is Outcome.OTHER_CLASS
    assert outcome_of(lent(line_class=None), None, CLASS) is Outcome.BESIDE
    novel = ScannedCopy(ItemKind.FICTION, CopyState.ON_LOAN, AIGUL)
    assert outcome_of(novel, None, CLASS) is Outcome.LIBRARY_BOOK
    on_shelf = ScannedCopy(ItemKind.TEXTBOOK, CopyState.ON_SHELF)
    assert outcome_of(on_shelf, None, None) is Outcome.NOT_ISSUED
    scanned = ScannedCopy(ItemKind.TEXTBOOK, CopyState.ON_SHELF, scanned_before=True)
    assert outcome_of(scanned, AIGUL, None) is Outcome.ALREADY_RETURNED
    gone = ScannedCopy(ItemKind.TEXTBOOK, CopyState.WRITTEN_OFF)
    assert outcome_of(gone, None, None) is Outcome.WRITTEN_OFF
    lost = ScannedCopy(ItemKind.TEXTBOOK, CopyState.LOST)
    assert outcome_of(lost, None, CLASS) is Outcome.FOUND_AGAIN


def test_a_missing_copy_is_its_borrowers_debt_while_nothing_was_handed_in_for_others() -> None:
    settled = settle(chain("+-k"), [])
    assert [(each.borrower, each.debtor) for each in settled.debts] == [(BERIK, BERIK)]
    assert settled.chains == ()


def test_a_chain_of_five_ends_at_the_one_who_brought_nothing() -> None:
    # Aigul's copy is missing; she brought Berik's, he Chingiz's … Erlan brought nothing.
    handed = [Handed(102, AIGUL), Handed(103, BERIK), Handed(104, CHINGIZ), Handed(105, DANA)]
    settled = settle(chain("-++++"), handed)
    assert [(each.line_id, each.borrower, each.debtor) for each in settled.debts] == [
        (101, AIGUL, ERLAN)
    ]
    (told,) = settled.chains
    assert told.readers == (AIGUL, BERIK, CHINGIZ, DANA, ERLAN)
    assert told.debtor == ERLAN


def test_a_ring_of_swaps_owes_nothing() -> None:
    handed = [Handed(102, AIGUL), Handed(103, BERIK), Handed(101, CHINGIZ)]
    settled = settle(chain("+++"), handed)
    assert settled.debts == ()
    (told,) = settled.chains
    assert told.debtor is None
    assert told.readers[0] == told.readers[-1]
    assert set(told.readers) == {AIGUL, BERIK, CHINGIZ}


def test_who_brings_a_pile_for_the_class_has_swapped_nothing() -> None:
    settled = settle(chain("-+++"), [Handed(line, AIGUL) for line in (102, 103, 104)])
    assert [(each.borrower, each.debtor) for each in settled.debts] == [(AIGUL, AIGUL)]
    assert settled.chains == ()


def test_swaps_of_one_subject_say_nothing_of_another() -> None:
    lines = [*chain("-+"), Expected(201, AIGUL, 2001, PHYSICS), Expected(202, BERIK, 2002, PHYSICS)]
    settled = settle(lines, [Handed(102, AIGUL)])
    debtors = {each.line_id: each.debtor for each in settled.debts}
    assert debtors == {101: BERIK, 201: AIGUL, 202: BERIK}


Day = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 6), st.booleans()), max_size=40)
"""Scans in any order: which copy, who hands it in (0: not told), or its scan is undone."""


@given(Day, st.sets(st.integers(0, 11)))
def test_credited_and_owed_are_issued_whatever_the_order_of_scans_and_undos(
    day: list[tuple[int, int, bool]], kept: set[int]
) -> None:
    handed: dict[int, int] = {}
    for copy, by, undo in day:
        if undo:
            handed.pop(copy, None)
        else:
            handed.setdefault(copy, by)  # a second scan of the same book changes nothing
    lines = [
        Expected(n, 1 + n % 6, 1000 + n, ALGEBRA if n < 6 else PHYSICS, n in handed, n in kept)
        for n in range(12)
    ]
    swaps = [Handed(n, by) for n, by in handed.items() if by]
    settled = settle(lines, swaps)

    sums = standings(lines)
    assert all(each.issued == each.credited + each.owed + each.kept for each in sums.values())
    missing = [each.line_id for each in lines if not each.back and not each.kept]
    # Each missing copy is one pupil's debt, and nobody's twice.
    assert sorted(each.line_id for each in settled.debts) == missing
    owed = Counter(each.debtor for each in settled.debts)
    for reader, each in sums.items():
        assert owed[reader] <= each.issued - each.kept
    assert sum(owed.values()) == sum(each.owed for each in sums.values())
