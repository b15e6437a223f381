"""The thread that prints labels, one printing after the other.

Codes are read back before the first byte leaves (`labels.printing`). Labels go out in small
portions, each noted in the library before the next: after a kill at most one portion is in
doubt, and nothing in doubt is printed again before a person has looked.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from labels.content import Words
from labels.errors import LabelError
from labels.printing import faults, render
from labels.stock import Stock
from server.errors import survives
from server.printer_port import NOT_REACHED, SENT
from server.server import Server
from server.services.label_stocks import all_stocks
from server.services.label_words import copy_words, reader_words, with_label
from server.services.printers import PrinterLine, note_answer, printer
from server.tables import LabelItem, LabelJob

PORTION = 25
RETRY_SECONDS = 20.0
"""A printer that was not reached is tried again so often, and at once when somebody asks."""
KEPT_FILES = 60


class Stopped(Exception):
    """The printing ends here; the argument is its state, then a stable code or None."""


def mark_cut_off(server: Server) -> int:
    """At the start of the program: what was being sent when it ended may have come out or
    not. Files are made anew."""
    with server.library.writing():
        files = (LabelJob.printer.is_null()) & (LabelJob.state == "printing")
        LabelJob.update(state="waiting", done=0).where(
            files, LabelJob.done < LabelJob.total
        ).execute()
        cut = list(
            LabelJob.select().where(LabelJob.state == "printing", LabelJob.printer.is_null(False))
        )
        for job in cut:
            doubtful = LabelItem.select().where(
                LabelItem.job == job.id, LabelItem.state == "printing"
            )
            unsure = doubtful.count() > 0
            LabelItem.update(state="unknown").where(
                LabelItem.job == job.id, LabelItem.state == "printing"
            ).execute()
            LabelJob.update(
                state="unknown" if unsure else "waiting", error="cut-off" if unsure else None
            ).where(LabelJob.id == job.id).execute()
        return len(cut)


def print_next(server: Server, passed_over: set[int] | None = None) -> int | None:
    """Print the oldest waiting printing whose printer is not in `passed_over`; its number, or
    None when nothing is to be done."""
    with server.library.reading():
        query = LabelJob.select().where(LabelJob.ended_at.is_null(), LabelJob.state == "waiting")
        if passed_over:
            query = query.where(
                LabelJob.printer.is_null() | LabelJob.printer.not_in(list(passed_over))
            )
        row = query.order_by(LabelJob.id).first()
    if row is None:
        return None
    with server.library.writing():
        mine = LabelJob.id == row.id, LabelJob.state == "waiting"
        changed = {"state": "printing", "started_at": server.now(), "error": None}
        if not LabelJob.update(**changed).where(*mine).execute():
            return int(row.id)
    if not survives("labels", lambda: _print(server, row)):
        _end(server, row.id, "failed", "incident")
    return int(row.id)


def _print(server: Server, row: Any) -> None:
    try:
        _printed(server, row)
    except Stopped as end:
        _end(server, row.id, *end.args)


def _printed(server: Server, row: Any) -> None:
    stock = all_stocks(server).get(row.stock)
    if stock is None:
        raise Stopped("failed", "stock")
    items, words = _words(server, row)
    found = faults(words, stock, row.dpi)
    if found:
        raise Stopped("failed", found[0].code)
    if row.printer_id is None:
        return _to_file(server, row, stock, items, words)
    target = printer(server, row.printer_id)
    if target is None or server.printers is None:
        raise Stopped("waiting", "printer")
    return _to_printer(server, row, target, stock, items, words)


def _words(server: Server, row: Any) -> tuple[list[int], list[Words]]:
    """The labels that are left, with their words. One that has none yet (a copy without a
    number or a shelf mark, a reader without a card) waits outside of the printing."""
    with server.library.reading():
        rows: Any = (
            LabelItem.select(LabelItem.id, LabelItem.copy, LabelItem.reader)
            .where(LabelItem.job == row.id, LabelItem.state == "waiting")
            .order_by(LabelItem.position, LabelItem.id)
        )
        wanted = list(rows.tuples())
    if row.kind == "reader":
        words = [(item, reader_words(server, [reader])) for item, _, reader in wanted]
        kept = [(item, said[0]) for item, said in words if said]
    else:
        fit = set(with_label(server, row.kind, [copy for _, copy, _ in wanted]))
        ids = [(item, copy) for item, copy, _ in wanted if copy in fit]
        said = copy_words(server, row.kind, [copy for _, copy in ids])
        kept = [(item, each) for (item, _), each in zip(ids, said, strict=True)]
    gone = {item for item, _, _ in wanted} - {item for item, _ in kept}
    if gone:
        with server.library.writing():
            LabelItem.update(job=None).where(LabelItem.id.in_(list(gone))).execute()
            LabelJob.update(total=LabelJob.total - len(gone)).where(LabelJob.id == row.id).execute()
    if not kept:
        raise Stopped("failed", "no-shelf-mark" if row.kind == "spine" else "nothing")
    return [item for item, _ in kept], [each for _, each in kept]


def file_of(server: Server, job_id: int) -> Path | None:
    """Where the PDF of a printing lies; None when this server keeps no files."""
    return None if server.folder is None else server.folder / "labels" / f"{job_id}.pdf"


def _to_file(
    server: Server, row: Any, stock: Stock, items: Sequence[int], words: Sequence[Words]
) -> None:
    path = file_of(server, row.id)
    if path is None:
        raise Stopped("failed", "no-folder")

    def told(done: int, total: int) -> None:
        if _cancelled(row.id, server):
            raise Stopped("cancelled", None)

    made = _rendered(words, stock, "pdf", row.dpi, row.start_cell, (0.0, 0.0), told)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_bytes(made)
    partial.replace(path)
    for old in sorted(path.parent.glob("*.pdf"), key=lambda each: each.stat().st_mtime)[
        :-KEPT_FILES
    ]:
        old.unlink(missing_ok=True)
    with server.library.writing():
        LabelItem.update(state="printing").where(LabelItem.id.in_(list(items))).execute()
        LabelJob.update(done=LabelJob.total).where(LabelJob.id == row.id).execute()


def _to_printer(
    server: Server, row: Any, target: PrinterLine, stock: Stock,
    items: Sequence[int], words: Sequence[Words],
) -> None:  # fmt: skip
    whole = target.values.language == "pdf"
    size = len(items) if whole else PORTION
    for start in range(0, len(items), size):
        if start and _cancelled(row.id, server):
            raise Stopped("cancelled", None)
        part = list(items[start : start + size])
        content = _rendered(
            words[start : start + size], stock, target.values.language, target.values.dpi,
            row.start_cell if whole else 1, target.offset_mm,
        )  # fmt: skip
        _set_items(server, part, "printing")
        assert server.printers is not None
        answer = server.printers.send(target.values.address, content)
        note_answer(server, target.printer_id, answer.reason or None)
        if answer.outcome == NOT_REACHED:
            _set_items(server, part, "waiting")
            raise Stopped("waiting", answer.reason)
        if answer.outcome != SENT:
            _set_items(server, part, "unknown")
            raise Stopped("unknown", answer.reason)
        _note_printed(server, row.id, part)
    raise Stopped("printed", None)


def _rendered(
    words: Sequence[Words], stock: Stock, form: str, dpi: int, start_cell: int,
    offset_mm: tuple[float, float], progress: Callable[[int, int], None] | None = None,
) -> bytes:  # fmt: skip
    try:
        return render(words, stock, form, dpi, start_cell, offset_mm, progress)
    except LabelError as fault:
        raise Stopped("failed", fault.code) from fault


def _cancelled(job_id: int, server: Server) -> bool:
    with server.library.reading():
        row = LabelJob.get_or_none(LabelJob.id == job_id)
    return row is not None and bool(row.cancel_asked)


def _set_items(server: Server, items: list[int], state: str) -> None:
    with server.library.writing():
        LabelItem.update(state=state).where(LabelItem.id.in_(items)).execute()


def _note_printed(server: Server, job_id: int, items: list[int]) -> None:
    with server.library.writing():
        LabelItem.update(
            state="printed", printed_at=server.now(), times_printed=LabelItem.times_printed + 1
        ).where(LabelItem.id.in_(items)).execute()
        LabelJob.update(done=LabelJob.done + len(items)).where(LabelJob.id == job_id).execute()


def _end(server: Server, job_id: int, state: str, error: str | None) -> None:
    """Waiting and unknown go on later; the rest is an end, and gives back what waits."""
    changed: dict[str, Any] = {"state": state, "error": error}
    if state in ("printed", "failed", "cancelled"):
        changed["ended_at"] = server.now()
    with server.library.writing():
        LabelJob.update(**changed).where(LabelJob.id == job_id).execute()
        if state in ("failed", "cancelled"):
            LabelItem.update(state="waiting", job=None).where(
                LabelItem.job == job_id, LabelItem.state == "waiting"
            ).execute()


class PrintThread:
    """Prints until `stop()`; a dead printer keeps nobody but its own labels waiting."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="labels", daemon=True)

    def start(self) -> None:
        """Mark what was cut off, then begin."""
        mark_cut_off(self._server)
        self._thread.start()

    def stop(self) -> None:
        """End after the portion in hand."""
        self._stopping.set()
        self._server.labels_asked.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def _run(self) -> None:
        asked = self._server.labels_asked
        while not self._stopping.is_set():
            asked.clear()
            survives("labels", self._all)
            asked.wait(RETRY_SECONDS)

    def _all(self) -> None:
        """Everything that can be printed now; each printer that fails is left for later."""
        tried: set[int] = set()
        until = time.monotonic() + 3600
        while not self._stopping.is_set() and time.monotonic() < until:
            job_id = print_next(self._server, tried)
            if job_id is None:
                return
            with self._server.library.reading():
                row: Any = LabelJob.get_or_none(LabelJob.id == job_id)
            if row is not None and row.state == "waiting":
                if row.printer_id is None:
                    return
                tried.add(int(row.printer_id))
