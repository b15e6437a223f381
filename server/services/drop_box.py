"""The drop-box of a dormitory: its books are taken back at the moment they were dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from library.catalogue import CopyState
from library.operations import CheckIn, Origin, Returned, ToLibrarian
from library.typed_code import typed_code
from server.database import Work
from server.facts import FoundCopy, copy_by_code
from server.server import Server
from server.services.batches import (
    DROP_BOX,
    Batch,
    batch_of,
    line_of_copy,
    scan_before,
    write_line,
)
from server.services.checkin import take_back
from server.services.trolley import Put, no_copy


def empty_out(server: Server, origin: Origin, text: str) -> Put:
    """Take a scanned book out of the open box. The book is in the hand, so its return is
    final; whether it is late is judged by when it was dropped."""
    code = typed_code(text).text
    with server.library.writing() as work:
        before = scan_before(origin.operation_id)
        if before is not None:
            return Put(before.outcome, before.id, before.code)
        batch = batch_of(origin.staff_id or 0, DROP_BOX)
        if batch is None or batch.happened_at is None:
            return Put("no-box")
        copy = copy_by_code(work, code)
        if copy is None:
            return Put(no_copy(code), None, code)
        outcome, detail, did = _taken(server, work, origin, batch, copy, code)
        listed = None if did else line_of_copy(batch, copy.facts.copy_id)
        if listed is not None:
            return Put("again", listed.id, code)
        line_id = write_line(
            server, batch, origin, copy.card.code or code, outcome, detail,
            copy=copy.facts.copy_id, operation_id=did, happened_at=batch.happened_at,
        )  # fmt: skip
        return Put(outcome, line_id, code)


def _taken(
    server: Server, work: Work, origin: Origin, batch: Batch, copy: FoundCopy, code: str
) -> tuple[str, dict[str, Any] | None, str | None]:
    """Outcome, detail, and the id of the operation that can be undone."""
    dropped, loan = batch.happened_at, copy.facts.open_loan
    assert dropped is not None
    if copy.facts.state in (CopyState.LOST, CopyState.MISSING):
        # Found when it is looked at: its case may be younger than the box.
        take_back(server, work, CheckIn(origin, code, confirmed=True, seen=True))
        return "found-again", None, origin.operation_id
    if loan is None:
        return "not-on-loan", None, None
    if loan.lent_at > dropped:
        return "lent-later", {"lent_on": server.day_of(loan.lent_at).isoformat()}, None
    taking = CheckIn(replace(origin, happened_at=dropped), code, confirmed=True, seen=True)
    answer = take_back(server, work, taking)
    if isinstance(answer, ToLibrarian) or not isinstance(answer, Returned):
        return "not-on-loan", None, None
    detail = {"late_days": answer.late_days} if answer.late_days else None
    return "returned", detail, origin.operation_id


def dropped_when(server: Server, day: Any, minutes: int | None) -> datetime | None:
    """The instant of a day and minutes since midnight (None: the end of that day, or now);
    None when it lies in the future."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=server.zone)
    now = server.now()
    if minutes is None:
        at = min(midnight.replace(hour=23, minute=59), now)
    else:
        at = midnight.replace(hour=minutes // 60, minute=minutes % 60)
    return at if midnight <= at <= now else None
