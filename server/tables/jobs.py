"""Long work: what was asked, how far it is, what came of it."""

from __future__ import annotations

from peewee import SQL, BooleanField, ForeignKeyField, IntegerField, TextField

from server.tables.fields import InstantField, NumberedTable, one_of
from server.tables.people import Staff

JOB_STATES = ("waiting", "running", "done", "failed", "cancelled", "interrupted")


class Job(NumberedTable):
    """One piece of long work. `arguments` and `result` are JSON without names; `done` of
    `total` steps; `error` a stable code. Unfinished while `ended_at` is empty."""

    kind = TextField()
    arguments = TextField()
    state = TextField(default="waiting", constraints=[one_of("state", JOB_STATES)])
    done = IntegerField(default=0)
    total = IntegerField(default=0)
    cancel_asked = BooleanField(default=False)
    result = TextField(null=True)
    error = TextField(null=True)
    staff = ForeignKeyField(Staff, null=True, index=False)
    asked_at = InstantField()
    started_at = InstantField(null=True)
    ended_at = InstantField(null=True)


Job.add_index(Job.index(Job.asked_at, where=SQL('"ended_at" IS NULL'), name="job_unfinished"))
