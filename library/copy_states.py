"""What may be done with a copy in each of its states: the whole table, as data.

Rules look their cell up here; `docs/state_table.md` is printed from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from library.catalogue import CopyState as S
from library.refusals import Next


class Action(StrEnum):
    """What people do with a copy."""

    LEND = "lend"
    RETURN = "return"
    RENEW = "renew"
    REQUEST = "request"
    FIND = "find"
    CHECK = "check"
    LOSE = "lose"
    REPAIR = "repair"
    DISPLAY = "display"
    WRITE_OFF = "write-off"


class Verdict(StrEnum):
    """YES as far as the state goes; RULE: the people involved decide; NO with a reason;
    HAND_IN: no, and the book goes to a librarian; NOTHING_TO_DO: it is so already."""

    YES = "yes"
    RULE = "rule"
    NO = "no"
    HAND_IN = "hand-in"
    NOTHING_TO_DO = "nothing-to-do"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: verdict, the states it may lead to, and for a "no" the reason's code
    (text key `refusal.<code>`) with the next step."""

    verdict: Verdict
    leads_to: tuple[S, ...] = ()
    code: str = ""
    next_step: Next = Next.ASK_LIBRARIAN


def _yes(*states: S) -> Cell:
    return Cell(Verdict.YES, states)


def _rule(code: str, *states: S, step: Next = Next.ASK_LIBRARIAN) -> Cell:
    return Cell(Verdict.RULE, states, code, step)


def _no(code: str, step: Next = Next.ASK_LIBRARIAN) -> Cell:
    return Cell(Verdict.NO, (), code, step)


def _hand_in(code: str) -> Cell:
    return Cell(Verdict.HAND_IN, (), code, Next.GIVE_TO_LIBRARIAN)


_DONE = Cell(Verdict.NOTHING_TO_DO)
_NOT_ON_LOAN = _no("not-on-loan")
_NOT_LOST = _no("not-lost")
_NOT_THERE = _no("not-there")
_RETURN_FIRST = _no("return-first")
_BACK = (S.TO_CHECK, S.ON_HOLD_SHELF, S.ON_SHELF)
_CHECKED = (S.ON_SHELF, S.ON_HOLD_SHELF, S.IN_REPAIR)

_ROWS: dict[S, tuple[Cell, ...]] = {
    # lend, return, renew, request, find, check, lose, repair, display, write-off
    S.IN_PROCESSING: (
        _hand_in("in-processing"), _hand_in("in-processing"), _NOT_ON_LOAN, _yes(), _NOT_LOST,
        _yes(*_CHECKED), _yes(S.MISSING), _yes(S.IN_REPAIR), _no("in-processing"),
        _yes(S.WRITTEN_OFF)),
    S.ON_SHELF: (
        _yes(S.ON_LOAN), _no("not-on-loan", Next.PUT_BACK), _NOT_ON_LOAN, _yes(), _NOT_LOST,
        _yes(*_CHECKED), _yes(S.MISSING), _yes(S.IN_REPAIR), _yes(S.ON_SHELF),
        _yes(S.WRITTEN_OFF)),
    S.ON_LOAN: (
        _rule("on-loan-to-other", step=Next.GIVE_TO_LIBRARIAN), _yes(*_BACK), _rule("not-yours"),
        _yes(), _NOT_LOST, _RETURN_FIRST, _yes(S.LOST), _RETURN_FIRST, _RETURN_FIRST,
        _RETURN_FIRST),
    S.TO_CHECK: (
        _hand_in("to-check"), _hand_in("to-check"), _NOT_ON_LOAN, _yes(), _NOT_LOST,
        _yes(*_CHECKED), _yes(S.MISSING), _yes(S.IN_REPAIR), _no("to-check"),
        _yes(S.WRITTEN_OFF)),
    S.ON_HOLD_SHELF: (
        _rule("held-for-other", S.ON_LOAN, step=Next.PUT_ON_HOLD_SHELF),
        _no("not-on-loan", Next.PUT_ON_HOLD_SHELF), _NOT_ON_LOAN, _yes(), _NOT_LOST,
        _yes(*_CHECKED), _yes(S.MISSING), _yes(S.IN_REPAIR), _no("held-for-other"),
        _no("held-for-other")),
    S.IN_REPAIR: (
        _hand_in("in-repair"), _hand_in("in-repair"), _NOT_ON_LOAN, _yes(), _NOT_LOST,
        _yes(*_CHECKED), _yes(S.MISSING), _DONE, _no("in-repair"),
        _yes(S.WRITTEN_OFF)),
    S.LOST: (
        _hand_in("found-again"), _yes(S.TO_CHECK), _NOT_ON_LOAN, _no("lost"), _yes(S.TO_CHECK),
        _yes(*_CHECKED), _DONE, _NOT_THERE, _NOT_THERE, _yes(S.WRITTEN_OFF)),
    S.MISSING: (
        _hand_in("found-again"), _yes(S.TO_CHECK), _NOT_ON_LOAN, _no("lost"), _yes(S.TO_CHECK),
        _yes(*_CHECKED), _DONE, _NOT_THERE, _NOT_THERE, _yes(S.WRITTEN_OFF)),
    S.AT_PARTNER: (
        _hand_in("at-partner"), _hand_in("at-partner"), _NOT_ON_LOAN, _yes(), _NOT_LOST,
        _no("at-partner"), _no("at-partner"), _no("at-partner"), _no("at-partner"),
        _no("at-partner")),
    S.WRITTEN_OFF: (
        _hand_in("written-off"), _hand_in("written-off"), _NOT_ON_LOAN, _no("written-off"),
        _no("written-off"), _no("written-off"), _no("written-off"), _no("written-off"),
        _no("written-off"), _DONE),
}

TABLE: dict[tuple[S, Action], Cell] = {
    (state, action): cell
    for state, row in _ROWS.items()
    for action, cell in zip(Action, row, strict=True)
}


def cell(state: S, action: Action) -> Cell:
    """The cell of a state and an action."""
    return TABLE[state, action]


def table_page() -> str:
    """The table as a Markdown page, for `docs/state_table.md`."""
    head = "| state | " + " | ".join(action.value for action in Action) + " |"
    rule = "|---" * (len(Action) + 1) + "|"
    rows = [
        f"| **{state.value}** | " + " | ".join(_say(TABLE[state, a]) for a in Action) + " |"
        for state in S
    ]
    return "\n".join([*_INTRODUCTION, head, rule, *rows, ""])


_INTRODUCTION = (
    "# State × action",
    "",
    "Printed from `library/copy_states.py`; a test holds both together. *yes → state*: the state",
    "allows it and this is what follows. *rule*: it depends on the reader (own loan, own request).",
    "*no* and *hand in* name the reason; *hand in* means: give the book to a librarian.",
    "Reading-room-only and on-display are marks, not states: the lending rule reads them.",
    "",
)


def _say(each: Cell) -> str:
    to = " / ".join(state.value for state in each.leads_to)
    match each.verdict:
        case Verdict.YES:
            return f"yes → {to}" if to else "yes"
        case Verdict.RULE:
            return f"rule → {to}, else {each.code}" if to else f"rule, else {each.code}"
        case Verdict.NOTHING_TO_DO:
            return "–"
        case Verdict.HAND_IN:
            return f"hand in: {each.code}"
        case _:
            return f"no: {each.code}"
