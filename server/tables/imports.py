"""Files that come in, and which column was what in files with the same headings."""

from __future__ import annotations

from peewee import SQL, BooleanField, ForeignKeyField, IntegerField, TextField

from library.import_columns import ImportKind
from server.tables.fields import InstantField, NumberedTable, Table, one_of
from server.tables.jobs import Job
from server.tables.people import Staff


class ImportFile(NumberedTable):
    """One uploaded file, kept under its hash until it is removed. How it is to be read is
    empty where the program finds out; `mapping` is a JSON list of fields by column;
    `outcome` JSON of counts and refused lines, without names."""

    kind = TextField(constraints=[one_of("kind", ImportKind)])
    sha256 = TextField()
    size = IntegerField()
    staff = ForeignKeyField(Staff, null=True, index=False)
    uploaded_at = InstantField()
    encoding = TextField(default="")
    separator = TextField(default="")
    sheet = TextField(default="")
    mapping = TextField(null=True)
    roster = BooleanField(default=False)
    job = ForeignKeyField(Job, null=True, index=False)
    applied_at = InstantField(null=True)
    outcome = TextField(null=True)
    removed_at = InstantField(null=True)


ImportFile.add_index(
    ImportFile.index(
        ImportFile.uploaded_at, where=SQL('"removed_at" IS NULL'), name="import_file_kept"
    )
)


class ImportMapping(Table):
    """What a person said the columns are, for the next file with the same headings; `seal`
    is a hash of kind and headings."""

    seal = TextField(primary_key=True)
    kind = TextField(constraints=[one_of("kind", ImportKind)])
    mapping = TextField()
