"""Requests: readers who wait for a title, in order of asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from library.blocks import standing_blocks
from library.catalogue import CopyFacts
from library.copy_states import Action, Verdict, cell
from library.policy import Policy
from library.readers import ReaderFacts
from library.refusals import About, Next, Reason


class RequestState(StrEnum):
    """WAITING for any copy; READY: one copy stands on the hold shelf for it."""

    WAITING = "waiting"
    READY = "ready"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """One live request of a title (WAITING or READY), oldest first in every list;
    `copy_id` is the copy held for it while READY."""

    request_id: int
    reader_id: int
    state: RequestState
    copy_id: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """The reader waits as number `place`, 1 is next."""

    place: int


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """All reasons why not."""

    reasons: tuple[Reason, ...]


def may_be_kept(copy: CopyFacts) -> bool:
    """Whether this copy can serve a request: what stays here or on display cannot."""
    return not (copy.reading_room_only or copy.on_display)


def decide_request(
    copy: CopyFacts,
    reader: ReaderFacts,
    requests: tuple[RequestFacts, ...],
    today: date,
    policy: Policy | None = None,
) -> Placed | NotPlaced:
    """Let the reader wait for the title of this copy. With a `policy` only for what the
    reader may borrow at all."""
    here = cell(copy.state, Action.REQUEST)
    reasons: list[Reason] = []
    if here.verdict is Verdict.NO:
        reasons.append(Reason(here.code, About.BOOK, here.next_step))
    if any(each.reader_id == reader.reader_id for each in requests):
        reasons.append(Reason("already-requested", About.BOOK, Next.ASK_LIBRARIAN))
    loan = copy.open_loan
    if loan is not None and loan.reader_id == reader.reader_id:
        reasons.append(Reason("already-yours", About.BOOK, Next.ASK_LIBRARIAN))
    line = policy.line(reader.category, copy.item_kind) if policy else None
    if policy and line is None:
        reasons.append(Reason("not-for-category", About.BOOK, Next.ASK_LIBRARIAN))
    if copy.reading_room_only or (line is not None and not line.home):
        reasons.append(Reason("reading-room-only", About.BOOK, Next.READ_HERE))
    reasons += standing_blocks(reader, today)
    if reasons:
        return NotPlaced(tuple(reasons))
    return Placed(1 + sum(1 for each in requests if each.state is RequestState.WAITING))
