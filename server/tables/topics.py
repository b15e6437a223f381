"""Requests by topic: so many books about something, for a class, by a day."""

from __future__ import annotations

from peewee import SQL, CompositeKey, DateField, ForeignKeyField, IntegerField, TextField

from library.topics import TopicState
from server.tables.catalogue import Copy
from server.tables.fields import InstantField, NumberedTable, Table, one_of
from server.tables.people import Reader, Staff
from server.tables.school import SchoolClass


class TopicRequest(NumberedTable):
    """A wish for `how_many` books on a topic; `reader` is the teacher who asked; live while
    `closed_at` is empty."""

    topic = TextField()
    how_many = IntegerField()
    school_class = ForeignKeyField(SchoolClass, null=True, index=False)
    reader = ForeignKeyField(Reader, null=True, backref="topic_requests")
    wanted_on = DateField()
    state = TextField(default=TopicState.WAITING.value, constraints=[one_of("state", TopicState)])
    note = TextField(default="")
    asked_at = InstantField()
    closed_at = InstantField(null=True)
    staff = ForeignKeyField(Staff, null=True, index=False)


TopicRequest.add_index(
    TopicRequest.index(
        TopicRequest.wanted_on, where=SQL('"closed_at" IS NULL'), name="topic_request_open"
    )
)


class TopicRequestCopy(Table):
    """One copy laid aside for a topic."""

    topic_request = ForeignKeyField(TopicRequest, backref="copies", index=False)
    copy = ForeignKeyField(Copy, backref="+")

    class Meta:
        primary_key = CompositeKey("topic_request", "copy")
