"""`/desk/processing`: new books on their way to the shelf, the checklist of each delivery.

Whoever processes books sees no reader here: an activist pupil ticks, sticks and scans.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, flash, request
from werkzeug.exceptions import BadRequest

from library.processing import BY_HAND, Step
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.guard import allowed, i_may
from server.desk.lists import written
from server.desk.titles import act_here
from server.server import Server
from server.services.processing import (
    NotBack,
    Selection,
    change_steps,
    finish,
    preview,
    take_back,
    tick,
    undo_tick,
    untick,
)
from server.services.processing_pages import (
    batch_at_work,
    batches_at_work,
    copies_at_work,
    hand_steps,
    steps_of,
)

ADDRESS = "/desk/processing"
LARGEST = 2_000_000_000
ALL = "all"


@dataclass(frozen=True, slots=True)
class Pressed:
    """One button of a checklist: which steps of which copies."""

    selection: Selection
    steps: tuple[Step, ...]


def add_processing_pages(pages: Blueprint, server: Server) -> None:
    """The list, the checklist, the steps of one copy, the steps of the school."""
    _add_list(pages, server)
    _add_batch(pages, server)
    _add_copy(pages, server)
    _add_copy_back(pages, server)


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/processing")
    @allowed(Right.PROCESS)
    def processing() -> str:
        return drawn(
            server, "desk/processing.html", batches=batches_at_work(server), written=written,
            all_steps=BY_HAND, used=hand_steps(server), steps=tuple(Step),
        )  # fmt: skip

    @pages.post("/processing/steps")
    @allowed(Right.ACCESSION)
    def processing_steps() -> Response:
        """Which steps this school does."""
        used = [step for step in BY_HAND if request.form.get(f"step-{step.value}")]
        deed = act_here(server, "steps-chosen", " ".join(used))
        done = change_steps(server, deed, used)
        flash(str(done.ready) if done.ready else "", "processing.steps-saved")
        return see(ADDRESS)


def _add_batch(pages: Blueprint, server: Server) -> None:
    @pages.get("/processing/<int:batch_id>")
    @allowed(Right.PROCESS)
    def processing_batch(batch_id: int) -> str:
        return _batch_page(server, batch_id)

    @pages.post("/processing/<int:batch_id>/tick")
    @allowed(Right.PROCESS)
    def processing_tick(batch_id: int) -> Response:
        pressed = _pressed(batch_id, request.form.get("tick", ""))
        content = f"{pressed.selection.content} {' '.join(pressed.steps)}"
        deed = act_here(server, "steps-ticked", content, pressed.selection.copy_id)
        done = tick(server, deed, pressed.selection, pressed.steps)
        if not done.changed:
            flash("", "processing.nothing-changed")
            return see(_here(batch_id))
        return see(_here(batch_id, f"done={operation_id()}.{done.changed}.{done.ready}"))

    @pages.post("/processing/<int:batch_id>/untick")
    @allowed(Right.PROCESS)
    def processing_untick(batch_id: int) -> Response:
        pressed = _pressed(batch_id, request.form.get("untick", ""))
        content = f"{pressed.selection.content} {' '.join(pressed.steps)}"
        deed = act_here(server, "steps-unticked", content, pressed.selection.copy_id)
        _say_unticked(untick(server, deed, pressed.selection, pressed.steps).changed)
        return see(_here(batch_id))

    @pages.post("/processing/<int:batch_id>/undo")
    @allowed(Right.PROCESS)
    def processing_undo(batch_id: int) -> Response:
        """What the last press ticked, and nothing else."""
        undoes = request.form.get("undoes", "")[:64]
        deed = act_here(server, "steps-unticked", undoes)
        _say_unticked(undo_tick(server, deed, undoes).changed)
        return see(_here(batch_id))


def _batch_page(server: Server, batch_id: int) -> str:
    found = batch_at_work(server, batch_id) if batch_id <= LARGEST else None
    if found is None:
        abort(404)
    batch, titles = found
    title_id = request.args.get("title", type=int)
    chosen = next((each for each in titles if each.title_id == title_id), None)
    return drawn(
        server, "desk/processing-batch.html", batch=batch, titles=titles, chosen=chosen,
        copies=copies_at_work(server, batch_id, chosen.title_id) if chosen else [],
        steps=(*hand_steps(server), Step.VERIFIED), by_hand=hand_steps(server),
        whole=preview(server, Selection(batch_id), hand_steps(server)), done=_done(),
        written=written,
    )  # fmt: skip


def _done() -> tuple[str, int, int] | None:
    """What the press before did, from the address: its operation, changed, ready."""
    parts = request.args.get("done", "").split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts[1:]):
        return None
    return parts[0][:64], int(parts[1][:6] or 0), int(parts[2][:6] or 0)


def _pressed(batch_id: int, text: str) -> Pressed:
    """A button's value: `<step>`, `<step>.<title>` or `<step>.<title>.<copy>`."""
    step, *numbers = text.split(".")
    if len(numbers) > 2 or not all(each.isascii() and each.isdigit() for each in numbers):
        raise BadRequest
    rows = [int(each[:10]) for each in numbers]
    if any(row > LARGEST for row in rows) or batch_id > LARGEST:
        raise BadRequest
    title_id, copy_id = (*rows, None, None)[:2]
    try:
        steps = BY_HAND if step == ALL else (Step(step),)
    except ValueError as fault:
        raise BadRequest from fault
    return Pressed(Selection(batch_id, title_id, copy_id), steps)


def _here(batch_id: int, more: str = "") -> str:
    title = request.form.get("title", "")
    parts = [more] if more else []
    if title.isascii() and title.isdigit() and len(title) < 10:
        parts.append(f"title={title}")
    return f"{ADDRESS}/{batch_id}" + (f"?{'&'.join(parts)}" if parts else "")


def _say_unticked(changed: int) -> None:
    flash(str(changed) if changed else "",
          "processing.did-untick" if changed else "processing.nothing-changed")  # fmt: skip


def _add_copy(pages: Blueprint, server: Server) -> None:
    @pages.post("/processing/copy/<int:copy_id>/tick")
    @allowed(Right.PROCESS)
    def copy_steps_tick(copy_id: int) -> Response:
        """The steps of one copy, on its own page: exactly those that are ticked now."""
        if copy_id > LARGEST or steps_of(server, copy_id) is None:
            abort(404)
        wish, selection = request.form.get("step", ""), Selection(copy_id=copy_id)
        try:
            step = Step(wish.removeprefix("not-"))
        except ValueError as fault:
            raise BadRequest from fault
        off = wish.startswith("not-")
        kind = "steps-unticked" if off else "steps-ticked"
        deed = act_here(server, kind, f"{copy_id} {wish}", copy_id)
        done = (untick if off else tick)(server, deed, selection, (step,))
        flash("", "processing.finished" if done.ready else "processing.did-change"
              if done.changed else "processing.nothing-changed")  # fmt: skip
        return _to_copy(copy_id)

    @pages.post("/processing/copy/<int:copy_id>/finish")
    @allowed(Right.PROCESS)
    def copy_steps_finish(copy_id: int) -> Response:
        """All is done, the label was seen: the book in hand is ready."""
        if copy_id > LARGEST:
            abort(404)
        deed = act_here(server, "steps-finished", str(copy_id), copy_id)
        done = finish(server, deed, copy_id)
        flash("", "processing.finished" if done.ready else "processing.nothing-changed")
        return _to_copy(copy_id)


def _add_copy_back(pages: Blueprint, server: Server) -> None:
    @pages.post("/processing/copy/<int:copy_id>/back")
    @allowed(Right.PROCESS)
    def copy_steps_back(copy_id: int) -> Response:
        """Made ready by mistake."""
        if copy_id > LARGEST:
            abort(404)
        done = take_back(server, act_here(server, "copy-unready", str(copy_id), copy_id), copy_id)
        flash("", f"processing.not-back-{done.code}" if isinstance(done, NotBack)
              else "processing.taken-back")  # fmt: skip
        return _to_copy(copy_id)


def _to_copy(copy_id: int) -> Response:
    if request.form.get("from") == "scan":
        return see(f"{ADDRESS}/scan")
    return see(f"/desk/copies/{copy_id}" if i_may(Right.CATALOGUE) else ADDRESS)


def copy_steps(server: Server, copy_id: int) -> Any:
    """What the page of a copy shows of its steps; None when it has none or nobody here may
    process books."""
    return steps_of(server, copy_id) if i_may(Right.PROCESS) else None
