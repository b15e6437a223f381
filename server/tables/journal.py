"""The journal: one row for each operation, appended, never changed but by anonymising."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, ForeignKeyField, TextField

from server.tables.catalogue import Copy
from server.tables.fields import BytesField, InstantField, Table
from server.tables.people import Reader, Staff
from server.tables.stations import Station


class Operation(Table):
    """What was done. `seq` has no gaps; `id` was made where it happened.

    `reader_seal` = SHA-256(salt ‖ reader id) outlives anonymising, which empties `reader`,
    `session_reader` and `salt`; `chain` is filled later, in the order of `seq`, over the
    seals. `content_seal` tells a repeated question from another one with the same id.
    `detail` is JSON: the state before and the answer, no names and no titles.
    """

    seq = BigIntegerField(primary_key=True)
    id = TextField(unique=True)
    kind = TextField()
    station = ForeignKeyField(Station, null=True, index=False)
    staff = ForeignKeyField(Staff, null=True, index=False)
    copy = ForeignKeyField(Copy, null=True, index=False)
    reader = ForeignKeyField(Reader, null=True)
    session_reader = ForeignKeyField(Reader, null=True, index=False, backref="+")
    reader_seal = BytesField(null=True)
    salt = BytesField(null=True)
    content_seal = BytesField()
    happened_at = InstantField()
    recorded_at = InstantField()
    undoes = TextField(null=True)
    detail = TextField()
    chain = BytesField(null=True)

    class Meta:
        indexes = ((("copy", "seq"), False),)


Operation.add_index(
    Operation.index(
        Operation.undoes,
        unique=True,
        where=SQL('"undoes" IS NOT NULL'),
        name="operation_undone_once",
    )
)
