"""What the desk finds when it looks at a returned copy: whole, damaged, pages missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from library.catalogue import CopyFacts, CopyState
from library.copy_states import Action, Verdict, cell
from library.refusals import About, Reason
from library.requests import RequestFacts, RequestState, may_be_kept


class Finding(StrEnum):
    """What was found (plan row 6.4)."""

    FINE = "fine"
    DAMAGED = "damaged"
    PAGES_MISSING = "pages-missing"


@dataclass(frozen=True, slots=True)
class Checked:
    """The copy's new state. `readies_request`: it is kept for this waiting request;
    `unreadies_request`: it can no longer be kept for that one, who waits again;
    `opens_case`: a case about the last borrower's copy is opened."""

    new_state: CopyState
    readies_request: int | None = None
    unreadies_request: int | None = None
    opens_case: bool = False


@dataclass(frozen=True, slots=True)
class NotToCheck:
    """Nothing to check in this state."""

    reasons: tuple[Reason, ...]


def decide_check(
    copy: CopyFacts, requests: tuple[RequestFacts, ...], finding: Finding
) -> Checked | NotToCheck:
    """Clear a copy. Damage sends it to repair and opens a case, unless it was there for that
    already; whole copies go where somebody waits, else to their shelf. A copy fetched from
    the shelf for a request is checked too: that puts it on the hold shelf."""
    here = cell(copy.state, Action.CHECK)
    if here.verdict is Verdict.NO:
        return NotToCheck((Reason(here.code, About.BOOK, here.next_step),))
    held = next((r for r in requests
                 if r.state is RequestState.READY and r.copy_id == copy.copy_id), None)
    if finding is not Finding.FINE:
        new = copy.state is not CopyState.IN_REPAIR
        return Checked(CopyState.IN_REPAIR, None, held.request_id if held else None, new)
    if held is not None:
        return Checked(CopyState.ON_HOLD_SHELF)
    waiting = next((r for r in requests if r.state is RequestState.WAITING), None)
    if waiting is not None and may_be_kept(copy):
        return Checked(CopyState.ON_HOLD_SHELF, waiting.request_id)
    return Checked(CopyState.ON_SHELF)
