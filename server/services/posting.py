"""Posting a delivery: numbers, copies, registers, acts and labels in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from library.accession import BatchHead, LineView, NotPosted, Posted, PostingReason
from library.acts import acts_of
from library.inventory_book import written_number
from library.posting import PostingFacts, reasons_against
from library.scanned_code import SERIALS
from library.summary_book import amounts_of
from server.server import Server
from server.services.accession_rows import (
    DRAFT,
    POSTED,
    acts_of_batch,
    entry_of,
    head_of,
    lines_of,
)
from server.services.bbk_divisions import divisions
from server.services.copy_numbers import next_serial
from server.services.deeds import Deed, done_before, write_deed
from server.services.importing.bulk import chunks
from server.services.number_series import next_of, prefix_of
from server.services.number_settings import begun, own_textbooks
from server.services.paper_acts import words_of, write_act
from server.services.posting_rows import (
    copies_of,
    wanted_numbers,
    write_copies,
    write_entry,
    write_inventory,
    write_labels,
)
from server.tables import AccessionBatch, Copy


def posting_reasons(server: Server, batch_id: int) -> tuple[PostingReason, ...]:
    """Everything that speaks against posting now, doubts to be confirmed last."""
    with server.library.snapshot():
        row: Any = AccessionBatch.get_or_none(AccessionBatch.id == batch_id)
        if row is None or row.state != DRAFT:
            return (_closed(row),)
        return reasons_of(server, batch_id, head_of(row), lines_of(batch_id))


def post_batch(
    server: Server, deed: Deed, batch_id: int, confirmed: Collection[str] = ()
) -> Posted | NotPosted:
    """Post a draft, once: the same form again gives the same Posted; a batch that a
    colleague posted meanwhile is NotPosted with `already-posted`. `confirmed` are the codes
    of doubts that the librarian has seen."""
    with server.library.writing() as work:
        row: Any = AccessionBatch.get_or_none(AccessionBatch.id == batch_id)
        if done_before(work, deed) and row is not None:
            return written_of(batch_id)
        if row is None or row.state != DRAFT:
            return NotPosted((_closed(row),))
        head, lines = head_of(row), lines_of(batch_id)
        reasons = reasons_of(server, batch_id, head, lines)
        if any(not reason.confirm or reason.code not in confirmed for reason in reasons):
            return NotPosted(reasons)
        entry = write_posted(server, deed, batch_id, head, lines)
        write_deed(server, work, deed, before={
            "batch": batch_id, "entry": entry.id, "copies": entry.copies,
            "confirmed": sorted({reason.code for reason in reasons}),
        })  # fmt: skip
        return written_of(batch_id)


def write_posted(
    server: Server, deed: Deed, batch_id: int, head: BatchHead, lines: Sequence[LineView]
) -> Any:
    """All rows of a posting; the entry of the summary book. Inside a writing() block, nothing
    speaks against it."""
    copies = copies_of(lines, own_textbooks())
    write_copies(server, copies)
    entry = write_entry(server, deed, batch_id, head, amounts_of(lines, divisions(server)))
    write_inventory(server, entry.id, copies)
    write_labels(server, copies)
    AccessionBatch.update(
        state=POSTED, posted_at=server.now(), posted_by=deed.origin.staff_id
    ).where(AccessionBatch.id == batch_id).execute()
    # Read again: now the lines know their numbers, which stand in the acts.
    for act in acts_of(head, lines_of(batch_id)):
        write_act(server, deed, act, batch_id, head.people, words_of(head))
    return entry


def posted_of(server: Server, batch_id: int) -> Posted | None:
    """What posting wrote; None when the batch is not posted."""
    with server.library.snapshot():
        row: Any = AccessionBatch.get_or_none(AccessionBatch.id == batch_id)
        return None if row is None or row.state != POSTED else written_of(batch_id)


def written_of(batch_id: int) -> Posted:
    """What posting a batch wrote; inside a block of the library."""
    entry = entry_of(batch_id)
    numbers: dict[str, tuple[str, str]] = {}
    for line in lines_of(batch_id):
        if line.series is not None and line.numbers is not None:
            first = numbers.get(line.series, line.numbers)[0]
            numbers[line.series] = (first, line.numbers[1])
    return Posted(
        batch_id, (entry.number, entry.year), entry.copies, entry.sum_tiyn, numbers,
        acts_of_batch(batch_id),
    )  # fmt: skip


def _closed(row: Any) -> PostingReason:
    """A batch that is no draft any more."""
    return PostingReason("already-posted" if row and row.state == POSTED else "no-batch")


def reasons_of(
    server: Server, batch_id: int, head: BatchHead, lines: Sequence[LineView]
) -> tuple[PostingReason, ...]:
    """What speaks against posting; inside a block of the library."""
    wanted = wanted_numbers(lines, own_textbooks())
    facts = PostingFacts(
        server.today(),
        {series: _taken(series, count) for series, count in wanted.items()},
        frozenset(series for series in wanted if begun(series)),
        _posted_before(batch_id, head),
        SERIALS - next_serial(),
    )
    return reasons_against(head, lines, facts)


def _taken(series: str, count: int) -> list[str]:
    """Numbers about to be given that a copy bears already, as old books are numbered."""
    first, prefix = next_of(series), prefix_of(series)
    written = (written_number(prefix, first + place) for place in range(count))
    taken: list[str] = []
    for part in chunks(written):
        rows: Any = Copy.select(Copy.inventory_no).where(Copy.inventory_no.in_(part)).distinct()
        taken += [row[0] for row in rows.tuples()]
    return sorted(taken, key=lambda text: (len(text), text))


def _posted_before(batch_id: int, head: BatchHead) -> bool:
    """Whether this very document was posted already, and not taken back as a whole."""
    if not head.document_no:
        return False
    same = AccessionBatch.select(AccessionBatch.id).where(
        AccessionBatch.state == POSTED, AccessionBatch.id != batch_id,
        AccessionBatch.corrects.is_null(), AccessionBatch.supplier == head.supplier,
        AccessionBatch.document_no == head.document_no,
        AccessionBatch.document_on == head.document_on,
    )  # fmt: skip
    rows: Any = same.tuples()
    return any(line.values.came and not line.corrected for row in rows for line in lines_of(row[0]))
