"""Year-end collections: frozen lists, what was scanned, what is kept until examinations."""

from __future__ import annotations

from peewee import SQL, BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from library.collection import CollectionState
from server.tables.catalogue import Copy, Title
from server.tables.circulation import Loan
from server.tables.fields import InstantField, NumberedTable, one_of
from server.tables.people import Reader, Staff
from server.tables.school import SchoolClass
from server.tables.stations import Station

LINE_ENDINGS = ("carried", "case")


class Collection(NumberedTable):
    """The collection of one class in one year. `class_label` as it was when opened; `due_at`
    its hour in the timetable; `posted_at`: its acts are posted, it opens no more."""

    year = TextField()
    school_class = ForeignKeyField(SchoolClass)
    class_label = TextField()
    state = TextField(default="open", constraints=[one_of("state", CollectionState)])
    opened_at = InstantField()
    opened_by = ForeignKeyField(Staff, null=True, index=False)
    due_at = InstantField(null=True)
    closed_at = InstantField(null=True)
    closed_by = ForeignKeyField(Staff, null=True, index=False)
    posted_at = InstantField(null=True)


Collection.add_index(
    Collection.index(
        Collection.school_class, unique=True, where=SQL("\"state\" <> 'closed'"),
        name="collection_one_of_class",
    )
)  # fmt: skip


class CollectionLine(NumberedTable):
    """A loan that the class is expected to bring. Whether it came back is told by the loan
    alone; `debtor` is who answers for it when staff settled it otherwise; `ending` what was
    chosen at the close: carried over, or a case."""

    collection = ForeignKeyField(Collection, backref="lines")
    loan = ForeignKeyField(Loan, index=False)
    reader = ForeignKeyField(Reader, null=True)
    copy = ForeignKeyField(Copy)
    title = ForeignKeyField(Title, index=False)
    subject = TextField()
    condition_out = IntegerField(null=True)
    kept_until = DateField(null=True)
    debtor = ForeignKeyField(Reader, null=True, index=False, backref="+")
    ending = TextField(null=True, constraints=[one_of("ending", LINE_ENDINGS)])


CollectionLine.add_index(
    CollectionLine.index(
        CollectionLine.loan, CollectionLine.collection, unique=True, name="collection_line_once"
    )
)


class CollectionScan(NumberedTable):
    """One scan and what it meant; `operation_id` of the return it made, if any; `photo` the
    SHA-256 of a picture in the files."""

    scan_id = TextField(unique=True)
    operation_id = TextField(null=True)
    collection = ForeignKeyField(Collection, null=True, index=False)
    line = ForeignKeyField(CollectionLine, null=True, index=False)
    copy = ForeignKeyField(Copy, null=True)
    code = TextField()
    outcome = TextField()
    handed_by = ForeignKeyField(Reader, null=True, index=False)
    station = ForeignKeyField(Station, null=True, index=False)
    staff = ForeignKeyField(Staff, null=True, index=False)
    scanned_at = InstantField()
    condition = IntegerField(null=True)
    photo = TextField(null=True)
    undone = BooleanField(default=False)


CollectionScan.add_index(
    CollectionScan.index(
        CollectionScan.line, where=SQL('"line_id" IS NOT NULL'), name="collection_scan_line_id"
    )
)
CollectionScan.add_index(
    CollectionScan.index(
        CollectionScan.collection, CollectionScan.id, name="collection_scan_collection_id"
    )
)


class CollectionKeep(NumberedTable):
    """A class keeps the books of a subject until its examination."""

    year = TextField()
    school_class = ForeignKeyField(SchoolClass, index=False)
    subject = TextField()
    kept_until = DateField()


CollectionKeep.add_index(
    CollectionKeep.index(
        CollectionKeep.school_class, CollectionKeep.subject, unique=True,
        name="collection_keep_once",
    )
)  # fmt: skip
