"""Readers with their cards and classes; staff with their sessions."""

from __future__ import annotations

from peewee import SQL, BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from library.readers import Category, ReaderState
from library.rights import Role
from server.tables.fields import BytesField, InstantField, NumberedTable, one_of
from server.tables.school import SchoolClass

CARD_STATES = ("active", "lost", "withdrawn")


class Reader(NumberedTable):
    """A person who borrows. The pin counters slow the keypad, never the card."""

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


class Staff(NumberedTable):
    """Who signs in at the desk. `reader`: the same person as a reader, if any."""

    login = TextField(unique=True)
    name = TextField()
    password_hash = TextField()
    role = TextField(constraints=[one_of("role", Role)])
    reader = ForeignKeyField(Reader, null=True, index=False)
    active = BooleanField(default=True)
    failures = IntegerField(default=0)
    locked_until = InstantField(null=True)


class StaffSession(NumberedTable):
    """One signed-in browser; only the hash of its token is kept."""

    token_hash = TextField(unique=True)
    staff = ForeignKeyField(Staff, backref="sessions")
    started_at = InstantField()
    seen_at = InstantField()
    ended_at = InstantField(null=True)
