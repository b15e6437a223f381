"""Renewing an own loan: as often as the policy says, if nobody waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from library.blocks import standing_blocks
from library.catalogue import CopyFacts, CopyState
from library.policy import Policy, due_on, season_end
from library.readers import ReaderFacts
from library.refusals import About, Next, Reason
from library.requests import RequestFacts, RequestState
from library.school_year import SchoolCalendar


@dataclass(frozen=True, slots=True)
class Prolonged:
    """The loan now ends on `due_on`."""

    due_on: date


@dataclass(frozen=True, slots=True)
class NotRenewed:
    """All reasons why not, the most telling first."""

    reasons: tuple[Reason, ...]


def decide_renewal(
    copy: CopyFacts,
    reader: ReaderFacts,
    requests: tuple[RequestFacts, ...],
    policy: Policy,
    calendar: SchoolCalendar,
    today: date,
) -> Prolonged | NotRenewed:
    """Renew the reader's own loan of this copy. A late loan may be renewed: that is the
    first way out of a block."""
    loan = copy.open_loan
    if copy.state is not CopyState.ON_LOAN or loan is None:
        return NotRenewed((_book("not-on-loan", Next.PUT_BACK),))
    if loan.reader_id != reader.reader_id:
        return NotRenewed((_book("not-yours", Next.GIVE_TO_LIBRARIAN),))
    reasons = [*_queue(reader, requests)]
    line = policy.line(reader.category, copy.item_kind)
    new = None
    if line is None or line.renewals == 0 or not line.home:
        reasons.append(_book("not-renewable", Next.ASK_LIBRARIAN))
    elif loan.renewals >= line.renewals:
        reasons.append(_book("renewals-used", Next.ASK_LIBRARIAN, n=line.renewals))
    elif season_end(line, policy, today, calendar) is None:
        reasons.append(_book("between-years", Next.ASK_LIBRARIAN))
    else:
        new = due_on(line, policy, today, calendar)
        if new <= loan.due_on:
            reasons.append(_book("renewal-not-longer", Next.RETURN_IN_TIME, date=loan.due_on))
    reasons += standing_blocks(reader, today)
    if reasons or new is None:
        return NotRenewed(tuple(reasons))
    return Prolonged(new)


def _queue(reader: ReaderFacts, requests: tuple[RequestFacts, ...]) -> tuple[Reason, ...]:
    waiting = [each for each in requests
               if each.state is RequestState.WAITING and each.reader_id != reader.reader_id]
    return (_book("others-wait", Next.RETURN_IN_TIME),) if waiting else ()


def _book(code: str, step: Next, **values: object) -> Reason:
    return Reason(code, About.BOOK, step, values)
