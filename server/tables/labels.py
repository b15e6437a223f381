"""Labels waiting, printing, printed and seen again; printers; stocks the school added."""

from __future__ import annotations

from peewee import SQL, BooleanField, ForeignKeyField, IntegerField, TextField

from server.tables.accessions import AccessionBatch
from server.tables.catalogue import Copy
from server.tables.fields import InstantField, NumberedTable, one_of
from server.tables.people import Reader, Staff

LABEL_KINDS = (
    "spine", "pocket", "barcode", "slip", "card", "pocket-fold", "reader", "divider", "command",
)  # fmt: skip
PRINTER_LANGUAGES = ("pdf", "zpl", "tspl", "escpos")
PRINT_STATES = ("waiting", "printing", "printed", "unknown", "failed", "cancelled")
ITEM_STATES = ("waiting", "printing", "printed", "verified", "unknown", "cancelled")


class Printer(NumberedTable):
    """A printer. `address` is a port address (hardware/printers.py) or empty for "the
    browser prints"; offsets in hundredths of a millimetre; `fault` a stable code."""

    name = TextField(unique=True)
    language = TextField(constraints=[one_of("language", PRINTER_LANGUAGES)])
    address = TextField(default="")
    dpi = IntegerField(default=203)
    stock = TextField(null=True)
    offset_x = IntegerField(default=0)
    offset_y = IntegerField(default=0)
    removed = BooleanField(default=False)
    fault = TextField(null=True)
    seen_at = InstantField(null=True)


class LabelStock(NumberedTable):
    """A sheet or roll that the school added; `measures` is JSON as in label_stock.toml."""

    name = TextField(unique=True)
    measures = TextField()
    added_at = InstantField()
    staff = ForeignKeyField(Staff, null=True, index=False)


class LabelJob(NumberedTable):
    """One printing. `reason` says why something is printed again; `error` a stable code.
    Open while `ended_at` is empty."""

    kind = TextField(constraints=[one_of("kind", LABEL_KINDS)])
    stock = TextField()
    printer = ForeignKeyField(Printer, null=True, index=False)
    dpi = IntegerField()
    start_cell = IntegerField(default=1)
    state = TextField(default="waiting", constraints=[one_of("state", PRINT_STATES)])
    done = IntegerField(default=0)
    total = IntegerField(default=0)
    cancel_asked = BooleanField(default=False)
    error = TextField(null=True)
    reason = TextField(default="")
    batch = ForeignKeyField(AccessionBatch, null=True)
    staff = ForeignKeyField(Staff, null=True, index=False)
    asked_at = InstantField()
    started_at = InstantField(null=True)
    ended_at = InstantField(null=True)


LabelJob.add_index(
    LabelJob.index(LabelJob.asked_at, where=SQL('"ended_at" IS NULL'), name="label_job_open")
)


class LabelItem(NumberedTable):
    """One label wanted for a copy or a reader. Without a job it waits to be printed."""

    kind = TextField(constraints=[one_of("kind", LABEL_KINDS)])
    copy = ForeignKeyField(Copy, null=True)
    reader = ForeignKeyField(Reader, null=True, index=False)
    job = ForeignKeyField(LabelJob, null=True)
    position = IntegerField(default=0)
    state = TextField(default="waiting", constraints=[one_of("state", ITEM_STATES)])
    times_printed = IntegerField(default=0)
    wanted_at = InstantField()
    printed_at = InstantField(null=True)
    verified_at = InstantField(null=True)


LabelItem.add_index(
    LabelItem.index(
        LabelItem.kind, LabelItem.id, where=SQL("\"state\" = 'waiting'"), name="label_item_waiting"
    )
)
