"""The stuck label, scanned back: the proof that the right label is on the right book.

Each scan is an operation of its own. With it the copy's label is verified; with nothing
else left the copy is ready. What changes nothing writes nothing and is told all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from peewee import JOIN, Case, fn

from library.catalogue import CopyState
from library.operations import CopyCard, Origin
from library.processing import CopyAtWork, Step, is_ready, left
from library.scanned_code import (
    CardNumber,
    CommandNumber,
    Isbn,
    PlaceNumber,
    WrongCheckDigit,
    read_code,
)
from library.typed_code import typed_code
from server.database import Work
from server.facts import FoundCopy, copy_by_code, copy_by_id, linked_kind
from server.server import Server
from server.services.deeds import Deed, IdReused, done_before, write_deed
from server.services.label_verification import verified
from server.services.processing import school_steps
from server.services.processing_rows import (
    IN_PROCESSING,
    WRITTEN_OFF,
    Selection,
    at_work,
    done_of,
    set_steps,
    to_the_shelf,
)
from server.tables import AccessionCopy, AccessionLine, Copy, CopySteps, Title

KIND = "scan-back"
DONE = ("ready", "ready-hold", "left")
"""Answers with which the label is verified."""


@dataclass(frozen=True, slots=True)
class ScanBack:
    """A scanned label. `title_id`: the book in hand is of this title, as somebody said;
    `all_done`: whoever scans vouches for all other steps too."""

    origin: Origin
    text: str
    title_id: int | None = None
    all_done: bool = False


@dataclass(frozen=True, slots=True)
class BatchCount:
    """How far a delivery is: labels scanned back of all its copies."""

    batch_id: int
    seen: int
    total: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a scan came to. `kind` ends the text key `scanback.<kind>`: ready, ready-hold
    (somebody waits for it), left (verified, `left` is still to do), again (verified before,
    the same), already (ready before), elsewhere (never in processing or on another way: its
    `state`), other-title (the label belongs to `copy`, the book in hand is another title),
    card, isbn, wrong-digit, not-here, unknown, stale."""

    kind: str
    code: str = ""
    copy: CopyCard | None = None
    inventory_no: str = ""
    state: str = ""
    left: tuple[Step, ...] = ()
    batch: BatchCount | None = None
    expected: str = ""


def scan_back(server: Server, scan: ScanBack) -> Seen:
    """Take one scan; the same scan sent again gives the same answer."""
    code = typed_code(scan.text).text
    with server.library.writing() as work:
        copy = copy_by_code(work, code)
        if copy is None:
            return Seen(_no_copy(work, code), code)
        # What was asked beside the label belongs to the same question.
        content = f"{code} {scan.title_id} {scan.all_done}"
        deed = Deed(scan.origin, KIND, content, copy_id=copy.facts.copy_id)
        try:
            repeated = done_before(work, deed)
        except IdReused:
            return Seen("stale", code)
        if repeated:
            return _answer(copy, did=True)
        if scan.title_id is not None and copy.facts.title_id != scan.title_id:
            return _other_title(copy, scan.title_id)
        return _scanned(server, work, deed, copy, scan.all_done)


def _scanned(server: Server, work: Work, deed: Deed, copy: FoundCopy, all_done: bool) -> Seen:
    copy_id, used = copy.facts.copy_id, school_steps()
    if copy.facts.state is not CopyState.IN_PROCESSING:
        return _answer(copy, did=False)
    [row] = at_work(Selection(copy_id=copy_id))
    # The label that is scanned is stuck.
    new = {Step.LABEL, Step.VERIFIED} | (used if all_done else frozenset())
    if new <= row.at_work.done:
        return _answer(copy, did=False)
    set_steps([copy_id], new, deed.origin.happened_at)
    verified(server, work, copy_id)
    ready = is_ready(CopyAtWork(row.at_work.done | new), used)
    holds = to_the_shelf(work, deed.origin, [row]) if ready else []
    write_deed(server, work, deed, before={
        "state": IN_PROCESSING, "had": sorted(row.at_work.done), "ready": ready, "holds": holds,
    })  # fmt: skip
    return _answer(copy_by_id(work, copy_id) or copy, did=True)


def _answer(copy: FoundCopy, did: bool) -> Seen:
    """The copy as it stands now; `did`: this very scan verified its label."""
    copy_id, state = copy.facts.copy_id, copy.facts.state
    row: Any = Copy.get_by_id(copy_id)
    steps: Any = CopySteps.get_or_none(CopySteps.copy == copy_id)
    seen = Seen(
        "elsewhere", copy.card.code, copy.card, row.inventory_no or "", state.value,
        batch=batch_count(copy_id),
    )  # fmt: skip
    if state is CopyState.IN_PROCESSING:
        done = done_of([getattr(steps, f"{step.value}_at", None) for step in Step])
        open_steps = left(CopyAtWork(done), school_steps())
        return replace(seen, kind="left" if did else "again", left=open_steps)
    if state is CopyState.ON_HOLD_SHELF:
        return replace(seen, kind="ready-hold" if did else "already")
    if state is CopyState.ON_SHELF:
        return replace(seen, kind="ready" if did else "already")
    return seen


def _other_title(copy: FoundCopy, title_id: int) -> Seen:
    """The label is another title's: it was stuck on the wrong book, or the wrong book chosen."""
    row: Any = Title.get_or_none(Title.id == title_id)
    return Seen(
        "other-title", copy.card.code, copy.card, state=copy.facts.state.value,
        expected="" if row is None else str(row.name),
    )  # fmt: skip


def _no_copy(work: Work, code: str) -> str:
    match read_code(code):
        case CardNumber():
            return "card"
        case Isbn():
            return "isbn"
        case WrongCheckDigit():
            return "wrong-digit"
        case CommandNumber() | PlaceNumber():
            return "not-here"
    return "card" if code and linked_kind(work, code) == "card" else "unknown"


def batch_count(copy_id: int) -> BatchCount | None:
    """How far the delivery of a copy is; None when it came by none. Inside a block."""
    row: Any = (
        AccessionCopy.select(AccessionLine.batch)
        .join(AccessionLine)
        .where(AccessionCopy.copy == copy_id)
        .tuples()
        .first()
    )
    if row is None:
        return None
    not_seen = (Copy.state == IN_PROCESSING) & CopySteps.verified_at.is_null()
    counted: Any = (
        AccessionLine.select(
            fn.COUNT(Copy.id), fn.COALESCE(fn.SUM(Case(None, ((not_seen, 1),), 0)), 0)
        )
        .join(AccessionCopy)
        .join(Copy)
        .join(CopySteps, JOIN.LEFT_OUTER, on=(CopySteps.copy == Copy.id))
        .where(AccessionLine.batch == row[0], Copy.state != WRITTEN_OFF)
    )
    total, open_ = next(iter(counted.tuples()))
    return BatchCount(int(row[0]), int(total) - int(open_), int(total))
