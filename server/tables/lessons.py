"""Lessons: for an hour a kiosk serves one class, which takes its textbooks."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, TextField

from server.tables.fields import InstantField, NumberedTable
from server.tables.people import Reader
from server.tables.school import SchoolClass
from server.tables.stations import Station


class Lesson(NumberedTable):
    """One lesson of a class or a dormitory group at a station, over at `until` or when
    somebody closed it. `reader` is the teacher who opened it by card and PIN."""

    station = ForeignKeyField(Station, index=False)
    school_class = ForeignKeyField(SchoolClass, null=True, index=False)
    dorm_group = TextField(null=True)
    opened_at = InstantField()
    until = InstantField()
    closed_at = InstantField(null=True)
    reader = ForeignKeyField(Reader, null=True)

    class Meta:
        constraints = (SQL('CHECK (("school_class_id" IS NULL) <> ("dorm_group" IS NULL))'),)


Lesson.add_index(
    Lesson.index(Lesson.station, where=SQL('"closed_at" IS NULL'), name="lesson_open")
)
