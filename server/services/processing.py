"""New books between their register line and the shelf: steps ticked, what is left, ready.

Steps are ticked for a whole delivery, a title or one copy; with the last one the copy is
ready and goes to its shelf, or to the hold shelf where somebody waits for it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from library.catalogue import CopyState
from library.processing import (
    BY_HAND,
    CopyAtWork,
    Step,
    is_ready,
    taken_back,
    used_steps,
    wanted,
    written_steps,
)
from server.database import Work
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.services.label_verification import verified
from server.services.processing_rows import (
    AtWork,
    Selection,
    at_work,
    clear_steps,
    off_the_shelf,
    set_steps,
    to_the_shelf,
)
from server.services.settings import put_setting
from server.tables import Copy, CopySteps, Setting

__all__ = ["Selection"]

STEPS_SETTING = "processing.steps"


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many copies an act changed, and how many of them are ready by it."""

    changed: int
    ready: int


@dataclass(frozen=True, slots=True)
class NotBack:
    """A copy cannot go back into processing; text key `processing.not-back-<code>`: gone (no
    copy with steps), away (lent, lost, in repair …), there (nothing to take back)."""

    code: str


def school_steps() -> frozenset[Step]:
    """The steps this school does by hand; inside a block."""
    row: Any = Setting.get_or_none(Setting.key == STEPS_SETTING)
    return used_steps("" if row is None else str(row.value))


def preview(server: Server, selection: Selection, steps: Collection[Step]) -> Ticked:
    """What ticking these steps would do, before anybody presses."""
    with server.library.snapshot():
        used = school_steps()
        changed, ready = _would(at_work(selection), frozenset(steps), used)
        return Ticked(len(changed), len(ready))


def tick(server: Server, deed: Deed, selection: Selection, steps: Collection[Step]) -> Ticked:
    """Tick steps done by hand for all copies of the selection. A form sent twice gives what
    it did the first time."""
    steps = frozenset(steps) & frozenset(BY_HAND)
    with server.library.writing() as work:
        if done_before(work, deed):
            return _as_before(work, deed)
        used = school_steps()
        changed, ready = _would(at_work(selection), steps, used)
        set_steps([each.copy_id for each in changed], steps, deed.origin.happened_at)
        return _written(server, work, deed, selection, steps, changed, ready)


def untick(server: Server, deed: Deed, selection: Selection, steps: Collection[Step]) -> Ticked:
    """Steps that were ticked by mistake, of copies that are not ready yet. Unticking
    *verified* asks for the label's scan anew."""
    steps = frozenset(steps)
    with server.library.writing() as work:
        if done_before(work, deed):
            return _as_before(work, deed)
        changed = [each for each in at_work(selection) if each.at_work.done & steps]
        clear_steps([each.copy_id for each in changed], steps, None)
        return _written(server, work, deed, selection, steps, changed, [])


def undo_tick(server: Server, deed: Deed, operation_id: str) -> Ticked:
    """Take back what one act ticked, and nothing that was ticked before or after it. Copies
    that it made ready stay where they are."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return _as_before(work, deed)
        ticked = find(work, operation_id)
        if ticked is None or ticked.kind != "steps-ticked":
            return Ticked(0, 0)
        before = ticked.detail["before"]
        selection = Selection(before["batch"], before["title"], before["copy"])
        steps = frozenset(Step(each) for each in before["steps"])
        here = [each for each in at_work(selection) if each.at_work.done & steps]
        clear_steps([each.copy_id for each in here], steps, ticked.happened_at)
        now = {each.copy_id: each.at_work.done for each in at_work(selection)}
        changed = [each for each in here if now[each.copy_id] != each.at_work.done]
        return _written(server, work, deed, selection, steps, changed, [])


def finish(server: Server, deed: Deed, copy_id: int) -> Ticked:
    """All that is left of one copy in hand is done, its label was seen: it is ready."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return _as_before(work, deed)
        used, selection = school_steps(), Selection(copy_id=copy_id)
        copies = at_work(selection)
        for each in copies:
            steps = wanted(used, each.at_work.has_code)
            set_steps([copy_id], steps, deed.origin.happened_at)
            verified(server, work, copy_id)
        return _written(server, work, deed, selection, frozenset(used), copies, copies)


def change_steps(server: Server, deed: Deed, used: Collection[Step]) -> Ticked:
    """Other steps for this school. Copies that have nothing left by the new ones are ready."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return _as_before(work, deed)
        put_setting(STEPS_SETTING, written_steps(used))
        done = [each for each in at_work(Selection()) if is_ready(each.at_work, used)]
        return _written(server, work, deed, Selection(), frozenset(used), [], done)


def take_back(server: Server, deed: Deed, copy_id: int) -> bool | NotBack:
    """A copy made ready, or a label verified, by mistake: it is in processing and its label
    is to be scanned back once more. Whoever it was kept for waits again."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row: Any = Copy.get_or_none(Copy.id == copy_id)
        steps: Any = CopySteps.get_or_none(CopySteps.copy == copy_id)
        if row is None or steps is None:
            return NotBack("gone")
        before: dict[str, Any] = {"copy": copy_id, "state": row.state}
        if row.state in (CopyState.ON_SHELF.value, CopyState.ON_HOLD_SHELF.value):
            given_back = off_the_shelf(work, copy_id, row.title_id)
            if given_back:
                before["released"] = given_back
        elif row.state != CopyState.IN_PROCESSING.value:
            return NotBack("away")
        elif steps.verified_at is None:
            return NotBack("there")
        [now] = at_work(Selection(copy_id=copy_id))
        undone = taken_back(now.at_work, school_steps())
        clear_steps([copy_id], undone, None)
        before["steps"] = sorted(undone)
        write_deed(server, work, deed, before=before)
        return True


def _would(
    copies: Sequence[AtWork], steps: frozenset[Step], used: frozenset[Step]
) -> tuple[list[AtWork], list[AtWork]]:
    """Which copies ticking changes, and which are ready then."""
    changed, ready = [], []
    for each in copies:
        of_copy = steps & frozenset(wanted(used, each.at_work.has_code))
        if not of_copy - each.at_work.done:
            continue
        changed.append(each)
        if is_ready(CopyAtWork(each.at_work.done | of_copy, each.at_work.has_code), used):
            ready.append(each)
    return changed, ready


def _written(
    server: Server, work: Work, deed: Deed, selection: Selection, steps: frozenset[Step],
    changed: Sequence[AtWork], ready: Sequence[AtWork],
) -> Ticked:  # fmt: skip
    """Put ready copies on their shelves and write the deed; nothing done writes nothing."""
    done = Ticked(len(changed), len(ready))
    if not changed and not ready and deed.kind != "steps-chosen":
        return done
    holds = to_the_shelf(work, deed.origin, ready)
    write_deed(server, work, deed, before={
        "batch": selection.batch_id, "title": selection.title_id, "copy": selection.copy_id,
        "steps": sorted(steps), "changed": done.changed, "readied": done.ready, "holds": holds,
    })  # fmt: skip
    return done


def _as_before(work: Work, deed: Deed) -> Ticked:
    recorded = find(work, deed.origin.operation_id)
    assert recorded is not None
    before = recorded.detail["before"]
    return Ticked(int(before["changed"]), int(before["readied"]))
