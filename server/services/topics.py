"""Requests by topic: asked for, put together copy by copy, handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from library.catalogue import CopyState
from library.topics import NotNow, TopicState, TopicStep, after_step
from server.facts import copy_by_code
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.tables import (
    Copy,
    Place,
    Reader,
    SchoolClass,
    Title,
    TopicRequest,
    TopicRequestCopy,
)

_OVER = (TopicState.FULFILLED, TopicState.CANCELLED)
LAST_ONES = 100
"""Requests of the past that the list still shows."""
_USELESS = (
    CopyState.ON_LOAN.value, CopyState.LOST.value, CopyState.MISSING.value,
    CopyState.WRITTEN_OFF.value, CopyState.AT_PARTNER.value,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TopicValues:
    """What somebody wishes for."""

    topic: str
    how_many: int
    wanted_on: date
    school_class_id: int | None = None
    reader_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One request by topic with how many copies lie ready for it."""

    topic_id: int
    values: TopicValues
    state: TopicState
    class_label: str | None
    reader: str
    asked_at: datetime
    gathered: int


@dataclass(frozen=True, slots=True)
class TopicCopy:
    """One copy laid aside for it."""

    copy_id: int
    code: str | None
    title: str
    author: str
    state: str
    place: str | None


def topics(server: Server) -> list[TopicLine]:
    """Live requests, and the last ones of the past."""
    with server.library.snapshot():
        query = _lines().order_by(TopicRequest.closed_at.is_null(False), TopicRequest.id.desc())
        return [_line(row) for row in query.limit(LAST_ONES).tuples()]


def topic(server: Server, topic_id: int) -> tuple[TopicLine, list[TopicCopy]] | None:
    """One request with its copies; None when there is no such one."""
    with server.library.snapshot():
        rows = list(_lines().where(TopicRequest.id == topic_id).tuples())
        return (_line(rows[0]), _copies(topic_id)) if rows else None


def _lines() -> Any:
    gathered = TopicRequestCopy.select(fn.COUNT(TopicRequestCopy.copy)).where(
        TopicRequestCopy.topic_request == TopicRequest.id
    )
    return (
        TopicRequest.select(
            TopicRequest.id, TopicRequest.topic, TopicRequest.how_many, TopicRequest.wanted_on,
            TopicRequest.school_class, TopicRequest.reader, TopicRequest.note, TopicRequest.state,
            SchoolClass.grade, SchoolClass.letter, Reader.surname, Reader.given_name,
            TopicRequest.asked_at, gathered,
        )
        .join(SchoolClass, JOIN.LEFT_OUTER, on=TopicRequest.school_class == SchoolClass.id)
        .join(Reader, JOIN.LEFT_OUTER, on=TopicRequest.reader == Reader.id)
    )  # fmt: skip


def _line(row: tuple[Any, ...]) -> TopicLine:
    (topic_id, said, how_many, wanted_on, class_id, reader_id, note, state, grade, letter,
     surname, given, asked_at, gathered) = row  # fmt: skip
    return TopicLine(
        topic_id, TopicValues(said, how_many, wanted_on, class_id, reader_id, note),
        TopicState(state), None if grade is None else f"{grade}{letter}",
        " ".join(filter(None, (surname, given))), asked_at, gathered,
    )  # fmt: skip


def _copies(topic_id: int) -> list[TopicCopy]:
    rows: Any = (
        TopicRequestCopy.select(
            Copy.id, Copy.code, Title.name, Title.author, Copy.state, Place.name
        )
        .join(Copy)
        .join(Title)
        .join(Place, JOIN.LEFT_OUTER, on=Copy.home_place == Place.id)
        .where(TopicRequestCopy.topic_request == topic_id)
        .order_by(Title.sort_key, Copy.id)
    )
    return [TopicCopy(*row) for row in rows.tuples()]


def teachers(server: Server) -> list[tuple[int, str]]:
    """Who may ask for a topic: adults of the school, in Kazakh order."""
    with server.library.reading():
        rows: Any = (
            Reader.select(Reader.id, Reader.surname, Reader.given_name)
            .where(Reader.category.in_(("teacher", "tutor", "staff")), Reader.state != "left")
            .order_by(Reader.sort_key)
        )
        return [(row[0], f"{row[1]} {row[2]}") for row in rows.tuples()]


def ask_topic(server: Server, deed: Deed, values: TopicValues) -> int:
    """A new request; its number. A form sent twice gives the number of the first time."""
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            return int(recorded.detail["before"]["topic"])
        row = TopicRequest.create(
            topic=values.topic, how_many=values.how_many, school_class=values.school_class_id,
            reader=values.reader_id, wanted_on=values.wanted_on, note=values.note,
            asked_at=deed.origin.happened_at, staff=deed.origin.staff_id,
        )  # fmt: skip
        write_deed(server, work, deed, before={"topic": row.id})
        return int(row.id)


def lay_aside(server: Server, deed: Deed, topic_id: int, code: str) -> str:
    """Put a scanned copy to the request: `added`, `there-already`, `unknown`, `not-here` (it
    is lent or gone) or `over`. The copy stays where the library thinks it is."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return "added"
        row = TopicRequest.get_or_none(TopicRequest.id == topic_id)
        if row is None or row.state in _OVER:
            return "over"
        copy = copy_by_code(work, code)
        if copy is None:
            return "unknown"
        if copy.facts.state.value in _USELESS:
            return "not-here"
        copy_id = copy.facts.copy_id
        known = TopicRequestCopy.get_or_none(
            TopicRequestCopy.topic_request == topic_id, TopicRequestCopy.copy == copy_id
        )
        if known is not None:
            return "there-already"
        TopicRequestCopy.create(topic_request=topic_id, copy=copy_id)
        write_deed(server, work, deed, before={"topic": topic_id})
        return "added"


def put_back(server: Server, deed: Deed, topic_id: int, copy_id: int) -> bool:
    """Take a copy from the request again; False when it was not there."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        gone = (
            TopicRequestCopy.delete()
            .where(TopicRequestCopy.topic_request == topic_id, TopicRequestCopy.copy == copy_id)
            .execute()
        )
        if gone:
            write_deed(server, work, deed, before={"topic": topic_id})
        return bool(gone)


def step_topic(
    server: Server, deed: Deed, topic_id: int, step: TopicStep
) -> TopicState | NotNow | None:
    """Prepare, hand over, take back or cancel; None when there is no such request."""
    with server.library.writing() as work:
        row = TopicRequest.get_or_none(TopicRequest.id == topic_id)
        if row is None:
            return None
        if done_before(work, deed):
            return TopicState(row.state)
        copies = TopicRequestCopy.select().where(TopicRequestCopy.topic_request == topic_id)
        new = after_step(TopicState(row.state), step, copies.count())
        if isinstance(new, NotNow):
            return new
        before = {"topic": topic_id, "state": row.state}
        closed_at = deed.origin.happened_at if new in _OVER else None
        TopicRequest.update(state=new.value, closed_at=closed_at).where(
            TopicRequest.id == topic_id
        ).execute()
        write_deed(server, work, deed, before=before)
        return new
