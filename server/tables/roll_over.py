"""The roll-over of a school year: a draft, who goes where, and what it did."""

from __future__ import annotations

from peewee import SQL, CompositeKey, DateField, ForeignKeyField, IntegerField, TextField

from library.roll_over import ClassWay, PupilWay
from server.tables.fields import InstantField, NumberedTable, Table, one_of
from server.tables.people import Reader, Staff
from server.tables.school import SchoolClass

ROLL_OVER_STATES = ("draft", "done", "undone")


class RollOver(NumberedTable):
    """From one school year to the next. `backup` the name of the file made before; `made` a
    JSON of row numbers that undoing needs."""

    year_from = TextField()
    year_to = TextField()
    state = TextField(default="draft", constraints=[one_of("state", ROLL_OVER_STATES)])
    begun_at = InstantField()
    begun_by = ForeignKeyField(Staff, null=True, index=False)
    done_at = InstantField(null=True)
    undone_at = InstantField(null=True)
    backup = TextField(null=True)
    made = TextField(null=True)


RollOver.add_index(
    RollOver.index(
        RollOver.state, unique=True, where=SQL("\"state\" = 'draft'"), name="roll_over_one_draft"
    )
)


class RollOverWay(Table):
    """What becomes of a class where it is not what its grade says; `track` of the class it
    becomes."""

    roll_over = ForeignKeyField(RollOver, index=False)
    school_class = ForeignKeyField(SchoolClass, index=False)
    way = TextField(constraints=[one_of("way", ClassWay)])
    track = TextField(null=True)

    class Meta:
        primary_key = CompositeKey("roll_over", "school_class")


class RollOverChoice(Table):
    """A pupil who goes another way than the class."""

    roll_over = ForeignKeyField(RollOver, index=False)
    reader = ForeignKeyField(Reader, index=False)
    way = TextField(constraints=[one_of("way", PupilWay)])

    class Meta:
        primary_key = CompositeKey("roll_over", "reader")


class RollOverListed(NumberedTable):
    """A pupil of a list of new classes; `number` of the line in the file. Gone with the
    draft."""

    roll_over = ForeignKeyField(RollOver)
    number = IntegerField()
    grade = IntegerField()
    letter = TextField()
    language = TextField(null=True)
    track = TextField(null=True)
    surname = TextField()
    given_name = TextField()
    patronymic = TextField(null=True)
    born_on = DateField(null=True)
    card = TextField(null=True)
    sex = TextField(null=True)


class RollOverFault(NumberedTable):
    """A line of the list that cannot be understood."""

    roll_over = ForeignKeyField(RollOver)
    number = IntegerField()
    code = TextField()
    field = TextField(default="")


class RollOverMove(NumberedTable):
    """What a roll-over did with one pupil, so that it can be undone. `state_before` None for
    a reader it made; `debts` open loans and cases of that day."""

    roll_over = ForeignKeyField(RollOver)
    reader = ForeignKeyField(Reader, null=True)
    kind = TextField()
    left_membership_id = IntegerField(null=True)
    left_class = ForeignKeyField(SchoolClass, null=True, index=False, backref="+")
    entered_membership_id = IntegerField(null=True)
    entered_class = ForeignKeyField(SchoolClass, null=True, index=False, backref="+")
    state_before = TextField(null=True)
    debts = IntegerField(default=0)
