"""Clearance slips that were given."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from library.clearance import Purpose
from server.tables.fields import InstantField, NumberedTable, one_of
from server.tables.people import Reader, Staff


class ClearanceSlip(NumberedTable):
    """One slip: its number of the year, its code. The name is the reader's own row; `lines`
    are the cases printed on it, as JSON; `voided_why` says why it counts no more."""

    year = IntegerField()
    number = IntegerField()
    code = TextField(unique=True)
    reader = ForeignKeyField(Reader)
    class_label = TextField(default="")
    purpose = TextField(constraints=[one_of("purpose", Purpose)])
    lines = TextField(default="[]")
    issued_at = InstantField()
    staff = ForeignKeyField(Staff, null=True, index=False)
    voided_at = InstantField(null=True)
    voided_why = TextField(default="")


ClearanceSlip.add_index(
    ClearanceSlip.index(
        ClearanceSlip.year, ClearanceSlip.number, unique=True, name="clearance_slip_number"
    )
)
