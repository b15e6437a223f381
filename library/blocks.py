"""Reasons that lie with the person: left, expired, suspended, late."""

from __future__ import annotations

from datetime import date, timedelta

from library.catalogue import ItemKind
from library.loans import LoanFacts
from library.policy import Policy
from library.readers import ReaderFacts, ReaderState
from library.refusals import About, Next, Reason


def standing_blocks(reader: ReaderFacts, today: date) -> tuple[Reason, ...]:
    """What the card itself says: nothing to do with any loan."""
    if reader.state is ReaderState.LEFT:
        return (_person("reader-left"),)
    reasons: list[Reason] = []
    if is_suspended(reader, today):
        until = reader.suspended_until
        code = "suspended" if until is None else "suspended-until"
        reasons.append(_person(code, {} if until is None else {"date": until}))
    if reader.valid_until is not None and reader.valid_until < today:
        reasons.append(_person("membership-expired", {"date": reader.valid_until}))
    return tuple(reasons)


def is_suspended(reader: ReaderFacts, today: date) -> bool:
    """Suspended for good, or the last blocked day is not over."""
    if reader.state is not ReaderState.SUSPENDED:
        return False
    return reader.suspended_until is None or reader.suspended_until >= today


def late_loans(loans: tuple[LoanFacts, ...], policy: Policy, today: date) -> int:
    """How many loans of the counted kinds are late past the grace days."""
    last = today - timedelta(days=policy.grace_days)
    return sum(
        1 for loan in loans if loan.due_on < last and ItemKind(loan.item_kind) in policy.late_kinds
    )


def late_block(loans: tuple[LoanFacts, ...], policy: Policy, today: date) -> tuple[Reason, ...]:
    """The block for lateness; renewal or return lifts it."""
    late = late_loans(loans, policy, today)
    if not late:
        return ()
    return (Reason("late-loans", About.PERSON, Next.RETURN_LATE, {"n": late}),)


def session_blocks(
    reader: ReaderFacts, loans: tuple[LoanFacts, ...], policy: Policy, today: date
) -> tuple[Reason, ...]:
    """All reasons about the person, known when the card is scanned."""
    return standing_blocks(reader, today) + late_block(loans, policy, today)


def _person(code: str, values: dict[str, object] | None = None) -> Reason:
    return Reason(code, About.PERSON, Next.ASK_LIBRARIAN, values or {})
