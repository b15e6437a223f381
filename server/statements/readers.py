"""Readers by card, with the class of today; PIN counters; visits."""

from __future__ import annotations

from typing import Any

from peewee import JOIN

from server.database import Arg, Statement
from server.tables import Card, Membership, Reader, SchoolClass, Station, Visit


def _readers() -> Any:
    """A reader with the class of today."""
    return (
        Reader.select(
            Reader.id, Reader.category, Reader.state, Reader.suspended_until, Reader.valid_until,
            Reader.given_name, Reader.surname, Reader.language,
            SchoolClass.grade, SchoolClass.letter,
        )
        .join(
            Membership,
            JOIN.LEFT_OUTER,
            on=(Membership.reader == Reader.id) & Membership.to_on.is_null(),
        )
        .join(SchoolClass, JOIN.LEFT_OUTER, on=Membership.school_class == SchoolClass.id)
    )  # fmt: skip


READER_BY_ID = Statement("reader by id", lambda: _readers().where(Reader.id == Arg("reader_id")))
READER_BY_CARD = Statement(
    "reader by card",
    lambda: (
        _readers()
        .join(Card, on=Card.reader == Reader.id)
        .where((Card.number == Arg("number")) & (Card.state == Arg("state")))
    ),
)
SET_LANGUAGE = Statement(
    "set language",
    lambda: Reader.update({Reader.language: Arg("language")}).where(Reader.id == Arg("reader_id")),
)
READER_PIN = Statement(
    "reader pin",
    lambda: Reader.select(Reader.pin_hash, Reader.pin_failures, Reader.pin_locked_until).where(
        Reader.id == Arg("reader_id")
    ),
)
SET_READER_PIN_FAILURES = Statement(
    "set reader pin failures",
    lambda: Reader.update(
        {Reader.pin_failures: Arg("failures"), Reader.pin_locked_until: Arg("until")}
    ).where(Reader.id == Arg("reader_id")),
)
STATION_PIN = Statement(
    "station pin",
    lambda: Station.select(
        Station.pin_failures, Station.pin_failed_at, Station.pin_locked_until
    ).where(Station.id == Arg("station_id")),
)
SET_STATION_PIN_FAILURES = Statement(
    "set station pin failures",
    lambda: Station.update(
        {
            Station.pin_failures: Arg("failures"),
            Station.pin_failed_at: Arg("failed_at"),
            Station.pin_locked_until: Arg("until"),
        }
    ).where(Station.id == Arg("station_id")),
)
VISIT_OF_DAY = Statement(
    "visit of day",
    lambda: Visit.select(Visit.id).where(
        (Visit.reader == Arg("reader_id")) & (Visit.day == Arg("day"))
    ),
)
ADD_VISIT = Statement(
    "add visit",
    lambda: Visit.insert(
        {
            Visit.reader: Arg("reader_id"),
            Visit.day: Arg("day"),
            Visit.category: Arg("category"),
            Visit.station: Arg("station_id"),
            Visit.came_at: Arg("came_at"),
            Visit.class_label: Arg("class_label"),
        }
    ),
)
