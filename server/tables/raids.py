"""Checks of textbooks in the classrooms."""

from __future__ import annotations

from peewee import Check, CompositeKey, DateField, ForeignKeyField, IntegerField, TextField

from server.tables.fields import InstantField, NumberedTable, Table
from server.tables.people import Reader, Staff
from server.tables.school import SchoolClass


class Raid(NumberedTable):
    """One check of a class on a day; two people on one day fill the same sheet."""

    school_class = ForeignKeyField(SchoolClass, index=False)
    held_on = DateField()
    staff = ForeignKeyField(Staff, null=True, index=False)
    note = TextField(default="")
    saved_at = InstantField()


Raid.add_index(
    Raid.index(Raid.school_class, Raid.held_on, unique=True, name="raid_once_a_day")
)


class RaidMark(Table):
    """How a pupil's textbooks look: 5 good … 1 unfit. Who was absent has no mark."""

    raid = ForeignKeyField(Raid, backref="marks", index=False)
    reader = ForeignKeyField(Reader)
    mark = IntegerField(constraints=[Check('"mark" BETWEEN 1 AND 5')])

    class Meta:
        primary_key = CompositeKey("raid", "reader")
