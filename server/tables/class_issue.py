"""Giving out class sets: what is given by quantity, who is not there today."""

from __future__ import annotations

from peewee import SQL, CompositeKey, DateField, ForeignKeyField, IntegerField

from server.tables.fields import Table
from server.tables.people import Reader
from server.tables.textbooks import TextbookPlanLine


class TextbookQuantity(Table):
    """So many workbooks of a line without copy codes were given to a pupil."""

    line = ForeignKeyField(TextbookPlanLine, index=False)
    reader = ForeignKeyField(Reader)
    quantity = IntegerField(constraints=[SQL("CHECK (quantity > 0)")])
    given_on = DateField()

    class Meta:
        primary_key = CompositeKey("line", "reader")


class IssueAbsence(Table):
    """The pupil was not there when books were given out on this day."""

    reader = ForeignKeyField(Reader, index=False)
    day = DateField()

    class Meta:
        primary_key = CompositeKey("reader", "day")
