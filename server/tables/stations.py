"""Stations: named places with a secret; what they ask of the people at the desk."""

from __future__ import annotations

from peewee import SQL, BooleanField, ForeignKeyField, IntegerField, TextField

from server.tables.catalogue import Copy
from server.tables.fields import InstantField, NumberedTable, one_of
from server.tables.people import Staff

STATION_KINDS = ("self-service", "desk", "sip2", "board")
UNSEEN_RETURN = "unseen-return"
TASK_KINDS = (UNSEEN_RETURN, "offline-conflict")


class Station(NumberedTable):
    """A place that asks. Only hashes are kept: of the browser's cookie secret, of the
    bearer token of a station on another machine, of the one-time pairing link."""

    name = TextField(unique=True)
    kind = TextField(default="self-service", constraints=[one_of("kind", STATION_KINDS)])
    active = BooleanField(default=True)
    secret_hash = TextField(null=True, unique=True)
    token_hash = TextField(null=True, unique=True)
    pairing_hash = TextField(null=True, unique=True)
    pairing_until = InstantField(null=True)
    pin_failures = IntegerField(default=0)
    pin_failed_at = InstantField(null=True)
    pin_locked_until = InstantField(null=True)


class KioskCall(NumberedTable):
    """Somebody at a kiosk needs a person; `done_at` when one came."""

    station = ForeignKeyField(Station, index=False)
    reason = TextField()
    copy = ForeignKeyField(Copy, null=True, index=False)
    called_at = InstantField()
    done_at = InstantField(null=True)
    done_by = ForeignKeyField(Staff, null=True, index=False)


KioskCall.add_index(
    KioskCall.index(KioskCall.called_at, where=SQL('"done_at" IS NULL'), name="kiosk_call_open")
)


class DeskTask(NumberedTable):
    """Something a librarian must look at; one open task of a kind for one copy."""

    kind = TextField(constraints=[one_of("kind", TASK_KINDS)])
    copy = ForeignKeyField(Copy, null=True, index=False)
    made_at = InstantField()
    done_at = InstantField(null=True)
    done_by = ForeignKeyField(Staff, null=True, index=False)


DeskTask.add_index(
    DeskTask.index(
        DeskTask.kind,
        DeskTask.copy,
        unique=True,
        where=SQL('"done_at" IS NULL'),
        name="desk_task_one_open",
    )
)
