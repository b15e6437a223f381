"""The register of books taken in the place of lost ones (domain F8)."""

from __future__ import annotations

from peewee import DateField, ForeignKeyField, IntegerField, TextField

from library.cases import Replacing
from server.tables.accessions import AccessionBatch
from server.tables.catalogue import Copy
from server.tables.circulation import LoanCase
from server.tables.fields import NumberedTable, one_of
from server.tables.people import Staff
from server.tables.registers import PaperAct


class Replacement(NumberedTable):
    """A line of the register: `copy` came in with `batch` in the place of the case's copy,
    which left by `act`. `class_label` is that of the day."""

    year = IntegerField()
    number = IntegerField()
    loan_case = ForeignKeyField(LoanCase, unique=True)
    replacing = TextField(constraints=[one_of("replacing", Replacing)])
    taken_on = DateField()
    copy = ForeignKeyField(Copy)
    batch = ForeignKeyField(AccessionBatch, index=False)
    act = ForeignKeyField(PaperAct, index=False)
    class_label = TextField(default="")
    staff = ForeignKeyField(Staff, null=True, index=False)


Replacement.add_index(
    Replacement.index(Replacement.year, Replacement.number, unique=True, name="replacement_number")
)
