"""Copies in processing as rows: which of them an act is about, what was done to them, the
step onto the shelf. Everything here runs inside the block of the act.

In processing is what its state says. The row of steps may be missing: a copy may have come
by a list, without a delivery.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, SQL, NodeList

from library.catalogue import CopyState
from library.checking import Checked, Finding, decide_check
from library.operations import Origin
from library.processing import CopyAtWork, Step
from library.requests import RequestState
from server.database import Work
from server.facts import copy_by_id, live_requests
from server.services.holds import released
from server.statements.copies import SET_COPY_STATE
from server.statements.requests import HOLD_REQUEST
from server.tables import AccessionCopy, AccessionLine, Copy, CopySteps, Request
from server.tables.fields import instant_text

IN_PROCESSING = CopyState.IN_PROCESSING.value
WRITTEN_OFF = CopyState.WRITTEN_OFF.value
COLUMNS = {step: getattr(CopySteps, f"{step.value}_at") for step in Step}
"""Where the time of each step stands."""
_PART = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """The copies of an act: one copy, or a title, or a delivery, or a title of a delivery.
    `batch_id` 0 is what came without a delivery."""

    batch_id: int | None = None
    title_id: int | None = None
    copy_id: int | None = None

    @property
    def content(self) -> str:
        """As it goes into the seal of a deed."""
        return f"{self.batch_id} {self.title_id} {self.copy_id}"


@dataclass(frozen=True, slots=True)
class AtWork:
    """A copy that is in processing now."""

    copy_id: int
    title_id: int
    at_work: CopyAtWork


def in_processing() -> Any:
    """Only copies in processing; said in full, so that the index of the uncommon states is
    known to hold them all."""
    away = NodeList((Copy.state, SQL("NOT IN ('on-shelf', 'on-loan')")))
    return (Copy.state == SQL(f"'{IN_PROCESSING}'")) & away


def at_work(selection: Selection) -> list[AtWork]:
    """The copies of the selection that are in processing, by number."""
    query: Any = (
        Copy.select(Copy.id, Copy.title, Copy.code, *COLUMNS.values())
        .join(CopySteps, JOIN.LEFT_OUTER, on=(CopySteps.copy == Copy.id))
        .where(in_processing(), *_chosen(selection))
        .order_by(Copy.id)
    )
    return [
        AtWork(row[0], row[1], CopyAtWork(done_of(row[3:]), row[2] is not None))
        for row in query.tuples()
    ]


def _chosen(selection: Selection) -> list[Any]:
    found: list[Any] = []
    if selection.copy_id is not None:
        found.append(Copy.id == selection.copy_id)
    if selection.title_id is not None:
        found.append(Copy.title == selection.title_id)
    if selection.batch_id is not None:
        came = AccessionCopy.select(AccessionCopy.copy)
        if selection.batch_id == 0:
            found.append(Copy.id.not_in(came))
        else:
            of_batch = came.join(AccessionLine).where(AccessionLine.batch == selection.batch_id)
            found.append(Copy.id.in_(of_batch))
    return found


def done_of(times: Iterable[Any]) -> frozenset[Step]:
    """The steps whose times are not empty, times in the order of COLUMNS."""
    return frozenset(step for step, at in zip(COLUMNS, times, strict=True) if at is not None)


def set_steps(copy_ids: Sequence[int], steps: Iterable[Step], at: datetime) -> None:
    """Write when the steps were done. A step done before keeps its time."""
    for part in _parts(copy_ids):
        _make_rows(part)
        for step in steps:
            column = COLUMNS[step]
            CopySteps.update({column: at}).where(
                CopySteps.copy.in_(part), column.is_null()
            ).execute()


def clear_steps(copy_ids: Sequence[int], steps: Iterable[Step], at: datetime | None) -> int:
    """The steps are not done after all; with `at` only those that were ticked then. How many
    ticks went away."""
    cleared = 0
    for part in _parts(copy_ids):
        for step in steps:
            column = COLUMNS[step]
            stands = column.is_null(False) if at is None else column == at
            cleared += int(
                CopySteps.update({column: None}).where(CopySteps.copy.in_(part), stands).execute()
            )
    return cleared


def _make_rows(copy_ids: Sequence[int]) -> None:
    rows: Any = CopySteps.select(CopySteps.copy).where(CopySteps.copy.in_(copy_ids))
    known = {row[0] for row in rows.tuples()}
    missing = [{"copy": each} for each in copy_ids if each not in known]
    if missing:
        CopySteps.insert_many(missing).execute()


def to_the_shelf(
    work: Work, origin: Origin, copies: Sequence[AtWork]
) -> list[tuple[int, int]]:  # fmt: skip
    """These copies are ready: to their shelves, or to the hold shelf where somebody waits.
    The (copy, request) pairs that were brought together."""
    at, holds, plain = origin.happened_at, [], []
    asked = _asked_titles({each.title_id for each in copies})
    for each in copies:
        request_id = _keep(work, origin, each.copy_id) if each.title_id in asked else None
        if request_id is None:
            plain.append(each.copy_id)
        else:
            holds.append((each.copy_id, request_id))
    for part in _parts(plain):
        Copy.update(state=CopyState.ON_SHELF.value).where(Copy.id.in_(part)).execute()
    for part in _parts([each.copy_id for each in copies]):
        CopySteps.update(ready_at=at).where(CopySteps.copy.in_(part)).execute()
    return holds


def _asked_titles(title_ids: set[int]) -> set[int]:
    """The titles that somebody waits for: few, so the few requests are looked through."""
    waiting: Any = Request.select(Request.title).where(
        Request.closed_at.is_null(), Request.state == RequestState.WAITING.value
    )
    return title_ids & {row[0] for row in waiting.tuples()}


def _keep(work: Work, origin: Origin, copy_id: int) -> int | None:
    """Keep the copy for who waits longest; the request, or None when it may not be kept."""
    copy = copy_by_id(work, copy_id)
    assert copy is not None
    requests = live_requests(work, copy.facts.title_id)
    verdict = decide_check(copy.facts, requests, Finding.FINE)
    if not isinstance(verdict, Checked) or verdict.readies_request is None:
        return None
    work.run(SET_COPY_STATE, copy_id=copy_id, state=verdict.new_state.value)
    work.run(
        HOLD_REQUEST, request_id=verdict.readies_request, state=RequestState.READY.value,
        copy_id=copy_id, ready_at=instant_text(origin.happened_at),
    )  # fmt: skip
    return verdict.readies_request


def off_the_shelf(work: Work, copy_id: int, title_id: int) -> list[object] | None:
    """Back into processing; whoever the copy was kept for waits again: his request and
    since when it had been ready."""
    given_back = None
    for request in live_requests(work, title_id):
        if request.state is RequestState.READY and request.copy_id == copy_id:
            given_back = released(request.request_id)
            work.run(
                HOLD_REQUEST, request_id=request.request_id,
                state=RequestState.WAITING.value, copy_id=None, ready_at=None,
            )  # fmt: skip
    work.run(SET_COPY_STATE, copy_id=copy_id, state=IN_PROCESSING)
    CopySteps.update(ready_at=None).where(CopySteps.copy == copy_id).execute()
    return given_back


def _parts(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    return (numbers[at : at + _PART] for at in range(0, len(numbers), _PART))
