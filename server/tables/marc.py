"""Files of records from other libraries that were uploaded."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from server.tables.fields import InstantField, NumberedTable, one_of
from server.tables.jobs import Job
from server.tables.people import Staff

MARC_TARGETS = ("catalogue", "known")


class MarcFile(NumberedTable):
    """One uploaded file of records, kept under its hash until it is removed. `encoding` and
    `dialect` are empty where the program finds them out; `target`: titles of the catalogue,
    or records that fill the form of a new book. `checked` and `outcome` are JSON of counts
    and faults, without names: what would become of it, and what became of it."""

    sha256 = TextField()
    size = IntegerField()
    form = TextField()
    staff = ForeignKeyField(Staff, null=True, index=False)
    uploaded_at = InstantField()
    encoding = TextField(default="")
    dialect = TextField(default="")
    target = TextField(default="catalogue", constraints=[one_of("target", MARC_TARGETS)])
    job = ForeignKeyField(Job, null=True, index=False)
    checked = TextField(null=True)
    applied_at = InstantField(null=True)
    outcome = TextField(null=True)
    removed_at = InstantField(null=True)


MarcFile.add_index(
    MarcFile.index(MarcFile.uploaded_at, where=SQL('"removed_at" IS NULL'), name="marc_file_kept")
)
