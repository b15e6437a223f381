"""Year-end collections of classes: opening, keeping, resting, closing and opening again.

Opening freezes who is expected to bring which copy. Nothing is lent or returned here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, Value, fn

from library.catalogue import ItemKind
from library.classes import class_label
from library.collection import CollectionState
from server.server import Server
from server.services.classes import current_year
from server.services.deeds import Deed, done_before, write_deed
from server.tables import (
    Collection,
    CollectionKeep,
    CollectionLine,
    Copy,
    Loan,
    Membership,
    SchoolClass,
    Title,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What an opening did: numbers of new collections, and labels of classes that one of
    two librarians had opened already."""

    collections: tuple[int, ...]
    already: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotNow:
    """The step does not fit the state; `code` is gone, already-closed, not-closed, posted."""

    code: str


def open_collections(
    server: Server, deed: Deed, class_ids: Sequence[int], due_at: datetime | None = None
) -> Opened:
    """Freeze the lists of these classes. Sent again: the collections they have now."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return Opened(tuple(_live(class_ids)))
        made, already = [], []
        busy = set(_classes_collecting(class_ids))
        rows: Any = SchoolClass.select().where(SchoolClass.id.in_(list(class_ids)))
        for row in list(rows.order_by(SchoolClass.grade, SchoolClass.id)):
            label = class_label(row.grade, row.letter)
            if row.id in busy:
                already.append(label)
                continue
            collection = Collection.create(
                year=row.year, school_class=row.id, class_label=label, due_at=due_at,
                opened_at=server.now(), opened_by=deed.origin.staff_id,
            )  # fmt: skip
            _freeze(collection.id, row.id)
            made.append(collection.id)
        if made:
            write_deed(server, work, deed, before={"collections": made})
        return Opened(tuple(made), tuple(already))


def _freeze(collection_id: int, class_id: int) -> None:
    """The expected list: open textbook loans of the pupils of today."""
    subject = fn.COALESCE(Title.subject, Title.name)
    expected: Any = (
        Loan.select(
            Value(collection_id), Loan.id, Loan.reader, Loan.copy, Copy.title, subject,
            fn.COALESCE(Loan.condition_out, Copy.condition), CollectionKeep.kept_until,
        )
        .join(Membership, on=(Membership.reader == Loan.reader) & Membership.to_on.is_null())
        .switch(Loan)
        .join(Copy, on=Loan.copy == Copy.id)
        .join(Title, on=Copy.title == Title.id)
        .join(
            CollectionKeep, JOIN.LEFT_OUTER,
            on=(CollectionKeep.school_class == class_id) & (CollectionKeep.subject == subject),
        )
        .where(
            Membership.school_class == class_id, Loan.closed_at.is_null(),
            Title.item_kind == ItemKind.TEXTBOOK.value,
        )
        .order_by(Loan.id)
    )  # fmt: skip
    CollectionLine.insert_from(expected, [
        CollectionLine.collection, CollectionLine.loan, CollectionLine.reader,
        CollectionLine.copy, CollectionLine.title, CollectionLine.subject,
        CollectionLine.condition_out, CollectionLine.kept_until,
    ]).execute()  # fmt: skip


def set_state(
    server: Server, deed: Deed, collection_id: int, state: CollectionState
) -> NotNow | None:
    """Pause, resume, close, or open again until the acts are posted. Of two librarians who
    press at once the second is told."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        row: Any = Collection.get_or_none(Collection.id == collection_id)
        objection = _objection(row, state)
        if objection is not None:
            return NotNow(objection)
        before = {"collection": row.id, "state": row.state}
        row.state = state.value
        closed = state is CollectionState.CLOSED
        row.closed_at = server.now() if closed else None
        row.closed_by = deed.origin.staff_id if closed else None
        row.save()
        write_deed(server, work, deed, before=before)
        return None


def _objection(row: Any, state: CollectionState) -> str | None:
    if row is None:
        return "gone"
    if row.posted_at is not None:
        return "posted"
    if row.state == state.value:
        return "already-closed" if state is CollectionState.CLOSED else "not-closed"
    if row.state == CollectionState.CLOSED.value:
        other = Collection.select().where(
            Collection.school_class == row.school_class_id, Collection.id > row.id
        )
        return "already-closed" if other.exists() else None
    return None


def keep_subject(
    server: Server, deed: Deed, class_id: int, subject: str, until: date | None
) -> None:
    """The class keeps the books of a subject until its examination; None: no longer."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return
        kept: Any = CollectionKeep.get_or_none(
            CollectionKeep.school_class == class_id, CollectionKeep.subject == subject
        )
        before = {"class": class_id, "until": str(kept.kept_until) if kept else None}
        if kept is not None:
            kept.delete_instance()
        if until is not None:
            CollectionKeep.create(
                year=current_year(server), school_class=class_id, subject=subject, kept_until=until
            )
        live = Collection.select(Collection.id).where(
            Collection.school_class == class_id, Collection.state != CollectionState.CLOSED.value
        )
        CollectionLine.update(kept_until=until).where(
            CollectionLine.collection.in_(live), CollectionLine.subject == subject
        ).execute()
        write_deed(server, work, deed, before=before)


def kept_subjects(server: Server, class_id: int) -> dict[str, date]:
    """What a class keeps, by subject."""
    with server.library.reading():
        rows: Any = CollectionKeep.select().where(CollectionKeep.school_class == class_id)
        return {row.subject: row.kept_until for row in rows}


def _classes_collecting(class_ids: Sequence[int]) -> list[int]:
    rows: Any = Collection.select(Collection.school_class).where(
        Collection.school_class.in_(list(class_ids)),
        Collection.state != CollectionState.CLOSED.value,
    )
    return [number for (number,) in rows.tuples()]


def _live(class_ids: Sequence[int]) -> list[int]:
    rows: Any = Collection.select(Collection.id).where(
        Collection.school_class.in_(list(class_ids)),
        Collection.state != CollectionState.CLOSED.value,
    )
    return [number for (number,) in rows.tuples()]
