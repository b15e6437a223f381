"""New books on their way to the shelf: batches with their lines, the steps of each copy,
existing stock that gets its labels, the numbers that are given out without a gap."""

from __future__ import annotations

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from server.tables.catalogue import Copy, Place, Title
from server.tables.fields import InstantField, NumberedTable, Table, one_of
from server.tables.people import Staff

SOURCES = ("purchase", "allotted", "gift", "replacement", "exchange", "interschool")
BATCH_STATES = ("draft", "posted", "cancelled")
ACCOUNTING = ("inventory", "group", "temporary")


class NumberSeries(Table):
    """A run of whole numbers without gaps: `inventory-books`, `summary-1-2026`,
    `act-difference-2026`. `next_number` is the one to be given next."""

    key = TextField(primary_key=True)
    prefix = TextField(default="", constraints=[SQL("DEFAULT ''")])
    next_number = IntegerField()


class AccessionBatch(NumberedTable):
    """One delivery, by one document. `people` is JSON: who gave, the commission. Posted
    batches never change; `corrects` is the posted batch that a counter-entry takes back."""

    source = TextField(constraints=[one_of("source", SOURCES)])
    supplier = TextField(default="")
    document_no = TextField(null=True)
    document_on = DateField(null=True)
    arrived_on = DateField()
    document_tiyn = BigIntegerField(null=True)
    state = TextField(default="draft", constraints=[one_of("state", BATCH_STATES)])
    note = TextField(default="")
    people = TextField(default="{}")
    opened_at = InstantField()
    opened_by = ForeignKeyField(Staff, null=True, index=False)
    posted_at = InstantField(null=True)
    posted_by = ForeignKeyField(Staff, null=True, index=False)
    corrects = ForeignKeyField("self", null=True)


AccessionBatch.add_index(
    AccessionBatch.index(
        AccessionBatch.arrived_on, where=SQL("\"state\" = 'draft'"), name="accession_batch_drafts"
    )
)


class AccessionLine(NumberedTable):
    """One title of a delivery. `invoiced` as the document says, `came` as counted; one price
    for each copy. `accounting`: each copy a line of the inventory book, a quantity of the
    textbook book, or a temporary document that is on no balance. `scanned`: made by scanning
    book after book, so `invoiced` follows `came`."""

    batch = ForeignKeyField(AccessionBatch, backref="lines")
    position = IntegerField()
    title = ForeignKeyField(Title)
    invoiced = IntegerField()
    came = IntegerField()
    price_tiyn = IntegerField()
    accounting = TextField(constraints=[one_of("accounting", ACCOUNTING)])
    series = TextField(null=True)
    home_place = ForeignKeyField(Place, null=True, index=False)
    note = TextField(default="")
    scanned = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])


class AccessionCopy(Table):
    """Which line a copy came by."""

    copy = ForeignKeyField(Copy, primary_key=True)
    line = ForeignKeyField(AccessionLine)


class CopySteps(Table):
    """What was done to a copy on its way to the shelf; empty is not yet. A copy with a row
    and no `ready_at` is in processing."""

    copy = ForeignKeyField(Copy, primary_key=True)
    stamped_at = InstantField(null=True)
    numbered_at = InstantField(null=True)
    marked_at = InstantField(null=True)
    pocket_at = InstantField(null=True)
    slip_at = InstantField(null=True)
    label_at = InstantField(null=True)
    verified_at = InstantField(null=True)
    ready_at = InstantField(null=True)


CopySteps.add_index(
    CopySteps.index(CopySteps.copy, where=SQL('"ready_at" IS NULL'), name="copy_steps_open")
)


class LabelRoll(NumberedTable):
    """Copy numbers that were printed ahead for existing stock: serials first to last."""

    first_serial = IntegerField(unique=True)
    last_serial = IntegerField(unique=True)
    printed_at = InstantField()
    staff = ForeignKeyField(Staff, null=True, index=False)


class StockLink(Table):
    """An existing copy that got its label. `written_no` is the old number as it stands in
    the book, `written_price` the old price; `linked_at` when."""

    copy = ForeignKeyField(Copy, primary_key=True)
    written_no = TextField(null=True, index=True)
    written_price = TextField(null=True)
    linked_at = InstantField()
    staff = ForeignKeyField(Staff, null=True, index=False)


StockLink.add_index(StockLink.index(StockLink.linked_at, name="stock_link_linked_at"))
