"""Whose labels are asked for: a title's copies, one copy, a range, a class, a delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from library.catalogue import CopyState
from library.classes import class_label
from server.server import Server
from server.services.label_queue import MOST_ITEMS
from server.tables import (
    AccessionBatch,
    AccessionCopy,
    AccessionLine,
    Copy,
    Membership,
    SchoolClass,
    Title,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Copies or readers, in order; `name` tells people what they are (a title, a class, a
    document's number)."""

    name: str
    copy_ids: tuple[int, ...] = ()
    reader_ids: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many labels of one kind."""
        return len(self.copy_ids) + len(self.reader_ids)


def subject(server: Server, kind: str, text: str) -> Subject | None:
    """`kind` is title, copy, class or batch with a row number, or range with two copy
    numbers and a dash between; None for what is not there."""
    if kind == "range":
        first, _, last = text.partition("-")
        return _range(server, *sorted((first.strip(), last.strip())))
    if not (text.isascii() and text.isdigit() and len(text) < 10) or kind not in _FINDERS:
        return None
    with server.library.snapshot():
        return _FINDERS[kind](int(text))


def _of_title(title_id: int) -> Subject | None:
    title: Any = Title.get_or_none(Title.id == title_id)
    if title is None:
        return None
    there = (Copy.title == title_id) & (Copy.state != CopyState.WRITTEN_OFF.value)
    return Subject(title.name, _copies(there))


def _of_copy(copy_id: int) -> Subject | None:
    copy: Any = Copy.get_or_none(Copy.id == copy_id)
    return None if copy is None else Subject(copy.title.name, (copy_id,))


def _of_class(class_id: int) -> Subject | None:
    found: Any = SchoolClass.get_or_none(SchoolClass.id == class_id)
    if found is None:
        return None
    rows: Any = Membership.select(Membership.reader).where(
        Membership.school_class == class_id, Membership.to_on.is_null()
    )
    ids = tuple(row[0] for row in rows.order_by(Membership.reader).tuples())
    return Subject(class_label(found.grade, found.letter), reader_ids=ids)


def _of_batch(batch_id: int) -> Subject | None:
    batch: Any = AccessionBatch.get_or_none(AccessionBatch.id == batch_id)
    if batch is None:
        return None
    rows: Any = (
        AccessionCopy.select(AccessionCopy.copy)
        .join(AccessionLine)
        .where(AccessionLine.batch == batch_id)
        .order_by(AccessionCopy.copy)
        .limit(MOST_ITEMS + 1)
    )
    return Subject(f"№ {batch.document_no or batch_id}", tuple(row[0] for row in rows.tuples()))


def _range(server: Server, first: str, last: str) -> Subject | None:
    if not first or not last:
        return None
    with server.library.snapshot():
        ids = _copies((Copy.code >= first) & (Copy.code <= last))
    return Subject(f"{first} – {last}", ids) if ids else None


def _copies(condition: Any) -> tuple[int, ...]:
    rows: Any = Copy.select(Copy.id).where(condition).order_by(Copy.id).limit(MOST_ITEMS + 1)
    return tuple(row[0] for row in rows.tuples())


_FINDERS = {"title": _of_title, "copy": _of_copy, "class": _of_class, "batch": _of_batch}
