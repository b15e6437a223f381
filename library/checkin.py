"""What a return means. A barcode proves nothing about the book in hand, so a return at a
kiosk is provisional until the desk, a trolley scan or a pad has seen the copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from library.catalogue import CopyFacts, CopyState
from library.copy_states import Action, Verdict, cell
from library.operations import Destination
from library.policy import Policy
from library.refusals import About, Next, Reason
from library.requests import RequestFacts, RequestState, may_be_kept
from library.school_year import SchoolCalendar


@dataclass(frozen=True, slots=True)
class CheckinFacts:
    """`requests` are the live requests of the title, oldest first; `lent_here_seconds` the
    age of the loan when it was made at this very station, else None."""

    copy: CopyFacts
    requests: tuple[RequestFacts, ...] = ()
    lent_here_seconds: float | None = None
    reader_id: int | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The loan ends. `readies_request` is the waiting request this copy is now kept for;
    `late_days` 0 when in time."""

    new_state: CopyState
    destination: Destination
    provisional: bool
    late_days: int
    readies_request: int | None


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """A lost or missing copy turned up."""

    new_state: CopyState
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class NotOnLoan:
    """It stands on a shelf: who wants it needs a card."""


@dataclass(frozen=True, slots=True)
class LentJustNow:
    """Lent here moments ago: most likely a slip of the hand."""


@dataclass(frozen=True, slots=True)
class HandIn:
    """Nothing to return; the book goes to a librarian."""

    reasons: tuple[Reason, ...]


def decide_checkin(
    facts: CheckinFacts,
    policy: Policy,
    calendar: SchoolCalendar,
    today: date,
    seen: bool,
    confirmed: bool,
) -> Accepted | FoundAgain | NotOnLoan | LentJustNow | HandIn:
    """Take the copy back. `seen`: somebody has it in hand; `confirmed`: asked already."""
    copy = facts.copy
    here = cell(copy.state, Action.RETURN)
    if copy.state in (CopyState.LOST, CopyState.MISSING):
        return turned_up(copy.state)
    if here.verdict is Verdict.HAND_IN:
        return HandIn((_book(here.code, here.next_step),))
    loan = copy.open_loan
    if here.verdict is not Verdict.YES or loan is None:
        return NotOnLoan()
    # In one's own session a return is a choice already made on the screen.
    own = facts.reader_id is not None and facts.reader_id == loan.reader_id
    just_lent = facts.lent_here_seconds
    if (just_lent is not None and 0 <= just_lent < policy.just_lent_seconds
            and not confirmed and not own):
        return LentJustNow()
    return _accepted(facts, loan.due_on, today, seen)


def turned_up(state: CopyState) -> FoundAgain:
    """What a scan of a lost or missing copy means, whatever it was scanned for."""
    leads_to = cell(state, Action.FIND).leads_to[0]
    return FoundAgain(leads_to, (_book("found-again", Next.GIVE_TO_LIBRARIAN),))


def _accepted(facts: CheckinFacts, due_on: date, today: date, seen: bool) -> Accepted:
    waiting = next((r for r in facts.requests if r.state is RequestState.WAITING), None)
    late_days = max((today - due_on).days, 0)
    if waiting is not None and may_be_kept(facts.copy):
        return Accepted(CopyState.ON_HOLD_SHELF, Destination.HOLD_SHELF, not seen, late_days,
                        waiting.request_id)
    state = CopyState.ON_SHELF if seen else CopyState.TO_CHECK
    return Accepted(state, Destination.TROLLEY, not seen, late_days, None)


def _book(code: str, step: Next) -> Reason:
    return Reason(code, About.BOOK, step)
