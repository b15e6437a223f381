"""What a counter-entry took back is opened again as a draft, to be put right and posted."""

from __future__ import annotations

from server.server import Server
from server.services.accession_lines import add_line
from server.services.accession_rows import DRAFT, head_columns, head_of, lines_of
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.tables import AccessionBatch


def draft_again(server: Server, deed: Deed, batch_id: int) -> int | None:
    """A new draft with the same head and those lines of a posted batch that were taken back;
    its number. None when nothing of it was."""
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            return int(recorded.detail["before"]["batch"])
        row = AccessionBatch.get_or_none(AccessionBatch.id == batch_id)
        lines = [line for line in lines_of(batch_id) if line.corrected]
        if row is None or not lines:
            return None
        draft = AccessionBatch.create(
            state=DRAFT, opened_at=server.now(), opened_by=deed.origin.staff_id,
            **head_columns(head_of(row)),
        )  # fmt: skip
        for line in lines:
            add_line(int(draft.id), line.values)
        write_deed(server, work, deed, before={"batch": draft.id, "again": batch_id})
        return int(draft.id)
