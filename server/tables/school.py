"""The school around the library: settings, years, closed days, hours, classes."""

from __future__ import annotations

from peewee import BooleanField, DateField, IntegerField, TextField

from server.tables.fields import NumberedTable, Table, one_of

YEAR_STATUSES = ("confirmed", "unconfirmed")
CLOSED_KINDS = ("vacation", "holiday", "other")


class Setting(Table):
    """One setting of this library: its name, code (ISIL form), zone, language …"""

    key = TextField(primary_key=True)
    value = TextField()


class SchoolYear(NumberedTable):
    """One school year; a year derived from the one before stays `unconfirmed`."""

    name = TextField(unique=True)
    first_on = DateField()
    last_on = DateField()
    status = TextField(constraints=[one_of("status", YEAR_STATUSES)])


class ClosedPeriod(NumberedTable):
    """Days on which the library does not lend: vacations, holidays, a repair."""

    kind = TextField(constraints=[one_of("kind", CLOSED_KINDS)])
    name = TextField()
    first_on = DateField()
    last_on = DateField()


class OpeningHours(NumberedTable):
    """One stretch of opening; `weekday` 1 Monday … 7 Sunday, times `HH:MM` local."""

    weekday = IntegerField(index=True)
    opens = TextField()
    closes = TextField()


class SchoolClass(NumberedTable):
    """A class of one year: `7Ә`, its language of instruction and, in 10–11, its track."""

    year = TextField()
    grade = IntegerField()
    letter = TextField()
    language = TextField()
    track = TextField(null=True)
    closed = BooleanField(default=False)

    class Meta:
        indexes = ((("year", "grade", "letter"), True),)
