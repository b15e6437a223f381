"""The journal: writing, finding, what came later."""

from __future__ import annotations

from typing import Any

from peewee import fn

from server.database import Arg, Statement
from server.tables import Operation


def _operations() -> Any:
    return Operation.select(
        Operation.seq, Operation.id, Operation.kind, Operation.station, Operation.staff,
        Operation.copy, Operation.reader, Operation.session_reader, Operation.salt,
        Operation.content_seal, Operation.happened_at, Operation.undoes, Operation.detail,
        Operation.recorded_at,
    )  # fmt: skip


OPERATION_BY_ID = Statement(
    "operation by id", lambda: _operations().where(Operation.id == Arg("id"))
)


def _later_of_copy() -> Any:
    """What came after an operation about the copy. What was undone since, with its undoing,
    counts for nothing: so steps are taken back one after the other."""
    undoing, target = Operation.alias(), Operation.alias()
    undone = undoing.select(undoing.seq).where(undoing.undoes == Operation.id)
    of_later = target.select(target.seq).where(
        (target.id == Operation.undoes) & (target.seq > Arg("seq"))
    )
    return (
        Operation.select(Operation.seq)
        .where((Operation.copy == Arg("copy_id")) & (Operation.seq > Arg("seq")))
        .where(~fn.EXISTS(undone) & ~fn.EXISTS(of_later))
        .limit(1)
    )


LATER_OF_COPY = Statement("later operation of copy", _later_of_copy)
# These leave a copy where it is, whatever its true order in time.
_MOVES_NOTHING = ("undo", "copy-places", "room-use", "topic-copy", "topic-copy-back")


def _moved_after() -> Any:
    """What moved a copy after an instant and was not undone."""
    undoing = Operation.alias()
    undone = undoing.select(undoing.seq).where(undoing.undoes == Operation.id)
    return (
        Operation.select(Operation.seq)
        .where((Operation.copy == Arg("copy_id")) & (Operation.happened_at > Arg("at")))
        .where(Operation.kind.not_in(_MOVES_NOTHING))
        .where(~fn.EXISTS(undone))
        .limit(1)
    )


MOVED_AFTER = Statement("moved after", _moved_after)
LATER_AT_STATION = Statement(
    "later operation at station",
    lambda: (
        Operation.select(Operation.seq)
        .where((Operation.seq > Arg("seq")) & (Operation.station == Arg("station_id")))
        .limit(1)
    ),
)
WRITE_OPERATION = Statement(
    "write operation",
    lambda: Operation.insert(
        {
            Operation.seq: Operation.select(fn.COALESCE(fn.MAX(Operation.seq), 0) + 1),
            Operation.id: Arg("id"),
            Operation.kind: Arg("kind"),
            Operation.station: Arg("station_id"),
            Operation.staff: Arg("staff_id"),
            Operation.copy: Arg("copy_id"),
            Operation.reader: Arg("reader_id"),
            Operation.session_reader: Arg("session_reader_id"),
            Operation.reader_seal: Arg("reader_seal"),
            Operation.salt: Arg("salt"),
            Operation.content_seal: Arg("content_seal"),
            Operation.happened_at: Arg("happened_at"),
            Operation.recorded_at: Arg("recorded_at"),
            Operation.undoes: Arg("undoes"),
            Operation.detail: Arg("detail"),
        }
    ),
)
NEWEST = Statement(
    "newest operation",
    lambda: Operation.select(Operation.seq).order_by(Operation.seq.desc()).limit(1),
)
