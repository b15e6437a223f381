"""A posted delivery is never changed: a counter-entry takes it back, whole or by lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from library.accession import LineView, NotPosted, Posted, PostingReason
from library.acts import correction_act
from library.catalogue import CopyState
from library.registers import Amount, SummaryAmounts
from library.summary_book import amounts_of
from server.server import Server
from server.services.accession_rows import POSTED, entry_of, head_columns, head_of, lines_of
from server.services.bbk_divisions import divisions
from server.services.deeds import Deed, done_before, write_deed
from server.services.importing import bulk
from server.services.journal import find
from server.services.paper_acts import words_of, write_act
from server.services.posting import written_of
from server.services.posting_rows import write_entry
from server.tables import (
    AccessionBatch,
    AccessionCopy,
    AccessionLine,
    Copy,
    CopySteps,
    InventoryLine,
    LabelItem,
    SummaryCell,
    SummaryEntry,
)

_NAMED = 10


def correct_batch(
    server: Server, deed: Deed, batch_id: int, reason: str, line_ids: Collection[int] | None = None
) -> Posted | NotPosted:
    """Take back a posted batch, or those of its lines: a batch of its own with negative
    counts, a correction in the summary book, a line beside each inventory line, an act.

    Copies still in processing leave the stock; when one is further, nothing is done and
    `copies-in-use` says which (`values`: `numbers`, `count`). Numbers are never given again.
    `reason` goes to the act.
    """
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            return written_of(int(recorded.detail["before"]["batch"]))
        row: Any = AccessionBatch.get_or_none(AccessionBatch.id == batch_id)
        lines = _wanted(batch_id, line_ids)
        copies = _copies([line.line_id for line in lines])
        refused = _refused(row, lines, copies, reason, line_ids)
        if refused is not None:
            return NotPosted((refused,))
        counter_id = _write(server, deed, row, lines, copies, reason.strip())
        write_deed(server, work, deed, before={
            "batch": counter_id, "corrects": batch_id, "copies": len(copies),
        })  # fmt: skip
        return written_of(counter_id)


def correcting_reasons(
    server: Server, batch_id: int, line_ids: Collection[int] | None = None
) -> tuple[PostingReason, ...]:
    """What speaks against taking back now; for the page, before anybody presses."""
    with server.library.snapshot():
        row: Any = AccessionBatch.get_or_none(AccessionBatch.id == batch_id)
        lines = _wanted(batch_id, line_ids)
        copies = _copies([line.line_id for line in lines])
        refused = _refused(row, lines, copies, "-", line_ids)
        return () if refused is None else (refused,)


def _wanted(batch_id: int, line_ids: Collection[int] | None) -> list[LineView]:
    """The lines to be taken back: those asked for, else all that were not yet."""
    return [
        line for line in lines_of(batch_id)
        if (line.values.came and not line.corrected if line_ids is None
            else line.line_id in line_ids)
    ]  # fmt: skip


def _copies(line_ids: Sequence[int]) -> list[Any]:
    """Rows (copy, state, inventory number, code, price, price of the line) of the lines."""
    found: list[Any] = []
    for part in bulk.chunks(line_ids):
        rows: Any = (
            Copy.select(
                Copy.id, Copy.state, Copy.inventory_no, Copy.code, Copy.price_tiyn,
                AccessionLine.price_tiyn,
            )
            .join(AccessionCopy)
            .join(AccessionLine)
            .where(AccessionCopy.line.in_(part))
            .order_by(Copy.id)
        )  # fmt: skip
        found += list(rows.tuples())
    return found


def _refused(
    row: Any, lines: Sequence[LineView], copies: Sequence[Any], reason: str,
    line_ids: Collection[int] | None,
) -> PostingReason | None:  # fmt: skip
    if row is None or row.state != POSTED:
        return PostingReason("not-posted")
    if row.corrects_id is not None:
        return PostingReason("is-correction")
    if line_ids is not None and len(lines) != len(set(line_ids)):
        return PostingReason("no-line")
    if not lines or any(line.corrected or not line.values.came for line in lines):
        return PostingReason("already-corrected")
    if not reason.strip():
        return PostingReason("no-words")
    further = [each for each in copies if each[1] != CopyState.IN_PROCESSING.value]
    if further:
        return _named("copies-in-use", further)
    revalued = [each for each in copies if each[4] != each[5]]
    return _named("copies-revalued", revalued) if revalued else None


def _named(code: str, copies: Sequence[Any]) -> PostingReason:
    numbers = ", ".join(str(each[2] or each[3]) for each in copies[:_NAMED])
    return PostingReason(code, values={"numbers": numbers, "count": len(copies)})


def _write(
    server: Server, deed: Deed, row: Any, lines: Sequence[LineView], copies: Sequence[Any],
    reason: str,
) -> int:  # fmt: skip
    head = head_of(row)
    columns = {**head_columns(head), "note": reason, "document_tiyn": None}
    counter_id = int(AccessionBatch.create(
        state=POSTED, opened_at=server.now(), opened_by=deed.origin.staff_id,
        posted_at=server.now(), posted_by=deed.origin.staff_id, corrects=row.id, **columns,
    ).id)  # fmt: skip
    taken = [_negative(line) for line in lines]
    bulk.insert(
        server, AccessionLine,
        ("batch_id", "position", "title_id", "invoiced", "came", "price_tiyn", "accounting",
         "series", "note", "scanned"),
        [
            (counter_id, line.position, line.values.title_id, line.values.invoiced,
             line.values.came, line.values.price_tiyn, line.values.accounting, line.series, "",
             False)
            for line in taken
        ],
    )  # fmt: skip
    original = entry_of(row.id)
    rest = any(line.values.came and not line.corrected for line in lines_of(row.id))
    # The last one takes back all that is left, also where a title stands elsewhere by now.
    amounts = amounts_of(taken, divisions(server)) if rest else _left(original.id)
    entry = write_entry(server, deed, counter_id, head, amounts, corrects=original, note=reason)
    act = write_act(
        server, deed, correction_act(lines), counter_id, head.people,
        {**words_of(head), "reason": reason},
    )  # fmt: skip
    ids = [each[0] for each in copies]
    _write_inventory(server, entry.id, ids, f"{act.number}/{act.year}")
    _take_out(ids)
    return counter_id


def _left(entry_id: int) -> SummaryAmounts:
    """What an entry and its corrections leave, taken back."""
    ours = (SummaryEntry.id == entry_id) | (SummaryEntry.corrects == entry_id)
    left = SummaryAmounts()
    rows: Any = SummaryEntry.select().where(ours)
    for row in rows:
        cells: Any = SummaryCell.select().where(SummaryCell.entry == row.id)
        left += SummaryAmounts(
            Amount(-row.copies, -row.sum_tiyn), -row.on_balance, -row.off_balance,
            {(each.cell_group, each.cell): Amount(-each.copies, -each.sum_tiyn)
             for each in cells},
        )  # fmt: skip
    cells_left = {key: amount for key, amount in left.cells.items() if amount != Amount()}
    return replace(left, cells=cells_left)


def _negative(line: LineView) -> LineView:
    came = -line.values.came
    return replace(line, values=replace(line.values, came=came, invoiced=came))


def _write_inventory(server: Server, entry_id: int, copy_ids: Sequence[int], act: str) -> None:
    """Beside each line one of the same number that takes its price back; `act` by which."""
    today = server.today()
    rows: list[Any] = []
    for part in bulk.chunks(copy_ids):
        found: Any = InventoryLine.select().where(
            InventoryLine.copy.in_(part), InventoryLine.corrects.is_null()
        )
        rows += [
            (each.series, each.number, each.written_no, each.copy_id, entry_id, today,
             each.author_title, each.year, -each.price_tiyn, each.bbk, act, each.id)
            for each in found.order_by(InventoryLine.id)
        ]  # fmt: skip
    bulk.insert(
        server, InventoryLine,
        ("series", "number", "written_no", "copy_id", "entry_id", "entered_on", "author_title",
         "year", "price_tiyn", "bbk", "note", "corrects_id"),
        rows,
    )  # fmt: skip


def _take_out(copy_ids: Sequence[int]) -> None:
    """The copies leave the stock; nothing waits for them any more. Their codes and numbers
    stay theirs."""
    for part in bulk.chunks(copy_ids):
        Copy.update(state=CopyState.WRITTEN_OFF.value).where(Copy.id.in_(part)).execute()
        CopySteps.delete().where(CopySteps.copy.in_(part)).execute()
        LabelItem.update(state="cancelled").where(
            LabelItem.copy.in_(part), LabelItem.state == "waiting"
        ).execute()
