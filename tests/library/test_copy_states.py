"""The state × action table, cell by cell, and the rules that must follow it."""

from __future__ import annotations

import dataclasses
from itertools import product
from pathlib import Path

import pytest

from library.catalogue import CopyFacts, CopyState
from library.checkin import (
    Accepted,
    FoundAgain,
    HandIn,
    LentJustNow,
    NotOnLoan,
    decide_checkin,
)
from library.checking import Checked, Finding, NotToCheck, decide_check
from library.checkout import Granted, OwnLoan, Refusal
from library.copy_states import TABLE, Action, Verdict, cell, table_page
from library.renewal import NotRenewed, Prolonged, decide_renewal
from library.requests import NotPlaced, Placed, decide_request
from tests.library.facts import (
    CALENDAR,
    ME,
    MONDAY,
    OTHER,
    POLICY,
    checkin_facts,
    checkout,
    codes,
    copy,
    on_loan,
    reader,
    ready,
    waiting,
)

ROOT = Path(__file__).parents[2]
ALL_CELLS = list(product(CopyState, Action))
BUSY = {Verdict.NO, Verdict.HAND_IN, Verdict.RULE}


def in_state(state: CopyState, holder: int = OTHER) -> CopyFacts:
    return on_loan(holder) if state is CopyState.ON_LOAN else copy(state)


def test_every_state_meets_every_action() -> None:
    assert set(TABLE) == set(ALL_CELLS)


def test_the_page_in_docs_is_printed_from_the_table() -> None:
    assert (ROOT / "docs" / "state_table.md").read_text(encoding="utf-8") == table_page()


@pytest.mark.parametrize(("state", "action"), ALL_CELLS)
def test_a_cell_that_says_no_names_its_reason_and_leads_nowhere(
    state: CopyState, action: Action
) -> None:
    here = cell(state, action)
    assert bool(here.code) == (here.verdict in BUSY)
    if here.verdict in {Verdict.NO, Verdict.HAND_IN, Verdict.NOTHING_TO_DO}:
        assert here.leads_to == ()


@pytest.mark.parametrize(("state", "action"), ALL_CELLS)
def test_only_lending_leads_to_a_loan_and_only_return_or_loss_ends_one(
    state: CopyState, action: Action
) -> None:
    here = cell(state, action)
    if CopyState.ON_LOAN in here.leads_to:
        assert action is Action.LEND
    if state is CopyState.ON_LOAN and here.leads_to:
        assert action in {Action.RETURN, Action.LOSE}


def test_nothing_leads_out_of_written_off_and_only_writing_off_leads_there() -> None:
    assert all(cell(CopyState.WRITTEN_OFF, action).leads_to == () for action in Action)
    for (_, action), each in TABLE.items():
        assert (CopyState.WRITTEN_OFF in each.leads_to) <= (action is Action.WRITE_OFF)


@pytest.mark.parametrize("state", CopyState)
def test_lending_follows_the_table(state: CopyState) -> None:
    here, verdict = cell(state, Action.LEND), checkout(in_state(state))
    match here.verdict:
        case Verdict.YES:
            assert isinstance(verdict, Granted)
        case Verdict.HAND_IN:
            assert isinstance(verdict, Refusal)
            assert verdict.hand_in
            assert codes(verdict) == [here.code]
        case _:
            assert isinstance(verdict, Refusal)
            assert not verdict.hand_in
            assert codes(verdict) == [here.code]
            assert verdict.reasons[0].next_step is here.next_step


def test_what_the_table_leaves_to_the_rule_depends_on_the_reader() -> None:
    assert isinstance(checkout(on_loan(ME)), OwnLoan)
    kept = checkout(copy(CopyState.ON_HOLD_SHELF), requests=(ready(ME),))
    assert isinstance(kept, Granted)


@pytest.mark.parametrize("seen", [False, True])
@pytest.mark.parametrize("state", CopyState)
def test_returning_follows_the_table(state: CopyState, seen: bool) -> None:
    here = cell(state, Action.RETURN)
    facts = checkin_facts(in_state(state))
    verdict = decide_checkin(facts, POLICY, CALENDAR, MONDAY, seen, confirmed=False)
    match here.verdict:
        case Verdict.YES:
            assert isinstance(verdict, Accepted | FoundAgain)
            assert verdict.new_state in here.leads_to
        case Verdict.HAND_IN:
            assert isinstance(verdict, HandIn)
            assert codes(verdict) == [here.code]
        case _:
            assert isinstance(verdict, NotOnLoan)
    assert not isinstance(verdict, LentJustNow)


@pytest.mark.parametrize("state", CopyState)
def test_renewing_follows_the_table(state: CopyState) -> None:
    verdict = decide_renewal(in_state(state), reader(), (), POLICY, CALENDAR, MONDAY)
    assert isinstance(verdict, NotRenewed)
    assert codes(verdict) == [cell(state, Action.RENEW).code]
    own = decide_renewal(on_loan(ME), reader(), (), POLICY, CALENDAR, MONDAY)
    assert isinstance(own, Prolonged)


@pytest.mark.parametrize("state", CopyState)
def test_requesting_follows_the_table(state: CopyState) -> None:
    verdict = decide_request(in_state(state), reader(), (), MONDAY)
    here = cell(state, Action.REQUEST)
    if here.verdict is Verdict.YES:
        assert verdict == Placed(1)
    else:
        assert isinstance(verdict, NotPlaced)
        assert codes(verdict) == [here.code]


@pytest.mark.parametrize("requests", [(), (waiting(),), (ready(OTHER),)])
@pytest.mark.parametrize(("state", "finding"), list(product(CopyState, Finding)))
def test_checking_follows_the_table(state: CopyState, finding: Finding, requests: tuple) -> None:
    here, verdict = cell(state, Action.CHECK), decide_check(in_state(state), requests, finding)
    if here.verdict is Verdict.YES:
        assert isinstance(verdict, Checked)
        assert verdict.new_state in here.leads_to
    else:
        assert isinstance(verdict, NotToCheck)
        assert codes(verdict) == [here.code]


def test_finding_is_for_the_lost_and_missing_only() -> None:
    may = {state for state in CopyState if cell(state, Action.FIND).verdict is Verdict.YES}
    assert may == {CopyState.LOST, CopyState.MISSING}


def test_losing_a_lent_copy_is_a_loss_and_another_one_is_missing() -> None:
    to = {state: cell(state, Action.LOSE).leads_to for state in CopyState}
    assert to[CopyState.ON_LOAN] == (CopyState.LOST,)
    there = (CopyState.IN_PROCESSING, CopyState.ON_SHELF, CopyState.TO_CHECK,
             CopyState.ON_HOLD_SHELF, CopyState.IN_REPAIR)  # fmt: skip
    assert all(to[state] == (CopyState.MISSING,) for state in there)
    assert all(not to[state] for state in set(CopyState) - {CopyState.ON_LOAN, *there})


@pytest.mark.parametrize("action", [Action.REPAIR, Action.DISPLAY, Action.WRITE_OFF])
def test_a_lent_or_absent_copy_is_not_repaired_shown_or_a_lent_one_written_off(
    action: Action,
) -> None:
    assert cell(CopyState.ON_LOAN, action).code == "return-first"
    if action is not Action.WRITE_OFF:
        assert cell(CopyState.LOST, action).code == "not-there"
        assert cell(CopyState.MISSING, action).code == "not-there"


def test_a_copy_kept_for_a_reader_is_neither_shown_nor_written_off() -> None:
    for action in (Action.DISPLAY, Action.WRITE_OFF):
        assert cell(CopyState.ON_HOLD_SHELF, action).code == "held-for-other"


def test_a_cell_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        cell(CopyState.ON_SHELF, Action.LEND).code = "x"  # type: ignore[misc]
