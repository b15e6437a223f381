"""Bringing a file of records in: worked out with no transaction open, written at once or not
at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from library.import_columns import ImportKind
from library.operations import Origin
from server.database import Work
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.importing.applying import (
    BroughtIn,
    NotClean,
    NotReady,
    changed_since,
    index_written,
    last_operation,
)
from server.services.importing.outcome import Tell, tell_nobody
from server.services.marc.files import MarcFileView, marc_file_of, opened_marc
from server.services.marc.planning import KNOWN, MarcPlan, plan_of
from server.services.marc.reading import MARCXML, MarcLook
from server.tables import MarcFile

DEEDS = {"catalogue": "marc-imported", "known": "records-kept"}
_TRIES = 3
_FAULTS_KEPT = 200


def checked(
    server: Server, look: MarcLook, target: str, tell: Tell = tell_nobody
) -> dict[str, Any]:
    """What bringing the file in would do now, as counts and faults; changes nothing."""
    return _told(look, plan_of(server, look, target, tell))


def bring_in_marc(
    server: Server, file_id: int, origin: Origin, others: bool, tell: Tell = tell_nobody
) -> Mapping[str, int]:
    """Write all records that can be read, in one transaction; the counts. `others`: take
    them although some cannot, or the file ends in the middle. Raises NotClean, NotReady,
    BroughtIn, FileGone, FileRefused."""
    view = marc_file_of(server, file_id)
    if view is None:
        raise NotReady(str(file_id))
    how = f"{view.how.encoding} {view.how.dialect} {view.target} {others}"
    deed = Deed(origin, DEEDS[view.target], f"{view.sha256} {how}")
    if view.outcome is not None:
        return _said_before(server, deed, view)
    look = opened_marc(server, view, tell)
    if look.dialect is None and look.form in ("iso2709", MARCXML):
        raise NotReady(str(file_id))
    if not look.is_whole and not others:
        raise NotClean(str(len(look.faults)))
    for attempt in range(1, _TRIES + 1):
        seq = last_operation(server)
        plan = plan_of(server, look, view.target, tell)
        with server.library.writing() as work:
            if done_before(work, deed):
                return _counts(look, plan)
            if changed_since(seq) and attempt < _TRIES:
                continue
            if changed_since(seq):
                # The library is busier than we are quick: work it out while it stands still.
                plan = plan_of(server, look, view.target)
            numbers = _write(server, work, deed, view, look, plan)
            break
    if view.target != KNOWN:
        index_written(server, ImportKind.TITLES, numbers)
    return _counts(look, plan)


def _said_before(server: Server, deed: Deed, view: MarcFileView) -> Mapping[str, int]:
    with server.library.reading() as work:
        if view.outcome is not None and done_before(work, deed):
            counts: Mapping[str, int] = view.outcome["counts"]
            return counts
    raise BroughtIn(str(view.file_id))


def _write(
    server: Server, work: Work, deed: Deed, view: MarcFileView, look: MarcLook, plan: MarcPlan
) -> tuple[int, ...]:
    numbers = plan.write()
    write_deed(server, work, deed, before={"marc_file": view.file_id, **_counts(look, plan)})
    MarcFile.update(applied_at=server.now(), outcome=json.dumps(_told(look, plan))).where(
        MarcFile.id == view.file_id
    ).execute()
    return numbers


def _counts(look: MarcLook, plan: MarcPlan) -> dict[str, int]:
    more = {word: n for word, n in plan.counts.items() if n}
    states = {word: plan.counts[word] for word in ("new", "changed", "same")}
    return {**states, **more, "refused": len(look.faults) + (look.cut is not None)}


def _told(look: MarcLook, plan: MarcPlan) -> dict[str, Any]:
    faults = [[line.number, line.byte, line.fault] for line in look.faults[:_FAULTS_KEPT]]
    cut = None if look.cut is None else [look.cut.number, look.cut.byte, look.cut.left]
    return {"counts": _counts(look, plan), "faults": faults, "cut": cut}
