"""Requests as lists: who waits for what, what to fetch from the shelves, what stands ready."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from i18n.sorting import sort_key
from library.catalogue import CopyState
from library.holds import kept_until
from library.requests import RequestState
from library.shelf_order import shelf_key
from server.server import Server
from server.tables import (
    Copy,
    Membership,
    Place,
    Reader,
    Request,
    SchoolClass,
    Title,
    TopicRequest,
)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One live request. `kept_until` while it stands ready; `to_fetch`: a copy that could
    serve it stands on its shelf."""

    request_id: int
    title_id: int
    title: str
    author: str
    reader_id: int | None
    reader: str
    short_name: str
    class_label: str | None
    language: str | None
    state: str
    copy_id: int | None
    copy_code: str | None
    asked_at: datetime
    ready_on: date | None
    kept_until: date | None
    to_fetch: bool = False

    @property
    def standing(self) -> str:
        """Text key `request.standing-<standing>`."""
        return "to-fetch" if self.to_fetch else self.state


@dataclass(frozen=True, slots=True)
class ToFetch:
    """One copy to take from its shelf, for this many readers who wait for its title."""

    copy_id: int
    code: str | None
    title_id: int
    title: str
    author: str
    place: str | None
    bbk: str | None
    author_mark: str | None
    volume: str | None

    @property
    def shelf_order(self) -> tuple[bytes, bytes, int]:
        """The order in which somebody walks along the shelves."""
        key = shelf_key(self.bbk, self.author_mark, self.title, self.volume, sort_key)
        return sort_key(self.place or ""), key, self.copy_id


@dataclass(frozen=True, slots=True)
class Counts:
    """What the home page says of requests."""

    to_fetch: int
    ready: int
    topics: int


def request_lines(server: Server) -> list[RequestLine]:
    """All live requests, the longest waiting first."""
    with server.library.snapshot():
        free = _free_copies()
        rows: Any = (
            Request.select(
                Request.id, Title.id, Title.name, Title.author, Reader.id, Reader.surname,
                Reader.given_name, Reader.language, SchoolClass.grade, SchoolClass.letter,
                Request.state, Request.copy, Copy.code, Request.asked_at, Request.ready_at,
            )
            .join(Title)
            .join(Reader, JOIN.LEFT_OUTER, on=Request.reader == Reader.id)
            .join(
                Membership, JOIN.LEFT_OUTER,
                on=(Membership.reader == Reader.id) & Membership.to_on.is_null(),
            )
            .join(SchoolClass, JOIN.LEFT_OUTER, on=Membership.school_class == SchoolClass.id)
            .join(Copy, JOIN.LEFT_OUTER, on=Request.copy == Copy.id)
            .where(Request.closed_at.is_null())
            .order_by(Request.asked_at, Request.id)
        )  # fmt: skip
        return [_line(server, row, free) for row in rows.tuples()]


def _line(server: Server, row: tuple[Any, ...], free: dict[int, int]) -> RequestLine:
    (request_id, title_id, title, author, reader_id, surname, given, language, grade, letter,
     state, copy_id, code, asked_at, ready_at) = row  # fmt: skip
    ready_on = None if ready_at is None else server.day_of(ready_at)
    to_fetch = state == RequestState.WAITING.value and free.get(title_id, 0) > 0
    if to_fetch:
        # Each copy serves one reader, the one who asked first.
        free[title_id] -= 1
    return RequestLine(
        request_id, title_id, title, author, reader_id,
        " ".join(filter(None, (surname, given))),
        f"{given} {surname[:1]}." if surname else given or "",
        None if grade is None else f"{grade}{letter}", language, state, copy_id, code, asked_at,
        ready_on, None if ready_on is None else kept_until(ready_on, server.calendar), to_fetch,
    )  # fmt: skip


def _waiting_titles() -> dict[int, int]:
    """How many readers wait for each title."""
    rows: Any = (
        Request.select(Request.title, fn.COUNT(Request.id))
        .where(Request.closed_at.is_null(), Request.state == RequestState.WAITING.value)
        .group_by(Request.title)
    )
    return dict(rows.tuples())


def _servable(titles: Iterable[int]) -> Any:
    """Copies on their shelf that may serve a request."""
    return (
        Copy.title.in_(list(titles))
        & (Copy.state == CopyState.ON_SHELF.value)
        & ~Copy.reading_room_only
        & ~Copy.on_display
    )


def _free_copies() -> dict[int, int]:
    """Of each title somebody waits for: how many copies could serve."""
    waiting = _waiting_titles()
    rows: Any = (
        Copy.select(Copy.title, fn.COUNT(Copy.id)).where(_servable(waiting)).group_by(Copy.title)
    )
    return dict(rows.tuples()) if waiting else {}


def to_fetch(server: Server) -> list[ToFetch]:
    """The copies to take from their shelves now, in the order of the shelves; of each title
    as many as readers wait for it."""
    with server.library.snapshot():
        waiting = _waiting_titles()
        rows: Any = (
            Copy.select(
                Copy.id, Copy.code, Title.id, Title.name, Title.author, Place.name, Title.bbk,
                Title.author_mark, Title.volume,
            )
            .join(Title)
            .join(Place, JOIN.LEFT_OUTER, on=Copy.home_place == Place.id)
            .where(_servable(waiting))
            .order_by(Copy.id)
        )  # fmt: skip
        found = []
        for row in rows.tuples() if waiting else ():
            if waiting[row[2]] > 0:
                waiting[row[2]] -= 1
                found.append(ToFetch(*row))
    return sorted(found, key=lambda each: each.shelf_order)


def waiting_counts(server: Server) -> Counts:
    """What wants somebody: copies to fetch, copies that stand ready, open topics."""
    with server.library.snapshot():
        waiting, free = _waiting_titles(), _free_copies()
        ready = Request.select().where(
            Request.closed_at.is_null(), Request.state == RequestState.READY.value
        )
        topics = TopicRequest.select().where(TopicRequest.closed_at.is_null())
        return Counts(
            sum(min(count, free.get(title, 0)) for title, count in waiting.items()),
            ready.count(), topics.count(),
        )  # fmt: skip
