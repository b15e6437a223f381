"""Readers with their cards and classes; staff with their sessions."""

from __future__ import annotations

from peewee import SQL, BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from library.readers import Category, ReaderState
from library.rights import Role
from server.tables.fields import BytesField, InstantField, NumberedTable, one_of
from server.tables.school import SchoolClass

CARD_STATES = ("active", "lost", "withdrawn")


class Reader(NumberedTable):
    """A person who borrows. The pin counters slow the keypad, never the card.

    `re_registered_on` and `rules_accepted_on` are marks with their day; `absent_since`: a
    whole roster came without him ("left?"); `merged_into`: he was entered twice; with
    `removed_at` the names are empty and only what statistics need remains.
    """

    surname = TextField()
    given_name = TextField()
    patronymic = TextField(null=True)
    category = TextField(constraints=[one_of("category", Category)])
    language = TextField(null=True)
    state = TextField(default=ReaderState.ACTIVE.value, constraints=[one_of("state", ReaderState)])
    suspended_until = DateField(null=True)
    suspended_why = TextField(null=True)
    valid_until = DateField(null=True)
    pin_hash = TextField(null=True)
    pin_failures = IntegerField(default=0)
    pin_locked_until = InstantField(null=True)
    sort_key = BytesField(index=True)
    search_key = TextField()
    sex = TextField(null=True, constraints=[one_of("sex", ("f", "m"))])
    born_on = DateField(null=True)
    phone = TextField(null=True)
    guardian = TextField(null=True)
    dormitory = TextField(null=True)
    room = TextField(null=True)
    dorm_group = TextField(null=True, index=True)
    registered_on = DateField(null=True)
    rules_accepted_on = DateField(null=True)
    re_registered_on = DateField(null=True)
    absent_since = DateField(null=True)
    left_on = DateField(null=True)
    merged_into = ForeignKeyField("self", null=True, index=False, backref="+")
    removed_at = InstantField(null=True)


Reader.add_index(
    Reader.index(
        Reader.absent_since, where=SQL('"absent_since" IS NOT NULL'), name="reader_absent"
    )
)


class Membership(NumberedTable):
    """A reader in a class from one day to another; `to_on` empty: now."""

    reader = ForeignKeyField(Reader, backref="memberships")
    school_class = ForeignKeyField(SchoolClass, backref="memberships")
    from_on = DateField()
    to_on = DateField(null=True)


Membership.add_index(
    Membership.index(
        Membership.reader,
        unique=True,
        where=SQL('"to_on" IS NULL'),
        name="membership_one_current",
    )
)


class Card(NumberedTable):
    """A number or UID that stands for a reader; a reader may hold several."""

    number = TextField(unique=True)
    reader = ForeignKeyField(Reader, backref="cards")
    state = TextField(default="active", constraints=[one_of("state", CARD_STATES)])
    issued_on = DateField(null=True)
    ended_on = DateField(null=True)


class Staff(NumberedTable):
    """Who signs in at the desk. `reader`: the same person as a reader, if any.
    `must_change`: the password was given by somebody else."""

    login = TextField(unique=True)
    name = TextField()
    password_hash = TextField()
    role = TextField(constraints=[one_of("role", Role)])
    reader = ForeignKeyField(Reader, null=True, index=False)
    active = BooleanField(default=True)
    failures = IntegerField(default=0)
    locked_until = InstantField(null=True)
    must_change = BooleanField(null=True)
    made_at = InstantField(null=True)


class StaffSession(NumberedTable):
    """One signed-in browser; only the hash of its token is kept."""

    token_hash = TextField(unique=True)
    staff = ForeignKeyField(Staff, backref="sessions")
    started_at = InstantField()
    seen_at = InstantField()
    ended_at = InstantField(null=True)


class FormerName(NumberedTable):
    """What a reader was called until a day; a search finds it too."""

    reader = ForeignKeyField(Reader, backref="former_names")
    surname = TextField()
    given_name = TextField()
    patronymic = TextField(null=True)
    until_on = DateField()
    staff = ForeignKeyField(Staff, null=True, index=False)
