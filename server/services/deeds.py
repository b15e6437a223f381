"""Deeds of the desk that are no lending: a name changed, a class read in, a rule edited.

Each is an operation of the journal like any other, with the same promises: one row in the
transaction of the change, an id that makes a repeated form harmless.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from library.operations import Noted, OperationReused, Origin
from server.database import Work
from server.errors import LibraryError
from server.server import Server
from server.services.journal import Entry, answered_before, record


class IdReused(LibraryError):
    """The form's id stands for another deed: the page is older than what it wants."""

    code = "operation-reused"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a member of staff does. `content` tells equal acts from different ones (values
    of the form as text); it is sealed, never stored."""

    origin: Origin
    kind: str
    content: str = ""
    reader_id: int | None = None
    copy_id: int | None = None


def done_before(work: Work, deed: Deed) -> bool:
    """Whether this very act was done: the form was sent twice. Raises IdReused when its id
    stands for another one."""
    answer = answered_before(work, deed)
    if isinstance(answer, OperationReused):
        raise IdReused(deed.origin.operation_id)
    return answer is not None


def write_deed(
    server: Server, work: Work, deed: Deed, before: Mapping[str, Any] | None = None
) -> None:
    """Record it, inside the writing() block of the change. `before` is JSON for the journal
    page and for undoing: row numbers, counts, old values; no names and no titles."""
    entry = Entry(deed.kind, deed.copy_id, deed.reader_id, before=before)
    record(work, deed, entry, Noted(deed.origin.operation_id), server.now())
