"""Loans, requests, cases and visits: what happens between readers and copies."""

from __future__ import annotations

from peewee import SQL, DateField, ForeignKeyField, IntegerField, TextField

from library.requests import RequestState
from server.tables.catalogue import Copy, Title
from server.tables.fields import InstantField, NumberedTable, one_of
from server.tables.people import Reader, Staff
from server.tables.school import SchoolClass
from server.tables.stations import Station

LOAN_ENDS = ("returned", "lost", "voided")
CASE_KINDS = ("lost", "damaged", "pages-missing")
CASE_ENDS = ("found", "replaced", "forgiven", "repaired")


class Loan(NumberedTable):
    """One loan, open while `closed_at` is empty. `category` and `class_label` are those of
    the day it was lent, so anonymising changes no statistic. `seen_at` stays empty while
    a kiosk return is provisional. Conditions are 5 … 1 when lent and when back; `for_class`:
    a teacher keeps the book in a set for that class."""

    copy = ForeignKeyField(Copy, backref="loans")
    reader = ForeignKeyField(Reader, null=True, backref="loans")
    lent_at = InstantField()
    due_on = DateField()
    renewals = IntegerField(default=0)
    category = TextField()
    class_label = TextField(null=True)
    station = ForeignKeyField(Station, null=True, index=False)
    closed_at = InstantField(null=True)
    closed_as = TextField(null=True, constraints=[one_of("closed_as", LOAN_ENDS)])
    seen_at = InstantField(null=True)
    condition_out = IntegerField(null=True)
    condition_back = IntegerField(null=True)
    for_class = ForeignKeyField(SchoolClass, null=True, index=False)

    class Meta:
        constraints = (SQL('CHECK (("closed_at" IS NULL) = ("closed_as" IS NULL))'),)


# The explicit names matter: Peewee silently skips an index whose default name exists.
Loan.add_index(
    Loan.index(
        Loan.copy, unique=True, where=SQL('"closed_at" IS NULL'), name="loan_one_open_per_copy"
    )
)
Loan.add_index(
    Loan.index(Loan.reader, where=SQL('"closed_at" IS NULL'), name="loan_open_of_reader")
)
Loan.add_index(
    Loan.index(
        Loan.closed_at,
        where=SQL('"closed_as" = \'returned\' AND "seen_at" IS NULL'),
        name="loan_returned_unseen",
    )
)


class Request(NumberedTable):
    """A reader waits for a title; `copy` is held for him while `ready`; live while
    `closed_at` is empty."""

    reader = ForeignKeyField(Reader, null=True, backref="requests")
    title = ForeignKeyField(Title, index=False)
    state = TextField(
        default=RequestState.WAITING.value, constraints=[one_of("state", RequestState)]
    )
    copy = ForeignKeyField(Copy, null=True, index=False)
    asked_at = InstantField()
    ready_at = InstantField(null=True)
    closed_at = InstantField(null=True)


Request.add_index(
    Request.index(
        Request.title,
        Request.reader,
        unique=True,
        where=SQL('"closed_at" IS NULL'),
        name="request_one_live",
    )
)
Request.add_index(
    Request.index(
        Request.copy,
        unique=True,
        where=SQL("\"state\" = 'ready'"),
        name="request_one_hold_per_copy",
    )
)

Request.add_index(
    Request.index(Request.state, where=SQL('"closed_at" IS NULL'), name="request_live")
)


class LoanCase(NumberedTable):
    """What is owed beside open loans: a copy lost or damaged; open while `closed_at`
    is empty. A replacement may be promised by a day; who need not replace it has the
    director's order with its number, day and reason."""

    kind = TextField(constraints=[one_of("kind", CASE_KINDS)])
    copy = ForeignKeyField(Copy)
    loan = ForeignKeyField(Loan, null=True)
    reader = ForeignKeyField(Reader, null=True)
    opened_at = InstantField()
    closed_at = InstantField(null=True)
    closed_as = TextField(null=True, constraints=[one_of("closed_as", CASE_ENDS)])
    promised_on = DateField(null=True)
    promise_note = TextField(default="", constraints=[SQL("DEFAULT ''")])
    order_no = TextField(default="", constraints=[SQL("DEFAULT ''")])
    order_on = DateField(null=True)
    order_reason = TextField(default="", constraints=[SQL("DEFAULT ''")])


class Visit(NumberedTable):
    """A reader came on this day; counted once. Without a reader: `people` counted by hand,
    `category` then is a word of library.visits.VisitGroup. `class_label` is that of the day,
    so anonymising changes no statistic; older rows have none."""

    reader = ForeignKeyField(Reader, null=True, index=False)
    day = DateField(index=True)
    category = TextField()
    station = ForeignKeyField(Station, null=True, index=False)
    came_at = InstantField()
    people = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])
    class_label = TextField(null=True)
    staff = ForeignKeyField(Staff, null=True, index=False)

    class Meta:
        indexes = ((("reader", "day"), True),)


class RoomUse(NumberedTable):
    """A copy was read in the reading room: an issue without a loan. `category` is a word
    of library.visits.VisitGroup, empty when nobody asked who read."""

    copy = ForeignKeyField(Copy, index=False)
    day = DateField(index=True)
    used_at = InstantField()
    category = TextField(null=True)
    staff = ForeignKeyField(Staff, null=True, index=False)
    station = ForeignKeyField(Station, null=True, index=False)


RoomUse.add_index(RoomUse.index(RoomUse.copy, RoomUse.used_at, name="room_use_copy_id"))
