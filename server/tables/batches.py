"""Piles of books that are scanned in one after the other: a trolley, a drop-box, a paper day."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, TextField

from server.tables.catalogue import Copy
from server.tables.fields import InstantField, NumberedTable, one_of
from server.tables.people import Staff
from server.tables.stations import Station

BATCH_KINDS = ("trolley", "drop-box", "paper-day")
PAPER_WISHES = ("lent", "returned")


class ScanBatch(NumberedTable):
    """One pile, open until somebody puts it away. `happened_at` is when it really happened:
    when the drop-box was filled, the beginning of the paper day; empty for a trolley."""

    kind = TextField(constraints=[one_of("kind", BATCH_KINDS)])
    staff = ForeignKeyField(Staff, null=True, index=False)
    station = ForeignKeyField(Station, null=True, index=False)
    happened_at = InstantField(null=True)
    opened_at = InstantField()
    closed_at = InstantField(null=True)


ScanBatch.add_index(
    ScanBatch.index(
        ScanBatch.kind,
        ScanBatch.staff,
        unique=True,
        where=SQL('"closed_at" IS NULL'),
        name="scan_batch_one_open",
    )
)


class ScanBatchLine(NumberedTable):
    """One scan of a pile. `scan_id` was made where it was scanned: the same scan sent again is
    the same line. `operation_id` is what it did, if anything; `detail` JSON, no names. A line
    of paper keeps the `card` and the `wish` as written, until its day is put away."""

    batch = ForeignKeyField(ScanBatch, backref="lines")
    scan_id = TextField(unique=True)
    code = TextField()
    copy = ForeignKeyField(Copy, null=True, index=False)
    card = TextField(null=True)
    wish = TextField(null=True, constraints=[one_of("wish", PAPER_WISHES)])
    happened_at = InstantField(null=True)
    operation_id = TextField(null=True)
    outcome = TextField()
    detail = TextField(default="", constraints=[SQL("DEFAULT ''")])
    scanned_at = InstantField()
