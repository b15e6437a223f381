"""Who answers for a class or a dormitory group, and sees its debts."""

from __future__ import annotations

from peewee import SQL, DateField, ForeignKeyField, TextField

from library.classes import Duty
from server.tables.fields import NumberedTable, one_of
from server.tables.people import Staff
from server.tables.school import SchoolClass


class Responsibility(NumberedTable):
    """A member of staff for one class, or for one dormitory group by its name, from one day
    to another; `to_on` empty: now."""

    staff = ForeignKeyField(Staff, backref="responsibilities")
    school_class = ForeignKeyField(SchoolClass, null=True, backref="responsibilities")
    dorm_group = TextField(null=True)
    kind = TextField(constraints=[one_of("kind", Duty)])
    from_on = DateField()
    to_on = DateField(null=True)

    class Meta:
        constraints = (SQL('CHECK (("school_class_id" IS NULL) <> ("dorm_group" IS NULL))'),)
