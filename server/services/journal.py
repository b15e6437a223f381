"""Writing the journal, finding a repeated question, giving its stored answer again."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from library.operations import Answer, OperationReused, Origin
from server.database import Work
from server.facts import copy_by_id
from server.services.stored_answers import again, kept
from server.statements.journal import OPERATION_BY_ID, WRITE_OPERATION
from server.tables.fields import instant_of, instant_text

_compact = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to write. `reader_id` is whose record it touches, `session_reader_id` whose
    session was open; `before` is what undoing restores: row numbers and states, no names."""

    kind: str
    copy_id: int | None = None
    reader_id: int | None = None
    session_reader_id: int | None = None
    undoes: str | None = None
    before: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row as it was written."""

    seq: int
    id: str
    kind: str
    station_id: int | None
    staff_id: int | None
    copy_id: int | None
    reader_id: int | None
    session_reader_id: int | None
    happened_at: datetime
    undoes: str | None
    salt: bytes | None
    content_seal: bytes
    detail: dict[str, Any]
    recorded_at: datetime


def find(work: Work, operation_id: str) -> Recorded | None:
    """The operation with this id."""
    row = work.one(OPERATION_BY_ID, id=operation_id)
    if row is None:
        return None
    (seq, id_, kind, station_id, staff_id, copy_id, reader_id, session_reader_id,
     salt, content_seal, happened_at, undoes, detail, recorded_at) = row  # fmt: skip
    return Recorded(
        seq, id_, kind, station_id, staff_id, copy_id, reader_id, session_reader_id,
        instant_of(happened_at), undoes, salt, content_seal, json.loads(detail),
        instant_of(recorded_at),
    )  # fmt: skip


def answered_before(work: Work, question: Any) -> Answer | None:
    """The stored answer when this very question was recorded; OperationReused when its id
    stands for another one; None when it is new."""
    origin: Origin = question.origin
    recorded = find(work, origin.operation_id)
    if recorded is None:
        return None
    if recorded.salt is None or content_seal(question, recorded.salt) != recorded.content_seal:
        return OperationReused(origin.operation_id)
    copy = None if recorded.copy_id is None else copy_by_id(work, recorded.copy_id)
    return again(recorded.detail["answer"], recorded.id, copy.card if copy else None)


def record(work: Work, question: Any, entry: Entry, answer: Answer, recorded_at: datetime) -> None:
    """Append the operation with its answer; `seq` follows the last one without a gap."""
    origin: Origin = question.origin
    salt = secrets.token_bytes(16)
    detail: dict[str, Any] = {"answer": kept(answer)}
    if entry.before:
        detail["before"] = entry.before
    work.run(
        WRITE_OPERATION,
        id=origin.operation_id,
        kind=entry.kind,
        station_id=origin.station_id,
        staff_id=origin.staff_id,
        copy_id=entry.copy_id,
        reader_id=entry.reader_id,
        session_reader_id=entry.session_reader_id,
        reader_seal=None if entry.reader_id is None else reader_seal(salt, entry.reader_id),
        salt=salt,
        content_seal=content_seal(question, salt),
        happened_at=instant_text(origin.happened_at),
        recorded_at=instant_text(recorded_at),
        undoes=entry.undoes,
        detail=_compact(detail),
    )
    work.note_change()


def reader_seal(salt: bytes, reader_id: int) -> bytes:
    """What remains of a reader once the row is anonymised."""
    return hashlib.sha256(salt + str(reader_id).encode()).digest()


def content_seal(question: Any, salt: bytes) -> bytes:
    """A salted hash of all a question says, its id apart.

    Fields at their default are left out, so that a field added later changes no old seal.
    """
    origin: Origin = question.origin
    said = [
        type(question).__name__,
        str(origin.station_id),
        str(origin.staff_id),
        instant_text(origin.happened_at),
    ]
    for name, default in _content(question.__class__):
        value = getattr(question, name)
        if value != default:
            said.append(f"{name}={value}")
    return hashlib.sha256(salt + "\0".join(said).encode()).digest()


@cache
def _content(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Names and defaults of what a question says beside its origin."""
    return tuple((each.name, each.default) for each in fields(kind) if each.name != "origin")
