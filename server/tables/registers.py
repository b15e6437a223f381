"""The registers and acts an inspector asks for. What is written here never changes: a
correction is an entry of its own that points at what it corrects."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, DateField, ForeignKeyField, IntegerField, TextField

from server.tables.accessions import AccessionBatch
from server.tables.catalogue import Copy
from server.tables.fields import InstantField, NumberedTable, one_of
from server.tables.people import Staff

SUMMARY_KINDS = ("opening", "arrival", "disposal", "correction", "revaluation")
CELL_GROUPS = ("kind", "content", "language", "grade", "reason")
ACT_KINDS = ("acceptance", "difference", "correction", "revaluation", "write-off", "stocktake")


class SummaryEntry(NumberedTable):
    """One line of the summary book (domain F2): `part` 1 arrivals, 2 disposals; `number`
    begins anew each year. Amounts of a correction are negative."""

    part = IntegerField(constraints=[SQL('CHECK ("part" IN (1, 2))')])
    year = IntegerField()
    number = IntegerField()
    kind = TextField(constraints=[one_of("kind", SUMMARY_KINDS)])
    entered_on = DateField()
    batch = ForeignKeyField(AccessionBatch, null=True)
    source = TextField(null=True)
    supplier = TextField(default="")
    document_no = TextField(null=True)
    document_on = DateField(null=True)
    copies = IntegerField()
    on_balance = IntegerField()
    off_balance = IntegerField()
    sum_tiyn = BigIntegerField()
    corrects = ForeignKeyField("self", null=True, index=False)
    note = TextField(default="")
    recorded_at = InstantField()
    staff = ForeignKeyField(Staff, null=True, index=False)

    class Meta:
        indexes = ((("part", "year", "number"), True),)


class SummaryCell(NumberedTable):
    """How an entry divides: by kind of item, content, language, grade."""

    entry = ForeignKeyField(SummaryEntry, backref="cells")
    cell_group = TextField(constraints=[one_of("cell_group", CELL_GROUPS)])
    cell = TextField()
    copies = IntegerField()
    sum_tiyn = BigIntegerField()

    class Meta:
        indexes = ((("entry", "cell_group", "cell"), True),)


class InventoryLine(NumberedTable):
    """One line of an inventory book (domain F1), as it was when it was written. `series` is
    the book's number series. A line that corrects another has the same number and a `note`."""

    series = TextField()
    number = IntegerField()
    written_no = TextField()
    copy = ForeignKeyField(Copy)
    entry = ForeignKeyField(SummaryEntry, null=True)
    entered_on = DateField()
    author_title = TextField()
    year = IntegerField(null=True)
    price_tiyn = IntegerField()
    bbk = TextField(null=True)
    note = TextField(default="")
    corrects = ForeignKeyField("self", null=True, index=False)


InventoryLine.add_index(
    InventoryLine.index(
        InventoryLine.series,
        InventoryLine.number,
        unique=True,
        where=SQL('"corrects_id" IS NULL'),
        name="inventory_line_number",
    )
)

# Holds all that a page of the book is chosen and ordered by: a book of a million lines is
# read here, and only the lines of the page in the table.
InventoryLine.add_index(
    InventoryLine.index(
        InventoryLine.series,
        InventoryLine.number,
        InventoryLine.id,
        name="inventory_line_listed",
    )
)
InventoryLine.add_index(
    InventoryLine.index(
        InventoryLine.series,
        InventoryLine.entered_on,
        InventoryLine.number,
        InventoryLine.id,
        name="inventory_line_entered",
    )
)


class PaperAct(NumberedTable):
    """A numbered act. `people` is JSON (commission, giver), `detail` JSON: the school's name
    and the words of that day, so that it prints the same for ever."""

    kind = TextField(constraints=[one_of("kind", ACT_KINDS)])
    year = IntegerField()
    number = IntegerField()
    made_on = DateField()
    batch = ForeignKeyField(AccessionBatch, null=True)
    copies = IntegerField()
    sum_tiyn = BigIntegerField()
    people = TextField(default="{}")
    detail = TextField(default="{}")
    recorded_at = InstantField()
    staff = ForeignKeyField(Staff, null=True, index=False)

    class Meta:
        indexes = ((("kind", "year", "number"), True),)


class PaperActLine(NumberedTable):
    """One line of an act. Before and after are counts (difference) or prices (revaluation)."""

    act = ForeignKeyField(PaperAct, backref="lines")
    position = IntegerField()
    copy = ForeignKeyField(Copy, null=True, index=False)
    inventory_no = TextField(null=True)
    author_title = TextField()
    year = IntegerField(null=True)
    before = IntegerField()
    after = IntegerField()
    price_tiyn = IntegerField(null=True)
    note = TextField(default="")


PaperActLine.add_index(
    PaperActLine.index(
        PaperActLine.copy, where=SQL('"copy_id" IS NOT NULL'), name="paper_act_line_copy"
    )
)
